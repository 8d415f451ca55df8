// An invitation is exchanged for a token that only this device knows: the number is made and blinded here, the server signs what it cannot read.

const fromBase64url = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const packed = (made) => Object.fromEntries(Object.entries(made).map(([name, data]) => [name, base64url(data)]));
const unpacked = (kept) => Object.fromEntries(Object.entries(kept).map(([name, text]) => [name, fromBase64url(text)]));

// What tells invitations apart on this device. The code itself is not kept.
const markOf = async (address) => {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(address.replace(/^\/\w+/, ""))));
  return base64url(hash.slice(0, 12));
};

// Without cookies and without saying where from.
const post = (address, fields, signal) =>
  fetch(address, { method: "POST", body: new URLSearchParams(fields), credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal });

// Gives the page that says why not, or nothing when the token lies here. What is blinded is kept before it is sent: if the answer is lost on its way, the very same is
// asked for again, and answered again.
const exchange = async (form, key, mark) => {
  const { survey, group, exchange: address } = form.dataset;
  const where = place(survey, mark);
  const kept = read(where) ?? {};
  if (!kept.token) {
    const made = kept.made ? unpacked(kept.made) : await blind(key);
    if (!write(where, { group, made: packed(made) })) throw new Error("no room on this device");
    const answer = await post(address, { blinded: base64url(made.blinded) });
    const text = await answer.text();
    // Used for another ballot: what was made here buys nothing any more.
    if (answer.status === 409) erase(where);
    if (!answer.ok) return text;
    write(where, { group, token: (await finish(key, made, fromBase64url(text))).text });
  }
  write(pointer(survey), mark);
  return location.replace(form.dataset.ballot);
};

const invitation = async (form) => {
  if (typeof BigInt === "undefined" || !globalThis.crypto?.subtle || !write("chiso", 1)) return;
  erase("chiso");
  const key = { n: fromBase64url(form.dataset.n), e: fromBase64url(form.dataset.e) };
  const mark = await markOf(form.dataset.exchange);
  const button = form.querySelector("button");
  for (const part of document.querySelectorAll("[data-made]")) part.hidden = part.dataset.made !== "device";
  if (read(place(form.dataset.survey, mark))?.token) button.textContent = button.dataset.resume;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    let problem = "";
    try {
      const page = await exchange(form, key, mark);
      if (page) show(page);
    } catch (error) {
      problem = error instanceof TypeError ? form.dataset.offline : form.dataset.wrong;
    }
    button.removeAttribute("aria-busy");
    say(form, problem, true);
  });
};
