// Writing a message: Enter sends where there is a keyboard, drafts survive a reload, answers name what they answer.
export function composer(root, settings, { send }) {
  const form = root.querySelector("[data-composer]");
  if (!form) return { token: () => root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" };
  const text = form.querySelector("[data-text]");
  const files = form.querySelector("[data-files]");
  const chosen = form.querySelector("[data-chosen]");
  const answering = form.querySelector("[data-answering]");
  const keyboard = matchMedia("(hover: hover) and (pointer: fine)");
  const draft = `autosave:room:${settings.room}:${settings.me}`; // the prefix is cleared when somebody signs out

  function fit() {
    text.style.blockSize = "auto";
    text.style.blockSize = `${Math.min(text.scrollHeight + 2, innerHeight * 0.4)}px`;
  }

  function remember() {
    try {
      if (text.value) localStorage.setItem(draft, text.value);
      else localStorage.removeItem(draft);
    } catch {
      // Forbidden storage: the text is in the field, at least.
    }
  }

  // The browser keeps a draft at once, the server a little later, for this person's other devices.
  let saving = 0;

  function rememberThere() {
    clearTimeout(saving);
    saving = setTimeout(saveThere, 1_500);
  }

  function saveThere() {
    clearTimeout(saving);
    saving = 0;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("text", text.value);
    fetch(settings.draft, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
  }

  function clear() {
    text.value = "";
    saveThere();
    closePreview();
    files.value = "";
    answer(null);
    listFiles();
    remember();
    fit();
  }

  function answer(row) {
    form.elements.reply_to.value = row?.dataset.seq ?? "";
    answering.hidden = !row;
    if (!row) return;
    answering.querySelector("[data-answering-author]").textContent = row.querySelector(".message__author").textContent;
    answering.querySelector("[data-answering-text]").textContent = row.querySelector(".message__text").textContent.trim().slice(0, 120);
    text.focus();
  }

  function listFiles() {
    chosen.replaceChildren(
      ...[...files.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = file.name;
        return line;
      }),
    );
    chosen.hidden = !files.files.length;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!text.value.trim() && !files.files.length) {
      text.focus();
      return;
    }
    send({
      text: text.value,
      files: [...files.files],
      reply_to: form.elements.reply_to.value,
      organisation: form.elements.organisation?.value ?? "",
      topic: form.elements.topic.value,
    });
    clear();
    text.focus();
  });

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && keyboard.matches) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (event.key === "Escape" && !answering.hidden) answer(null);
  });
  text.addEventListener("input", () => {
    fit();
    remember();
    rememberThere();
    closePreview();
  });
  addEventListener("pagehide", () => saving && saveThere());

  const look = form.querySelector("[data-look]");
  const preview = form.querySelector("[data-preview]");

  function closePreview() {
    preview.hidden = true;
    look.setAttribute("aria-expanded", "false");
  }

  look.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!preview.hidden || !text.value.trim()) return closePreview();
    try {
      const answer = await fetch(settings.preview, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual" });
      preview.querySelector("[data-preview-text]").innerHTML = (await answer.json()).html; // cleaned on the server
      preview.hidden = false;
      look.setAttribute("aria-expanded", "true");
    } catch {
      closePreview();
    }
  });
  files.addEventListener("change", listFiles);
  form.querySelector("[data-answering-cancel]").addEventListener("click", (event) => {
    event.preventDefault();
    answer(null);
    text.focus();
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link) return;
    event.preventDefault();
    link.closest("details").open = false;
    answer(link.closest(".message"));
  });
  root.addEventListener("take-back", (event) => {
    text.value = [event.detail.text, text.value].filter(Boolean).join("\n\n");
    remember();
    fit();
    text.focus();
  });

  try {
    text.value ||= localStorage.getItem(draft) ?? ""; // what the server has comes with the page, and is newer
  } catch {
    // Nothing was kept.
  }
  form.querySelector("[data-keys]").hidden = !keyboard.matches;
  if (text.value) fit();
  return { token: () => form.elements.csrfmiddlewaretoken.value };
}
