// Says which settings are changed and not saved, and asks before they are lost.

const saved = new WeakMap();
const forms = () => document.querySelectorAll("form[data-unsaved]");

// Hidden fields are no one's choice, and markers of checkboxes come in pairs with them.
const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== "hidden" && !field.disabled);
const read = (form) => new Map(fields(form).map((field) => [field, "checked" in field && field.matches("[type=checkbox], [type=radio]") ? field.checked : field.value]));

function label(field) {
  const group = field.type === "radio" && (field.closest("fieldset.field")?.querySelector("legend") ?? field.closest("[role=radiogroup]")?.querySelector(".title"));
  return (group || field.labels?.[0])?.textContent.trim() ?? field.name;
}

function changed(form) {
  return [...new Set(fields(form).filter((field) => saved.get(form).values.get(field) !== read(form).get(field)).map(label))];
}

function words(names, refused) {
  if (refused) return "Your changes are not saved";
  if (names.length === 0) return "Everything is saved";
  const last = names.at(-1);
  const all = names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
  return `${all} ${names.length === 1 ? "is" : "are"} changed and not saved`;
}

const unsaved = (form) => saved.get(form).refused || changed(form).length > 0;

function show(form) {
  const sentence = words(changed(form), saved.get(form).refused);
  const save = form.querySelector("[data-save]");
  const discard = form.querySelector("[data-discard]");
  if (save && !form.dataset.sending) save.disabled = !unsaved(form);
  if (discard) discard.hidden = !unsaved(form);
  const output = form.querySelector("[data-unsaved-words]");
  if (output && output.textContent !== sentence) output.textContent = sentence;
}

function watch(form) {
  if (saved.has(form)) return;
  saved.set(form, { values: read(form), refused: Boolean(form.querySelector("[aria-invalid], .error, .conflict, [role=alert]")) });
  show(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && saved.has(form)) show(form);
});

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-discard]")?.closest("form");
  if (!form || !saved.has(form)) return;
  if (saved.get(form).refused) form.dataset.sending = "true";
  else {
    event.preventDefault();
    form.reset();
    show(form);
    fields(form)[0]?.focus();
  }
});

document.addEventListener("submit", (event) => {
  if (saved.has(event.target)) event.target.dataset.sending = "true";
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (!saved.has(form) || event.detail.xhr?.getResponseHeader("HX-Redirect")) return;
  delete form.dataset.sending;
  if (form.isConnected) show(form);
});

window.addEventListener("beforeunload", (event) => {
  if ([...forms()].some((form) => saved.has(form) && !form.dataset.sending && unsaved(form))) event.preventDefault();
});

document.addEventListener("htmx:load", () => forms().forEach(watch));
forms().forEach(watch);
