// A form and answers to it: what is asked, what was computed, which choices there are, which screen is next. The same as `crates/questionnaire/src/answer/state.rs`.
//
// Items, screens and groups are told by their numbers, as in the form's JSON (`crates/questionnaire/src/portable/mod.rs`). Answers are a Map from names to what stands in a
// ballot: a text, a number, a day as "2026-11-22", codes as a list; no answer is no entry.
//
// API
//   new Questionnaire(portable)     a form, from what `Form::portable` gives. The JSON stays in `.json`
//     .languages                    [{code, name}]; .code(tag) the code of the language for a reader of `tag`
//     .items, .pages                as in the JSON
//     .item(name)                   the item of a name
//     .choices(item)                every choice of the item's list
//     .defaults()                   the answers at the start, a Map
//   new State(questionnaire, answers, today)    `today` is "2026-11-22"
//     .isRelevant(number), .isRequired(number), .value(number), .choices(number)
//     .stands(page)                 numbers of the questions of a screen that can be answered as things are
//     .shows(page), .next(page), .previous(page)   numbers of screens; next(-1) is the first; undefined where there is none
//     .progress()                   {answered, of}
//     .text(texts, code)            a text with the answers in it; "" where there is none
//   answersToJson(answers)          the object that a ballot holds, names in their order; answersFromJson(object) back

const OTHER_CODE = "other";

export const answersToJson = (answers) => Object.fromEntries([...answers].sort(([a], [b]) => (a < b ? -1 : 1)));
export const answersFromJson = (json) => new Map(Object.entries(json));

const isQuestion = (item) => !["group", "note", "calculate"].includes(item.kind);

// Whether there can be an answer: the head of a grid looks like a question and has none.
const isAnswerable = (item) => isQuestion(item) && item.appearance !== "label";

// An answer as an expression sees it.
const valueOf = (item, answer) => {
  if (answer === undefined) return "";
  if (Array.isArray(answer)) return answer.join(" ");
  return item.kind === "date" ? (dayOf(answer) ?? answer) : answer;
};

// A text as it is written, with no answers in it.
const writtenText = (texts, code) => (texts?.[code] ?? []).map((piece) => (typeof piece === "string" ? piece : `\${${piece.answer}}`)).join("");

// The codes that are chosen.
const codesOf = (answer) => (Array.isArray(answer) ? answer : [answer].filter((code) => typeof code === "string"));

export class Questionnaire {
  #index;

  constructor(json) {
    Object.assign(this, { json, items: json.items, pages: json.pages, languages: json.languages });
    this.#index = new Map(json.items.map((item, number) => [item.name, number]));
  }

  code(tag) {
    return (this.languages.find(({ code }) => code === tag) ?? this.languages[0]).code;
  }

  number(name) {
    return this.#index.get(name);
  }

  item(name) {
    return this.items[this.#index.get(name)];
  }

  choices(item) {
    return item.list === undefined ? [] : this.json.lists[item.list];
  }

  defaults() {
    return new Map(this.items.filter((item) => item.default !== undefined).map((item) => [item.name, item.default]));
  }
}

export class State {
  #relevant;
  #values;

  constructor(form, answers, today) {
    Object.assign(this, { form, answers, today: dayOf(today) });
    this.#relevant = form.items.map(() => false);
    this.#values = form.items.map(() => "");
    for (const number of form.json.order) {
      const item = form.items[number];
      const within = item.parent === undefined || this.#relevant[item.parent];
      const asked = within && (item.relevant === undefined || this.holds(item.relevant));
      this.#relevant[number] = asked;
      if (!asked) continue;
      if (item.kind === "calculate") {
        const value = evaluate(item.calculation, this.#around(""));
        this.#values[number] = isMissing(value) ? "" : value;
      } else if (isAnswerable(item)) {
        this.#values[number] = valueOf(item, answers.get(item.name));
      }
    }
  }

  isRelevant(number) {
    return this.#relevant[number] ?? false;
  }

  value(number) {
    return this.#values[number] ?? "";
  }

  isRequired(number) {
    const item = this.form.items[number];
    if (!isAnswerable(item) || !this.isRelevant(number) || item.required === undefined) return false;
    return item.required === true || this.holds(item.required);
  }

  choices(number) {
    const item = this.form.items[number];
    const all = this.form.choices(item);
    if (item.filter === undefined) return all;
    return all.filter((choice) => truthOf(evaluate(item.filter, this.#around("", choice))));
  }

  // Whether an expression holds, of an answer where it speaks of one.
  holds(tree, self = "") {
    return truthOf(evaluate(tree, this.#around(self)));
  }

  stands(page) {
    const can = (number) => isAnswerable(this.form.items[number]) && this.isRelevant(number) && (this.form.items[number].list === undefined || this.choices(number).length > 0);
    return this.form.pages[page].items.filter(can);
  }

  shows(page) {
    return this.form.pages[page].items.some((number) => this.form.items[number].kind !== "group" && this.isRelevant(number));
  }

  next(page) {
    return [...this.form.pages.keys()].find((number) => number > page && this.shows(number));
  }

  previous(page) {
    return [...this.form.pages.keys()].reverse().find((number) => number < page && this.shows(number));
  }

  progress() {
    const numbers = this.form.items.keys();
    const asked = [...numbers].filter((number) => isAnswerable(this.form.items[number]) && this.isRelevant(number));
    const required = asked.filter((number) => this.isRequired(number));
    const counted = required.length > 0 ? required : asked;
    return { answered: counted.filter((number) => this.answers.has(this.form.items[number].name)).length, of: counted.length };
  }

  text(texts, code) {
    return (texts?.[code] ?? []).map((piece) => (typeof piece === "string" ? piece : this.#said(piece.answer, code))).join("");
  }

  // The answer to a question as it is read within a text: of a choice its label.
  #said(name, code) {
    const [item, value] = [this.form.item(name), textOf(this.#answer(name))];
    if (item?.list === undefined) return value;
    const choices = this.form.choices(item);
    const label = (chosen) => {
      const choice = choices.find((choice) => choice.code === chosen);
      return choice ? writtenText(choice.label, code) : chosen;
    };
    return wordsIn(value).map(label).join(", ");
  }

  #answer(name) {
    return this.#values[this.form.number(name)] ?? "";
  }

  // What an expression sees.
  #around(self, choice) {
    const column = (name) => {
      if (!choice) return "";
      if (name === "name") return choice.code;
      return choice.columns && Object.hasOwn(choice.columns, name) ? choice.columns[name] : "";
    };
    return { answer: (name) => this.#answer(name), column, self, today: this.today };
  }
}
