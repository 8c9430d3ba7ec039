// [data-copy="text"] or [data-copy-from="#id"] puts text on the clipboard and says so with [data-copied].
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const source = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const text = button.dataset.copy ?? source?.value ?? source?.textContent.trim();
  try {
    await navigator.clipboard.writeText(text);
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied ?? text, tone: "success" } }));
  } catch {
    if (source) getSelection().selectAllChildren(source);
  }
});
