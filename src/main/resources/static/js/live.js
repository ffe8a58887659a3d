// Tells what changes in the log while it is read: states change in place, newer messages wait behind one link.

let source = null;
let paused = false;

const log = () => document.getElementById("log");

function state({ id, icon, mood, label }) {
  const line = document.getElementById(id)?.querySelector(".state .line");
  const use = line?.querySelector("use");
  if (!use) return;
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
  line.dataset.mood = mood;
  line.querySelector("span").textContent = label;
}

function newer(count) {
  const bar = document.querySelector("[data-newer]");
  if (!bar || (count === "0" && bar.hidden)) return;
  const words = count === "1" ? "Show 1 newer message" : `Show ${count} newer messages`;
  const link = bar.querySelector("a");
  if (link.textContent !== words) link.textContent = words;
  hold(bar, count === "0");
}

// What is being read stays where it is on the screen.
function hold(bar, hidden) {
  if (bar.hidden === hidden) return;
  const before = bar.parentElement.getBoundingClientRect();
  const top = scrollY > 0 && before.top < 0;
  const height = document.documentElement.scrollHeight;
  bar.hidden = hidden;
  if (top) scrollBy(0, document.documentElement.scrollHeight - height);
}

function stop() {
  source?.close();
  source = null;
}

// A hidden tab lets go of its connection, since a browser has few of them.
function follow() {
  stop();
  const address = log()?.dataset.live;
  if (!address || paused || document.hidden) return;
  source = new EventSource(address);
  source.addEventListener("states", (event) => JSON.parse(event.data).forEach(state));
  source.addEventListener("newer", (event) => newer(event.data));
}

function pause(button) {
  paused = !paused;
  button.setAttribute("aria-pressed", String(paused));
  button.querySelector("span").textContent = paused ? "Go on live" : "Pause live";
  const use = button.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, paused ? "#play" : "#pause"));
  follow();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-pause]");
  if (button) pause(button);
});
document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.target?.id === "log") follow(); });
document.addEventListener("visibilitychange", follow);
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => { if (event.persisted) follow(); });
follow();
