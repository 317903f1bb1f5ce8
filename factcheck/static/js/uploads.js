/* Many files of a form go in parts: one request of them all would be larger than the desk takes.
 *
 * A form with `data-parts` has a field of files, `[data-sending]` with a bar and `[data-not-sent]`.
 * The first answer leads to the batch's page; the other parts name that batch. Without this file
 * everything goes in one request, as far as its size allows.
 */
(() => {
  "use strict";
  const PART_BYTES = 8 * 1024 * 1024;
  const PART_FILES = 50;

  function partsOf(files) {
    const parts = [];
    let bytes = 0;
    for (const file of files) {
      const last = parts.at(-1);
      if (last && last.length < PART_FILES && bytes + file.size <= PART_BYTES) {
        last.push(file);
        bytes += file.size;
      } else {
        parts.push([file]);
        bytes = file.size;
      }
    }
    return parts;
  }

  async function send(form, files) {
    const sending = form.querySelector("[data-sending]");
    const bar = sending.querySelector("progress");
    const button = form.querySelector("button");
    const left = [];
    let page = "";
    sending.hidden = false;
    button.disabled = true;
    bar.max = files.length;
    bar.value = 0;
    for (const part of partsOf(files)) {
      const body = new FormData();
      body.append("csrf_token", form.elements.csrf_token.value);
      body.append("batch", page ? page.split("/").pop() : "new");
      for (const file of part) body.append("file", file, file.name);
      const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
      if (answer?.ok && answer.redirected) page = answer.url;
      else left.push(...part);
      bar.value += part.length;
    }
    button.disabled = false;
    if (!left.length) {
      location.assign(page);
      return;
    }
    const note = form.querySelector("[data-not-sent]");
    const said = JSON.parse(document.getElementById("desk-words").textContent).not_sent;
    note.textContent = `${said} ${left.map((file) => file.name).join(", ")} `;
    if (page) note.append(Object.assign(document.createElement("a"), { href: page, textContent: page }));
    note.hidden = false;
  }

  // On the window, so that the desk's lock of a page that is being left does not see it.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    const files = form.matches("[data-parts]") ? [...form.querySelector("[type=file]").files] : [];
    if (files.length < 2) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send(form, files);
  }, true);
})();
