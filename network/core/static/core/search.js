// Suggestions under a search field: arrow keys walk through them, Escape or leaving the field puts them away.
const suggestionsOf = (element) => element.closest?.(".search-form__field")?.querySelector("[data-search-suggestions]");

document.addEventListener("keydown", (event) => {
  const box = suggestionsOf(event.target);
  if (!box) return;
  const field = box.parentElement.querySelector("input");
  if (event.key === "Escape" && box.children.length) {
    event.preventDefault();
    box.replaceChildren();
    field.focus();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [field, ...box.querySelectorAll("a")];
  if (!step || stops.length === 1) return;
  event.preventDefault();
  stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
});

document.addEventListener("focusout", (event) => {
  const box = suggestionsOf(event.target);
  if (box && event.relatedTarget && !box.parentElement.contains(event.relatedTarget)) box.replaceChildren();
});

document.addEventListener("submit", (event) => {
  event.target.querySelector?.("[data-search-suggestions]")?.replaceChildren();
});
