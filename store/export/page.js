"use strict";
(function () {
  var root = document.documentElement, bar = document.getElementById("bar"), search = document.getElementById("search");
  var shown = document.getElementById("shown"), events = Array.from(document.querySelectorAll(".event"));
  var years = Array.from(document.querySelectorAll(".year")), boxes = Array.from(bar.querySelectorAll("[data-kind]"));
  var menus = Array.from(bar.querySelectorAll("details"));
  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[’ʼ]/g, "'").toLowerCase()
      .replace(/\s+/g, " ");
  }
  var texts = events.map(function (event) { return fold(event.textContent); });
  var has = events.map(function (event) { return new Set(event.dataset.has.split(" ")); });
  function filter() {
    var words = fold(search.value).split(" ").filter(Boolean), kinds = {}, count = 0;
    boxes.forEach(function (box) {
      if (box.checked) { (kinds[box.dataset.kind] = kinds[box.dataset.kind] || []).push(box.value); }
    });
    events.forEach(function (event, n) {
      var kept = words.every(function (word) { return texts[n].includes(word); })
        && Object.keys(kinds).every(function (kind) {
          var all = kind === "mark";
          return kinds[kind][all ? "every" : "some"](function (value) { return has[n].has(value); });
        });
      event.hidden = !kept;
      count += kept ? 1 : 0;
    });
    years.forEach(function (year) {
      var left = year.querySelectorAll(".event:not([hidden])").length, link = document.getElementById("to-" + year.id);
      year.hidden = !left;
      if (link) { link.hidden = !left; link.querySelector("small").textContent = left; }
    });
    menus.forEach(function (menu) { menu.toggleAttribute("data-used", !!menu.querySelector("input:checked")); });
    shown.textContent = shown.dataset.of.replace("{n}", count).replace("{all}", events.length);
  }
  function move(step) {
    var seen = events.filter(function (event) { return !event.hidden; });
    if (!seen.length) { return; }
    var at = seen.indexOf(document.activeElement && document.activeElement.closest(".event"));
    var next = seen[Math.max(0, Math.min(seen.length - 1, at < 0 ? (step > 0 ? 0 : seen.length - 1) : at + step))];
    next.querySelector("h3 a").focus();
    next.scrollIntoView({ block: "start" });
  }
  function clear() {
    search.value = "";
    boxes.forEach(function (box) { box.checked = false; });
    filter();
  }
  bar.addEventListener("input", filter);
  bar.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("clear").addEventListener("click", function () { clear(); search.focus(); });
  document.getElementById("print").addEventListener("click", function () { window.print(); });
  document.getElementById("theme").addEventListener("click", function () {
    var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.addEventListener("click", function (event) {
    menus.forEach(function (menu) { if (!menu.contains(event.target)) { menu.open = false; } });
  });
  document.addEventListener("keydown", function (event) {
    var open = menus.find(function (menu) { return menu.open; });
    if (event.key === "Escape") {
      if (open) { open.open = false; open.querySelector("summary").focus(); } else { clear(); }
    } else if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SUMMARY)$/.test(event.target.tagName)) {
      return;
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    }
  });
  bar.hidden = false;
  filter();
})();
