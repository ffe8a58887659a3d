// Buttons that say what they are doing, the first wrong field, and a name typed to confirm.

const idle = new WeakMap();

function busy(button) {
  if (!button || idle.has(button)) return;
  const words = button.dataset.busy;
  idle.set(button, { focused: document.activeElement === button, content: words ? [...button.childNodes] : null });
  if (words) button.replaceChildren(words);
  button.disabled = true;
}

function ready(button) {
  const before = idle.get(button);
  if (!before) return;
  idle.delete(button);
  if (before.content) button.replaceChildren(...before.content);
  button.disabled = false;
  if (before.focused && document.activeElement === document.body) button.focus();
}

const senders = (form) => [...form.elements, ...document.querySelectorAll(`button[form="${form.id}"]`)].filter((element) => element.matches("button:not([type=button])"));

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (form.matches("form") && form.method === "post") senders(form).filter((button) => !button.disabled).forEach(busy);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  const leaving = event.detail.xhr?.getResponseHeader("HX-Redirect");
  if (form.matches("form") && !leaving) senders(form).forEach(ready);
});

// Without htmx the button may only be disabled once the browser has taken the form's values.
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("hx-post") || event.target.method !== "post") return;
  setTimeout(() => { if (!event.defaultPrevented) busy(event.submitter); });
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("button").forEach(ready);
});

function focusFirstWrong(root) {
  const field = root.querySelector("[aria-invalid]");
  field?.focus();
  if (field?.type === "text") field.setSelectionRange(field.value.length, field.value.length);
}

document.addEventListener("htmx:afterSettle", (event) => {
  const root = document.getElementById(event.detail.target?.id);
  if (root && event.detail.xhr?.status >= 400) focusFirstWrong(root);
});

focusFirstWrong(document);

function confirm(input) {
  const button = input.form?.querySelector("button.irreversible");
  if (button && !idle.has(button)) button.disabled = input.value.trim() !== input.dataset.confirms;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-confirms]")) confirm(event.target);
});
document.addEventListener("htmx:load", () => document.querySelectorAll("[data-confirms]").forEach(confirm));
document.querySelectorAll("[data-confirms]").forEach(confirm);
