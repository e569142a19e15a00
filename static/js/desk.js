// Checking a dossier by keyboard, on a page that works with the mouse alone: a, shift + a, v, r, n and ?.
// Each key presses a button or opens a link that stands on the page. A key that is held down acts once, and a paper
// is accepted only where it can be seen: out of sight, the first press brings it up and says so.
(() => {
  "use strict";

  const UNTYPED = ["checkbox", "radio", "submit", "button"].map((type) => `:not([type=${type}])`).join("");
  const isTyping = (target) => target.closest(`input${UNTYPED}, textarea, select, [contenteditable]`);
  const waiting = () => document.querySelector(".desk-papers > li[data-waits]");

  const show = (row) => {
    document.querySelectorAll(".desk-papers > li[data-now]").forEach((each) => each.removeAttribute("data-now"));
    if (row) row.setAttribute("data-now", "");
  };

  // Whether enough of the row to read it stands on the screen.
  const inSight = (row) => {
    const { top, bottom, height } = row.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0) >= Math.min(height, innerHeight / 2) - 1;
  };
  const bringUp = (row) => row.scrollIntoView({ block: "nearest" });

  const say = (words) => {
    const told = document.getElementById("desk-said");
    told.textContent = words;
    told.hidden = false;
    clearTimeout(say.ends);
    say.ends = setTimeout(() => { told.hidden = true; }, 8000);
  };
  const nameOf = (row) => row.querySelector("strong").textContent;

  // With no paper left, the button of the dossier as a whole gets the focus and is pressed by Enter: to record it as
  // checked, or where something lacks, to ask for it.
  const acceptWhole = () => {
    const button = document.querySelector("#ket-qua form button");
    const further = button || document.querySelector("[data-key='ask'] a");
    further?.focus();
    if (further && !button) say("Hồ sơ còn nội dung cần bổ sung. Bấm Enter để mở trang đề nghị bổ sung.");
  };

  const accept = () => {
    const row = waiting();
    if (!row) return acceptWhole();
    const button = row.querySelector("button[value='accept']");
    if (!inSight(row)) bringUp(row);
    else if (button) return button.click();
    if (button) return say(`Giấy tờ đang xét: ${nameOf(row)}. Bấm a lần nữa để ghi đạt yêu cầu.`);
    say(`${nameOf(row)} chưa có ngày nên chưa ghi đạt yêu cầu được. Bấm r để ghi nội dung cần bổ sung.`);
  };

  const acceptAll = () => document.querySelector("[data-key='all'] button")?.click();

  // The first paper that this reader has not ticked; taken back by its own button.
  const see = () => document.querySelector(".desk-seen button[aria-pressed='false']")?.click();

  const ask = () => {
    const row = waiting();
    const box = row?.querySelector(".desk-verdict details"); // the row's scan lies in a box of its own before it
    if (!box) {
      document.querySelector("[data-key='ask'] a")?.focus();
      return;
    }
    box.open = true;
    box.querySelector("input:not([type=hidden]), textarea")?.focus();
  };

  const next = () => document.querySelector("[data-key='next'] a")?.click();

  const help = () => {
    const dialog = document.getElementById("desk-keys");
    if (dialog && !dialog.open) dialog.showModal();
  };

  const keys = { a: accept, v: see, r: ask, n: next, "?": help };

  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase(); // with Caps Lock on, "A" is a plain a
    const act = key === "a" && event.shiftKey ? acceptAll : keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-keys]") && help());
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-keys]").forEach((button) => button.removeAttribute("hidden"));
    show(waiting());
  });
  // After an act the page opens at the row that was done; the next one may stand below the screen.
  window.addEventListener("load", () => {
    const row = waiting();
    if (location.hash.startsWith("#giay-") && row && !inSight(row)) bringUp(row);
  });
})();
