// Forms: errors are read out first, long forms save themselves, long lists narrow as one types.
{
  document.querySelector("main [data-errors]:not([data-sample] *)")?.focus();

  // The form goes to its address in the background, some time after the last key, and says so. Passwords and files stay here. The answer may say which
  // revision the form now shows (`form-seen`, for its field `seen`) and what follows from what was saved (`form-says`).
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const line = form.querySelector(".autosave");
    const seen = form.elements.namedItem("seen");
    let timer = 0;
    let sent = "";
    let saving = null;
    const fields = () => {
      const pairs = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        const element = form.elements.namedItem(name);
        if (typeof value === "string" && element?.type !== "password" && element !== seen) pairs.append(name, value);
      }
      return pairs.toString();
    };
    const say = (text, failed) => {
      line.textContent = text;
      line.classList.toggle("failed", failed);
    };
    const send = async () => {
      const now = fields();
      if (now === sent) return;
      say(line.dataset.saving, false);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: seen ? `${now}&seen=${encodeURIComponent(seen.value)}` : now,
          keepalive: true,
          redirect: "manual",
        });
        if (answer.status === 409) return say(line.dataset.changed, true);
        if (answer.status === 422) return say(line.dataset.wrong, true);
        if (!answer.ok) throw new Error(answer.statusText);
        sent = now;
        if (seen && answer.headers.has("form-seen")) seen.value = answer.headers.get("form-seen");
        const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        const says = decodeURIComponent(answer.headers.get("form-says") ?? "");
        say([`${line.dataset.saved} ${time.format(new Date())}`, says].filter(Boolean).join(". "), false);
      } catch {
        say(line.dataset.failed, true);
        timer = setTimeout(save, 15000);
      }
    };
    // One after the other: the next must know the revision that the one before it made.
    const save = () => {
      const mine = (saving ?? Promise.resolve()).then(send).finally(() => { if (saving === mine) saving = null; });
      saving = mine;
    };
    sent = fields();
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 2000);
    });
    form.addEventListener("submit", (event) => {
      clearTimeout(timer);
      if (!saving) return;
      event.preventDefault();
      saving.then(() => form.requestSubmit(event.submitter));
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") save();
    });
  }

  // A box above a long list keeps the entries that hold every word typed, marks and capitals aside.
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  for (const select of document.querySelectorAll("select[data-search]")) {
    const entries = [...select.options].map((option) => ({ option, text: folded(option.textContent) }));
    const box = document.createElement("input");
    box.type = "text";
    box.className = "narrowing";
    box.autocomplete = "off";
    box.placeholder = select.dataset.search;
    box.setAttribute("aria-label", `${select.labels[0]?.textContent.trim() ?? ""}: ${select.dataset.search}`);
    select.before(box);
    box.addEventListener("input", () => {
      const words = folded(box.value).split(/\s+/).filter(Boolean);
      const chosen = select.value;
      const kept = entries.filter(({ option, text }) => option.value === "" || words.every((word) => text.includes(word)));
      select.replaceChildren(...kept.map(({ option }) => option));
      const matches = kept.filter(({ option }) => option.value !== "");
      const still = kept.some(({ option }) => option.value === chosen);
      // Only where a single entry is left is it chosen without being touched.
      select.value = still && chosen ? chosen : words.length > 0 && matches.length === 1 ? matches[0].option.value : "";
      box.setCustomValidity(matches.length > 0 ? "" : select.dataset.searchNone);
      if (matches.length === 0) box.reportValidity();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "Enter") {
        event.preventDefault();
        select.focus();
      }
    });
  }
}
