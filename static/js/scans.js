// Sending the scan of a paper from a phone: thumbnails, turning, cutting, a warning of dark or blurred photos, photos made
// small before they travel, and parts that go on where a weak link broke. Without it the form sends whole files.
(() => {
  "use strict";

  const MB = 1024 * 1024;
  const LONG_SIDE = 2340; // A4 at 200 to the inch
  const SHOWN_SIDE = 1200; // while it is cut
  const PART = 128 * 1024; // some 16 seconds at 64 kbit/s
  const PATIENCE = 120_000;
  const TRIES = 60;
  let pages = [];
  let numbers = 0; // each content gets a number of its own: what was turned or dropped on the way is not mixed up
  let sending = false;
  let cutting = false;

  const find = (mark) => document.querySelector(`[data-scan-${mark}]`);
  const theForm = () => document.querySelector("[data-scans]");
  const inMB = (bytes) => (Math.max(bytes, MB / 10) / MB).toFixed(1).replace(".", ",");
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const say = (text, tone) => {
    const status = find("status");
    status.hidden = !text;
    status.textContent = text;
    status.dataset.tone = tone || "";
  };

  // Pages

  // The photo turned by `quarter`, and of that what is inside `frame`, whose sides are parts of the turned picture.
  const drawn = async (file, quarter, frame, longSide) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { left, top, right, bottom } = frame || { left: 0, top: 0, right: 1, bottom: 1 };
    const [wide, high] = quarter % 2 ? [image.height, image.width] : [image.width, image.height];
    const scale = Math.min(1, longSide / Math.max(wide * (right - left), high * (bottom - top)));
    const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(wide * scale * (right - left)));
    canvas.height = Math.max(1, Math.round(high * scale * (bottom - top)));
    const context = canvas.getContext("2d");
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.translate(wide * scale * (0.5 - left), high * scale * (0.5 - top));
    context.rotate((quarter * Math.PI) / 2);
    context.drawImage(image, -width / 2, -height / 2, width, height);
    image.close();
    return canvas;
  };

  // Mean brightness, and how much the brightness bends from point to point: text that is sharp bends much.
  const fault = (canvas) => {
    const scale = Math.min(1, 480 / Math.max(canvas.width, canvas.height));
    const small = document.createElement("canvas");
    small.width = Math.max(3, Math.round(canvas.width * scale));
    small.height = Math.max(3, Math.round(canvas.height * scale));
    const context = small.getContext("2d", { willReadFrequently: true });
    context.drawImage(canvas, 0, 0, small.width, small.height);
    const { data, width, height } = context.getImageData(0, 0, small.width, small.height);
    const grey = new Float32Array(width * height);
    let sum = 0;
    for (let at = 0; at < grey.length; at += 1) {
      grey[at] = 0.3 * data[4 * at] + 0.59 * data[4 * at + 1] + 0.11 * data[4 * at + 2];
      sum += grey[at];
    }
    if (sum / grey.length < 70) return "Ảnh tối, có thể khó đọc. Hãy chụp lại ở chỗ sáng.";
    let [bends, squares, count] = [0, 0, 0];
    for (let y = 1; y < height - 1; y += 1) {
      for (let x = 1; x < width - 1; x += 1) {
        const at = y * width + x;
        const bend = 4 * grey[at] - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
        bends += bend;
        squares += bend * bend;
        count += 1;
      }
    }
    const spread = squares / count - (bends / count) ** 2;
    return spread < 30 ? "Ảnh mờ, có thể khó đọc. Hãy giữ máy yên rồi chụp lại." : "";
  };

  const prepare = async (page) => {
    page.canvas = null;
    page.blob = page.file;
    page.number = numbers;
    numbers += 1;
    page.warning = "";
    if (!page.file.type.startsWith("image/")) return;
    try {
      const canvas = await drawn(page.file, page.quarter, page.frame, LONG_SIDE);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
      if (!blob) return;
      page.blob = blob;
      page.warning = fault(canvas);
      page.canvas = document.createElement("canvas");
      const scale = Math.min(1, 320 / Math.max(canvas.width, canvas.height));
      page.canvas.width = Math.round(canvas.width * scale);
      page.canvas.height = Math.round(canvas.height * scale);
      page.canvas.getContext("2d").drawImage(canvas, 0, 0, page.canvas.width, page.canvas.height);
    } catch {
      // What this browser cannot open goes as it is; the server judges it.
    }
  };

  const button = (label, about, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", `${label}: ${about}`);
    made.addEventListener("click", act);
    return made;
  };

  const show = () => {
    const list = find("pages");
    const pressed = list.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    list.hidden = !pages.length;
    list.replaceChildren(...pages.map((page, place) => {
      const item = document.createElement("li");
      const name = `tệp ${place + 1}`;
      const words = document.createElement("p");
      const isPhoto = page.file.type.startsWith("image/");
      words.textContent = `${place + 1}. ${isPhoto ? "Ảnh" : "PDF"}${page.frame ? " đã cắt viền" : ""}, ${inMB(page.blob.size)} MB`;
      const acts = document.createElement("div");
      acts.className = "scan-acts";
      if (page.canvas) {
        item.append(page.canvas);
        acts.append(button("Xoay", name, () => turn(page)));
        if (window.croppedFrame) acts.append(button("Cắt viền", name, () => crop(page)));
      } else {
        const sheet = document.createElement("div");
        sheet.className = "scan-sheet";
        sheet.textContent = isPhoto ? "Ảnh" : "PDF";
        sheet.setAttribute("aria-hidden", "true");
        item.append(sheet);
      }
      item.append(words);
      if (page.warning) {
        const note = document.createElement("p");
        note.textContent = page.warning;
        item.dataset.state = "warn";
        item.append(note);
      }
      const ahead = button("Lên trước", name, () => move(place));
      ahead.disabled = place === 0; // its place stays, so that the others stand alike on every card
      acts.append(ahead);
      acts.append(button("Bỏ", name, () => drop(place)));
      item.append(acts);
      return item;
    }));
    if (pressed) focusOn(pressed);
    told();
  };

  // The list may have been drawn anew since: its button of that label, not the one that was pressed.
  const focusOn = (label) => {
    [...find("pages").querySelectorAll("button")].find((each) => each.getAttribute("aria-label") === label)?.focus();
  };

  const told = () => {
    const { mostFiles, mostTogether, mostOne } = theForm().dataset;
    const bytes = pages.reduce((sum, page) => sum + page.blob.size, 0);
    const left = mostTogether * MB - bytes;
    if (!pages.length) say("");
    else if (pages.some((page) => page.blob.size > mostOne * MB)) say(`Có tệp nặng hơn ${mostOne} MB. Hãy bỏ tệp đó.`, "stop");
    else if (pages.length > mostFiles) say(`Mỗi lần gửi nhiều nhất ${mostFiles} tệp; hãy bỏ bớt ${pages.length - mostFiles} tệp.`, "stop");
    else if (left < 0) say(`Nặng quá ${inMB(-left)} MB. Hãy bỏ bớt tệp.`, "stop");
    else say(`Đã chọn ${pages.length} tệp, ${inMB(bytes)} MB; còn gửi thêm được ${inMB(left)} MB.`);
  };

  // The page was sent without a file: with files that is said no more.
  const forgive = () => {
    document.querySelector("#error-summary")?.remove();
    document.querySelector("#id_files_error")?.remove();
    document.querySelector("#id_files_field")?.removeAttribute("data-state");
    document.title = document.title.replace(/^Lỗi: /, "");
  };

  const add = async (files) => {
    if (files.length) forgive();
    say("Đang chuẩn bị ảnh…");
    for (const file of files) {
      const page = { file, quarter: 0, frame: null };
      await prepare(page); // one after the other: a phone has little memory
      pages.push(page);
    }
    show();
  };
  const turn = async (page) => {
    page.quarter = (page.quarter + 1) % 4;
    const { left, top, right, bottom } = page.frame || {};
    if (page.frame) page.frame = { left: 1 - bottom, top: left, right: 1 - top, bottom: right };
    await prepare(page);
    show();
  };
  const crop = async (page) => {
    if (cutting) return; // pressed twice while the photo is drawn
    cutting = true;
    const frame = await drawn(page.file, page.quarter, null, SHOWN_SIDE)
      .then((whole) => window.croppedFrame(whole, page.frame))
      .finally(() => (cutting = false));
    if (frame !== undefined) {
      page.frame = frame;
      await prepare(page);
      show();
    }
    focusOn(`Cắt viền: tệp ${pages.indexOf(page) + 1}`);
  };
  const move = (place) => {
    [pages[place - 1], pages[place]] = [pages[place], pages[place - 1]];
    show();
  };
  const drop = (place) => {
    pages.splice(place, 1);
    show();
  };

  // Sending

  class Told extends Error {}

  const ask = async (url, body, headers = {}) => {
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), PATIENCE);
    try {
      return await fetch(url, { method: "POST", body, headers, signal: stop.signal, redirect: "manual", credentials: "same-origin" });
    } finally {
      clearTimeout(alarm);
    }
  };

  // Ask until there is an answer: a link that breaks is waited for, longer each time.
  const insist = async (url, body, headers, words) => {
    for (let tries = 1; ; tries += 1) {
      try {
        const answer = await ask(url, body(), headers);
        if (answer.type === "opaqueredirect") throw new Told("Phiên làm việc đã hết. Hãy đăng nhập lại rồi mở lại trang này.");
        if (answer.status !== 503 || tries >= TRIES) return answer;
        say("Máy chủ đang nhận nhiều tệp; đang chờ đến lượt…");
      } catch (error) {
        if (error instanceof Told) throw error;
        if (tries >= TRIES) throw new Told("Không kết nối được với máy chủ. Ảnh vẫn ở trên trang này; có mạng thì bấm gửi lại.");
        say(`Mạng yếu, đang thử lại. ${words()}`);
      }
      await wait(Math.min(1000 * tries, 15_000) * (0.7 + 0.6 * Math.random()));
    }
  };

  const hidden = (name) => theForm().querySelector(`[name="${name}"]`).value;
  const basics = () => {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", hidden("csrfmiddlewaretoken"));
    data.append("received", hidden("received"));
    return data;
  };

  const sendParts = async () => {
    const total = pages.reduce((sum, page) => sum + page.blob.size, 0);
    const bar = find("progress");
    bar.hidden = false;
    let before = 0;
    for (const { number, blob } of pages) {
      let have = 0;
      const words = () => `Đã gửi ${inMB(before + have)} trong ${inMB(total)} MB.`;
      do {
        const from = have;
        const body = () => {
          const data = basics();
          data.append("number", number);
          data.append("offset", from);
          data.append("part", blob.slice(from, from + PART), "part");
          return data;
        };
        const answer = await insist(theForm().dataset.partUrl, body, {}, words);
        const said = await answer.json().catch(() => ({}));
        if (!answer.ok) throw new Told(said.refused || "Chưa gửi được. Hãy mở lại trang rồi gửi lại.");
        have = said.have;
        bar.value = (before + have) / total;
        say(`Đang gửi. ${words()}`);
      } while (have < blob.size);
      before += blob.size;
    }
    say("Đã gửi xong, máy chủ đang xem lại tệp…");
  };

  const finish = async () => {
    const body = () => {
      const data = basics();
      data.append("form_token", hidden("form_token"));
      data.append("order", pages.map((page) => page.number).join(","));
      return data;
    };
    // As htmx asks: the answer names the next page instead of leading there unseen, so its message is read there.
    const answer = await insist(window.location.href, body, { "HX-Request": "true" }, () => "");
    const next = answer.headers.get("HX-Redirect");
    if (next) {
      sending = false;
      const [here, there] = [window.location.href, new URL(next, window.location.href)];
      window.location.assign(there);
      if (here.split("#")[0] === there.href.split("#")[0]) window.location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) throw new Told("Chưa gửi được. Hãy mở lại trang rồi gửi lại.");
    document.querySelector("main").replaceChildren(...main.childNodes);
    begin();
    if (theForm()) show();
    document.querySelector("#error-summary")?.focus();
  };

  const send = async () => {
    sending = true;
    try {
      await sendParts();
      await finish();
    } catch (error) {
      say(error instanceof Told ? error.message : "Chưa gửi được. Hãy mở lại trang rồi gửi lại.", "stop");
    }
    sending = false;
  };

  const begin = () => {
    const form = theForm();
    if (!form) return;
    form.dataset.ready = "";
    form.addEventListener("change", (event) => {
      if (event.target.type !== "file") return;
      const chosen = [...event.target.files];
      event.target.value = "";
      if (!sending) add(chosen);
    });
    form.addEventListener("submit", (event) => {
      if (!pages.length && !sending) return; // the server says that nothing was chosen
      event.preventDefault();
      if (!sending && find("status").dataset.tone !== "stop") send();
    });
  };

  window.addEventListener("beforeunload", (event) => sending && event.preventDefault());
  document.addEventListener("DOMContentLoaded", begin);
})();
