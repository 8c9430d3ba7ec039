// Files: says "too large" before the upload starts (data-max-bytes, data-too-large) and shows how far an htmx upload has come.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("input[type=file][data-max-bytes]")) return;
  const limit = Number(input.dataset.maxBytes);
  const large = [...input.files].find((file) => file.size > limit);
  input.setCustomValidity(large ? input.dataset.tooLarge.replace("{name}", large.name) : "");
  input.reportValidity();
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const line = event.target.querySelector("[data-upload-progress]");
  if (!line || !event.detail.lengthComputable) return;
  line.hidden = false;
  const bar = line.querySelector("progress");
  bar.max = event.detail.total;
  bar.value = event.detail.loaded;
});
