// The interview: consent, the questionnaire, the end. Every answer is kept at once, and it can be broken off at any place.

import { beginning, visitOf } from "./case.js";
import { standing } from "./device.js";
import { button, make } from "./dom.js";
import { Questionnaire, Walk, draw } from "./questions.js";
import { texts } from "./texts.js";

const PATIENCE = 5_000;

/** Where the device is, to hundredths of a degree; nothing where it does not say. */
export const whereabouts = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(undefined);
    const found = ({ coords }) => resolve(`${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`);
    // A question of the browser that nobody answers must not hold up the interview.
    setTimeout(() => resolve(undefined), PATIENCE);
    return navigator.geolocation.getCurrentPosition(found, () => resolve(undefined), { timeout: PATIENCE, maximumAge: 600_000 });
  });

// Counts the seconds in which a page is seen.
class Watch {
  #since = performance.now();
  #before;

  constructor(before) {
    this.#before = before;
    document.addEventListener("visibilitychange", this.turned);
  }

  turned = () => {
    if (document.hidden) this.#before = this.seconds();
    this.#since = performance.now();
  };

  seconds() {
    return document.hidden ? this.#before : this.#before + (performance.now() - this.#since) / 1_000;
  }

  stop() {
    document.removeEventListener("visibilitychange", this.turned);
  }
}

// Holds an interview for this tab until `leave` is called; null where another tab holds it.
const held = async (id) => {
  if (!navigator.locks) return () => {};
  return new Promise((resolve) => {
    navigator.locks.request(`chiso interview ${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise((leave) => resolve(leave));
    });
  });
};

const consent = (app, root, person, agreed) => {
  const began = beginning(app);
  const declined = async () => {
    await app.change([["put", "visits", visitOf(app, person, "refused", await began)]]);
    app.tell(app.t("recorded"), "case", person);
  };
  const { letter: own, owner, title } = app.device.pack;
  // A survey without letters may have none.
  const letter = app.own(own).trim() || app.t("consent-words", { who: app.own(owner), survey: app.own(title) });
  root.replaceChildren(
    make("p", {}, make("a", { href: `#case=${person.id}` }, app.t("back"))),
    make("p", { class: "part" }, person.name ?? person.phone ?? app.t("no-name")),
    make("h1", {}, app.t("consent")),
    make("div", { class: "note" }, letter.split(/\n+/).filter((text) => text.trim()).map((text) => make("p", {}, text))),
    make("div", { class: "go" }, button(app.t("agrees"), async () => agreed(await began), ""), button(app.t("declines"), declined)),
  );
};

/** Draws the interview with somebody; gives what is to be done when it is left. */
export const drawTalk = async (app, root, person) => {
  const state = standing(person, app.device);
  if (!["to-do", "open", "refused"].includes(state)) return app.go("case", person);
  const leave = await held(person.id);
  if (!leave) {
    root.replaceChildren(make("p", { class: "notice" }, app.t("elsewhere-open")), make("p", {}, make("a", { href: "#" }, app.t("back"))));
    return null;
  }
  const form = new Questionnaire(app.device.pack.form);
  let record = app.device.open.find((open) => open.case === person.id);
  let watch = null;
  let writing = Promise.resolve();

  // One after the other, so that the last one stays.
  const keep = (change) => {
    record = { ...record, ...change, took: Math.round(watch.seconds()) };
    const now = record;
    writing = writing.then(() => app.change([["put", "open", now]])).catch(() => app.say(app.t("no-room"), true));
    return writing;
  };

  const done = async (walk, answers) => {
    await writing;
    const { kept, problems, began, visited, ...rest } = record;
    const made = record.made ?? (await app.blinded(person.group));
    const item = { ...rest, began, visited: true, answers, made, took: Math.round(watch.seconds()), day: walk.today, language: walk.language };
    const visit = visited ? [] : [["put", "visits", visitOf(app, person, "interviewed", began)]];
    await app.change([["put", "done", item], ["remove", "open", person.id], ...visit]);
    watch.stop();
    leave();
    app.tell(`${app.t("finished")}. ${app.t("finished-help")} ${app.own(app.device.pack.thanks)}`, "list");
  };

  const ask = () => {
    watch = new Watch(record.took);
    const ground = make("div", { tabindex: -1, class: "talk" });
    const { day } = record.began;
    const walk = new Walk(form, { language: form.code(person.lang), today: day, kept: record.kept });
    root.replaceChildren(
      make("div", { class: "talk-bar" }, make("span", {}, person.name ?? person.phone ?? app.t("no-name")), button(app.t("break-off"), () => app.go("case", person))),
      ground,
    );
    draw(ground, walk, {
      words: texts,
      lang: app.lang,
      title: app.own(app.device.pack.title),
      onAnswer: (walk) => keep({ kept: walk.toJSON() }),
      onSend: (answers) => done(walk, answers),
    });
  };

  if (record) {
    ask();
  } else {
    consent(app, root, person, async (began) => {
      record = { case: person.id, survey: app.survey, group: person.group, began, took: 0, kept: null };
      await app.change([["put", "open", record]]);
      ask();
    });
  }
  return async () => {
    if (watch && app.device.open.some((open) => open.case === person.id)) await keep({});
    watch?.stop();
    leave();
  };
};
