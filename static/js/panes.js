// On a phone the panes of a page become tabs; without this, or on a wide screen, they stand as sections.
// A picture of a scan that the server was too busy for is asked for again.
(() => {
  "use strict";

  const TRIES = 8;
  const PAUSE = 3000; // milliseconds

  const askAgain = (picture) => {
    const tries = Number(picture.dataset.tries || 0);
    if (tries >= TRIES) return;
    picture.dataset.tries = tries + 1;
    // Under an address of its own: the browser remembers the first answer for as long as the page lives.
    const address = picture.getAttribute("src").split("?")[0];
    setTimeout(() => picture.setAttribute("src", `${address}?lan=${tries + 1}`), PAUSE);
  };

  document.addEventListener("error", ({ target }) => {
    if (target.matches?.("img[data-scan]")) askAgain(target);
  }, true);

  document.addEventListener("DOMContentLoaded", () => {
    // Those that failed before this script was there.
    [...document.querySelectorAll("img[data-scan]")]
      .filter((picture) => picture.complete && picture.naturalWidth === 0)
      .forEach(askAgain);

    const holder = document.querySelector("[data-panes]");
    const panes = [...(holder?.querySelectorAll(":scope > [data-pane]") || [])];
    if (panes.length < 2) return;
    const narrow = window.matchMedia("(max-width: 63.99rem)");
    const list = document.createElement("div");
    list.className = "panes";
    list.setAttribute("role", "tablist");
    let now = 0;

    const tabs = panes.map((pane, place) => {
      const tab = document.createElement("button");
      pane.id ||= `phan-${place + 1}`;
      tab.type = "button";
      tab.id = `${pane.id}-the`;
      tab.textContent = pane.dataset.pane;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", pane.id);
      tab.addEventListener("click", () => show(place));
      list.append(tab);
      return tab;
    });

    const show = (place) => {
      now = place;
      panes.forEach((pane, each) => {
        const isShown = !narrow.matches || each === place;
        pane.hidden = !isShown;
        tabs[each].setAttribute("aria-selected", String(each === place));
        tabs[each].tabIndex = each === place ? 0 : -1;
        if (narrow.matches) {
          pane.setAttribute("role", "tabpanel");
          pane.setAttribute("aria-labelledby", tabs[each].id);
        } else {
          pane.removeAttribute("role");
          pane.removeAttribute("aria-labelledby");
        }
      });
      list.hidden = !narrow.matches;
    };

    // A link to something inside a pane opens that pane.
    const follow = () => {
      const target = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
      const place = target ? panes.findIndex((pane) => pane.contains(target)) : -1;
      show(place < 0 ? now : place);
      if (place >= 0) target.scrollIntoView();
    };

    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      show((now + step + panes.length) % panes.length);
      tabs[now].focus();
    });
    narrow.addEventListener("change", () => show(now));
    window.addEventListener("hashchange", follow);
    holder.before(list);
    follow();
  });
})();
