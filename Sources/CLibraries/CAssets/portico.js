// Small comforts. Every page does its work without this file.
"use strict";

(function () {
  // A question before what cannot be undone.
  document.addEventListener("submit", function (event) {
    const asking = (event.submitter && event.submitter.dataset.confirm) || event.target.dataset.confirm;
    if (asking && !window.confirm(asking)) event.preventDefault();
  });

  // Where a row of links is longer than the screen, the present one is brought into sight.
  for (const link of document.querySelectorAll("nav a[aria-current]")) {
    const row = link.parentElement.closest("nav");
    if (row.scrollWidth <= row.clientWidth) continue;
    const distance = link.getBoundingClientRect().left - row.getBoundingClientRect().left;
    row.scrollLeft += distance - (row.clientWidth - link.offsetWidth) / 2;
  }

  // One box that ticks all boxes of its table.
  for (const table of document.querySelectorAll("table[data-selectable]")) {
    const boxes = Array.from(table.querySelectorAll("tbody td.box input"));
    const head = table.querySelector("thead th.box");
    if (!head || boxes.length === 0) continue;
    const all = document.createElement("input");
    all.type = "checkbox";
    all.setAttribute("aria-label", "Select all rows");
    const show = function () {
      const ticked = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    };
    all.addEventListener("change", function () {
      for (const box of boxes) box.checked = all.checked;
    });
    table.addEventListener("change", show);
    head.append(all);
    show();
  }

  // A copy button beside values that are carried elsewhere.
  for (const box of document.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button secondary";
    button.textContent = "Copy";
    button.addEventListener("click", async function (event) {
      event.preventDefault();
      box.select();
      let done = false;
      try {
        await navigator.clipboard.writeText(box.value);
        done = true;
      } catch (refusal) {
        // Without TLS there is no clipboard interface; the old command still works.
        done = document.execCommand("copy");
      }
      button.textContent = done ? "Copied" : "Press Ctrl+C";
      window.setTimeout(function () { button.textContent = "Copy"; }, 2000);
    });
    box.after(button);
    box.addEventListener("focus", function () { box.select(); });
  }

  // What waits, and in which state the shown order is, told while the page is seen. Hidden pages let go of their
  // connection: a browser has only a few for each site.
  const news = document.body.dataset.news;
  if (news && window.EventSource) {
    let stream = null;
    let mayOpen = true;
    let told = "";
    const showCount = function (link, count) {
      let mark = link.querySelector(".count");
      if (!count) {
        if (mark) mark.remove();
        return;
      }
      if (!mark) {
        mark = document.createElement("span");
        mark.className = "count";
        link.append(mark);
      }
      mark.textContent = String(count);
    };
    const renew = async function () {
      const page = document.body.dataset.page;
      if (!page) return;
      const answer = await fetch(page, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const other = fresh.getElementById(part.id);
        if (other && !part.contains(document.activeElement)) part.replaceChildren(...other.childNodes);
      }
    };
    const close = function () {
      if (stream) stream.close();
      stream = null;
    };
    const open = function () {
      if (stream || !mayOpen || document.hidden) return;
      stream = new EventSource(news);
      stream.addEventListener("counters", function (event) {
        const counters = JSON.parse(event.data);
        for (const link of document.querySelectorAll("a[data-count]")) showCount(link, counters[link.dataset.count]);
        if (told && told !== event.data) renew().catch(function () {});
        told = event.data;
      });
      stream.addEventListener("order", function () { renew().catch(function () {}); });
      stream.addEventListener("bye", function () {
        mayOpen = false;
        close();
      });
    };
    document.addEventListener("visibilitychange", function () {
      // Whoever comes back to a page may displace another one that is not looked at.
      mayOpen = true;
      if (document.hidden) close(); else open();
    });
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", open);
    open();
  }

  // Errors are read out first.
  const first = document.querySelector("[data-focus]");
  if (first) first.focus();

  // A hand-over that needs no click.
  const next = document.querySelector("a[data-open-at-once]");
  if (next) window.location.replace(next.href);
})();
