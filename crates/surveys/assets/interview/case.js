// Somebody to visit: how it stands, what visits came to, and the way into the interview.

import { canBegin, dayAndHour, standing, visitsTo } from "./device.js";
import { button, make, saidDay } from "./dom.js";
import { asked, badge } from "./list.js";
import { came } from "./texts.js";
import { whereabouts } from "./talk.js";

const random = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A visit as it is kept: what began at a moment, and where the survey keeps it, hour and place. */
export const visitOf = (app, person, outcome, began) => {
  const { keep_place: keeps, survey } = app.device.pack;
  return { id: random(), case: person.id, survey, outcome, day: began.day, ...(keeps ? { hour: began.hour, place: began.place } : {}) };
};

/** When something begins, and where. */
export const beginning = async (app) => ({ ...dayAndHour(Date.now()), ...(app.device.pack.keep_place ? { place: await whereabouts() } : {}) });

const visits = (app, person) => {
  const all = visitsTo(person, app.device);
  if (all.length === 0) return make("p", { class: "muted" }, app.t("no-visits"));
  const key = new Map(came);
  const note = (visit) => (visit.unknown ? ` (${app.t("visit-unknown")})` : visit.sent ? "" : ` (${app.t("visit-waits")})`);
  return make("ul", {}, all.map((visit) => make("li", {}, `${saidDay(visit.day)}: ${app.t(key.get(visit.outcome) ?? visit.outcome)}${note(visit)}`)));
};

const record = (app, person) => {
  const choices = came.filter(([id]) => id !== "interviewed");
  const select = make("select", { id: "came", required: true }, make("option", { value: "" }, app.t("choose")), choices.map(([id, key]) => make("option", { value: id }, app.t(key))));
  const form = make(
    "form",
    {
      onsubmit: async (event) => {
        event.preventDefault();
        if (select.value === "") return select.focus();
        const began = await beginning(app);
        await app.change([["put", "visits", visitOf(app, person, select.value, began)]]);
        return app.tell(app.t("recorded"), "case", person);
      },
    },
    make("div", { class: "ask" }, make("label", { for: "came", class: "q" }, app.t("came")), select),
    make("div", { class: "go" }, make("button", { class: "quiet" }, app.t("record-do"))),
  );
  return make("section", { class: "record" }, make("h2", {}, app.t("record")), form);
};

const discard = (app, person, section) => {
  // That there was an interview stays true; that its ballot was sent does not become so.
  const interviewed = app.device.visits.filter((visit) => visit.case === person.id && visit.outcome === "interviewed");
  const steps = [...["open", "done"].map((drawer) => ["remove", drawer, person.id]), ...interviewed.map((visit) => ["put", "visits", { ...visit, dropped: true }])];
  const done = async () => {
    await app.change(steps);
    app.go("list");
  };
  const question = asked(app, app.t("discard-sure"), app.t("discard"), done);
  section.append(question);
  question.focus();
};

const problems = (app, person) => {
  const { problems: found } = app.device.open.find((open) => open.case === person.id);
  const label = (name) => {
    const item = app.device.pack.form.items.find((item) => item.name === name);
    const pieces = item?.label?.[app.lang] ?? Object.values(item?.label ?? {})[0] ?? [name];
    return pieces.map((piece) => (typeof piece === "string" ? piece : "…")).join("");
  };
  return make("ul", {}, found.map((problem) => make("li", {}, `${label(problem.name)}: ${app.own(problem)}`)));
};

const interview = (app, person) => {
  const state = standing(person, app.device);
  const section = make("section", {});
  const begin = (key) => section.append(make("div", { class: "go" }, button(app.t(key), () => app.go("talk", person), "")));
  const drop = () => section.append(make("div", { class: "go" }, button(app.t("discard"), () => discard(app, person, section))));
  const help = (key) => section.append(make("p", {}, app.t(key)));
  if (canBegin(state)) begin("begin");
  if (state === "open") begin("go-on");
  if (state === "refused") {
    help("refused-help");
    section.append(problems(app, person));
    begin("go-on");
  }
  if (["waits", "sent", "taken", "lost", "gone"].includes(state)) help(`${state}-help`);
  const open = app.device.open.some((open) => open.case === person.id);
  if (["open", "taken", "lost", "refused"].includes(state) || open) drop();
  return section;
};

export const drawCase = (app, root, person) => {
  const state = standing(person, app.device);
  const group = app.device.pack.groups.find((group) => group.id === person.group);
  const facts = make("dl", { class: "facts" });
  const fact = (key, value) => value && facts.append(make("dt", {}, app.t(key)), make("dd", {}, value));
  fact("place", group?.label);
  fact("phone", person.phone && make("a", { href: `tel:${person.phone}` }, person.phone));
  root.replaceChildren(
    make("p", {}, make("a", { href: "#" }, app.t("back"))),
    make("h1", {}, person.name ?? person.phone ?? app.t("no-name")),
    make("p", {}, badge(app, state)),
    facts,
    interview(app, person),
    make("section", {}, make("h2", {}, app.t("visits")), visits(app, person)),
    ...(canBegin(state) || ["open", "gone"].includes(state) ? [record(app, person)] : []),
  );
};
