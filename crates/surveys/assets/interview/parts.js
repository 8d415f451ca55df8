// A screen as data: headings, texts, and questions with their controls. The same as `crates/surveys/src/answer/questions.rs`.
//
// API
//   partsOf(walk, lang, words)      what stands on the screen now. `lang` ("vi" or "en") and `words` are those of the program (see screen.js); the form speaks in walk.language
//     {number, kind: "heading", label, hint}, {number, kind: "note", lines}, or
//     {number, kind: "asked", name, label, hint, how, optional, error, control}
//   groupsOf(walk)                  names of the groups around the screen, from the outside
//   aboutOf(walk, problem)          what is wrong, after the question that it is about
//   overviewOf(walk, lang)          [{number, heading, lines: [{question, answer}]}]: all that was answered, screen by screen
// `typed` and `chosen` in a control are what the person has answered; all else is what is drawn.

// Choices side by side as long as there are no more than these, and none is longer than so many characters.
const SCALE = 7;
const SCALE_LABEL = 28;
// Nor where a word has more letters than these, if there are more choices than those: a phone would break it in the middle.
const SCALE_WORD = 9;
const SCALE_FEW = 4;
// A scale of numbers is drawn as targets as long as there are no more than these; else it is typed.
const NUMBERS = 11;

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// A number as people write it, without marks between thousands, which nobody types either.
const localNumber = (number, lang) => (lang === "vi" ? textOf(number).replace(".", ",") : textOf(number));

// A day as it is typed, and as it is said.
const typedDay = (written) => written.split("-").reverse().join("/");
const saidDay = (written, lang) => {
  const [year, month, day] = written.split("-").map(Number);
  return lang === "vi" ? typedDay(written) : `${day} ${MONTHS[month - 1]} ${year}`;
};

const numbersOf = ({ start, end, step }) => Array.from({ length: 1000 }, (_, at) => start + at * step).filter((number) => number <= end + step * 1e-9);

const fillIn = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

// Whether choices have room side by side on a phone.
const sideBySide = (labels) => {
  const longest = labels.length > SCALE_FEW ? SCALE_WORD : SCALE_LABEL;
  const fits = (label) => [...label].length <= SCALE_LABEL && label.split(/\p{White_Space}+/u).every((word) => [...word].length <= longest);
  return labels.length > 2 && labels.length <= SCALE && labels.every(fits);
};

class Drawer {
  constructor(walk, lang, words) {
    Object.assign(this, { walk, form: walk.form, state: walk.state, lang, words });
  }

  text(texts) {
    return this.state.text(texts, this.walk.language);
  }

  label(choice) {
    return this.text(choice.label) || choice.code;
  }

  error(name) {
    const problem = this.walk.problems.find((problem) => problem.name === name);
    return problem ? faultSaid(this.state, problem, this.walk.language) : "";
  }

  part(number) {
    const item = this.form.items[number];
    const label = this.text(item.label);
    if (item.kind === "calculate") return null;
    if (item.kind === "note") return { number, kind: "note", lines: label.split("\n").map(trimmed).filter((line) => line !== "") };
    const hint = this.text(item.hint);
    if (!isAnswerable(item)) return label === "" ? null : { number, kind: "heading", label, hint };
    const control = this.control(number, item);
    const optional = !this.state.isRequired(number);
    return { number, kind: "asked", name: item.name, label, hint, how: this.how(item, control), optional, error: this.error(item.name), control };
  }

  how(item, control) {
    const key = { select_multiple: "answer-how-several", rank: "answer-how-rank", date: "answer-how-day", decimal: "answer-how-decimal" }[item.kind];
    if (key) return this.words[key];
    if (item.kind !== "range" || control.kind !== "line") return "";
    const [from, to, step] = [item.range.start, item.range.end, item.range.step].map((number) => localNumber(number, this.lang));
    return fillIn(this.words["answer-how-range"], { from, to, step });
  }

  // What stands in a line.
  line(name, kind) {
    const answer = this.walk.answers.get(name);
    if (this.walk.typed.has(name)) return this.walk.typed.get(name);
    if (answer === undefined) return "";
    if (kind === "date") return typedDay(answer);
    return typeof answer === "number" ? localNumber(answer, this.lang) : String(answer);
  }

