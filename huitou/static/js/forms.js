// What forms of both faces share: text areas that grow, drafts that stay on this device, pictures shown before they go.
(function () {
  "use strict";
  const DAY = 24 * 60 * 60 * 1000;
  const KEPT = 14 * DAY;
  const AGAIN = 5000;

  function grow(area) {
    if (CSS.supports("field-sizing", "content")) return; // then ground.css does it
    area.style.height = "auto";
    area.style.height = area.scrollHeight + 2 + "px";
  }

  // A draft is {at, sent, values}; storage may be full or forbidden, then there is none.
  function read(name) {
    try {
      const draft = JSON.parse(localStorage.getItem("huitou.draft." + name));
      return draft && Date.now() - draft.at < KEPT ? draft : null;
    } catch {
      return null;
    }
  }

  function write(name, draft) {
    try {
      if (draft) localStorage.setItem("huitou.draft." + name, JSON.stringify(draft));
      else localStorage.removeItem("huitou.draft." + name);
    } catch {
      // nothing to do: the page itself still holds the words
    }
  }

  function fields(form) {
    return Array.from(form.elements).filter(function (field) {
      const kind = field.type;
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.name === "seen") return false;
      return kind === "hidden" ? field.name === "form_key" : !["file", "submit", "button", "password", "radio", "checkbox"].includes(kind);
    });
  }

  function keep(form, sent) {
    const values = {};
    let any = false;
    for (const field of fields(form)) {
      values[field.name] = field.value;
      any = any || (field.type !== "hidden" && field.tagName !== "SELECT" && field.value.trim() !== "");
    }
    write(form.dataset.draft, any ? { at: Date.now(), sent: Boolean(sent), values: values } : null);
  }

  function restore(form) {
    const draft = read(form.dataset.draft);
    if (!draft) return;
    let restored = false;
    for (const field of fields(form)) {
      const value = draft.values[field.name];
      // What the server gave back is newer than any draft; the key goes with the words it was made for.
      if (value === undefined || (field.value && field.type !== "hidden")) continue;
      if (field.type === "hidden" && form.querySelector("[data-wrong]")) continue;
      restored = restored || (field.type !== "hidden" && value !== "");
      field.value = value;
      const fold = value && field.closest("details.fold");
      if (fold) fold.open = true;
    }
    const note = form.querySelector("[data-restored]");
    if (note && restored) note.hidden = false;
  }

  function forget(form) {
    write(form.dataset.draft, null);
    for (const field of fields(form)) if (field.type !== "hidden") field.value = "";
    const note = form.querySelector("[data-restored]");
    if (note) note.hidden = true;
    form.querySelector("textarea, input:not([type=hidden])").focus();
  }

  function drafts(root) {
    // First forget what has arrived, or it would come back as if it were still to be sent.
    for (const mark of root.querySelectorAll("[data-sent]")) {
      const draft = read(mark.dataset.sent);
      if (draft && draft.sent) write(mark.dataset.sent, null);
    }
    for (const form of root.querySelectorAll("form[data-draft]")) {
      restore(form);
      form.addEventListener("input", function () { keep(form, false); });
      form.addEventListener("submit", function () { keep(form, true); });
    }
  }

  // A second click while the first is on its way does nothing; after a while it may be tried again.
  function once(form) {
    if (form.dataset.send !== undefined) return; // portal.js sends it
    form.addEventListener("submit", function (event) {
      if (form.dataset.going) return event.preventDefault();
      form.dataset.going = "1";
      setTimeout(function () { delete form.dataset.going; }, AGAIN);
    });
  }

  function pictures(box) {
    const input = box.querySelector("input[type=file]");
    const list = box.querySelector("[data-chosen]");
    if (!input || !list) return;
    let addresses = [];

    function remove(index) {
      const rest = new DataTransfer();
      Array.from(input.files).forEach(function (file, at) { if (at !== index) rest.items.add(file); });
      input.files = rest.files;
      show();
      (list.querySelector("button") || input).focus();
    }

    function show() {
      addresses.forEach(URL.revokeObjectURL);
      addresses = [];
      list.replaceChildren.apply(list, Array.from(input.files).map(function (file, index) {
        const item = document.createElement("li");
        const figure = document.createElement("figure");
        const button = document.createElement("button");
        if (file.type.startsWith("image/")) {
          const picture = new Image();
          picture.src = URL.createObjectURL(file);
          picture.alt = file.name;
          addresses.push(picture.src);
          figure.append(picture);
        } else {
          figure.append(file.name);
        }
        button.type = "button";
        button.className = "remove";
        button.setAttribute("aria-label", list.dataset.remove + ": " + file.name);
        button.append("×");
        button.addEventListener("click", function () { remove(index); });
        figure.append(button);
        item.append(figure);
        return item;
      }));
      list.hidden = input.files.length === 0;
    }

    input.addEventListener("change", show);
  }

  function start(root) {
    for (const area of root.querySelectorAll("textarea[data-grow]")) {
      area.addEventListener("input", function () { grow(area); });
    }
    root.querySelectorAll("[data-files]").forEach(pictures);
    drafts(root);
    root.querySelectorAll("form[method=post]").forEach(once);
    root.querySelectorAll("textarea[data-grow]").forEach(grow);
    for (const button of root.querySelectorAll("[data-forget]")) {
      button.addEventListener("click", function () { forget(button.closest("form")); });
    }
    const wrong = root.querySelector("[data-wrong]");
    if (wrong) wrong.focus();
  }

  window.huitou = { start: start, keep: keep };
  document.addEventListener("DOMContentLoaded", function () { start(document); });
  // A page that comes back from the browser's memory may send again.
  window.addEventListener("pageshow", function () { for (const form of document.forms) delete form.dataset.going; });
})();
