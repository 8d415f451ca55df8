// The people to visit, and what can be done with what lies on the device.

import { found, standing, unsent } from "./device.js";
import { button, keepSame, make } from "./dom.js";
import { came } from "./texts.js";

const VISITED = new Map(came.map(([id, key]) => [`came-${id}`, key]));
const STATES = ["to-do", ...VISITED.keys(), "open", "refused", "waits", "taken", "lost", "sent", "gone"];

const stateText = (app, state) => app.t(VISITED.get(state) ?? `state-${state}`);

export const badge = (app, state) => make("span", { class: `badge is-${state}` }, stateText(app, state));

const line = (app, person, labels) =>
  make(
    "li",
    {},
    make(
      "a",
      { href: `#case=${person.id}`, class: "person" },
      make("span", { class: "name" }, person.name ?? person.phone ?? app.t("no-name")),
      badge(app, standing(person, app.device)),
      make("span", { class: "muted" }, [person.name && person.phone, labels.get(person.group)].filter(Boolean).join(" · ")),
    ),
  );

// A question before something that cannot be taken back.
export const asked = (app, text, label, done) => {
  const box = make("div", { class: "notice question", tabindex: -1, role: "alert" });
  const leave = () => box.remove();
  box.append(make("p", {}, text), make("div", { class: "go" }, button(label, done, ""), button(app.t("cancel"), leave)));
  return box;
};

const device = (app) => {
  const { pack } = app.device;
  const section = make("section", { class: "device" }, make("h2", {}, app.t("device")), make("p", {}, app.t("device-help")));
  if (pack.keep_place) section.append(make("p", {}, app.t("place-kept")));
  const ask = (surveys, done) => {
    const lost = surveys.reduce((sum, survey) => sum + unsent({ open: own("open", survey), done: own("done", survey), visits: own("visits", survey) }).all, 0);
    section.querySelector(".question")?.remove();
    const question = asked(app, lost > 0 ? app.t("remove-unsent", { count: lost }) : app.t("remove-sure"), lost > 0 ? app.t("remove-do") : app.t("remove"), done);
    section.append(question);
    question.focus();
  };
  const own = (drawer, survey) => app.everything[drawer].filter((record) => record.survey === survey);
  const every = app.everything.packs.map(({ survey }) => survey);
  section.append(
    make(
      "div",
      { class: "go" },
      button(app.t("renew"), () => app.renew()),
      button(app.t("remove"), () => ask([app.survey], () => app.remove([app.survey]))),
      navigator.onLine && button(app.t("sign-out"), () => ask(every, () => app.signOut())),
    ),
  );
  const others = app.everything.packs.filter(({ survey }) => survey !== app.survey);
  if (others.length > 0) {
    const way = ({ survey, title }) => make("li", {}, make("a", { href: `/${app.tag}/interviews/${survey}` }, app.own(title)));
    section.append(make("h3", {}, app.t("other-surveys")), make("ul", {}, others.map(way)));
  }
  return section;
};

// Draws the list; what is given draws it again after something changed, without moving what somebody may have their finger on.
export const drawList = (app, root) => {
  const top = make("div", { class: "go" }, button(app.t("send"), () => app.send(), ""));
  const count = make("p", { class: "muted", role: "status" });
  const list = make("ul", { class: "people" });
  const fill = () => {
    const labels = new Map(app.device.pack.groups.map((group) => [group.id, group.label]));
    const people = found(app.device, app.filter.words, app.filter.state);
    count.textContent = app.t("people", { count: people.length });
    const empty = app.device.pack.people.length === 0 ? "nobody" : "none-found";
    keepSame(list, people.length > 0 ? people.map((person) => line(app, person, labels)) : [make("li", { class: "none" }, app.t(empty))]);
  };
  const changed = (name) => (event) => {
    app.filter[name] = event.target.value;
    fill();
  };
  const option = (state) => make("option", { value: state, selected: state === app.filter.state }, state === "" ? app.t("show-all") : stateText(app, state));
  const wanted = make("select", { id: "state-wanted", onchange: changed("state") });
  const again = () => {
    const there = new Set([app.filter.state, ...app.device.pack.people.map((person) => standing(person, app.device))]);
    keepSame(wanted, ["", ...STATES.filter((state) => there.has(state))].map(option));
    const waits = unsent(app.device);
    top.hidden = waits.interviews + waits.visits === 0;
    fill();
  };
  const words = make("input", { type: "text", id: "words", autocomplete: "off", enterkeyhint: "search", oninput: changed("words") });
  words.value = app.filter.words;
  root.replaceChildren(
    make("h1", {}, app.t("title")),
    top,
    make(
      "div",
      { class: "finding" },
      make("div", { class: "ask" }, make("label", { for: "words", class: "q" }, app.t("find")), words),
      make("div", { class: "ask" }, make("label", { for: "state-wanted", class: "q" }, app.t("show")), wanted),
    ),
    count,
    list,
    device(app),
  );
  again();
  return again;
};
