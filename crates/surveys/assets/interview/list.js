// The people to visit, and what can be done with what lies on the device.

import { found, standing, unsent } from "./device.js";
import { button, make } from "./dom.js";

const STATES = ["to-do", "open", "refused", "waits", "taken", "lost", "sent", "gone"];

export const badge = (app, state) => make("span", { class: `badge is-${state}` }, app.t(`state-${state}`));

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

export const drawList = (app, root) => {
  const labels = new Map(app.device.pack.groups.map((group) => [group.id, group.label]));
  const count = make("p", { class: "muted", role: "status" });
  const list = make("ul", { class: "people" });
  const fill = () => {
    const people = found(app.device, app.filter.words, app.filter.state);
    count.textContent = app.t("people", { count: people.length });
    const empty = app.device.pack.people.length === 0 ? "nobody" : "none-found";
    list.replaceChildren(...(people.length > 0 ? people.map((person) => line(app, person, labels)) : [make("li", { class: "none" }, app.t(empty))]));
  };
  const changed = (name) => (event) => {
    app.filter[name] = event.target.value;
    fill();
  };
  const states = STATES.filter((state) => state === app.filter.state || app.device.pack.people.some((person) => standing(person, app.device) === state));
  const option = (state) => make("option", { value: state, selected: state === app.filter.state }, state === "" ? app.t("show-all") : app.t(`state-${state}`));
  const waits = unsent(app.device);
  const words = make("input", { type: "text", id: "words", autocomplete: "off", enterkeyhint: "search", oninput: changed("words") });
  words.value = app.filter.words;
  root.replaceChildren(
    make("h1", {}, app.t("title")),
    ...(waits.interviews + waits.visits > 0 ? [make("div", { class: "go" }, button(app.t("send"), () => app.send(), ""))] : []),
    make(
      "div",
      { class: "finding" },
      make("div", { class: "ask" }, make("label", { for: "words", class: "q" }, app.t("find")), words),
      make("div", { class: "ask" }, make("label", { for: "state-wanted", class: "q" }, app.t("show")), make("select", { id: "state-wanted", onchange: changed("state") }, ["", ...states].map(option))),
    ),
    count,
    list,
    device(app),
  );
  fill();
};
