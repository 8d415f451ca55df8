// The interviewer's page: what lies on the device, what is shown of it, and what is sent.

import { blind, finish } from "./blind.js";
import { ofSurvey, removal, unsent } from "./device.js";
import { button, filled, make, moment } from "./dom.js";
import { drawList } from "./list.js";
import { drawCase } from "./case.js";
import { drawTalk } from "./talk.js";
import { network } from "./net.js";
import { openStore } from "./store.js";
import { all, renew, send } from "./sync.js";
import { texts } from "./texts.js";

const LANGUAGE = "chiso interviews language";
const [, tag, , survey] = location.pathname.split("/");
const content = document.getElementById("content");

const base64url = (data) => btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const each = (object, change) => Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
const keyOf = ({ n, e }) => ({ n: bytes(n), e: bytes(e) });

const shuffle = (list) => {
  const by = new Map(list.map((item) => [item, crypto.getRandomValues(new Uint32Array(1))[0]]));
  return [...list].sort((a, b) => by.get(a) - by.get(b));
};

const remembered = () => {
  try {
    return localStorage.getItem(LANGUAGE);
  } catch {
    return null;
  }
};

class App {
  said = null;
  filter = { words: "", state: "" };
  sending = false;
  #leave = null;
  #opening = null;
  #again = null;
  #others = "BroadcastChannel" in globalThis ? new BroadcastChannel("chiso interviews") : null;

  constructor(store) {
    const own = remembered();
    Object.assign(this, { store, tag, survey, lang: own in texts ? own : tag });
    this.net = network(tag);
    this.ports = {
      store,
      net: this.net,
      now: () => Date.now(),
      shuffle,
      finish: async (key, made, signature) => (await finish(keyOf(key), each(made, bytes), bytes(signature))).text,
    };
  }

  t(key, values) {
    return filled(texts[this.lang][`interview-app-${key}`] ?? texts[this.lang][key] ?? key, values);
  }

  // A text of the survey.
  own(text) {
    return text?.[this.lang] || text?.vi || "";
  }

  // A new number for somebody's ballot, blinded under the key of the group.
  async blinded(group) {
    return each(await blind(keyOf(this.device.pack.groups.find(({ id }) => id === group))), base64url);
  }

