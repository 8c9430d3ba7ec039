// Counts words below <textarea data-word-limit="300">; its field template holds the [data-word-count] line.
// Counting says "too long", never cuts: what was typed stays, and the server has the last word.
const words = (text) => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/gu)?.length ?? 0;

function count(area) {
  const line = document.getElementById(`${area.id}_words`);
  if (!line) return;
  const used = words(area.value);
  const limit = Number(area.dataset.wordLimit);
  line.textContent = line.dataset.pattern.replace("{used}", used).replace("{limit}", limit);
  line.toggleAttribute("data-over", used > limit);
}

const countAll = (root = document) => root.querySelectorAll("textarea[data-word-limit]").forEach(count);
document.addEventListener("input", (event) => event.target.matches?.("textarea[data-word-limit]") && count(event.target));
document.addEventListener("htmx:load", (event) => countAll(event.target));
countAll();
