// On a narrow screen the filters would push the list out of sight: those without a choice start closed there.
// Without this file they stand open, which is long but whole.
const narrow = matchMedia("(max-width: 59.99rem)");

function fold(root = document) {
  if (!narrow.matches) return;
  for (const facet of root.querySelectorAll("details.facet")) facet.open = Boolean(facet.querySelector("[aria-current]"));
}

document.addEventListener("htmx:load", (event) => fold(event.target));
fold();
