// Short messages. Django's own are in the page already; scripts add theirs with
// document.dispatchEvent(new CustomEvent("toast", { detail: { text, tone } })), tone: info, success, warning or error.
const list = () => document.querySelector("[data-toasts]");

document.addEventListener("toast", (event) => {
  const { text, tone = "info" } = event.detail;
  const toast = document.getElementById("toast-template")?.content.firstElementChild.cloneNode(true);
  if (!toast || !list()) return;
  toast.classList.add(`toast--${tone}`);
  toast.querySelector("[data-toast-text]").textContent = text;
  list().append(toast);
  fade(toast);
});

document.addEventListener("click", (event) => {
  event.target.closest("[data-toast-close]")?.closest(".toast").remove();
});

// Good news leaves by itself after ten seconds, unless somebody is reading it; problems stay until they are closed.
function fade(toast) {
  if (!toast.matches(".toast--success, .toast--info")) return;
  setTimeout(() => (toast.matches(":hover, :focus-within") ? fade(toast) : toast.remove()), 10_000);
}

document.querySelectorAll("[data-toasts] .toast").forEach(fade);
