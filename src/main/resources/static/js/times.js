// Shows instants as people say them, with the exact time in the reader's zone beside.

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" });
const hour = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const dayAndClock = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" });
const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

// A log says no more than is needed to tell one row from the next.
function logged(at) {
  const now = new Date();
  if (at.toDateString() === now.toDateString()) return clock.format(at);
  return at.getFullYear() === now.getFullYear() ? dayAndClock.format(at) : short.format(at);
}

function stamp(at) {
  const time = `${clock.format(at)}.${String(at.getMilliseconds()).padStart(3, "0")}`;
  return at.toDateString() === new Date().toDateString() ? time : `${short.format(at)}, ${time}`;
}

function spoken(at, style) {
  if (style.startsWith("hour")) {
    // Short, since the next hour follows soon on a narrow screen.
    const earlier = style === "hour-and-day" && at.toDateString() !== new Date().toDateString();
    return earlier ? `${weekday.format(at)} ${hour.format(at)}` : hour.format(at);
  }
  if (style === "clock") return logged(at);
  if (style === "moment") return moment.format(at);
  if (style === "stamp") return stamp(at);
  const seconds = Math.round((at - Date.now()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 10) return "just now";
  if (distance >= 86400 * (style === "date" ? 1 : 100)) return day.format(at);
  const [unit, length] = units.find(([, size]) => distance >= size);
  return relative.format(Math.trunc(seconds / length), unit);
}

function show(element) {
  const at = new Date(element.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const words = spoken(at, element.dataset.time);
  if (element.dataset.said === words) return;
  element.dataset.said = words;
  element.title = exact.format(at);
  const aside = document.createElement("span");
  aside.className = "visually-hidden";
  aside.textContent = `, ${element.title}`;
  element.replaceChildren(words, aside);
}

const showAll = () => document.querySelectorAll("time[data-time]").forEach(show);

document.addEventListener("htmx:load", showAll);
setInterval(showAll, 15_000);
showAll();
