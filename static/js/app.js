// What the browser adds to pages that work without it: printing, one sending per form,
// focus on the errors, characters left in a long text. No state, no drafts, nothing stored.
(() => {
  "use strict";

  const focusErrors = (root) => {
    const summary = root.querySelector("#error-summary");
    if (summary) summary.focus();
  };

  const countCharacters = (area) => {
    const note = document.querySelector(`[data-count-for="${area.id}"]`);
    if (!note) return;
    const left = Number(note.dataset.max) - area.value.length;
    note.hidden = false;
    note.textContent = left >= 0 ? `Còn viết được ${left} ký tự.` : `Thừa ${-left} ký tự, cần viết ngắn lại.`;
  };

  // The browser writes "Choose File" in its own language: a Vietnamese face lies over it.
  const nameFiles = (root) => root.querySelectorAll(".file").forEach((box) => {
    const [input, face] = [box.querySelector("input"), box.querySelector(".file-face")];
    const names = [...input.files].map((file) => file.name);
    face.hidden = false;
    face.querySelector(".file-names").textContent = names.length ? names.join(", ") : "Chưa chọn tệp nào";
  });

  // The button that undoes an act goes when its seconds are over; the server says no afterwards in any case.
  const endUndo = (root) => root.querySelectorAll("[data-undo]").forEach((form) => {
    setTimeout(() => form.remove(), Number(form.dataset.undo) * 1000);
  });

  // A part of the page that an address names is opened, also by browsers that do not do so themselves.
  // What the address names; nothing where it is no name at all ("#50%").
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    } catch {
      return null;
    }
  };

  const openTarget = () => {
    const target = named();
    const folded = target && target.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };

  // Where the page opens in its middle, what was just recorded is told there too, for a while.
  const keepInSight = () => {
    const told = document.querySelector("main > .banner");
    const opensElsewhere = named();
    if (!told || !opensElsewhere || document.querySelector(".undo")) return; // the bar to undo tells it as well
    const copy = told.cloneNode(true);
    copy.dataset.follows = "true";
    copy.removeAttribute("role"); // read out once
    copy.setAttribute("aria-hidden", "true");
    document.body.append(copy);
    setTimeout(() => copy.remove(), 8000);
  };

  // On paper nothing can be opened: what is folded is printed, and folded again.
  const unfold = () => document.querySelectorAll("details:is(.fold, [data-print-open]):not([open])").forEach((part) => {
    part.open = true;
    window.addEventListener("afterprint", () => { part.open = false; }, { once: true });
  });

  const free = () => document.querySelectorAll("form[data-busy]").forEach((form) => form.removeAttribute("data-busy"));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const file = event.target.closest("a[href*='.pdf']");
    if (file) { // a long paper takes seconds, and the page stands
      file.dataset.busy = "true";
      setTimeout(() => file.removeAttribute("data-busy"), 8000);
    }
    const reveal = event.target.closest("[data-reveal]");
    if (reveal) {
      const input = document.getElementById(reveal.dataset.reveal);
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      reveal.setAttribute("aria-pressed", String(!shown));
      reveal.textContent = shown ? "Hiện mật khẩu" : "Ẩn mật khẩu";
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.busy = "true";
    setTimeout(free, 8000); // a download leaves the page standing
  }, true);

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) countCharacters(event.target);
  });
  document.addEventListener("change", () => nameFiles(document));
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("pageshow", () => { free(); nameFiles(document); });
  document.addEventListener("htmx:afterRequest", free);
  document.addEventListener("htmx:afterSwap", (event) => {
    nameFiles(document);
    focusErrors(event.target);
  });
  document.addEventListener("DOMContentLoaded", () => {
    // A refused form is the answer to what was sent, and no page is kept: Back would find nothing to show.
    // Its place in the history becomes that of the address itself, which opens again.
    window.history.replaceState(window.history.state, "", window.location.href);
    openTarget();
    keepInSight();
    focusErrors(document);
    endUndo(document);
    document.querySelectorAll("[data-reveal]").forEach((button) => button.removeAttribute("hidden"));
    document.querySelectorAll("textarea").forEach((area) => area.value && countCharacters(area));
  });
})();
