/* Keys, the lock while something is being saved, holds, local times.
 *
 * Every key presses a link, button or field that is on the page: `data-key` anywhere,
 * `data-scoped-key` inside the current row or card, `data-series` for what is walked through.
 * Without this file the desk works with links and buttons alone.
 */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // The page is painted once its foot is there: half a page would move when the rest comes.
  const whole = Object.assign(document.createElement("link"), { rel: "expect", href: "#foot" });
  whole.setAttribute("blocking", "render");
  document.head.append(whole);

  const SERIES = { row: ["j", "k"], evidence: ["]", "["], difference: ["n", "p"] };
  const PREFIX_MS = 1000;
  const HEARTBEAT_MS = 60_000;
  const IDLE_MS = 5 * 60_000;
  const DRAFT_MS = 2000;
  const WARN_MS = 2 * 60_000;

  let busy = false;
  let prefix = "";
  let prefixTimer = 0;
  let stripText = "";
  let lastUsed = Date.now();
  let lastTyped = 0;
  let lastTicked = null;
  let beat = 0;
  let acting = null;

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const usable = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
  // What this script says stands in the page, in the reader's language.
  let said = null;
  const words = (name) => (said ??= JSON.parse(document.getElementById("desk-words").textContent))[name];
  const keysAreOn = () => !root.classList.contains("no-keys");

  // -- the strip at the foot: what is going on -------------------------------------------------
  function say(text) {
    const strip = document.getElementById("strip");
    if (!strip) return;
    if (text) {
      stripText ||= strip.innerHTML;
      strip.textContent = text;
    } else if (stripText) {
      strip.innerHTML = stripText;
      stripText = "";
    }
  }

  function setBusy(value) {
    busy = value;
    document.getElementById("main")?.setAttribute("aria-busy", String(value));
    say(value ? words("saving") : "");
  }

  // -- series: rows, evidence cards, differences -----------------------------------------------
  const walkers = (name) => SERIES[name].map(ownKey);
  const members = (name) => all(`[data-series="${name}"]`).filter(usable);

  function currentOf(name) {
    const list = members(name);
    return list.find((one) => one.contains(document.activeElement))
      || list.find((one) => one.classList.contains("current")) || null;
  }

  function makeCurrent(element, focus = true) {
    for (const other of members(element.dataset.series)) other.classList.toggle("current", other === element);
    htmxTrigger(element);
    if (!focus) return;
    const target = element.querySelector("[data-series-focus]") || element;
    target.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
  }

  // The preview beside a list follows the current row.
  const htmxTrigger = (element) => element.hasAttribute("hx-trigger") && element.dispatchEvent(new Event("current"));

  function walk(name, step) {
    const list = members(name);
    if (!list.length) return false;
    const at = list.indexOf(currentOf(name));
    const next = at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + step, 0), list.length - 1);
    makeCurrent(list[next]);
    return true;
  }

  // -- keys --------------------------------------------------------------------------------------
  function press(element) {
    if (element.matches("input[type=radio], input[type=checkbox]")) {
      element.checked = element.type === "radio" ? true : !element.checked;
      if (element.name === "pick") lastTicked = element;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (element.matches("input, textarea, select")) {
      element.focus();
    } else if (element.matches("details")) {
      element.open = true;
      element.querySelector("input:not([type=hidden]), select, textarea, button")?.focus();
    } else {
      element.click();
    }
  }

  // shift+x ticks everything from the row ticked last to the current one.
  function tickRange() {
    const boxes = all("[name=pick]").filter(usable);
    const here = boxes.find((box) => currentOf("row")?.contains(box));
    if (!here) return false;
    const [from, to] = [boxes.indexOf(lastTicked || here), boxes.indexOf(here)].sort((a, b) => a - b);
    for (const box of boxes.slice(Math.max(from, 0), to + 1)) box.checked = true;
    lastTicked = here;
    return true;
  }

  // Of several buttons with a key, the one of the form in hand is meant.
  function find(key, form = null) {
    for (const name of Object.keys(SERIES)) {
      const scoped = all(`[data-series="${name}"] [data-scoped-key]`).filter((one) => one.dataset.scopedKey === key);
      if (!scoped.length) continue;
      const current = currentOf(name) || members(name)[0];
      const inside = scoped.find((one) => current?.contains(one) && usable(one));
      if (inside) return inside;
    }
    const found = all("[data-key]").filter((one) => one.dataset.key === key && usable(one));
    return found.find((one) => form && one.form === form) || found[0] || null;
  }

  const begins = (key) => all("[data-key]").some((one) => one.dataset.key.startsWith(`${key} `));

  function nameOf(event) {
    const digit = /^Digit([1-9])$/.exec(event.code);
    const known = find(event.key) || Object.keys(SERIES).flatMap(walkers).includes(event.key) || prefix || begins(event.key);
    return !known && digit && !event.shiftKey ? digit[1] : event.key;
  }

  const typing = (target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

  function chord(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return "";
    return `ctrl+${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
  }

  function onKey(event) {
    lastUsed = Date.now();
    if (event.repeat || event.isComposing || event.defaultPrevented) return;
    const combined = chord(event);
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    const target = combined ? find(combined, event.target.form) : null;
    if (combined && !target) return;
    if (!combined) {
      if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target) || !keysAreOn()) return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (["Shift", "Tab", "Enter", " ", "Escape"].includes(event.key) && !combined) {
      if (event.key === "Escape") leave();
      return;
    }
    if (busy) {
      event.preventDefault();
      say(words("key_dropped"));
      return;
    }
    if (combined) return act(event, target);
    const key = prefix ? `${prefix} ${event.key}` : nameOf(event);
    const wasPrefixed = prefix;
    clearPrefix();
    for (const name of Object.keys(SERIES)) {
      const [forward, back] = walkers(name);
      if (key === forward || key === back) {
        if (members(name).length && walk(name, key === forward ? 1 : -1)) {
          noteKey(key);
          return event.preventDefault();
        }
      }
    }
    if (key === ownKey("X") && tickRange()) return event.preventDefault();
    const element = find(key);
    if (element) return act(event, element);
    if (!wasPrefixed && begins(key)) {
      event.preventDefault();
      prefix = key;
      say(`${key} …`);
      prefixTimer = setTimeout(clearPrefix, PREFIX_MS);
    }
  }

  // Escape goes back one step at a time: out of a field, from a begun key, from an open menu, from
  // the page to its list. What was typed last may still be on its way to be kept.
  function leave() {
    if (prefix) return clearPrefix();
    const open = document.querySelector("details.menu-me[open]");
    if (open) return open.removeAttribute("open");
    const back = document.querySelector("[data-back]");
    if (back && keysAreOn() && !busy && Date.now() - lastTyped > DRAFT_MS) back.click();
  }

  // The practice tells which keys were used.
  function noteKey(key) {
    const used = document.querySelector("[data-used-keys]");
    if (used) used.value += ` ${key}`;
  }

  function act(event, element) {
    event.preventDefault();
    noteKey(element.dataset.key || element.dataset.scopedKey);
    press(element);
  }

  function clearPrefix() {
    if (!prefix) return;
    clearTimeout(prefixTimer);
    prefix = "";
    say("");
  }

  // -- a person's own keys stand in the place of those that the page came with --------------------
  let ownKeys = {};
  const ownKey = (key) => ownKeys[key] ?? key;

  function useOwnKeys() {
    ownKeys = JSON.parse(document.getElementById("main").dataset.keys || "{}");
    if (!Object.keys(ownKeys).length) return;
    for (const element of all("[data-key]:not([data-own]), [data-scoped-key]:not([data-own])")) {
      const name = element.dataset.key ? "key" : "scopedKey";
      element.dataset.own = "";
      element.dataset[name] = ownKey(element.dataset[name]);
      if (!element.dataset[name]) delete element.dataset[name];
    }
    for (const cap of all("kbd:not([data-printed])")) {
      cap.dataset.printed = "";
      cap.textContent = ownKey(cap.textContent);
      cap.hidden = !cap.textContent;
    }
  }

  const spoken = (key) => key.split("+").map((part) => ({ ctrl: "Control", shift: "Shift", enter: "Enter" })[part] || part).join("+");

  function announceKeys() {
    useOwnKeys();
    for (const element of all("[data-key], [data-scoped-key]")) {
      const key = element.dataset.key || element.dataset.scopedKey;
      const works = keysAreOn() || key.startsWith("ctrl+");
      if (works && !key.includes(" ")) element.setAttribute("aria-keyshortcuts", spoken(key));
      else element.removeAttribute("aria-keyshortcuts");
    }
  }

  function labelOf(element) {
    if (element.dataset.keyLabel) return element.dataset.keyLabel;
    const copy = (element.labels?.[0] || element).cloneNode(true);
    for (const part of all("kbd, .count, .visually-hidden, svg", copy)) part.remove();
    return copy.textContent.trim().replace(/\s+/g, " ");
  }

  function listKeys(dialog) {
    const list = dialog.querySelector("[data-keys-list]");
    const lines = new Map();
    for (const name of Object.keys(SERIES)) {
      if (members(name).length) lines.set(walkers(name).join("  "), words(name));
    }
    if (document.querySelector("[name=pick]")) lines.set(ownKey("X"), words("tick_range"));
    for (const element of all("[data-key], [data-scoped-key]")) {
      const key = element.dataset.key || element.dataset.scopedKey;
      if (!lines.has(key)) lines.set(key, labelOf(element));
    }
    list.replaceChildren(...[...lines].map(([key, label]) => {
      const line = document.createElement("div");
      const cap = document.createElement("kbd");
      cap.textContent = key;
      cap.dataset.printed = "";
      line.append(label, cap);
      return line;
    }));
  }

  // -- the palette: everything that has a key here, and the menu, found by its words -----------------
  function openPalette() {
    const dialog = document.getElementById("palette");
    const list = dialog.querySelector("[data-palette-list]");
    const words = dialog.querySelector("[data-palette-words]");
    const entries = all("[data-key], [data-scoped-key], .menu a, .tabs a")
      .filter((one) => usable(one) && !one.matches("[data-palette]") && !dialog.contains(one))
      .map((element) => ({ element, label: labelOf(element), key: element.dataset.key || element.dataset.scopedKey || "" }))
      .filter((entry, at, every) => every.findIndex((other) => other.label === entry.label) === at);
    const show = () => {
      const asked = words.value.toLowerCase().split(/\s+/);
      const found = entries.filter((entry) => asked.every((word) => entry.label.toLowerCase().includes(word)));
      list.replaceChildren(...found.slice(0, 12).map((entry) => {
        const line = document.createElement("li");
        const button = document.createElement("button");
        const cap = document.createElement("kbd");
        button.className = "button button-quiet";
        button.type = "button";
        cap.textContent = entry.key;
        cap.dataset.printed = "";
        button.append(entry.label, ...(entry.key ? [cap] : []));
        button.addEventListener("click", () => { dialog.close(); press(entry.element); });
        line.append(button);
        return line;
      }));
    };
    words.value = "";
    words.oninput = show;
    words.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      list.querySelector("button")?.click();
    };
    show();
    dialog.showModal();
    words.focus();
  }

  // -- the lock: while an acting form is under way nothing else acts --------------------------------
  function onSubmit(event) {
    const form = event.target;
    if (form.method === "dialog" || form.method === "get") return;
    // Of the buttons that stand outside their form htmx knows nothing: these load a page.
    const outside = event.submitter && !form.contains(event.submitter);
    if (outside) event.stopPropagation();
    if (mayAct()) {
      if (outside || !form.matches("[hx-post], [hx-boost]")) setBusy(true);
    } else {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  function onRequest(event) {
    if (!event.detail.elt.matches("form, [data-acts], [data-acts] *")) return;
    if (!mayAct()) return event.preventDefault();
    acting = event.detail.xhr;
    setBusy(true);
  }

  function mayAct() {
    if (!busy && !navigator.onLine) say(words("offline"));
    return !busy && navigator.onLine;
  }

  // A boosted form's answer, even a refusal, takes the place of the whole page.
  function beforeSwap(event) {
    if (!event.detail.boosted) return;
    event.detail.shouldSwap = true;
    // Otherwise the field in hand would be in hand on the next page too, and swallow its keys.
    document.activeElement?.blur();
  }

  // Going from task to task puts one page in the place of another at once: nothing of the old one
  // is looked at again, which htmx's own way of swapping does for every element.
  function addWholeSwap() {
    window.htmx?.defineExtension("whole", {
      isInlineSwap: () => false,
      handleSwap(style, target, fragment) {
        if (style !== "whole") return false;
        const parts = [...fragment.children];
        target.replaceChildren(fragment);
        return parts;
      },
    });
  }

  function onAnswer(event) {
    // What only looks for news may be answered in between; it unlocks nothing.
    if (event.detail.xhr === acting) setBusy(false);
  }

  function afterSwap(event) {
    if (event.target === document.body) {
      stripText = "";
      lastTyped = 0;
      start();
      return;
    }
    announceKeys();
    titleLocalTimes();
    warnOfEnd();
    const marked = document.querySelector("[data-made-current]");
    if (marked) makeCurrent(marked);
  }

  // Where the page says how long one holds the task is also where this script knows it from.
  function showUntil(moment) {
    const shown = document.getElementById("until");
    if (!shown) return;
    shown.dataset.until = moment;
    const time = shown.querySelector("time");
    time.dateTime = moment;
    time.textContent = localTime(time);
  }

  function warnOfEnd() {
    const shown = document.getElementById("until");
    const warning = document.getElementById("hold-warning");
    if (shown && warning) warning.hidden = Date.parse(shown.dataset.until) - Date.now() > WARN_MS;
  }

  // -- a hold is prolonged while its page is seen and used ------------------------------------------
  function watchHold() {
    clearInterval(beat);
    const hold = document.querySelector("[data-hold]");
    if (!hold) return;
    const lost = document.getElementById("hold-lost");
    const tick = async () => {
      const active = document.visibilityState === "visible" && Date.now() - lastUsed < IDLE_MS;
      if (active && !busy) {
        const answer = await fetch(hold.action, {
          method: "POST", body: new FormData(hold), headers: { Accept: "application/json" },
        }).catch(() => null);
        if (answer?.ok) showUntil((await answer.json()).until);
        if (answer?.status === 409 && lost) {
          clearInterval(beat);
          lost.hidden = false;
        }
      }
      warnOfEnd();
    };
    beat = setInterval(tick, HEARTBEAT_MS);
  }

  // The reader's own way of writing dates, as long as it is of the page's language.
  const localeOf = (language) => navigator.languages.find((one) => one.split("-")[0] === language) || language;

  let localStyle = null;
  const localTime = (time) => {
    localStyle ??= new Intl.DateTimeFormat(localeOf(root.lang), { dateStyle: "medium", timeStyle: "short" });
    return localStyle.format(new Date(time.dateTime));
  };

  // While the page comes in, what is followed by something has come in whole.
  function isWhole(element) {
    if (document.readyState !== "loading") return true;
    for (let at = element; at; at = at.parentNode) if (at.nextSibling) return true;
    return false;
  }

  function showLocalTimes() {
    for (const time of all("time[data-local]").filter(isWhole)) {
      time.textContent = localTime(time);
      time.removeAttribute("data-local");
    }
  }

  // As they come in, before they are painted: another length would move what stands below.
  new MutationObserver(showLocalTimes).observe(root, { childList: true, subtree: true });

  function titleLocalTimes() {
    for (const time of all("time[title]")) time.title = localTime(time);
  }

  function start() {
    announceKeys();
    showLocalTimes();
    titleLocalTimes();
    watchHold();
    document.querySelector("[data-focus]")?.focus({ preventScroll: true });
    const row = members("row")[0];
    // htmx listens from this event's end on; the first row's preview waits for that.
    if (row && !currentOf("row")) setTimeout(() => makeCurrent(row, false));
    for (const opener of all("[data-dialog]")) {
      opener.addEventListener("click", (event) => {
        const dialog = document.getElementById(opener.dataset.dialog);
        if (!dialog) return;
        event.preventDefault();
        listKeys(dialog);
        dialog.showModal();
      });
    }
  }

  // Words selected in a source go into the field that will cite them, their paragraphs get ticked.
  function onSelection() {
    const field = document.querySelector("[data-selection]");
    const selection = document.getSelection();
    if (!field || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const texts = all("[data-selectable]").filter((text) => range.intersectsNode(text));
    const words = selection.toString().trim();
    if (!texts.length || !words || range.commonAncestorContainer.contains(field)) return;
    field.value = words;
    for (const text of all("[data-selectable]")) {
      text.closest("li").querySelector("input[name=passage]").checked = texts.includes(text);
    }
  }

  document.addEventListener("selectionchange", onSelection);
  document.addEventListener("keydown", onKey);
  document.addEventListener("input", (event) => {
    if (typing(event.target)) lastTyped = Date.now();
    if (event.target.matches("[data-all]")) {
      for (const box of all(`[name="${event.target.dataset.all}"]`)) box.checked = event.target.checked;
    }
  });
  document.addEventListener("htmx:configRequest", (event) => {
    const editing = Date.now() - lastTyped < HEARTBEAT_MS;
    if (event.detail.elt.matches("[data-presence]") && editing) event.detail.parameters.editing = "yes";
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]")) openPalette();
  });
  document.addEventListener("pointerdown", () => { lastUsed = Date.now(); });
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:beforeRequest", onRequest);
  document.addEventListener("htmx:beforeSwap", beforeSwap);
  document.addEventListener("htmx:sendError", () => say(words("offline")));
  document.addEventListener("htmx:afterRequest", onAnswer);
  document.addEventListener("htmx:afterSettle", afterSwap);
  window.addEventListener("pageshow", (event) => { if (event.persisted) setBusy(false); });
  document.addEventListener("DOMContentLoaded", addWholeSwap);
  document.addEventListener("DOMContentLoaded", start);
})();
