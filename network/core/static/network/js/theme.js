// Light or dark by the reader's choice. [data-theme-switch] turns it over and remembers it in this browser only.
const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

const current = () => root.dataset.theme ?? (dark.matches ? "dark" : "light");

function show() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(current() === "dark"));
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-theme-switch]")) return;
  root.dataset.theme = current() === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // Not remembered, but still switched for this page.
  }
  show();
});

dark.addEventListener("change", show);
document.addEventListener("htmx:load", show);
show();
