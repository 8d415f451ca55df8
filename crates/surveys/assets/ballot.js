// Screens without loading a page anew: what is typed is kept on this device, a lost network loses nothing, and the browser's button back leads to the screen before.

let depth = 0;
let busy = false;

const say = (form, text, failed = false) => {
  const line = form.querySelector(".saved");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("failed", failed);
};

// Puts a page that came in the place of the one that is seen.
const show = (text, focused) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.body.replaceWith(document.importNode(page.body, true));
  begin();
  const again = focused && [...document.getElementsByName(focused.name)].find((box) => !("checked" in box) || box.value === focused.value);
  if (again) return again.focus({ preventScroll: true });
  scrollTo(0, 0);
  (document.querySelector("[data-errors]") ?? document.getElementById("content")).focus();
};

const fieldsOf = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

// Keeps what stands on the screen, once there is a ballot of this device.
const keep = (form, survey) => {
  const where = survey && current(survey);
  const kept = where && read(where);
  if (kept && write(where, { ...kept, fields: fieldsOf(form) })) say(form, form.querySelector(".saved")?.dataset.saved ?? "");
};

// Sends a screen, and shows what comes.
const send = async (form, fields, focused) => {
  if (busy) return false;
  busy = true;
  try {
    const answer = await post(form.action, fields);
    if (answer.status >= 500) throw new TypeError(answer.statusText);
    const text = await answer.text();
    busy = false;
    show(text, focused);
    return true;
  } catch {
    say(form, form.querySelector(".saved")?.dataset.offline ?? "", true);
    return false;
  } finally {
    busy = false;
  }
};

const ballot = (form) => {
  const survey = document.getElementById("content").dataset.ballot;
  let timer = 0;
  // A trial is sent with the cookie of who tries it, as an ordinary form.
  if (!survey) return;
  keep(form, survey);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form, survey), 300);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    keep(form, survey);
    const go = event.submitter?.value ?? "next";
    if (!(await send(form, [...fieldsOf(form), [":go", go]]))) return;
    const stays = document.querySelector("[data-errors]") || go === "stay" || go.startsWith("language:");
    if (!stays && go !== "back") history.pushState({ depth: (depth += 1) }, "");
  });
  if ("moves" in form.dataset) {
    form.addEventListener("change", (event) => {
      keep(form, survey);
      send(form, [...fieldsOf(form), [":go", "stay"]], { name: event.target.name, value: event.target.value });
    });
  }
};

addEventListener("popstate", (event) => {
  const form = document.getElementById("ballot");
  const to = event.state?.depth ?? 0;
  if (!form || to === depth) return;
  send(form, [...fieldsOf(form), [":go", to < depth ? "back" : "next"]]);
  depth = to;
});

// On a device that has a token the ballot goes on where it was left.
const resume = (form) => {
  const where = current(document.getElementById("content").dataset.ballot);
  const kept = where && read(where);
  if (!kept?.token) return;
  const fields = kept.fields ?? [[":token", kept.token], [":group", kept.group]];
  send(form, [...fields, [":go", "stay"]]);
};
