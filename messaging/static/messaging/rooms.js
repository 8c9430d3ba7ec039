// The list of rooms stays right while it is open: the server says when something in one's rooms changed or was read on
// another device, and the list is fetched anew. Without a socket it is fetched now and then.
import { listen } from "./stream.js";

const PAUSE = 10_000;
const list = document.querySelector("[data-rooms]");
let fetchedAt = Date.now();

async function refresh() {
  if (document.visibilityState !== "visible" && Date.now() - fetchedAt < PAUSE || list.contains(document.activeElement) && document.activeElement.matches("input")) return;
  try {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fetchedAt = Date.now();
    const rows = [...page.querySelectorAll("[data-room-row]")];
    const known = [...list.querySelectorAll("[data-room-row]")];
    const isSame = rows.length === known.length && rows.every((row, place) => row.dataset.roomRow === known[place].dataset.roomRow);
    if (!isSame && !list.contains(document.activeElement)) {
      list.replaceChildren(...page.querySelector("[data-rooms]").childNodes); // a room came, went, or moved up
      return;
    }
    for (const row of rows) {
      const here = list.querySelector(`[data-room-row="${CSS.escape(row.dataset.roomRow)}"]`);
      if (!here || here.innerHTML === row.innerHTML || here.contains(document.activeElement)) continue;
      here.className = row.className;
      here.replaceChildren(...row.childNodes);
    }
  } catch {
    // Next time.
  }
}

let soon = 0;
let connected = false;

function refreshSoon() {
  clearTimeout(soon);
  soon = setTimeout(refresh, 250 + Math.random() * 250); // everybody hears of a message at the same moment
}

listen("/ws/rooms/", {
  frame: (said) => said.type === "rooms" && refreshSoon(),
  up() {
    connected = true;
    refreshSoon();
  },
  down: () => (connected = false),
  ended: () => location.reload(), // signed out: the page says so
});
setInterval(() => (!connected || Date.now() - fetchedAt > 6 * PAUSE) && refresh(), PAUSE);
new BroadcastChannel("rooms").onmessage = refreshSoon;
document.addEventListener("visibilitychange", () => Date.now() - fetchedAt > 2_000 && refresh());
addEventListener("pageshow", (event) => event.persisted && refresh());