  async start() {
    navigator.serviceWorker?.register(`/${tag}/interviews/worker.js`, { scope: `/${tag}/interviews/` }).catch(() => {});
    navigator.storage?.persist?.().catch(() => {});
    if (this.#others) this.#others.onmessage = () => this.reload().then(() => this.drawAgain());
    for (const name of ["online", "offline"]) addEventListener(name, () => this.drawState());
    addEventListener("hashchange", () => this.show());
    addEventListener("pagehide", () => this.#leave?.());
    await this.reload();
    await this.show();
    if (navigator.onLine) await (this.#opening = this.renew(true));
  }

  // What lies on the device, anew.
  async reload() {
    this.everything = await all(this.store);
    this.device = ofSurvey(survey, this.everything);
    this.sent = await this.store.get("notes", `sent ${survey}`);
  }

  // Does steps on the device, and tells other tabs.
  async change(steps) {
    await this.store.change(steps);
    await this.reload();
    this.#others?.postMessage(survey);
    this.drawState();
  }

  place() {
    const [, of, id] = /^#(case|talk)=([0-9a-f]+)$/.exec(location.hash) ?? [];
    const person = this.device.pack?.people.find((person) => person.id === id);
    return person ? { of, person } : { of: "list" };
  }

  go(of, person) {
    const hash = person ? `#${of}=${person.id}` : "#";
    if (location.hash === hash || (hash === "#" && location.hash === "")) this.show();
    else location.hash = hash;
  }

  // A word about what was done; `way` leads to where it is mended.
  say(text, failed = false, way = null) {
    this.said = text ? { text, failed, way } : null;
    this.drawState();
  }

  // Another place: what was said before is said no more, and what was begun there is left.
  async show() {
    this.said = this.keeps ? this.said : null;
    this.keeps = false;
    await this.#leave?.();
    this.#leave = null;
    this.draw();
    content.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  // Goes on to another place with a word about what was done.
  tell(text, of, person) {
    this.say(text);
    this.keeps = true;
    this.go(of, person);
  }

  draw() {
    document.documentElement.lang = this.lang;
    content.lang = this.lang;
    document.title = `${this.t("title")} – ${this.own(this.device.pack?.title) || "chiso"}`;
    document.getElementById("what").textContent = this.own(this.device.pack?.title) || this.t("title");
    document.getElementById("languages").replaceChildren(button(this.t("other-language"), () => this.language(), "link"));
    document.getElementById("foot").replaceChildren(make("p", {}, this.own(this.device.pack?.owner)));
    this.drawState();
    const { of, person } = this.place();
    this.#again = null;
    if (!this.device.pack) content.replaceChildren(...this.empty());
    else if (of === "talk") drawTalk(this, content, person).then((leave) => (this.#leave = leave));
    else if (of === "case") drawCase(this, content, person);
    else this.#again = drawList(this, content);
  }

  // What changed behind the page. What did not stays where it is: somebody may be about to touch it. An interview is let alone.
  drawAgain() {
    const { of, person } = this.place();
    this.drawState();
    if (of === "talk") return;
    if (of === "list" && this.#again) return this.#again();
    const now = make("main");
    if (of === "case") drawCase(this, now, person);
    if (now.innerHTML !== content.innerHTML) this.draw();
  }

  empty() {
    return [
      make("h1", {}, this.t("title")),
      make("p", {}, this.t("no-pack")),
      make("div", { class: "go" }, button(this.t("renew"), () => this.renew(), "")),
    ];
  }

  language() {
    this.lang = this.lang === "vi" ? "en" : "vi";
    try {
      localStorage.setItem(LANGUAGE, this.lang);
    } catch {
      // Then it is chosen again the next time.
    }
    this.said = null;
    this.draw();
  }

  // What stands on top of every place: network, what waits, when it must be sent.
  drawState() {
    const { pack } = this.device;
    const waits = unsent(this.device);
    const line = (text, look = "") => text && make("p", { class: look }, text);
    const lines = [line(navigator.onLine ? this.t("online") : this.t("offline"), navigator.onLine ? "on" : "off")];
    if (pack) {
      const over = pack.state === "over" || Date.now() >= pack.closes;
      lines.push(
        waits.interviews > 0 && line(this.t("unsent", { count: waits.interviews }), "waits"),
        waits.visits > 0 && line(this.t("unsent-visits", { count: waits.visits }), "waits"),
        waits.interviews + waits.visits === 0 && line(this.t("all-sent")),
        line(this.sent ? this.t("sent-at", { when: moment(this.sent.at, this.lang) }) : this.t("never-sent")),
        over ? line(this.t("over"), "failed") : line(this.t("until", { when: this.own(pack.until) })),
      );
    }
    const now = make("div", { class: "facts-line" }, lines);
    const state = document.getElementById("stands");
    if (state.textContent !== now.textContent) state.replaceChildren(now);
    // What is said is read out; it is put there when it changes, and not with every answer that is kept.
    const said = document.getElementById("said");
    const words = this.said ? [make("p", { class: this.said.failed ? "said failed" : "said" }, this.said.text), this.said.way].filter(Boolean) : [];
    if (said.textContent !== words.map((word) => word.textContent).join("")) said.replaceChildren(...words);
  }

  // Says why something was not sent or fetched, after what was.
  excuse(state, done = "") {
    const waits = unsent(this.device).interviews;
    const reasons = {
      offline: this.t("not-sent-offline"),
      "signed-out": this.t("signed-out"),
      "other-person": this.t("other-person", { who: this.device.pack?.name }),
      hidden: this.t("hidden"),
      busy: this.t("busy"),
      early: this.t("early"),
      over: waits > 0 ? this.t("over-unsent", { count: waits }) : this.t("over"),
    };
    const way = state === "signed-out" && make("a", { href: `/${tag}/sign-in?next=${encodeURIComponent(location.pathname)}` }, this.t("sign-in"));
    this.say(`${done} ${reasons[state] ?? this.t("failed")}`.trim(), true, way);
  }

  // One at a time, of all tabs.
  async alone(work) {
    if (this.sending) return;
    this.sending = true;
    try {
      if (navigator.locks) await navigator.locks.request("chiso interviews", { ifAvailable: true }, (lock) => (lock ? work() : this.say(this.t("sending"))));
      else await work();
    } catch {
      this.say(this.t("failed"), true);
    } finally {
      this.sending = false;
    }
  }

  // The list from the server. Nothing of what lies here is sent.
  renew(quietly = false) {
    return this.alone(async () => {
      let state = "ok";
      try {
        await renew(survey, this.ports);
      } catch (problem) {
        if (!problem.state) throw problem;
        state = problem.state;
      }
      await this.reload();
      this.#others?.postMessage(survey);
      if (state !== "ok" && !(quietly && state === "offline")) this.excuse(state);
      else if (!quietly) this.say(this.t("renewed"));
      this.drawAgain();
    });
  }

  async send() {
    // Pressed while the page opens: not in vain.
    await this.#opening;
    return this.alone(async () => {
      this.say(this.t("sending"));
      const { state, sent } = await send(survey, this.ports);
      await this.reload();
      this.#others?.postMessage(survey);
      const done = sent > 0 || state === "ok" ? this.t("sent-now", { count: sent }) : "";
      if (state === "ok") this.say(done);
      else this.excuse(state, done);
      this.drawAgain();
    });
  }

  // Everything of this survey, or of all, leaves the device.
  async remove(surveys) {
    await this.change(removal(surveys, this.everything));
    this.go("list");
  }

  // Signs out first: whoever takes a device that is empty takes it for signed out.
  async signOut() {
    const { state } = await this.net.signOut();
    if (state !== "ok") return this.say(this.t("not-signed-out"), true);
    await this.remove(this.everything.packs.map((pack) => pack.survey));
    return location.assign(`/${tag}/sign-in`);
  }
}

try {
  await new App(await openStore()).start();
} catch {
  // No room, or a browser that keeps nothing: nobody should interview here.
  const lang = tag in texts ? tag : "vi";
  content.replaceChildren(make("p", { class: "notice" }, texts[lang]["interview-app-no-room"]));
}
