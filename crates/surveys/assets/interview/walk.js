// From screen to screen, the same way as the server's pages go (`crates/surveys/src/answer/walk.rs`); all of it on the device.
//
// API
//   new Walk(form, {language, today, kept})   at the first screen with the form's defaults, or where `kept` (what toJSON gave before) says. `language` is a code of
//                                             form.languages, `today` "2026-11-22"
//     .place                                  the number of the screen, or "over": the last one, where everything is looked over
//     .answers                                everything answered so far, a Map, also to questions that are not asked now
//     .language, .reached                     whether the last screen was reached before: then there is a way back to it
//     .problems, .more, .typed                what is wrong on the screen [{name, fault}]; whether answers made further questions appear on it; what was typed and cannot
//                                             be read, a Map
//     .state                                  a State of the answers (form.js)
//     .go(button, fields)                     a button: next, back, stay, over, send, screen:N, language:CODE. `fields` as FormData gives them. Gives the answers that the
//                                             ballot holds (an object) when they are whole and shall be sent, else null
//     .keep(fields)                           takes what is being typed, without a word about it
//     .toJSON()                               what is kept on the device to go on later
// A `today` that was set anew (walk.today = …) counts from the next step on.

const OVER = "over";

export class Walk {
  #shown = [];

  constructor(form, { language, today, kept }) {
    Object.assign(this, { form, language, today, problems: [], more: false, reached: false, answers: form.defaults(), typed: new Map() });
    if (kept) Object.assign(this, kept, { answers: answersFromJson(kept.answers), typed: new Map(kept.typed) });
    const isPlace = (place) => place === OVER || form.pages[place] !== undefined;
    if (!isPlace(this.place)) this.#to(this.state.next(-1));
    this.#look();
  }

  get state() {
    return new State(this.form, this.answers, this.today);
  }

  // Remembers what stands on the screen, so that a question that appears later is not passed over unseen.
  #look() {
    this.#shown = this.place === OVER || this.place === undefined ? [] : this.state.stands(this.place);
  }

  #to(screen) {
    this.place = screen ?? OVER;
    this.reached ||= screen === undefined;
  }

  keep(fields) {
    if (this.place !== OVER) this.#take(fields);
  }

  #take(fields) {
    const unread = takePage(this.form, this.answers, this.place, fields);
    const of = ([name]) => unread.some((problem) => name === problem.name || name.startsWith(`${problem.name}/`));
    this.typed = new Map(fields.filter(of));
    return unread;
  }

  go(button, fields = []) {
    const [verb, what] = button.split(":");
    if (verb === "language" && this.form.languages.some(({ code }) => code === what)) this.language = what;
    const given = this.place === OVER ? this.#fromOver(verb, Number(what)) : this.#fromScreen(verb, fields);
    this.#look();
    return given;
  }

  #fromScreen(verb, fields) {
    const before = this.problems;
    const unread = this.#take(fields);
    const state = this.state;
    const found = problemsOn(this.form, this.place, checkAnswers(this.form, this.answers, this.today).problems);
    const other = found.filter((problem) => unread.every(({ name }) => name !== problem.name));
    this.more = false;
    if (verb === "stay" || verb === "language") {
      // What was wrong and still is stays marked; what nobody has asked about yet is not, and an order that is being made is none yet.
      const wasSaid = (problem) => before.some(({ name, fault }) => name === problem.name && fault === problem.fault);
      this.problems = [...unread.filter((problem) => problem.fault !== "not_a_rank" || wasSaid(problem)), ...other.filter(wasSaid)];
      return null;
    }
    this.problems = [];
    if (verb === "back") {
      this.place = state.previous(this.place) ?? this.place;
      this.typed.clear();
      return null;
    }
    const unseen = state.stands(this.place).filter((number) => !this.#shown.includes(number));
    this.problems = [...unread, ...other.filter(({ name }) => unseen.every((number) => this.form.items[number].name !== name))];
    this.more = unseen.length > 0;
    if (this.problems.length === 0 && !this.more) this.#to(verb === "over" ? undefined : state.next(this.place));
    return null;
  }

  #fromOver(verb, number) {
    this.reached = true;
    this.problems = [];
    if (verb === "screen" && this.form.pages[number]) this.place = number;
    if (verb === "back") this.place = this.state.previous(this.form.pages.length) ?? OVER;
    if (verb !== "send") return null;
    const checked = checkAnswers(this.form, this.answers, this.today);
    if (checked.problems.length === 0) return answersToJson(checked.answers);
    const wrong = (page) => problemsOn(this.form, page, checked.problems);
    this.place = [...this.form.pages.keys()].find((page) => wrong(page).length > 0) ?? OVER;
    if (this.place !== OVER) this.problems = wrong(this.place);
    return null;
  }

  toJSON() {
    const { answers, place, language, reached, typed } = this;
    return { answers: answersToJson(answers), place, language, reached, typed: [...typed] };
  }
}
