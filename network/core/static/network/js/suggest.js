// Suggestions under a search field, fetched by htmx into [data-suggestions]. Without this script the field just searches.
// The field becomes a combobox: arrow keys walk through the list without leaving the field, Enter opens what is marked.
const boxOf = (field) => field.closest(".suggest")?.querySelector("[data-suggestions]");
const optionsOf = (field) => [...boxOf(field).querySelectorAll("[role=option]")];
const isField = (element) => element.matches?.("[data-suggest]");

for (const field of document.querySelectorAll("[data-suggest]")) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
}

function close(field) {
  boxOf(field).replaceChildren();
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-controls");
  field.removeAttribute("aria-activedescendant");
}

function mark(field, chosen) {
  for (const option of optionsOf(field)) option.setAttribute("aria-selected", String(option === chosen));
  if (!chosen) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", chosen.id);
  chosen.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (!event.target.matches("[data-suggestions]")) return;
  const field = event.target.closest(".suggest").querySelector("[data-suggest]");
  const list = event.target.querySelector("[role=listbox]");
  if (!list || !field.matches(":focus")) return close(field);
  list.id = `${field.id}-list`;
  optionsOf(field).forEach((option, number) => (option.id = `${field.id}-option-${number}`));
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "true");
  field.removeAttribute("aria-activedescendant");
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!isField(field) || event.isComposing) return;
  const options = optionsOf(field);
  if (!options.length) return;
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const stops = [undefined, ...options]; // the first stop is the field itself: what was typed
    mark(field, stops.at((at + 1 + step) % stops.length));
  } else if (event.key === "Enter" && at >= 0) {
    event.preventDefault();
    options[at].click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    close(field);
  }
});

document.addEventListener("focusout", (event) => {
  if (isField(event.target) && !boxOf(event.target).contains(event.relatedTarget)) close(event.target);
});

document.addEventListener("submit", (event) => {
  const field = event.target.querySelector?.("[data-suggest]");
  if (field) close(field);
});
