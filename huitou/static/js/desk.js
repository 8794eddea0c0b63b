// The desk: keys, times that tick, parts of a case as tabs on a phone. Everything also works with the mouse alone.
(function () {
  "use strict";
  const MINUTE = 60000;

  // The same words as huitou/lib/say.py, for pages that stay open.
  const SPEECH = {
    zh: { units: ["天", "小时", "分"], gap: "", join: "", less: "不到1分", left: "还剩{}", over: "已超{}", due: "刚到时限",
          ago: ["{}天前", "{}小时前", "{}分钟前"], now: "刚刚" },
    en: { units: ["d", "h", "min"], gap: " ", join: " ", less: "less than 1 min", left: "{} left", over: "{} over", due: "just due",
          ago: ["{} d ago", "{} h ago", "{} min ago"], now: "just now" },
  };
  const speech = document.documentElement.lang.startsWith("zh") ? SPEECH.zh : SPEECH.en;

  function parts(minutes) {
    return [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  }

  function length(milliseconds) {
    const counts = parts(Math.floor(Math.abs(milliseconds) / MINUTE));
    const first = counts.findIndex(Boolean);
    if (first < 0) return speech.less;
    return counts.slice(first, first + 2).map(function (count, at) {
      return count ? count + speech.gap + speech.units[first + at] : "";
    }).filter(Boolean).join(speech.join);
  }

  function left(milliseconds) {
    if (milliseconds <= 0 && milliseconds > -MINUTE) return speech.due;
    return (milliseconds > 0 ? speech.left : speech.over).replace("{}", length(milliseconds));
  }

  function ago(milliseconds) {
    const minutes = Math.floor(milliseconds / MINUTE);
    const counts = [Math.floor(minutes / 1440), Math.floor(minutes / 60), minutes];
    const first = counts.findIndex(function (count) { return count > 0; });
    return first < 0 ? speech.now : speech.ago[first].replace("{}", counts[first]);
  }

  function tick() {
    for (const time of document.querySelectorAll("time[data-said]")) {
      const distance = new Date(time.dateTime) - Date.now();
      if (time.dataset.said === "left") time.textContent = left(distance);
      else if (distance > -30 * 1440 * MINUTE) time.textContent = ago(-distance);
    }
  }

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  // j and k walk through the rows of the page; Enter or o opens.
  function move(step) {
    const rows = Array.from(document.querySelectorAll("[data-rows] > *"));
    if (!rows.length) return;
    const at = rows.findIndex(function (row) { return row.classList.contains("is-cursor"); });
    const next = Math.max(0, Math.min(rows.length - 1, at + step));
    rows.forEach(function (row, index) { row.classList.toggle("is-cursor", index === next); });
    rows[next].querySelector("a").focus({ preventScroll: true });
    rows[next].scrollIntoView({ block: "nearest" });
  }

  // What a key reaches carries it: <a data-key="gd">, <details id="note" data-key="i">. The same sign stands in its title.
  function press(key) {
    const thing = document.querySelector('[data-key="' + key + '"]');
    if (!thing) return false;
    if (thing.matches("a, button")) thing.click();
    else open(thing.id);
    return true;
  }

  function help() {
    const keys = document.getElementById("keys");
    if (!keys) return;
    if (keys.open) keys.close();
    else keys.show();
  }

  let before = "";
  function key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest("form[data-enter]");
      if (form) form.requestSubmit();
      return;
    }
    if (event.key === "Escape") return escape(event);
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "?") return help();
    const chord = before === "g" ? "g" + event.key : event.key;
    before = event.key;
    if (chord === "j" || chord === "k") move(chord === "j" ? 1 : -1);
    else if (chord === "o") document.querySelector(".is-cursor a")?.click();
    else if (!press(chord)) return;
    event.preventDefault();
  }

  function escape(event) {
    const menu = document.querySelector("details.menu[open]");
    const keys = document.querySelector("#keys[open]");
    if (keys) keys.close();
    else if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (isTyping(event.target)) event.target.blur();
  }

  function open(id) {
    const target = id && document.getElementById(id);
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (target.matches("details")) target.open = true;
    const column = target.closest(".case-columns > *");
    if (column) showColumn(column.id);
    const form = target.matches("form") ? target : target.querySelector("form") || target;
    const first = target.querySelector("[aria-invalid=true]") || form.querySelector("textarea, select, input:not([type=hidden])");
    first?.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  // On a phone the three columns of a case are tabs; on a desk all are shown and the tabs are hidden.
  function showColumn(id) {
    const columns = document.querySelector(".case-columns");
    if (!columns) return;
    columns.dataset.shown = id;
    for (const column of columns.children) column.classList.toggle("is-shown", column.id === id);
    for (const tab of document.querySelectorAll("[data-tabs] a")) {
      if (tab.hash === "#" + id) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
  }

  document.addEventListener("keydown", key);
  document.addEventListener("click", function (event) {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const tab = event.target.closest("[data-tabs] a");
    if (tab) {
      event.preventDefault();
      showColumn(tab.hash.slice(1));
    }
    const opener = event.target.closest('a[href^="#"]');
    if (opener && !tab && !opener.classList.contains("skip")) {
      event.preventDefault();
      open(opener.hash.slice(1));
    }
  });
  document.addEventListener("DOMContentLoaded", function () {
    tick();
    setInterval(tick, MINUTE / 2);
    showColumn("talk");
    const wrong = document.querySelector("[data-wrong]");
    open(wrong ? wrong.closest("[id]")?.id : location.hash.slice(1));
  });
})();
