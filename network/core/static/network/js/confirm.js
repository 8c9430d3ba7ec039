// Asks once more before a consequence: <button data-confirm="Sentence?" data-confirm-label="Withdraw">.
// Without this file the button simply submits, so the server must never rely on the question.
const dialog = () => document.getElementById("confirm-dialog");
let waiting = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || !dialog()) return;
  if (button === waiting?.button && waiting.agreed) {
    waiting = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  waiting = { button, agreed: false };
  dialog().querySelector("[data-confirm-text]").textContent = button.dataset.confirm;
  dialog().querySelector("[data-confirm-yes]").textContent = button.dataset.confirmLabel ?? button.textContent.trim();
  dialog().showModal();
}, true);

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-confirm-yes]") || !waiting) return;
  waiting.agreed = true;
  dialog().close();
  waiting.button.click();
});
