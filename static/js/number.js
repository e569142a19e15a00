// Shows the whole citizen number in its place for a minute, then masks it again. Without it the form opens a page.
(() => {
  "use strict";

  const SHOWN = 60_000;

  const show = async (form) => {
    const place = form.parentElement.querySelector("[data-number]");
    const status = form.querySelector("[data-number-status]");
    const button = form.querySelector("button");
    const masked = place.textContent;
    button.disabled = true;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "HX-Request": "true" },
        redirect: "error",
      });
    } catch {
      answer = null;
    }
    const elsewhere = answer?.headers.get("HX-Redirect");
    if (elsewhere) {
      location.assign(elsewhere);
      return;
    }
    if (!answer?.ok) {
      form.submit(); // the page says what is the matter
      return;
    }
    place.textContent = await answer.text();
    status.textContent = "Đang hiện đủ số; sau 60 giây số tự che lại.";
    const hide = () => {
      place.textContent = masked;
      status.textContent = "";
      button.disabled = false;
    };
    setTimeout(hide, SHOWN);
    addEventListener("pagehide", hide, { once: true }); // nothing is left for the Back button
  };

  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-shows-number]");
    if (!form) return;
    event.preventDefault();
    show(form);
  });
})();
