// A walk as a page, the same as `crates/surveys/templates/answer/{screen,over}.html`: draws the screen, listens, and draws what comes.
//
// API: draw(root, walk, options) draws into `root`, an element with tabindex -1 such as <main>, in the classes of assets/answer.css, and goes on by itself from screen to screen.
//   options.words      {vi: {key: text}, en: {…}}: the texts of SCREEN_WORDS by their keys in i18n/*/answer.ftl, with `{answered}`, `{of}`, `{from}`, `{to}`, `{step}`
//                      standing in them as they are (`say_with(lang, key, [("answered", "{answered}"), …])`)
//   options.lang       "vi" or "en": the program's own words where the form is read in another language
//   options.title      what stands above a screen without a group: the name of the survey
//   options.onAnswer   called with the walk after every change: keep walk.toJSON() on the device
//   options.onSend     called with the answers of the ballot (an object) when the person sends; draw something else then
// Listeners are on what is drawn: to end, empty `root`.

export const SCREEN_WORDS = [
  ...["progress", "errors", "error", "more", "optional", "how-several", "how-rank", "how-day", "how-decimal", "how-range", "choose", "other", "no-answer", "back", "next"],
  ...["to-over", "over-title", "over-help", "over-final", "none", "change", "send"],
].map((key) => `answer-${key}`);

// While somebody types, the answer is kept after so many milliseconds.
const TYPING = 300;

const fieldsIn = (form) => [...new FormData(form)].filter(([, value]) => typeof value === "string");

// Everything drawn of a part but what the person has answered: as long as it is the same, the element stays, and so do the cursor and the finger.
const shapeOf = (part) => JSON.stringify(part, (key, value) => (key === "typed" || key === "chosen" ? undefined : value));

const partElement = (part, words) => {
  if (part.kind === "asked") return [questionElement(part, words)];
  if (part.kind === "note") return [element("div", { class: "note" }, part.lines.map((line) => element("p", {}, line)))];
  return [element("h2", {}, part.label), ...(part.hint === "" ? [] : [element("p", { class: "hint" }, part.hint)])];
};

const goButton = (value, text, quiet) => withValue(element("button", { name: ":go", class: quiet && "quiet" }, text), value);

class Screen {
  #drawn = [];
  #timer = 0;
  #released = Promise.resolve();

  constructor(root, walk, options) {
    Object.assign(this, { root, walk, options });
  }

  get lang() {
    return this.walk.language in this.options.words ? this.walk.language : this.options.lang;
  }

  get words() {
    return this.options.words[this.lang];
  }

  // All of it anew.
  draw() {
    this.root.lang = this.walk.language;
    this.root.replaceChildren(...this.languages(), ...(this.walk.place === "over" ? this.over() : this.screen()));
    (this.root.querySelector("[data-errors]") ?? this.root).focus();
    scrollTo(0, 0);
  }

  languages() {
    const { form, language } = this.walk;
    if (form.languages.length < 2) return [];
    const one = ({ code, name }) => {
      if (code === language) return element("b", { lang: code, "aria-current": "true" }, name);
      const button = element("button", { type: "button", class: "link", lang: code }, name);
      button.addEventListener("click", () => this.step(`language:${code}`));
      return button;
    };
    return [element("div", { class: "languages" }, form.languages.map(one))];
  }

  screen() {
    const { walk, words } = this;
    const groups = groupsOf(walk);
    const own = groups.pop();
    this.form = element("form", { id: "ballot", novalidate: true });
    this.#drawn = [];
    // The first button of a form is what Enter in a line presses: it goes on.
    const enter = withValue(element("button", { class: "visually-hidden", name: ":go", tabindex: -1, "aria-hidden": "true" }), "next");
    const go = element(
      "div",
      { class: "go" },
      walk.state.previous(walk.place) !== undefined && goButton("back", words["answer-back"], true),
      goButton("next", words["answer-next"]),
      walk.reached && goButton("over", words["answer-to-over"], true),
    );
    this.form.append(enter, go);
    this.progress = element("div", { class: "progress" });
    this.notices = element("div");
    this.update();
    this.listen(() => this.fill());
    const around = groups.map((group) => element("p", { class: "part" }, group));
    return [this.progress, this.notices, ...around, element("h1", { class: own === undefined && "visually-hidden" }, own ?? this.options.title), this.form];
  }

