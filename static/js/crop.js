// Cutting the table's edge off a photo before it is sent: a frame drawn on the picture, moved by a finger on its
// sides and corners, or by four sliders with the arrow keys. Used by scans.js; without it no photo is cut.
window.croppedFrame = (() => {
  "use strict";

  const MARGIN = 22; // around the picture, so that a finger gets hold of a side at the very edge
  const REACH = 40;
  const LEAST = 0.1; // of the picture's width or height
  const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };
  const FACING = { left: "right", right: "left", top: "bottom", bottom: "top" };

  const dialog = () => document.querySelector("[data-crop]");
  const isWhole = (frame) => Object.keys(WHOLE).every((side) => frame[side] === WHOLE[side]);

  // A side stays inside the picture, and leaves something of it.
  const put = (frame, side, value) => {
    const other = frame[FACING[side]];
    const [low, high] = side === "left" || side === "top" ? [0, other - LEAST] : [other + LEAST, 1];
    frame[side] = Math.min(high, Math.max(low, value));
  };

  const draw = (canvas, picture, frame) => {
    const context = canvas.getContext("2d");
    const [width, height] = [canvas.width - 2 * MARGIN, canvas.height - 2 * MARGIN];
    const [x, y] = [MARGIN + frame.left * width, MARGIN + frame.top * height];
    const [wide, high] = [(frame.right - frame.left) * width, (frame.bottom - frame.top) * height];
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, MARGIN, MARGIN, width, height);
    context.fillStyle = "rgba(0, 0, 0, 0.55)";
    context.beginPath();
    context.rect(MARGIN, MARGIN, width, height);
    context.rect(x, y, wide, high);
    context.fill("evenodd");
    for (const [style, thick] of [["white", 5], ["#2b3f8c", 3]]) {
      context.strokeStyle = style;
      context.lineWidth = thick;
      context.strokeRect(x, y, wide, high);
    }
    for (const across of [0, 0.5, 1]) {
      for (const down of [0, 0.5, 1]) {
        if (across === 0.5 && down === 0.5) continue;
        context.beginPath();
        context.arc(x + across * wide, y + down * high, across === 0.5 || down === 0.5 ? 8 : 12, 0, 2 * Math.PI);
        context.fillStyle = "#2b3f8c";
        context.fill();
        context.lineWidth = 3;
        context.strokeStyle = "white";
        context.stroke();
      }
    }
  };

  // The sides that a finger at (x, y), parts of the picture, has got hold of: none, one, or the two of a corner.
  const held = (frame, x, y, reachX, reachY) => {
    const inX = x > frame.left - reachX && x < frame.right + reachX;
    const inY = y > frame.top - reachY && y < frame.bottom + reachY;
    if (!inX || !inY) return [];
    const near = (sides, at, reach) => {
      const [side] = sides.sort((one, two) => Math.abs(frame[one] - at) - Math.abs(frame[two] - at));
      return Math.abs(frame[side] - at) < reach ? [side] : [];
    };
    return [...near(["left", "right"], x, reachX), ...near(["top", "bottom"], y, reachY)];
  };

  // Shows `picture`, a canvas, with `frame` on it; resolves to the frame chosen, null for the whole picture, or
  // undefined where nothing is to change.
  return (picture, before) => new Promise((done) => {
    const box = dialog();
    const canvas = box.querySelector("canvas");
    const sliders = [...box.querySelectorAll("input[type='range']")];
    const frame = { ...(before || WHOLE) };
    const over = new AbortController();
    const on = (target, kind, act) => target.addEventListener(kind, act, { signal: over.signal });
    const finger = { sides: [], id: null };

    const refresh = () => {
      draw(canvas, picture, frame);
      for (const slider of sliders) {
        const cut = Math.round(100 * Math.abs(frame[slider.dataset.side] - WHOLE[slider.dataset.side]));
        slider.value = cut;
        slider.setAttribute("aria-valuetext", `Bớt ${cut} phần trăm`);
      }
    };
    const fit = () => {
      const width = Math.min(box.clientWidth - 16, 640) - 2 * MARGIN;
      const scale = Math.min(width / picture.width, (0.4 * window.innerHeight) / picture.height);
      canvas.width = Math.round(picture.width * scale) + 2 * MARGIN;
      canvas.height = Math.round(picture.height * scale) + 2 * MARGIN;
      refresh();
    };
    const place = (event) => {
      const shown = canvas.getBoundingClientRect();
      const [width, height] = [canvas.width - 2 * MARGIN, canvas.height - 2 * MARGIN];
      const x = ((event.clientX - shown.left) * canvas.width) / shown.width;
      const y = ((event.clientY - shown.top) * canvas.height) / shown.height;
      return { x: (x - MARGIN) / width, y: (y - MARGIN) / height, reachX: REACH / width, reachY: REACH / height };
    };

    on(canvas, "pointerdown", (event) => {
      const { x, y, reachX, reachY } = place(event);
      finger.sides = held(frame, x, y, reachX, reachY);
      finger.id = event.pointerId;
      if (finger.sides.length) canvas.setPointerCapture(event.pointerId);
    });
    on(canvas, "pointermove", (event) => {
      if (event.pointerId !== finger.id || !finger.sides.length) return;
      const { x, y } = place(event);
      for (const side of finger.sides) put(frame, side, side === "left" || side === "right" ? x : y);
      refresh();
    });
    for (const kind of ["pointerup", "pointercancel"]) on(canvas, kind, () => (finger.sides = []));
    for (const slider of sliders) {
      on(slider, "input", () => {
        const { side } = slider.dataset;
        put(frame, side, Math.abs(WHOLE[side] - Number(slider.value) / 100));
        refresh();
      });
    }
    let chosen;
    on(box, "click", (event) => {
      const act = event.target.closest("[data-crop-act]")?.dataset.cropAct;
      if (!act) return;
      if (act === "cut") chosen = isWhole(frame) ? null : frame;
      if (act === "whole") chosen = null;
      box.close();
    });
    on(window, "resize", fit);
    on(box, "close", () => {
      over.abort();
      canvas.width = 0; // a phone has little memory
      done(chosen);
    });
    box.showModal();
    fit();
  });
})();
