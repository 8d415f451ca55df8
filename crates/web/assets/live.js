// What is the same stays, so that a bar moves from where it was.
const renew = (old, fresh) => {
  if (old.isEqualNode(fresh)) return;
  const elements = (node) => node.children.length > 0 && [...node.childNodes].every((child) => child.nodeType === 1 || !child.textContent.trim());
  const alike = (a, b) => a.children.length === b.children.length && [...a.children].every((child, i) => child.tagName === b.children[i].tagName);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  if (elements(old) && elements(fresh) && alike(old, fresh)) [...old.children].forEach((child, i) => renew(child, fresh.children[i]));
  else old.replaceChildren(...fresh.childNodes);
};

// A form that only asks answers as one types: a short pause after the last key it goes to its address in the background, and the parts of the page that hold the answer
// (`data-live` names them by id) are put in place. The address is kept, so that it can be passed on. Without this file the button does the same.
{
  // What is wrong with a field stands beside it; what was typed stays as it is.
  const mark = (field, fresh) => {
    field.classList.toggle("wrong", fresh.classList.contains("wrong"));
    field.querySelector(".error")?.remove();
    const error = fresh.querySelector(".error");
    if (error) (field.querySelector(":scope > .hint") ?? field.querySelector("label, legend")).after(error);
    for (const control of field.querySelectorAll("input, select, textarea")) {
      const other = control.id && fresh.querySelector(`#${CSS.escape(control.id)}`);
      if (!other) continue;
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (other.hasAttribute(name)) control.setAttribute(name, other.getAttribute(name));
        else control.removeAttribute(name);
      }
    }
  };

  for (const form of document.querySelectorAll("form[data-live]")) {
    const ids = form.dataset.live.split(" ");
    const line = form.querySelector("[data-live-failed]");
    let timer = 0;
    let waiting = null;
    const say = (text) => {
      line.textContent = text;
      line.classList.toggle("failed", text !== "");
    };
    const ask = async () => {
      const mine = (waiting = new AbortController());
      const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
      try {
        const answer = await fetch(address, { headers: { accept: "text/html" }, signal: mine.signal });
        if (answer.status === 503 || answer.status === 429) {
          say(line.dataset.liveBusy);
          timer = setTimeout(ask, 1000 * (Number(answer.headers.get("retry-after")) || 2));
          return;
        }
        if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector("form[data-live]");
        for (const id of ids) renew(document.getElementById(id), page.getElementById(id));
        for (const field of form.querySelectorAll(".entry-field")) {
          const control = field.querySelector("[id]:is(input, select, textarea)");
          const other = control && fresh.querySelector(`#${CSS.escape(control.id)}`)?.closest(".entry-field");
          if (other) mark(field, other);
        }
        history.replaceState(history.state, "", address);
        say("");
      } catch {
        if (!mine.signal.aborted) say(line.dataset.liveFailed);
      }
    };
    form.addEventListener("input", (event) => {
      if (!event.target.name) return;
      waiting?.abort();
      clearTimeout(timer);
      timer = setTimeout(ask, 250);
    });
    form.addEventListener("submit", () => {
      waiting?.abort();
      clearTimeout(timer);
    });
  }
}
