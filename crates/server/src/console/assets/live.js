// Refreshes the parts of a page when an event is stored: it asks for the same page again and puts
// the new parts in the place of the old ones. Nothing of an event is shown; it only says that
// something changed. A part in which somebody works is left alone.

const QUIET = 150; // Milliseconds in which further events belong to the same refresh.
const POLL = 2000; // For what changes without an event.

const live = document.getElementById("live");
let waiting;
let running = false;
let again = false;

function say(text) {
  if (live.textContent !== text) live.textContent = text;
}

function busy(part) {
  const field = document.activeElement;
  if (part.contains(field)) return true;
  const fields = part.querySelectorAll("textarea, input:not([type=hidden])");
  const options = part.querySelectorAll("option");
  return [...fields].some((one) =>
    one.value !== one.defaultValue || one.checked !== one.defaultChecked) ||
    [...options].some((one) => one.defaultSelected && !one.selected);
}

async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-part]")) {
      const other = next.getElementById(part.id);
      if (!other || busy(part) || part.isEqualNode(other)) continue;
      const open = [...part.querySelectorAll("details")].map((one) => one.open);
      const now = document.importNode(other, true);
      // What somebody opened stays open where nothing was added.
      const details = [...now.querySelectorAll("details")];
      if (details.length === open.length) details.forEach((one, i) => (one.open = open[i]));
      part.replaceWith(now);
    }
  } catch {
    // The server is away; the stream connects again.
  } finally {
    running = false;
    if (again) {
      again = false;
      soon();
    }
  }
}

function soon() {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    refresh();
  }, QUIET);
}

let stream;

function connect() {
  if (stream) return;
  // A page that shows requests also learns of those that change nothing.
  const requests = document.querySelector("[data-requests]") ? "?requests=true" : "";
  stream = new EventSource(`${document.body.dataset.base}live${requests}`);
  stream.addEventListener("open", () => {
    say("live");
    soon(); // What happened between the page and the stream.
  });
  stream.addEventListener("event", soon);
  stream.addEventListener("request", soon);
  stream.addEventListener("error", () => say("not live"));
}

// A browser has six connections to a server for all its pages: one that nobody sees has none.
function disconnect() {
  stream?.close();
  stream = undefined;
  say("not live");
}

function follow() {
  if (document.hidden) disconnect();
  else connect();
}

// What was done is said once, not after a reload or in an address that somebody sends.
const address = new URL(location.href);
if (address.searchParams.has("done")) {
  address.searchParams.delete("done");
  history.replaceState(history.state, "", address);
}

// After a form was refused the address is that of the form: a refresh would hide the reason.
if (!document.querySelector("main > .problem")) {
  follow();
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && follow());
  setInterval(() => {
    const stale = stream?.readyState === EventSource.CLOSED;
    if (!document.hidden && (stale || document.querySelector("[data-poll]"))) refresh();
  }, POLL);
}
