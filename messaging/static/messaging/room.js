// A room, live. Without this file the page is complete and works by links and forms; with it messages arrive by
// themselves, what is written is kept until it is stored, and the page says honestly how things stand.
import { composer } from "./composer.js";
import { outbox } from "./outbox.js";
import { keys } from "./keys.js";
import { menus } from "./menus.js";
import { others } from "./others.js";
import { listen } from "./stream.js";
import { timeline } from "./timeline.js";

const POLL = 8_000; // while there is no socket
const PATIENCE = 1_500; // a cut shorter than this is nobody's business
const root = document.querySelector("[data-room]");
const settings = JSON.parse(document.getElementById("room-settings").textContent);
const banner = root.querySelector("[data-connection]");
const announcer = root.querySelector("[data-announce]");
const down = root.querySelector("[data-down]");

let connected = false;
let finished = false;
let unseen = 0;
let bannerTimer = 0;

// --- How things stand ------------------------------------------------------------------------------------------

function say(state) {
  if (finished && state !== finished) return;
  banner.hidden = !state;
  if (!state) return;
  banner.dataset.state = state;
  const key = { "signed-out": "signedOut", "not-allowed": "notAllowed" }[state] ?? state;
  banner.querySelector("[data-text]").textContent = banner.dataset[key];
  banner.querySelector("[data-sign-in]").hidden = state !== "signed-out";
}

function ended(reason) {
  finished = reason;
  say(reason);
  if (reason === "not-allowed") root.querySelector("#compose").hidden = true;
}

// --- What is missing -------------------------------------------------------------------------------------------

let fetching = false;
let wanted = false;

