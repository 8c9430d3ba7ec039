// A double-clicked form sends once. The server is safe against repeats by itself; this spares people the doubt.
// <form data-many> opts out (chat, autosave).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "many" in form.dataset || event.defaultPrevented) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  event.submitter?.setAttribute("aria-busy", "true");
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

const releaseAll = () => document.querySelectorAll("form[data-sent]").forEach(release);
window.addEventListener("pageshow", (event) => event.persisted && releaseAll());
document.addEventListener("htmx:afterRequest", releaseAll);