  over() {
    const { walk, words } = this;
    const section = ({ number, heading, lines }) => {
      const line = ({ question, answer }) => [element("dt", {}, question), element("dd", {}, answer ?? element("span", { class: "muted" }, words["answer-none"]))];
      const change = element("button", { name: ":go", class: "link" }, words["answer-change"], element("span", { class: "visually-hidden" }, `: ${heading}`));
      return element("section", { class: "over" }, element("h2", {}, heading), element("dl", {}, lines.flatMap(line)), withValue(change, `screen:${number}`));
    };
    const send = withValue(element("button", { name: ":go", class: "main" }, words["answer-send"]), "send");
    this.form = element(
      "form",
      { id: "ballot" },
      overviewOf(walk, this.lang, words).map(section),
      element("div", { class: "go" }, goButton("back", words["answer-back"], true), send),
      element("p", { class: "hint" }, words["answer-over-final"]),
    );
    this.listen(() => {});
    return [element("h1", {}, words["answer-over-title"]), element("p", {}, words["answer-over-help"]), this.form];
  }

  listen(changed) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.step(event.submitter?.value ?? "next");
    });
    this.form.addEventListener("pointerdown", () => {
      this.#released = new Promise((up) => ["pointerup", "pointercancel"].forEach((kind) => addEventListener(kind, up, { once: true })));
    });
    // Who leaves a line by pressing a button has changed it: nothing moves until the button was pressed.
    this.form.addEventListener("change", async () => {
      await this.#released;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(changed);
    });
    this.form.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.walk.keep(fieldsIn(this.form));
        this.options.onAnswer?.(this.walk);
      }, TYPING);
    });
  }

  // A button.
  step(button) {
    clearTimeout(this.#timer);
    const answers = this.walk.go(button, fieldsIn(this.form));
    this.options.onAnswer?.(this.walk);
    if (answers) this.options.onSend?.(answers);
    else this.draw();
  }

  // An answer was changed: what it shows or hides comes and goes, the rest stays.
  fill() {
    this.walk.go("stay", fieldsIn(this.form));
    this.update();
    this.options.onAnswer?.(this.walk);
  }

  update() {
    const { walk, words } = this;
    const { answered, of } = walk.state.progress();
    const bar = withValue(element("progress", { max: of, "aria-hidden": "true" }), answered);
    this.progress.replaceChildren(bar, element("p", {}, fillIn(words["answer-progress"], { answered, of })));
    this.notices.replaceChildren(...this.noticed());
    this.notices.hidden = this.notices.childElementCount === 0;
    const at = document.activeElement;
    const before = this.#drawn;
    this.#drawn = partsOf(walk, this.lang, words).map((part) => {
      const shape = shapeOf(part);
      return before.find((drawn) => drawn.shape === shape) ?? { shape, elements: partElement(part, words) };
    });
    before.filter((drawn) => !this.#drawn.includes(drawn)).forEach(({ elements }) => elements.forEach((gone) => gone.remove()));
    let last = this.form.firstElementChild;
    for (const next of this.#drawn.flatMap(({ elements }) => elements)) {
      if (last.nextElementSibling !== next) last.after(next);
      last = next;
    }
    if (at?.name && !at.isConnected) this.refocus(at);
  }

  // The box that stands in the place of one that had the cursor.
  refocus(at) {
    const same = (box) => box.name === at.name && (!["radio", "checkbox"].includes(box.type) || box.value === at.value);
    [...this.form.elements].find(same)?.focus({ preventScroll: true });
  }

  noticed() {
    const { walk, words } = this;
    if (walk.problems.length > 0) {
      const line = (problem) => {
        const link = element("a", { href: `#q-${problem.name}` }, aboutOf(walk, problem));
        link.addEventListener("click", (event) => {
          event.preventDefault();
          document.getElementById(`q-${problem.name}`)?.focus();
        });
        return element("li", {}, link);
      };
      return [element("div", { class: "errors", role: "alert", tabindex: -1, "data-errors": true }, element("h2", {}, words["answer-errors"]), element("ul", {}, walk.problems.map(line)))];
    }
    return walk.more ? [element("p", { class: "notice", role: "status" }, words["answer-more"])] : [];
  }
}

export const draw = (root, walk, options) => new Screen(root, walk, options).draw();