async function missing() {
  wanted = true;
  if (fetching || finished) return;
  fetching = true;
  try {
    while (wanted) {
      wanted = false;
      const { seq, revision } = conversation.state;
      const answer = await fetch(`${settings.messages}?after=${seq}&revision=${revision}`, {
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect") return ended("signed-out");
      if (answer.status === 404) return ended("not-allowed");
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      conversation.apply(found);
      if (found.more && conversation.state.seq > seq) wanted = true;
    }
  } catch {
    // No network, or the server is away: the next head, poll or reconnect asks again.
  } finally {
    fetching = false;
  }
}

// --- The conversation ------------------------------------------------------------------------------------------

const conversation = timeline(root, settings, { missing, arrived });

function arrived(rows) {
  const others = rows.filter((row) => row.dataset.author !== settings.me && !row.matches(".message--folded"));
  for (const row of rows) {
    if (box.arrived(row.dataset.client)) row.classList.add("message--sent");
  }
  if (others.length && others.length <= 3) {
    announcer.textContent = others
      .map((row) => announcer.dataset.pattern.replace("{author}", row.querySelector(".message__author").textContent).replace("{text}", row.querySelector(".message__text, .message__gone").textContent.trim()))
      .join("\n");
  } else if (others.length) {
    announcer.textContent = counted(others.length);
  }
  if (!conversation.isAtBottom()) unseen += others.length;
  showDown();
  readSoon();
}

function counted(count) {
  const { one, many } = down.querySelector("[data-down-text]").dataset;
  return count === 1 ? one : many.replace("{count}", count);
}

function showDown() {
  if (conversation.isAtBottom()) unseen = 0;
  down.hidden = conversation.isAtBottom() || !conversation.state.atEnd;
  const line = down.querySelector("[data-down-text]");
  line.textContent = unseen ? counted(unseen) : line.dataset.none;
}

// --- Reading -----------------------------------------------------------------------------------------------------

let readSeq = settings.seq;
let readTimer = 0;

function readSoon() {
  clearTimeout(readTimer);
  readTimer = setTimeout(async () => {
    const { seq, atEnd } = conversation.state;
    if (finished || !atEnd || seq <= readSeq || document.visibilityState !== "visible" || !conversation.isAtBottom()) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", writing.token());
    body.set("seq", seq);
    const answer = await fetch(settings.read, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.ok) {
      readSeq = seq;
      new BroadcastChannel("rooms").postMessage("read"); // the list of rooms in another tab counts anew
    }
  }, 800);
}

// --- Earlier messages --------------------------------------------------------------------------------------------

const earlier = root.querySelector("[data-earlier]");
let loadingEarlier = false;

async function loadEarlier() {
  if (loadingEarlier || !earlier?.isConnected) return;
  loadingEarlier = true;
  earlier.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${settings.messages}?before=${conversation.state.first}`, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return;
    const { items, more } = await answer.json();
    conversation.prepend(items);
    if (!more) earlier.remove();
  } catch {
    // The link is still there.
  } finally {
    loadingEarlier = false;
    earlier.removeAttribute("aria-busy");
  }
}

if (earlier) {
  earlier.addEventListener("click", (event) => {
    event.preventDefault();
    loadEarlier();
  });
  const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && loadEarlier(), {
    root: root.querySelector("[data-scroll]"),
    rootMargin: "300px 0px 0px 0px",
  });
  root.querySelector("[data-scroll]").addEventListener("scroll", () => watch.observe(earlier), { once: true, passive: true });
}

// --- Later messages, where the page begins in the middle ----------------------------------------------------------

const later = root.querySelector("[data-later]");

async function loadLater() {
  if (later.getAttribute("aria-busy")) return;
  later.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${settings.messages}?after=${conversation.state.seq}`, { headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return;
    conversation.extend(await answer.json());
    if (conversation.state.atEnd) later.remove();
    showDown();
    readSoon();
  } catch {
    // The link is still there.
  } finally {
    later.removeAttribute("aria-busy");
  }
}

later?.querySelector("[data-load-later]").addEventListener("click", (event) => {
  event.preventDefault();
  loadLater();
});
if (later) {
  const coming = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && loadLater(), {
    root: root.querySelector("[data-scroll]"),
    rootMargin: "0px 0px 200px 0px",
  });
  root.querySelector("[data-scroll]").addEventListener("scroll", () => coming.observe(later), { once: true, passive: true });
}

// --- Writing -----------------------------------------------------------------------------------------------------

const writing = composer(root, settings, {
  send(message) {
    if (!conversation.state.atEnd) setTimeout(() => location.assign(location.pathname), 1_500); // to the end, where it will stand
    conversation.toBottom();
    box.add(message);
  },
});

// What we wrote is stored; if it does not come by itself, it is fetched.
function stored({ seq }) {
  setTimeout(() => conversation.state.seq < seq && missing(), connected ? 1_000 : 0);
}

const box = outbox(root, settings, () => writing.token(), { stored, ended });

for (const name of ["reactions", "votes"]) document.getElementById(name).addEventListener("submit", give);

// A reaction or a vote: sent without leaving the page, and shown as the server then has it.
async function give(event) {
  event.preventDefault();
  const body = new FormData(event.target, event.submitter);
  event.submitter.closest("details")?.removeAttribute("open");
  try {
    const answer = await fetch(event.target.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.error);
    conversation.update(said);
  } catch (problem) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: problem.message || banner.dataset.lost, tone: "error" } }));
  }
}

root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  const row = link && conversation.find(link.dataset.jump);
  if (!row) return;
  event.preventDefault();
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
});
down.addEventListener("click", () => {
  conversation.toBottom();
  showDown();
  readSoon();
});
root.querySelector("[data-scroll]").addEventListener("scroll", () => {
  showDown();
  readSoon();
}, { passive: true });
document.addEventListener("visibilitychange", readSoon);

const company = others(root, settings);
root.querySelector("[data-composer] [data-text]")?.addEventListener("input", () => company.typing(() => line.say("typing")));

// --- Begin -------------------------------------------------------------------------------------------------------

conversation.dressAll();
menus(root.querySelector("[data-scroll]"));
keys(root);
box.restore();
const line = listen(settings.socket, {
  frame(said) {
    if (said.type === "messages") {
      conversation.receive(said);
      company.hear(said); // who was writing has said it
    }
    else if (said.type === "head" || said.type === "hello") conversation.head(said);
    else if (said.type === "resync") missing();
    else company.hear(said);
  },
  up() {
    connected = true;
    clearTimeout(bannerTimer);
    bannerTimer = 0;
    say("");
    missing();
    box.send();
  },
  down() {
    connected = false; // called again with every attempt that fails, which must not put the banner off
    bannerTimer ||= setTimeout(() => !connected && say(navigator.onLine ? "lost" : "offline"), PATIENCE);
  },
  ended,
});
setInterval(() => !connected && !finished && navigator.onLine && missing(), POLL);
