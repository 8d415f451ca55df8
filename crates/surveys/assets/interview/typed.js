// Answers as a person types them: the same as `crates/questionnaire/src/answer/typed.rs` and `posted.rs`.
//
// API: takePage(form, answers, page, fields) takes what stands on a screen in place of what was answered there before. `fields` is [[name, text]], as FormData gives them.
// Changes `answers`, and gives what cannot be read: [{name, fault}]; such an answer is absent then.

const LONGEST_ANSWER = 10000;

// A number with a decimal comma or point and a sign; NaN for anything else. A mark that could as well divide thousands is a decimal mark, as it is everywhere in answers.
const decimalIn = (text) => {
  const [, sign, digits] = /^([-−+]?)([^]*)$/u.exec(text);
  if (!/^\d*[,.]?\d*$/.test(digits) || !/\d/.test(digits)) return NaN;
  const number = Number(digits.replace(",", "."));
  if (!Number.isFinite(number)) return NaN;
  return sign === "-" || sign === "−" ? 0 - number : number;
};

// `21/11/2026`, `21-11-2026`, `21.11.2026`, with or without zeros in front, and `2026-11-21` (`crates/model/src/read_day.rs`).
const dayIn = (text) => {
  const parts = text.split(/[/.-]/).map(trimmed);
  if (parts.length !== 3 || !parts.every((part) => /^\d+$/.test(part))) return null;
  const [year, month, day] = parts[0].length === 4 ? parts : parts.reverse();
  return year.length === 4 ? dayFrom(Number(year), Number(month), Number(day)) : null;
};

const readAs = (answer) => ({ answer });
const unreadable = (word) => ({ fault: word });

// Whether every number of a scale is whole.
const isWholeRange = ({ start, end, step }) => [start, end, step].every(Number.isInteger);

const typedNumber = (text, whole) => {
  const number = decimalIn(text);
  if (Number.isNaN(number)) return unreadable("not_a_number");
  if (!whole) return readAs(number);
  if (!Number.isInteger(number)) return unreadable("not_whole");
  // Beyond fifteen digits whole numbers are no longer exact.
  return Math.abs(number) > 1e15 ? unreadable("not_a_number") : readAs(number);
};

const typedText = (text) => ([...text].length > LONGEST_ANSWER ? unreadable("too_long") : readAs(text.replaceAll("\r\n", "\n")));

const typedAnswer = (item, written) => {
  const text = trimmed(written);
  if (text === "") return readAs(undefined);
  switch (item.kind) {
    case "text":
      return typedText(text);
    case "integer":
      return typedNumber(text, true);
    case "decimal":
      return typedNumber(text, false);
    case "range":
      return typedNumber(text, isWholeRange(item.range));
    case "date": {
      const day = dayIn(text);
      return day ? readAs(String(day)) : unreadable("not_a_date");
    }
    default:
      return /\p{White_Space}/u.test(text) ? unreadable("not_a_choice") : readAs(text);
  }
};

// The codes of a list by the places that were given to them; none where none was. Two of one place, or one without, are no order.
const placesIn = (form, item, first) => {
  const written = form.choices(item).map(({ code }) => [trimmed(first(`${item.name}/${code}`)), code]);
  const places = written.filter(([text]) => text !== "");
  if (!places.every(([text]) => /^\+?\d+$/.test(text))) return unreadable("not_a_rank");
  places.sort(([a], [b]) => Number(a) - Number(b));
  if (!places.every(([text], at) => Number(text) === at + 1)) return unreadable("not_a_rank");
  return readAs(places.length > 0 ? places.map(([, code]) => code) : undefined);
};

const fieldAnswer = (form, item, all, first) => {
  const codes = all(item.name).map(trimmed).filter((text) => text !== "");
  if (item.kind === "select_multiple") {
    const known = form.choices(item).map(({ code }) => code);
    if (!codes.every((code) => known.includes(code))) return unreadable("not_a_choice");
    return readAs(codes.length > 0 ? known.filter((code) => codes.includes(code)) : undefined);
  }
  if (item.kind === "rank") return codes.length > 0 ? readAs(codes) : placesIn(form, item, first);
  return typedAnswer(item, first(item.name));
};

export const takePage = (form, answers, page, fields) => {
  const all = (name) => fields.filter(([own]) => own === name).map(([, text]) => text);
  const first = (name) => all(name)[0] ?? "";
  const problems = [];
  const take = (name, { answer, fault: word }) => {
    if (word) problems.push({ name, fault: word });
    if (answer === undefined) answers.delete(name);
    else answers.set(name, answer);
  };
  for (const item of form.pages[page].items.map((number) => form.items[number]).filter(isAnswerable)) {
    take(item.name, fieldAnswer(form, item, all, first));
    if (item.other) take(item.other, typedAnswer({ kind: "text" }, first(item.other)));
  }
  return problems;
};