  control(number, item) {
    const line = (keys) => ({ kind: "line", keys, typed: this.line(item.name, item.kind) });
    switch (item.kind) {
      case "text":
        return item.appearance === "multiline" ? { ...line("text"), kind: "lines" } : line("text");
      case "date":
        return line("text");
      case "integer":
        return line("numeric");
      case "decimal":
        return line("decimal");
      case "range":
        return this.range(item, line);
      case "rank":
        return this.places(number, item);
      default:
        return this.choices(number, item, item.kind === "select_multiple");
    }
  }

  range(item, line) {
    const numbers = numbersOf(item.range);
    if (numbers.length > NUMBERS) return line(isWholeRange(item.range) && item.range.start >= 0 ? "numeric" : "decimal");
    const answer = this.walk.answers.get(item.name);
    const target = (number) => ({ value: textOf(number), label: localNumber(number, this.lang), chosen: Math.abs(answer - number) < 1e-9, isOther: false });
    return { kind: "targets", several: false, scale: true, stars: item.appearance === "rating", choices: numbers.map(target), other: null };
  }

  choices(number, item, several) {
    const chosen = codesOf(this.walk.answers.get(item.name));
    const other = item.other ? { name: item.other, typed: this.line(item.other), error: this.error(item.other) } : null;
    const target = (choice) => ({ value: choice.code, label: this.label(choice), chosen: chosen.includes(choice.code), isOther: other !== null && choice.code === OTHER_CODE });
    const choices = this.state.choices(number).map(target);
    if (item.appearance === "minimal" && !several) return { kind: "list", choices, other };
    const short = sideBySide(choices.map(({ label }) => label));
    const inTable = this.form.items[item.parent]?.appearance === "table-list";
    const isScale = inTable || ["likert", "list-nolabel"].includes(item.appearance);
    return { kind: "targets", several, scale: !several && !other && short && isScale, stars: false, choices, other };
  }

  places(number, item) {
    const order = codesOf(this.walk.answers.get(item.name));
    const row = (choice) => {
      const field = `${item.name}/${choice.code}`;
      const typed = this.walk.typed.get(field);
      return { field, label: this.label(choice), chosen: typed === undefined ? order.indexOf(choice.code) + 1 : Number(typed) };
    };
    return { kind: "places", rows: this.state.choices(number).map(row) };
  }

  // An answer in words.
  said(item) {
    const answer = this.walk.answers.get(item.name);
    if (answer === undefined) return null;
    if (item.list === undefined) return item.kind === "date" ? saidDay(answer, this.lang) : this.line(item.name, item.kind);
    const labels = codesOf(answer).map((code, at) => {
      const choice = this.form.choices(item).find((choice) => choice.code === code);
      const label = choice ? this.label(choice) : code;
      const text = code === OTHER_CODE && item.other ? this.line(item.other) : "";
      return `${item.kind === "rank" ? `${at + 1}. ` : ""}${label}${text && `: ${text}`}`;
    });
    return labels.join("; ");
  }
}

export const partsOf = (walk, lang, words) => {
  const drawer = new Drawer(walk, lang, words);
  const shown = walk.form.pages[walk.place].items.filter((number) => drawer.state.isRelevant(number));
  return shown.map((number) => drawer.part(number)).filter((part) => part !== null);
};

export const groupsOf = (walk, page = walk.place) => {
  const state = walk.state;
  const names = walk.form.pages[page].groups.map((number) => state.text(walk.form.items[number].label, walk.language));
  return names.filter((name) => trimmed(name) !== "");
};

export const aboutOf = (walk, problem) => {
  const state = walk.state;
  const item = walk.form.item(problem.name);
  const message = faultSaid(state, problem, walk.language);
  return item ? `${state.text(item.label, walk.language)}: ${message}` : message;
};

export const overviewOf = (walk, lang, words) => {
  const drawer = new Drawer(walk, lang, words);
  return [...walk.form.pages.entries()].flatMap(([number, page]) => {
    const asked = page.items.filter((item) => drawer.state.isRelevant(item)).map((item) => walk.form.items[item]);
    const items = asked.filter(isAnswerable);
    if (items.length === 0) return [];
    const lines = items.map((item) => ({ question: drawer.text(item.label), answer: drawer.said(item) }));
    return [{ number, heading: groupsOf(walk, number).at(-1) ?? lines[0].question, lines }];
  });
};
