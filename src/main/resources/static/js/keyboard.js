// Shortcuts that can be switched off; arrows and browser keys are never taken.

const stored = () => {
  try {
    return localStorage.getItem("shortcuts") !== "off";
  } catch {
    return true;
  }
};

const writes = (element) => element?.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const rows = () => [...document.querySelectorAll("a.row")];

function move(step) {
  const all = rows();
  const here = all.indexOf(document.activeElement?.closest("tr")?.querySelector("a.row"));
  const next = all[here === -1 ? (step > 0 ? 0 : all.length - 1) : here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function find() {
  const field = document.querySelector("[data-search]");
  if (!field) return document.querySelector("[data-jump]")?.click();
  field.focus();
  field.select();
}

document.addEventListener("keydown", (event) => {
  if (!stored() || event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey) return;
  if (document.querySelector("dialog:modal")) return;
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.querySelector("[data-jump]")?.click();
    return;
  }
  if (event.ctrlKey || event.metaKey || writes(event.target)) return;
  const action = { "/": find, j: () => move(1), k: () => move(-1) }[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// Enter goes to the first result when the results answer what is written; else the form asks the server.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-first-result]")) return;
  const results = document.getElementById("results");
  const first = results?.querySelector("a");
  if (first && (results.dataset.query ?? "") === event.target.elements.q.value) {
    event.preventDefault();
    location.assign(first.href);
  }
});

for (const box of document.querySelectorAll("[data-shortcuts]")) {
  box.checked = stored();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem("shortcuts", box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  });
}
