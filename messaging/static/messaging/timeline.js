// The conversation on the page. Applies only what comes next: a message with the number after the last one, or a newer
// form of one that is here. Anything else means that something is missing, and `missing()` is asked to fetch it.
const TOGETHER = 6 * 60_000;
const EDITING = 24 * 3_600_000; // as long as the server lets authors change what they wrote

export function timeline(root, settings, { missing, arrived }) {
  const list = root.querySelector("[data-messages]");
  const scroll = root.querySelector("[data-scroll]");
  const moderates = root.dataset.moderates === "true";
  const pins = root.dataset.pins === "true";
  const menu = root.querySelector("#message-menu");
  const folded = root.querySelector("#folded-message");
  const blocked = new Set(settings.blocked);
  const voices = new Set([settings.me, ...settings.organisations]);
  const state = { seq: settings.seq, first: settings.first, revision: settings.revision, atEnd: settings.at_end };
  const language = document.documentElement.lang;
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: settings.zone });
  const dayName = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: settings.zone });
  const dayKey = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: settings.zone });

  const find = (seq) => list.querySelector(`#m${seq}`);
  const last = () => list.querySelector(":scope > .message:last-of-type");
  const isAtBottom = () => Math.abs(scroll.scrollTop) < 48;

  function build(item) {
    const template = document.createElement("template");
    template.innerHTML = item.html.trim(); // our own template's output, cleaned on the server
    const row = template.content.firstElementChild;
    row.querySelector(".message__foot")?.insertAdjacentHTML("beforeend", menu.innerHTML.replaceAll("SEQ", item.seq));
    return dress(row);
  }

  // What differs between readers: their own messages, their own reactions, their clock.
  function dress(row) {
    const mine = row.dataset.author === settings.me;
    row.classList.toggle("message--mine", mine);
    row.querySelectorAll("[data-own-only]").forEach((part) => (part.hidden = !mine));
    row.querySelectorAll("[data-while-new]").forEach((part) => (part.hidden ||= Date.now() - new Date(row.dataset.at) > EDITING));
    const pinned = Boolean(row.querySelector(".message__pinned"));
    row.querySelectorAll("[data-pinned]").forEach((part) => (part.hidden = !pinned));
    row.querySelectorAll("[data-unpinned]").forEach((part) => (part.hidden = pinned));
    row.querySelectorAll("[data-others-only]").forEach((part) => (part.hidden = mine));
    row.querySelectorAll("[data-may-hide]").forEach((part) => (part.hidden = mine || !moderates));
    row.querySelectorAll("[data-may-pin]").forEach((part) => (part.hidden = !pins));
    row.querySelectorAll("button[data-people]").forEach((button) => {
      const given = button.dataset.people.split(" ").some((one) => voices.has(one));
      button.setAttribute("aria-pressed", String(given));
      button.value = button.value.replace(/[01]$/, given ? "0" : "1");
    });
    row.querySelectorAll("[data-clock]").forEach((time) => (time.textContent = clock.format(new Date(time.dateTime))));
    row.querySelectorAll(".message__text [data-person]").forEach((name) => name.classList.toggle("mention--me", name.dataset.person === settings.me));
    row.querySelectorAll(".message__text [data-organisation]").forEach((name) => name.classList.toggle("mention--me", voices.has(name.dataset.organisation)));
    if (blocked.has(row.dataset.author)) fold(row);
    return row;
  }

  // A message of somebody whom the reader blocked says so, and what it says only when asked.
  function fold(row) {
    if (row.querySelector(".message__folded")) return;
    const details = folded.content.firstElementChild.cloneNode(true);
    const card = row.querySelector(".message__card");
    details.append(...card.childNodes);
    card.append(details);
    row.classList.add("message--folded");
  }

  // The heading of a message that goes on right after one of the same person is left out; a new day gets a line.
  function relate(row, before) {
    const at = new Date(row.dataset.at);
    const day = dayKey.format(at);
    const sameDay = before && dayKey.format(new Date(before.dataset.at)) === day;
    const line = row.previousElementSibling;
    if (line?.matches(".day")) {
      if (sameDay) line.remove();
    } else if (!sameDay) {
      const separator = document.createElement("li");
      separator.className = "day";
      const time = document.createElement("time");
      time.dateTime = day;
      time.textContent = dayName.format(at);
      separator.append(time);
      row.before(separator);
    }
    const continues =
      sameDay &&
      before.dataset.author === row.dataset.author &&
      before.dataset.organisation === row.dataset.organisation &&
      at - new Date(before.dataset.at) < TOGETHER &&
      !row.querySelector(".message__answered");
    row.classList.toggle("message--continues", Boolean(continues));
  }

  // The list grows at its end; who reads further up keeps their place.
  function append(item) {
    const before = last();
    const bottom = isAtBottom();
    const height = list.offsetHeight;
    const row = build(item);
    list.append(row);
    relate(row, before);
    if (!bottom) scroll.scrollTop -= list.offsetHeight - height;
    state.seq = item.seq;
    state.first ||= item.seq;
    root.querySelector("[data-empty]")?.remove();
    return row;
  }

  function replace(item) {
    const old = find(item.seq);
    if (!old || Number(old.dataset.revision) >= item.revision) return;
    const row = build(item);
    row.classList.toggle("message--continues", old.classList.contains("message--continues"));
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(row);
    if (hadFocus) row.focus({ preventScroll: true });
  }

  // A frame or the answer to a catch-up. Returns whether the page now has all that it speaks of.
  function apply({ items, since, revision, more }) {
    const fresh = [];
    let complete = since === undefined || since <= state.revision;
    for (const item of items) {
      if (item.seq <= state.seq) replace(item);
      else if (item.seq === state.seq + 1 && state.atEnd) fresh.push(append(item));
      else if (state.atEnd) complete = false;
    }
    if (complete && !more && revision > state.revision) state.revision = revision;
    if (fresh.length) arrived(fresh);
    return complete;
  }

  return {
    state,
    isAtBottom,
    toBottom: () => (scroll.scrollTop = 0),
    dressAll: () => list.querySelectorAll(".message").forEach(dress),
    find,
    receive(frame) {
      if (!apply(frame)) missing();
    },
    apply,
    update: replace,
    head({ seq, revision }) {
      if ((state.atEnd && seq > state.seq) || revision > state.revision) missing();
    },
    // The next stretch of a conversation that is read from its middle; `atEnd` once there is nothing after it.
    extend({ items, more, revision }) {
      for (const item of items) if (item.seq === state.seq + 1) append(item);
      if (!more) {
        state.atEnd = true;
        state.revision = Math.max(state.revision, revision);
      }
    },
    prepend(items) {
      const anchor = list.firstElementChild;
      let before = null;
      for (const item of items) {
        if (find(item.seq)) continue;
        const row = build(item);
        list.insertBefore(row, anchor);
        relate(row, before);
        before = row;
      }
      const old = anchor?.matches(".message") ? anchor : anchor?.nextElementSibling;
      if (old?.matches(".message")) relate(old, before);
      if (items.length) state.first = items[0].seq;
    },
  };
}
