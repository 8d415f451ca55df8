
// Reads cases from stdin and says of each all that the modules make of it; `rust.rs` says the same of the program.
import { readFileSync } from "node:fs";

// A number by its bits, so that zero and minus zero are two.
const shown = (value) => {
  if (value instanceof Day) return { day: String(value) };
  if (typeof value === "boolean") return { truth: value };
  if (typeof value === "string") return { text: value };
  if (Number.isNaN(value)) return { number: "NaN" };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return { number: view.getBigUint64(0).toString(16).padStart(16, "0") };
};

const stateOf = (form, state) => ({
  items: form.items.map((item, number) => ({
    relevant: state.isRelevant(number),
    required: state.isRequired(number),
    value: shown(state.value(number)),
    choices: state.choices(number).map(({ code }) => code),
    label: form.languages.map(({ code }) => state.text(item.label, code)),
  })),
  pages: form.pages.map((_, page) => ({ shows: state.shows(page), next: state.next(page) ?? null, previous: state.previous(page) ?? null })),
  first: state.next(-1) ?? null,
  progress: state.progress(),
});

const checkedOf = (form, state, checked) => ({
  problems: checked.problems.map((problem) => ({ ...problem, said: form.languages.map(({ code }) => faultSaid(state, problem, code)) })),
  on: form.pages.map((_, page) => problemsOn(form, page, checked.problems).map(({ name }) => name)),
  answers: answersToJson(checked.answers),
  dropped: checked.dropped,
});

// From the first screen on: what is sent, and where it leads.
const walkOf = (form, today, sends) => {
  const walk = new Walk(form, { language: form.languages[0].code, today });
  return sends.map(({ button, fields }) => {
    const sent = walk.go(button, fields);
    const { place, answers, problems, more, reached } = walk;
    return { place, answers: answersToJson(answers), problems, more, reached, sent };
  });
};

const results = JSON.parse(readFileSync(0, "utf8")).map(({ portable, today, answers, takes, sends }) => {
  const form = new Questionnaire(portable);
  const given = answersFromJson(answers);
  const state = new State(form, given, today);
  return {
    state: stateOf(form, state),
    checked: checkedOf(form, state, checkAnswers(form, given, today)),
    taken: takes.map(({ page, fields }) => {
      const taken = new Map(given);
      const problems = takePage(form, taken, page, fields);
      return { problems, answers: answersToJson(taken) };
    }),
    defaults: answersToJson(form.defaults()),
    walk: walkOf(form, today, sends),
  };
});
process.stdout.write(JSON.stringify(results));
