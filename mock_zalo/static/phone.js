// The phone page, live: bubbles arrive by server-sent events, forms are sent without a reload.
const stage = document.querySelector("[data-phone]");
const log = document.getElementById("log");
const messages = document.getElementById("messages");
const newer = document.getElementById("newer");
const words = document.getElementById("words");
const link = document.getElementById("link");
const trouble = document.getElementById("trouble");
const tray = document.getElementById("tray");
const trayButton = document.getElementById("tray-button");

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 80;
const toEnd = () => {
  log.scrollTop = log.scrollHeight;
  newer.hidden = true;
};

function put({ id, html }) {
  const following = atEnd();
  const fresh = document.createRange().createContextualFragment(html).firstElementChild;
  const known = document.getElementById(id);
  if (known) {
    // Only the ticks of a bubble change; the rest stays, so that no tap or focus is lost.
    known.querySelector(".meta").replaceWith(fresh.querySelector(".meta"));
    return;
  }
  fresh.classList.add("fresh");
  const n = Number(fresh.dataset.n);
  const next = [...messages.children].find((other) => Number(other.dataset.n) > n);
  messages.insertBefore(fresh, next ?? null);
  document.getElementById("empty").hidden = true;
  if (following || fresh.classList.contains("mine")) toEnd();
  else newer.hidden = false;
}

function listen() {
  const source = new EventSource(`${stage.dataset.phone}/stream?after=${stage.dataset.mark}`);
  source.addEventListener("open", () => {
    link.textContent = link.dataset.calm;
    link.classList.remove("cut");
  });
  source.addEventListener("error", () => {
    link.textContent = "Mất kết nối, đang nối lại…";
    link.classList.add("cut");
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
  source.addEventListener("bubble", (event) => {
    stage.dataset.mark = event.lastEventId;
    put(JSON.parse(event.data));
  });
  source.addEventListener("side", (event) => {
    const fresh = JSON.parse(event.data);
    for (const part of ["clock", "ledger"]) {
      document.getElementById(`side-${part}`).innerHTML = fresh[part];
    }
  });
  window.addEventListener("pagehide", () => source.close(), { once: true });
}

async function send(form) {
  trouble.hidden = true;
  const body = new FormData(form);
  const composer = form.hasAttribute("data-composer");
  const draft = words.value;
  if (composer) {
    if (!draft.trim()) return;
    words.value = "";
    fit();
  }
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Live": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    if (form.hasAttribute("data-closes")) openTray(false);
  } catch {
    if (composer) words.value = draft;
    fit();
    trouble.textContent = "Chưa gửi được. Máy mô phỏng còn chạy không? Thử lại giúp nhé.";
    trouble.hidden = false;
  }
}

function fit() {
  const following = atEnd();
  words.style.height = "auto";
  words.style.height = `${Math.min(words.scrollHeight, 128)}px`;
  if (following) toEnd();
}

function openTray(open) {
  const following = atEnd();
  tray.hidden = !open;
  trayButton.setAttribute("aria-expanded", String(open));
  if (following) toEnd();
  if (open) tray.querySelector("input, button").focus();
  else trayButton.focus();
}

async function copy(button) {
  const shown = button.firstElementChild;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add("copied");
    setTimeout(() => button.classList.remove("copied"), 1200);
  } catch {
    getSelection().selectAllChildren(shown);
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.hasAttribute("data-live")) return;
  event.preventDefault();
  send(event.target);
});
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.id === "own" && event.target.files.length) {
    send(form).then(() => form.reset());
  } else if (form?.hasAttribute("data-on-change")) send(form);
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
words.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    words.form.requestSubmit();
  }
});
words.addEventListener("input", fit);
trayButton.addEventListener("click", () => openTray(tray.hidden));
tray.addEventListener("keydown", (event) => event.key === "Escape" && openTray(false));
newer.addEventListener("click", toEnd);
log.addEventListener("scroll", () => atEnd() && (newer.hidden = true), { passive: true });
new ResizeObserver(() => newer.hidden && toEnd()).observe(log);

toEnd();
listen();
if (matchMedia("(min-width: 900px)").matches) words.focus();
