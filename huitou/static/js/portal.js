// The customer's pages: sending over a bad network, and copying the private link. Everything also works without this.
(function () {
  "use strict";
  const PAUSES = [3000, 8000, 20000, 60000];

  function show(form, name, on) {
    const note = form.querySelector("[data-" + name + "]");
    if (note) note.hidden = !on;
  }

  function busy(button, on) {
    if (!button) return;
    const words = button.querySelector("span") || button;
    if (on) {
      button.dataset.idle = button.dataset.idle || words.textContent;
      words.textContent = button.dataset.busy;
      button.setAttribute("aria-disabled", "true");
    } else if (button.dataset.idle) {
      words.textContent = button.dataset.idle;
      button.removeAttribute("aria-disabled");
    }
  }

  // The answer was this page with faults marked: put it in place, and keep the files that were chosen.
  function swap(form, fresh) {
    const files = Array.from(form.querySelectorAll("input[type=file]")).map(function (input) { return [input.name, input.files]; });
    document.querySelector("main").replaceWith(fresh);
    for (const [name, chosen] of files) {
      const input = fresh.querySelector('input[type=file][name="' + name + '"]');
      if (!input || !chosen.length) continue;
      input.files = chosen;
      input.closest("details")?.setAttribute("open", "");
    }
    window.huitou.start(fresh);
    listen(fresh);
    fresh.querySelectorAll("input[type=file]").forEach(function (input) { input.dispatchEvent(new Event("change")); });
  }

  // The answer was another page (too large, too often …): say its words above the form, which stays as it is.
  function say(form, fresh) {
    const note = document.createElement("div");
    note.className = "flash is-error";
    note.setAttribute("role", "alert");
    note.dataset.said = "";
    note.append(Array.from(fresh ? fresh.querySelectorAll("h1, h1 ~ p") : []).map(function (words) { return words.textContent.trim(); }).join(" "));
    form.querySelector("[data-said]")?.remove();
    form.prepend(note);
    note.scrollIntoView({ block: "nearest" });
  }

  // A page that was open for long may carry an old token; a fresh one makes the same words acceptable.
  async function renew(form) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  }

  function sender(form) {
    let tries = 0;
    let underway = false;
    let renewed = false;
    let timer = 0;
    const button = form.querySelector("button:not([type=button])");

    function later() {
      show(form, "offline", !navigator.onLine);
      show(form, "trouble", navigator.onLine);
      clearTimeout(timer);
      timer = setTimeout(send, PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    }

    async function take(answer) {
      if (answer.redirected) return location.assign(answer.url);
      if (answer.status >= 500) return later();
      if (answer.status === 403 && !renewed) {
        renewed = true;
        await renew(form);
        return setTimeout(send, 0);
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      if (fresh && fresh.querySelector("form[data-send]")) return swap(form, fresh);
      say(form, fresh);
      for (const note of ["offline", "trouble"]) show(form, note, false);
      busy(button, false);
    }

    async function send() {
      if (underway) return;
      if (!navigator.onLine) return later();
      underway = true;
      clearTimeout(timer);
      try {
        // The hidden key makes all tries one complaint, even if an answer got lost on the way.
        await take(await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }));
      } catch {
        later();
      } finally {
        underway = false;
      }
    }

    form.addEventListener("submit", function (event) {
      if (!window.fetch || !window.FormData) return;
      event.preventDefault();
      if (underway) return;
      tries = 0;
      renewed = false;
      busy(button, true);
      send();
    });
    window.addEventListener("online", function () { if (button && button.getAttribute("aria-disabled") === "true") send(); });
  }

  function copier(button) {
    button.addEventListener("click", async function () {
      const field = document.querySelector(button.dataset.copy);
      const words = button.querySelector("span");
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        field.select(); // no clipboard without https: then it is at least selected
        document.execCommand("copy");
      }
      words.textContent = button.dataset.done;
    });
  }

  function listen(root) {
    root.querySelectorAll("form[data-send]").forEach(sender);
    root.querySelectorAll("[data-copy]").forEach(copier);
    for (const form of root.querySelectorAll("form:not([data-send])")) {
      form.addEventListener("submit", function () { busy(form.querySelector("[data-busy]"), true); });
    }
  }

  document.addEventListener("DOMContentLoaded", function () { listen(document); });
  // A page that comes back from the browser's memory must not stay busy.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("[data-busy]").forEach(function (button) { busy(button, false); });
  });
})();
