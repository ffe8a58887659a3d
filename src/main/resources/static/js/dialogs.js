// Opens the dialogs the server sends, gives the focus back, and keeps what was typed from being lost by accident.

let opener = null;

const current = () => document.getElementById("dialog");
const isModal = (dialog) => Boolean(dialog?.matches(":modal"));

function open(dialog) {
  if (dialog.closest("main") || isModal(dialog) || !dialog.firstElementChild) return;
  dialog.removeAttribute("open");
  dialog.showModal();
}

function close(dialog) {
  if (dialog.open) dialog.close();
  dialog.replaceChildren();
  for (const name of ["aria-labelledby", "class", "data-typed", "data-disposable"]) dialog.removeAttribute(name);
  const back = reachable(opener);
  opener = null;
  back?.focus();
}

// A menu entry is hidden once its menu is closed, so the menu's button stands in for it.
function reachable(element) {
  if (!element?.isConnected) return null;
  return element.closest("details:not([open])")?.querySelector("summary") ?? element;
}

function leave(dialog) {
  if (dialog.dataset.typed && !("disposable" in dialog.dataset)) {
    document.dispatchEvent(new CustomEvent("announce", { detail: "Not closed, because something was typed. Use Cancel to leave." }));
    return;
  }
  close(dialog);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target } = event.detail;
  if (target?.id !== "dialog" || elt.closest("dialog")) return;
  opener = elt;
  elt.closest("details")?.removeAttribute("open");
});

// An answer meant for the page itself needs the page back first: what lies behind a modal dialog takes no focus.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { elt, target, shouldSwap } = event.detail;
  const dialog = elt?.closest?.("dialog");
  if (shouldSwap && isModal(dialog) && !dialog.contains(target)) {
    opener = null;
    close(dialog);
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "dialog") return;
  const dialog = current();
  if (!dialog) return;
  if (event.detail.xhr.status >= 400) dialog.dataset.typed = "true";
  open(dialog);
});

document.addEventListener("input", (event) => {
  const dialog = event.target.closest?.("dialog");
  if (dialog) dialog.dataset.typed = "true";
});

document.addEventListener("click", (event) => {
  const dialog = current();
  if (isModal(dialog)) {
    if (event.target.closest("[data-close]")) {
      event.preventDefault();
      close(dialog);
    } else if (event.target === dialog && outside(dialog, event)) leave(dialog);
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.removeAttribute("open");
  }
});

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

// The key is caught before the browser's own closing, which a second Escape would force.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const dialog = current();
  if (isModal(dialog)) {
    event.preventDefault();
    leave(dialog);
    return;
  }
  const menu = document.activeElement?.closest("details.menu[open]");
  if (menu) {
    menu.removeAttribute("open");
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("cancel", (event) => {
  if (event.target.id !== "dialog") return;
  event.preventDefault();
  leave(event.target);
}, true);
