// Checking a dossier by keyboard, on a page that works with the mouse alone: a, shift + a, v, r, n and ?.
// Each key presses a button or opens a link that stands on the page.
(() => {
  "use strict";

  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");
  const waiting = () => document.querySelector(".desk-papers > li[data-waits]");

  const show = (row) => {
    document.querySelectorAll(".desk-papers > li[data-now]").forEach((each) => each.removeAttribute("data-now"));
    if (row) row.setAttribute("data-now", "");
  };

  const accept = () => {
    const row = waiting();
    const button = row ? row.querySelector("button[value='accept']") : document.querySelector("#ket-qua form button");
    if (!button) return;
    if (row) button.click();
    else button.focus(); // the dossier as a whole: shown first, pressed by Enter
  };

  const acceptAll = () => document.querySelector("[data-key='all'] button")?.click();

  // The first paper that this reader has not ticked; taken back by its own button.
  const see = () => document.querySelector(".desk-seen button[aria-pressed='false']")?.click();

  const ask = () => {
    const row = waiting();
    const box = row?.querySelector("details");
    if (!box) {
      document.querySelector("[data-key='ask'] a")?.focus();
      return;
    }
    box.open = true;
    box.querySelector("input, textarea")?.focus();
  };

  const next = () => document.querySelector("[data-key='next'] a")?.click();

  const help = () => {
    const dialog = document.getElementById("desk-keys");
    if (dialog && !dialog.open) dialog.showModal();
  };

  const keys = { a: accept, A: acceptAll, v: see, r: ask, n: next, "?": help };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-keys]") && help());
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-keys]").forEach((button) => button.removeAttribute("hidden"));
    show(waiting());
  });
})();
