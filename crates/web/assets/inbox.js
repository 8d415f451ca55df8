// A list with a record beside it: j and k move, Enter opens in place, Escape closes. Every record has an address, so back and forward work.
{
  const inbox = document.querySelector("[data-inbox]");
  if (inbox) {
    const links = () => [...inbox.querySelectorAll("a[data-open]")];
    const sayKeys = () => {
      for (const line of inbox.querySelectorAll(".keys")) line.hidden = links().length === 0;
    };
    sayKeys();

    const take = async (href, remember) => {
      const answer = await fetch(href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-inbox]");
      // A record that cannot be shown here is shown by the page that says why.
      if (!answer.ok || !fresh) {
        location.assign(href);
        return;
      }
      inbox.className = fresh.className;
      inbox.replaceChildren(...fresh.childNodes);
      sayKeys();
      if (remember) history.pushState(null, "", href);
      shown = location.pathname + location.search;
      document.title = page.title;
    };
    const open = async (link) => {
      await take(link.href, true);
      inbox.querySelector("#panel")?.focus();
    };
    const close = async (link) => {
      const current = inbox.querySelector("tr.open a[data-open]");
      const at = links().indexOf(current);
      await take(link.href, true);
      links()[at]?.focus();
    };

    inbox.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target.closest("a[data-open], a[data-close]");
      if (!link) return;
      event.preventDefault();
      (link.hasAttribute("data-open") ? open : close)(link).catch(() => location.assign(link.href));
    });
    // A step within the page, such as past the menu, is a step in its history, too: the list stays as it is.
    let shown = location.pathname + location.search;
    addEventListener("popstate", () => {
      if (shown !== location.pathname + location.search) take(location.href, false).catch(() => location.reload());
    });
    addEventListener("keydown", (event) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, select, textarea, summary, [contenteditable]")) return;
      const all = links();
      const at = all.indexOf(document.activeElement) >= 0 ? all.indexOf(document.activeElement) : all.findIndex((link) => link.closest("tr.open"));
      if (event.key === "j" || event.key === "k") {
        const next = all[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), all.length - 1)];
        next?.focus();
        next?.scrollIntoView({ block: "nearest" });
        event.preventDefault();
      } else if (event.key === "Escape") {
        inbox.querySelector("a[data-close]")?.click();
      }
    });
  }
}
