// Light, dark or as the system has it; runs in the head so that nothing flashes. Without it the system decides.
(function () {
  "use strict";
  const KEY = "huitou.theme";
  const dark = document.getElementById("dark");
  const system = "screen and (prefers-color-scheme: dark)";

  function chosen() {
    try {
      return localStorage.getItem(KEY) || "system";
    } catch {
      return "system"; // storage may be forbidden; then nothing is remembered
    }
  }

  function show(theme) {
    dark.media = { light: "not all", dark: "screen", system: system }[theme] || system;
    for (const button of document.querySelectorAll("[data-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.theme === theme));
    }
  }

  function choose(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // shown all the same, for this page
    }
    show(theme);
  }

  show(chosen());
  document.addEventListener("DOMContentLoaded", function () {
    for (const bar of document.querySelectorAll("[data-needs-script]")) bar.hidden = false;
    show(chosen());
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-theme]");
    if (button) choose(button.dataset.theme);
  });
})();
