// What the pages do beyond links and forms. Every page works without it, only slower by hand.
"use strict";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// ---- after loading: the message of the last act, or the open sheet, has the focus ----
const focusFirst = () => {
  const open = one("details.act[open]");
  const wrong = one("[aria-invalid=true]");
  const message = one("[data-focus]");
  if (message) message.focus();
  else if (wrong) wrong.focus();
  else if (open) focusIn(open);
};
const focusIn = (sheet) => one("input:not([type=hidden]), select, textarea", sheet)?.focus();

// ---- htmx: the token on each request, and a word when the session or the line is gone ----
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = one("meta[name=csrf-token]")?.content ?? "";
});
const away = (is) => { const box = one("#away"); if (box) box.hidden = !is; };
document.addEventListener("htmx:responseError", (event) => away(event.detail.xhr.status === 401 || event.detail.xhr.status >= 500));
document.addEventListener("htmx:sendError", () => away(true));
document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) away(false); });

// ---- the talk stays at its newest line, unless somebody reads further up ----
const toBottom = (box) => { box.scrollTop = box.scrollHeight; };
const last = new Map();
document.addEventListener("htmx:beforeSwap", (event) => {
  const box = event.detail.target;
  // The same words again are no news: what is selected stays so, and nothing is read aloud twice.
  if (event.detail.requestConfig?.verb === "get" && box.matches?.("#news, #talk")) {
    if (last.get(box.id) === event.detail.serverResponse) event.detail.shouldSwap = false;
    last.set(box.id, event.detail.serverResponse);
  }
  if (box.matches?.("[data-bottom]")) box.dataset.atBottom = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const box = event.detail.target;
  if (box.dataset?.atBottom === "true") toBottom(box);
  if (event.detail.requestConfig?.elt.matches(".reveal")) one(`#${box.id} .copy`)?.focus();
});

// ---- copying, filling in a free slot, printing ----
const say = (button, words) => {
  const before = button.firstChild.textContent;
  button.firstChild.textContent = words;
  setTimeout(() => { button.firstChild.textContent = before; }, 1200);
};
const copy = async (button) => {
  try { await navigator.clipboard.writeText(button.dataset.copy); say(button, button.dataset.copied); }
  catch {
    const range = document.createRange();
    range.selectNodeContents(one(".value", button.closest("dd")));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    say(button, button.dataset.byHand);
  }
};
const fill = (button) => {
  const form = button.closest("form");
  form.elements.on.value = button.dataset.fillOn;
  form.elements.at.value = button.dataset.fillAt;
};

// ---- pictures: choose, turn, zoom ----
const shown = () => one("[data-shot]:not([hidden])");
const show = (number) => {
  all("[data-shot]").forEach((shot) => { shot.hidden = shot.dataset.shot !== number; });
  all("[data-show]").forEach((thumb) => thumb.setAttribute("aria-pressed", thumb.dataset.show === number));
  zoom(false);
};
const turn = () => { const shot = shown(); if (shot) shot.dataset.turned = (Number(shot.dataset.turned ?? 0) + 90) % 360; };
const zoom = (wanted) => {
  const large = one("[data-large]");
  const button = one("[data-zoom]");
  if (!large || !button) return;
  const on = wanted ?? !large.hasAttribute("data-zoomed");
  large.toggleAttribute("data-zoomed", on);
  button.setAttribute("aria-pressed", on);
};
all("[data-shots] img").forEach((picture) => {
  const broken = () => { picture.hidden = true; const words = picture.parentElement.querySelector(".failed"); if (words) words.hidden = false; };
  picture.addEventListener("error", broken);
  if (picture.complete && !picture.naturalWidth) broken();
});

document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  let found;
  if ((found = on("[data-copy]"))) copy(found);
  else if ((found = on("[data-fill-on]"))) fill(found);
  else if (on("[data-print]")) print();
  else if ((found = on("[data-show]"))) show(found.dataset.show);
  else if (on("[data-turn]")) turn();
  else if (on("[data-zoom]") || on("[data-large] img")) zoom();
  else if ((found = on("[data-opens]"))) one(`#${found.dataset.opens}`).showModal();
  if (!on(".menu")) all(".menu[open]").forEach((menu) => { menu.open = false; });
});
all("details.act").forEach((sheet) => sheet.addEventListener("toggle", () => {
  if (!sheet.open) return;
  all("details.act[open]").forEach((other) => { if (other !== sheet) other.open = false; });
  focusIn(sheet);
}));
all(".mend input[name=field]").forEach((box) => box.addEventListener("change", () => {
  if (box.checked) one("select", box.closest(".mend")).focus();
}));
// A form is sent once: a second press while the page loads changes nothing.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post" || event.target.hasAttribute("hx-post")) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach((form) => delete form.dataset.sent); });

// ---- keys ----
const close = () => {
  const open = one("details.act[open], .menu[open]");
  if (open) { open.open = false; one("summary", open).focus(); }
  else document.activeElement?.blur();
};
const step = (by) => {
  const rows = all("[data-rows] a.row");
  if (!rows.length) return false;
  const here = rows.indexOf(document.activeElement);
  rows[Math.max(0, Math.min(rows.length - 1, here < 0 ? 0 : here + by))].focus();
  return true;
};
const press = (key) => {
  const target = one(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  if (target.matches("input, textarea")) target.focus();
  else target.click();
  if (target.matches("details.act[open] > summary")) focusIn(target.parentElement);
  return true;
};
const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { close(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const key = event.key.toLowerCase();
  const pressable = event.target.closest("a, button, summary");
  if (key === "enter" && pressable) return;
  if (event.target.closest(".talk") && key.startsWith("arrow")) return;
  if (event.repeat && !key.startsWith("arrow")) return;  // a key held down is pressed once
  let done = false;
  if (key === "?") { one("#keys")?.showModal(); done = true; }
  else if (key === "j" || key === "arrowdown") done = step(1);
  else if (key === "k" || key === "arrowup") done = step(-1);
  else done = press(key);
  if (done) event.preventDefault();
});

const settle = () => all("[data-bottom]").forEach(toBottom);
settle();
document.fonts?.ready.then(settle);
focusFirst();
