// Sends what people write, in the order they wrote it, until the server says that it is stored. Each message has a name
// (client_id) before it is sent, so sending again after a cut, a reload or from another tab is the same message.
import * as store from "./store.js";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

export function outbox(root, settings, token, { stored, ended }) {
  const list = root.querySelector("[data-outbox]");
  const template = root.querySelector("#waiting-message");
  const rows = new Map();
  const entries = [];
  let sending = false;
  let pause = FIRST_PAUSE;
  let timer = 0;

  function show(entry) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-text]").textContent = entry.text;
    const files = row.querySelector("[data-files]");
    for (const file of entry.files) {
      const line = document.createElement("li");
      line.textContent = file.name;
      files.append(line);
    }
    files.hidden = !entry.files.length;
    row.querySelector("[data-retry]").onclick = () => {
      say(entry, "waiting");
      send();
    };
    row.querySelector("[data-discard]").onclick = () => remove(entry);
    row.querySelector("[data-take-back]").onclick = () => {
      remove(entry);
      root.dispatchEvent(new CustomEvent("take-back", { detail: entry }));
    };
    rows.set(entry.client_id, row);
    list.append(row);
    say(entry, entry.state);
  }

  function say(entry, state, sentence = "") {
    entry.state = state;
    const row = rows.get(entry.client_id);
    if (!row) return;
    row.dataset.state = state;
    const line = row.querySelector("[data-state]");
    line.querySelector("[data-state-text]").textContent = [line.dataset[state], sentence].filter(Boolean).join(" ");
    line.setAttribute("role", state === "failed" ? "alert" : "status");
    row.querySelector("[data-failed-actions]").hidden = state !== "failed";
  }

  function remove(entry) {
    rows.get(entry.client_id)?.remove();
    rows.delete(entry.client_id);
    const place = entries.findIndex((one) => one.client_id === entry.client_id);
    if (place >= 0) entries.splice(place, 1);
    return store.forget(entry.client_id);
  }

  // Stops at the first that cannot be sent now, so that nothing overtakes it; one that was refused is stepped over.
  async function send() {
    if (sending) return;
    sending = true;
    clearTimeout(timer);
    try {
      for (;;) {
        const entry = entries.find((one) => one.state !== "failed" && one.state !== "sent");
        if (!entry) break;
        say(entry, "sending");
        if (!(await attempt(entry))) break;
        pause = FIRST_PAUSE;
      }
    } finally {
      sending = false;
    }
  }

  async function attempt(entry) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    for (const name of ["client_id", "text", "reply_to", "organisation", "topic"]) body.set(name, entry[name] ?? "");
    for (const file of entry.files) body.append("files", file, file.name);
    let answer;
    try {
      answer = await fetch(settings.send, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
    } catch {
      return later(entry, pause);
    }
    if (answer.type === "opaqueredirect") {
      say(entry, "waiting");
      ended("signed-out");
      return false;
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && said.seq) {
      entry.seq = said.seq;
      say(entry, "sent");
      await store.forget(entry.client_id);
      stored(said); // the row stays until the message itself comes, as it comes to everybody
      return true;
    }
    if (answer.status === 429) return later(entry, (said.retry_after ?? 5) * 1000, said.error);
    if (answer.status >= 500) return later(entry, pause);
    await store.keep(entry);
    say(entry, "failed", said.error);
    return true;
  }

  function later(entry, wait, sentence = "") {
    say(entry, "waiting", sentence);
    timer = setTimeout(send, wait * (0.75 + Math.random() / 2));
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    return false;
  }

  addEventListener("online", () => {
    pause = FIRST_PAUSE;
    send();
  });

  return {
    send,
    async add(message) {
      const entry = { ...message, client_id: newId(), room: settings.room, me: settings.me, written_at: Date.now(), state: "sending" };
      entries.push(entry);
      show(entry);
      await store.keep(entry);
      send();
    },
    // A message arrived by whatever way: if it is one of ours, it waits no more.
    arrived(clientId) {
      const entry = entries.find((one) => one.client_id === clientId);
      if (entry) remove(entry);
      return Boolean(entry);
    },
    async restore() {
      for (const entry of await store.waiting(settings.room, settings.me)) {
        if (rows.has(entry.client_id)) continue;
        entry.files ??= [];
        if (entry.state !== "failed") entry.state = "waiting";
        entries.push(entry);
        show(entry);
      }
      send();
    },
  };
}

// crypto.randomUUID exists on secure addresses only; a demo on a local network has none.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
