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

  // The answer was a page with faults: put it in place of this one, and keep the files that were chosen.
  function swap(form, page) {
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("main");
    if (!fresh) return false;
    const files = Array.from(form.querySelectorAll("input[type=file]")).map(function (input) { return [input.name, input.files]; });
    const old = document.querySelector("main");
    old.replaceWith(fresh);
    for (const [name, chosen] of files) {
      const input = fresh.querySelector('input[type=file][name="' + name + '"]');
      if (input && chosen.length) {
        input.files = chosen;
        input.closest("details")?.setAttribute("open", "");
      }
    }
    window.huitou.start(fresh);
    listen(fresh);
    fresh.querySelectorAll("input[type=file]").forEach(function (input) { input.dispatchEvent(new Event("change")); });
    return true;
  }

  function sender(form) {
    let tries = 0;
    let underway = false;
    let timer = 0;
    const button = form.querySelector("button:not([type=button])");

    function later() {
      show(form, "offline", !navigator.onLine);
      show(form, "trouble", navigator.onLine);
      clearTimeout(timer);
      timer = setTimeout(send, PAUSES[Math.min(tries++, PAUSES.length - 1)]);
    }

    async function send() {
      if (underway) return;
      if (!navigator.onLine) return later();
      underway = true;
      clearTimeout(timer);
      try {
        // The hidden key makes all tries one complaint, even if an answer got lost on the way.
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
        if (answer.redirected) return location.assign(answer.url);
        if (answer.status >= 500) return later();
        if (!swap(form, await answer.text())) form.submit();
      } catch {
        later();
      } finally {
        underway = false;
      }
    }

    form.addEventListener("submit", function (event) {
      if (!window.fetch || !window.FormData) return;
      event.preventDefault();
      if (button && button.getAttribute("aria-disabled") === "true" && underway) return;
      tries = 0;
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
