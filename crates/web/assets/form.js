// Forms: errors are read out first, long forms save themselves, long lists narrow as one types.
{
  document.querySelector("main [data-errors]:not([data-sample] *)")?.focus();

  // The form goes to its address in the background, some time after the last key, and says so. Passwords and files stay here.
  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const line = form.querySelector(".autosave");
    let timer = 0;
    let sent = "";
    const fields = () => {
      const pairs = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        const secret = form.elements.namedItem(name)?.type === "password";
        if (typeof value === "string" && !secret) pairs.append(name, value);
      }
      return pairs.toString();
    };
    const say = (text, failed) => {
      line.textContent = text;
      line.classList.toggle("failed", failed);
    };
    const save = async () => {
      const now = fields();
      if (now === sent) return;
      say(line.dataset.saving, false);
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body: now,
          keepalive: true,
          redirect: "manual",
        });
        if (!answer.ok) throw new Error(answer.statusText);
        sent = now;
        const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
        say(`${line.dataset.saved} ${time.format(new Date())}`, false);
      } catch {
        say(line.dataset.failed, true);
        timer = setTimeout(save, 15000);
      }
    };
    sent = fields();
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(save, 2000);
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
