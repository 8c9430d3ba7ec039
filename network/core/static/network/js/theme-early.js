// Loaded before the first paint, as a classic script: the reader's chosen theme must not flash in late.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = root.dataset.theme ?? localStorage.getItem("theme"); // the style guide may have said it already
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's preference then decides.
  }
})();
