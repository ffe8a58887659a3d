// What the person hears back: toasts, troubles, the progress bar, and "Copied".

const at = (id) => document.getElementById(id);

function announce(words) {
  at("announcement").textContent = "";
  setTimeout(() => { at("announcement").textContent = words; }, 50);
}

document.addEventListener("announce", (event) => announce(event.detail));

// Shown again each time, so that it stands above a modal dialog opened meanwhile.
function raise() {
  const toasts = at("toasts");
  if (toasts.matches(":popover-open")) toasts.hidePopover();
  if (toasts.querySelector(".toast")) toasts.showPopover();
}

function lower(toast) {
  toast.remove();
  raise();
}

function wait(toast) {
  let timer;
  const start = () => { clearTimeout(timer); timer = setTimeout(() => lower(toast), 7000); };
  const stop = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stop);
  toast.addEventListener("pointerleave", start);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("focusout", start);
  start();
}

// A live region is only read when it changes while the page stands.
function welcome() {
  for (const toast of at("flash").querySelectorAll(".toast:not([data-seen])")) {
    toast.dataset.seen = "true";
    toast.remove();
    setTimeout(() => { at("flash").append(toast); raise(); wait(toast); }, 100);
  }
}

function trouble(words) {
  const toast = at("trouble-toast").content.cloneNode(true);
  toast.querySelector(".toast > span").textContent = words;
  at("trouble").replaceChildren(toast);
  raise();
}

const settle = () => { at("trouble").replaceChildren(); raise(); };

function explain(status) {
  if (status === 403) return "That is not allowed, or your session has ended. Reload the page and try again.";
  if (status === 404) return "That is gone. Reload the page to see what is there now.";
  if (status === 409) return "Something changed in the meantime. Reload the page and try again.";
  if (status === 429) return "Too many requests. Wait a moment and try again.";
  return `That did not work (error ${status}). Nothing was changed; try again.`;
}

// A refused form comes back as a fragment; a whole page would not fit where a fragment was asked for.
const isForm = (xhr) => [409, 422].includes(xhr.status) && !/^\s*<!doctype/i.test(xhr.responseText);

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400 && !isForm(event.detail.xhr)) event.detail.shouldSwap = false;
});

const polls = (element) => element?.getAttribute?.("hx-trigger")?.startsWith("every");
let running = 0;
let timer;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (polls(event.detail.elt) || event.defaultPrevented) return;
  if (++running === 1) timer = setTimeout(() => at("progress").classList.add("busy"), 200);
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (polls(event.detail.elt)) return;
  running = Math.max(0, running - 1);
  if (running === 0) {
    clearTimeout(timer);
    at("progress").classList.remove("busy");
  }
  const status = event.detail.xhr?.status ?? 0;
  if (status >= 400 && !isForm(event.detail.xhr)) trouble(explain(status));
  else if (status > 0) settle();
});

document.addEventListener("htmx:sendError", (event) => {
  if (!polls(event.detail.elt)) trouble("Sendyard cannot be reached. Check the connection and try again.");
});
document.addEventListener("htmx:oobAfterSwap", welcome);

async function valueOf(button) {
  const { copy, copyFrom, copyFetch } = button.dataset;
  if (copyFrom) return document.querySelector(copyFrom).textContent.trim();
  if (!copyFetch) return copy;
  const answer = await fetch(copyFetch, { headers: { "HX-Request": "true", "HX-Target": "token" }, cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const value = page.querySelector("#token input")?.value;
  if (!answer.ok || !value) throw new Error("no value");
  return value;
}

// The clipboard's own interface is missing where the page is not served over TLS.
async function put(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  (document.querySelector("dialog:modal") ?? document.body).append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("refused");
}

async function copy(button) {
  const label = button.querySelector("[data-copy-label]");
  const before = label.dataset.before ?? (label.dataset.before = label.textContent);
  try {
    await put(await valueOf(button));
    label.textContent = "Copied";
    announce("Copied");
  } catch {
    label.textContent = "Not copied";
    announce("Not copied. Select it and copy it by hand.");
  }
  button.focus();
  clearTimeout(Number(button.dataset.timer));
  button.dataset.timer = setTimeout(() => { label.textContent = before; }, 2000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.hasAttribute("data-dismiss")) lower(button.closest(".toast"));
  else if (button.matches("[data-copy], [data-copy-from], [data-copy-fetch]")) copy(button);
});

welcome();
