// What a script adds to the pages about accounts: looking at a password while typing it, copying a secret shown once.
"use strict";

for (const field of document.querySelectorAll("[data-password]")) {
  const button = field.querySelector("[data-password-show]");
  const input = field.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    input.focus();
  });
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.classList.add("is-done");
    button.querySelector("[data-copy-word]").textContent = button.dataset.done;
  });
}
