// The conversation by keyboard. The letters work only while the focus is in the conversation, never in a field, so that
// they disturb neither writing nor speech input; the dialog that lists them is the same list for everybody.
const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function keys(root) {
  const scroll = root.querySelector("[data-scroll]");
  const text = root.querySelector("[data-composer] [data-text]");
  const help = document.getElementById("room-keys");
  const rows = () => [...scroll.querySelectorAll("[data-messages] > .message")];

  function go(row) {
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }

  function step(row, by) {
    const all = rows();
    go(row ? all[all.indexOf(row) + by] : all.at(-1));
  }

  const press = (row, selector) => {
    const found = row?.querySelector(selector);
    if (found && !found.closest("[hidden]")) found.click();
  };

  const acts = {
    Home: () => go(rows()[0]),
    End: () => go(rows().at(-1)),
    r: (row) => press(row, "[data-reply]"),
    e: (row) => press(row, "[data-own-only] a[href$='/edit/']"),
    "+": (row) => press(row, ".reaction--offer"),
    b: (row) => press(row, "button[form=keeping]"),
    u: (row) => press(row, "button[form=unreading]"),
    m: (row) => {
      press(row, ".message__menu > summary");
      row?.querySelector(".message__menu[open] .menu__panel :is(a, button)")?.focus();
    },
    w: () => text?.focus(),
    "?": () => help.showModal(),
  };

  scroll.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("a, button, summary, input, .menu__panel")) return;
    const row = event.target.closest(".message");
    if (event.key in STEPS) step(row, STEPS[event.key]);
    else if (event.key in acts) acts[event.key](row);
    else return;
    event.preventDefault();
  });

  // From the empty field upwards: into the conversation, at its newest message.
  text?.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" || text.value || event.isComposing) return;
    event.preventDefault();
    go(rows().at(-1));
  });
}
