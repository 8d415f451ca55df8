// Screens without loading a page anew: what is typed is kept on this device, a lost network loses nothing, and the browser's button back leads to the screen before.

let depth = history.state?.depth ?? 0;
// What is on its way; whether it only looks whether further questions are asked now, and may be dropped for something else.
let under = null;

const say = (form, text, failed = false) => {
  const line = form.querySelector(".saved");
  // What is said already is not read out again.
  if (!line || (line.textContent === text && line.classList.contains("failed") === failed)) return;
  line.textContent = text;
  line.classList.toggle("failed", failed);
};

const fieldsOf = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

// What was typed while the page was on its way stands on it again, and the cursor where it was.
const retype = (before, typed, at) => {
  const form = document.getElementById("ballot");
  if (!form) return;
  for (const box of form.elements) {
    if (box.type === "hidden" || box.type === "submit" || !before.elements.namedItem(box.name)) continue;
    if ("checked" in box && box.matches("[type=radio], [type=checkbox]")) box.checked = typed.getAll(box.name).includes(box.value);
    else if (typed.has(box.name) && box.value !== typed.get(box.name)) box.value = typed.get(box.name);
  }
  const again = [...form.elements].find((box) => box.name === at?.name && (!box.matches("[type=radio], [type=checkbox]") || box.value === at.value));
  again?.focus({ preventScroll: true });
};

// Puts a page that came in the place of the one that is seen; `stays` when it is the same screen.
const show = (text, stays = false) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const [before, at] = [document.getElementById("ballot"), document.activeElement];
  const typed = before && new FormData(before);
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.importNode(page.body, true));
  if (stays && before) retype(before, typed, at);
  begin();
  if (stays) return;
  scrollTo(0, 0);
  (document.querySelector("[data-errors]") ?? document.getElementById("content")).focus();
};

// Keeps what stands on the screen, once there is a ballot of this device; and since when, which stays here. Whether it was kept.
const keep = (form, survey) => {
  const where = survey && current(survey);
  const kept = where && read(where);
  return Boolean(kept) && write(where, { ...kept, began: kept.began ?? Date.now(), fields: fieldsOf(form) });
};

// The same of what somebody did, who is told so.
const keepAndSay = (form, survey) => {
  if (keep(form, survey)) say(form, form.querySelector(".saved")?.dataset.saved ?? "");
};

// Seconds since the first screen, in steps of ten, which is all that is told of it; at most an hour.
const took = (survey) => {
  const { began } = read(current(survey)) ?? {};
  const seconds = (Date.now() - began) / 1000;
  return seconds >= 0 ? [[":took", Math.floor(Math.min(seconds, 3600) / 10) * 10]] : [];
};

// Sends a screen, and shows what comes; whether something came.
const send = async (form, button, fields = fieldsOf(form), stays = false) => {
  if (under && !under.stays) return false;
  under?.abort.abort();
  const mine = { stays, abort: new AbortController() };
  under = mine;
  try {
    const answer = await post(form.action, [...fields, [":go", button]], mine.abort.signal);
    if (answer.status >= 500) throw new TypeError(answer.statusText);
    const text = await answer.text();
    if (under !== mine) return false;
    under = null;
    show(text, stays);
    return true;
  } catch {
    if (under === mine) {
      under = null;
      // Looking for further questions can wait for the next button.
      if (!stays) say(form, form.querySelector(".saved")?.dataset.offline ?? "", true);
    }
    return false;
  }
};

const ballot = (form) => {
  const survey = document.getElementById("content").dataset.ballot;
  // A trial is sent with the cookie of who tries it, as an ordinary form.
  if (!survey) return;
  form.querySelector(".update")?.remove();
  keep(form, survey);
  // At once: the page may be left or loaded anew the moment after.
  form.addEventListener("input", () => keepAndSay(form, survey));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    keepAndSay(form, survey);
    const button = event.submitter?.value ?? "next";
    const fields = button === "send" ? [...fieldsOf(form), ...took(survey)] : fieldsOf(form);
    if (!(await send(form, button, fields))) return;
    const stays = document.querySelector("[data-errors]") || button === "back" || button.startsWith("language:");
    if (!stays) history.pushState({ depth: (depth += 1) }, "");
  });
  if ("moves" in form.dataset) form.addEventListener("change", () => send(form, "stay", fieldsOf(form), true));
};

addEventListener("popstate", (event) => {
  const form = document.getElementById("ballot");
  const to = event.state?.depth ?? 0;
  if (form && to !== depth) send(form, to < depth ? "back" : "next");
  depth = to;
});

// On a device that has a token the ballot goes on where it was left.
const resume = (form) => {
  const where = current(document.getElementById("content").dataset.ballot);
  const kept = where && read(where);
  if (kept?.token) send(form, "stay", kept.fields ?? [[":token", kept.token], [":group", kept.group]]);
};
