// Keeps what is being written. <form data-autosave="/address/"> posts itself a moment after the last key, and
// <output data-autosave-state> inside it says where things stand. Until the server has confirmed, a copy lies in this
// browser, so that a lost connection, an expired session or a closed tab loses nothing.
//
// The server answers 200 {"saved_at": ISO time, "version": n} or 409 when somebody else saved in between; a hidden
// field named "version" carries n. 422 {"error": sentence} or {"errors": {field: [sentence]}} says why it cannot be kept;
// 401, or 403 as data, that the session is over. Everything else counts as "not saved" and is tried again.
const PAUSE = 1200;
const LONGEST_WAIT = 60_000;
const drafts = new WeakMap();

const key = (form) => `autosave:${form.dataset.autosave}`;
const output = (form) => form.querySelector("[data-autosave-state]");

function fields(form) {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function say(form, state, time = "") {
  const line = output(form);
  if (!line) return;
  line.dataset.state = state;
  line.querySelector("[data-text]").textContent = (line.dataset[state] ?? "").replace("{time}", time);
  line.querySelector("[data-autosave-retry]").hidden = state !== "failed";
  line.querySelector("[data-autosave-reload]").hidden = state !== "conflict";
}

const written = (form) => [...fields(form)].filter(([name]) => !["csrfmiddlewaretoken", "version"].includes(name));

function keepCopy(form) {
  try {
    localStorage.setItem(key(form), JSON.stringify({ at: Date.now(), copy: written(form) }));
  } catch {
    // A full or forbidden storage leaves the server as the only copy.
  }
}

function dropCopy(form) {
  try {
    localStorage.removeItem(key(form));
  } catch {
    // Nothing was kept either.
  }
}

function draft(form) {
  if (!drafts.has(form)) drafts.set(form, { timer: 0, wait: 2000, saving: false, dirty: false, stopped: false });
  return drafts.get(form);
}

function soon(form, delay) {
  const state = draft(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(form), delay);
}

// The same text would get the same answer: what the server said stands there until something is changed.
function refused(form, sentence) {
  const state = draft(form);
  if (state.dirty) soon(form, PAUSE); // something was changed while the answer was under way
  state.dirty = true;
  say(form, "failed");
  const line = output(form);
  if (line && sentence) line.querySelector("[data-text]").textContent = sentence;
}

const sentenceOf = ({ error, errors }) => error || Object.values(errors ?? {}).flat()[0] || "";

async function save(form) {
  const state = draft(form);
  if (state.saving || state.stopped || !form.isConnected) return;
  state.saving = true;
  state.dirty = false;
  say(form, "saving");
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: fields(form),
      headers: { Accept: "application/json", "X-Autosave": "1" },
      redirect: "error",
    });
    if (answer.status === 409) {
      state.stopped = true;
      say(form, "conflict");
      return;
    }
    const isData = answer.headers.get("Content-Type")?.includes("json");
    if (answer.status === 401 || (answer.status === 403 && isData)) {
      refused(form, output(form)?.dataset.signedOut);
      return;
    }
    if (answer.status === 422 && isData) {
      refused(form, sentenceOf(await answer.json()));
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const { saved_at: savedAt, version } = await answer.json();
    if (form.elements.version && version !== undefined) form.elements.version.value = version;
    state.wait = 2000;
    if (!state.dirty) dropCopy(form);
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
    say(form, "saved", time.format(savedAt ? new Date(savedAt) : new Date()));
  } catch {
    state.dirty = true;
    say(form, "failed");
    soon(form, state.wait);
    state.wait = Math.min(state.wait * 2, LONGEST_WAIT);
    return;
  } finally {
    state.saving = false;
  }
  if (state.dirty) soon(form, PAUSE);
}

function changed(event) {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form || draft(form).stopped) return;
  draft(form).dirty = true;
  keepCopy(form);
  soon(form, PAUSE);
}

function restore(form) {
  try {
    const { copy } = JSON.parse(localStorage.getItem(key(form)));
    const names = copy.map(([name]) => name);
    form.dispatchEvent(new CustomEvent("autosave:restore", { bubbles: true, detail: { names } })); // rows are made anew
    for (const [name, value] of copy) {
      const field = form.elements[name];
      if (!field) continue;
      const matching = field instanceof RadioNodeList ? [...field].find((one) => one.value === value) : field;
      if (matching && ["checkbox", "radio"].includes(matching.type)) matching.checked = true;
      else if (matching) matching.value = value;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
    soon(form, 0);
  } catch {
    dropCopy(form);
  }
}

// A copy that was never confirmed is offered, not forced: the server's text may be the newer one. When the page says the
// same, as after sending it with a mistake in it, there is nothing to offer.
function offer(form) {
  let kept;
  try {
    kept = localStorage.getItem(key(form));
    if (kept && JSON.stringify(JSON.parse(kept).copy) === JSON.stringify(written(form))) {
      dropCopy(form);
      return;
    }
  } catch {
    return;
  }
  const notice = form.querySelector("[data-autosave-offer]");
  if (kept && notice) notice.hidden = false;
}

document.addEventListener("input", changed);
document.addEventListener("change", changed);
document.addEventListener("click", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (!form) return;
  if (event.target.closest("[data-autosave-retry]")) soon(form, 0);
  if (event.target.closest("[data-autosave-reload]")) location.reload();
  if (event.target.closest("[data-autosave-restore]")) restore(form);
  if (event.target.closest("[data-autosave-discard]")) dropCopy(form);
  if (event.target.closest("[data-autosave-restore], [data-autosave-discard]")) form.querySelector("[data-autosave-offer]").hidden = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-autosave]")) {
    clearTimeout(draft(event.target).timer);
    draft(event.target).dirty = false;
  }
  // Signing out on a shared computer leaves no drafts behind.
  if (event.target.matches("form[data-forget]")) {
    Object.keys(localStorage).filter((name) => name.startsWith("autosave:")).forEach((name) => localStorage.removeItem(name));
  }
});
window.addEventListener("online", () => document.querySelectorAll("form[data-autosave]").forEach((form) => draft(form).dirty && soon(form, 0)));
window.addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll("form[data-autosave]")].some((form) => draft(form).dirty)) event.preventDefault();
});
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll("form[data-autosave]").forEach(offer));
document.querySelectorAll("form[data-autosave]").forEach(offer);
