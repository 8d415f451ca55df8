// What an expression gives: the same as `crates/questionnaire/src/expression/evaluate.rs`. The shape of a tree is told in `crates/questionnaire/src/portable/tree.rs`.
//
// API: evaluate(tree, here) gives a value (see value.js). `here` is what it can see:
//   answer(name)  the value of a question, "" where there is none
//   column(name)  what stands in a column beside the choice that is looked at
//   self          the value of the answer that is looked at, "."
//   today         a Day

const isWhole = (number) => number >= 0 && number < 1e9;

const patterns = new Map();
const patternOf = (source) => {
  if (!patterns.has(source)) patterns.set(source, new RegExp(source, "u"));
  return patterns.get(source);
};

// As a person would round: a half goes away from zero, and is one when it agrees with one in fourteen digits (`crates/model/src/rounding.rs`).
const roundTo = (value, digits) => {
  const power = 10 ** digits;
  const scaled = Math.abs(value) * power;
  if (scaled >= 4503599627370496) return value;
  const [below, nearest] = [Math.floor(scaled), Math.round(scaled)];
  const half = !sameNumber(scaled, nearest) && sameNumber(scaled, below + 0.5);
  const rounded = (half ? below + 1 : nearest) / power;
  return (value < 0 ? -rounded : rounded) + 0;
};

// The least or greatest number; none where one is no number.
const extreme = (values, before) => values.map(numberOf).reduce((best, next) => (Number.isNaN(next) || before(next, best) ? next : best));

const dayAfter = (days) => (days >= -719000 && days < 2932000 ? new Day(Math.floor(days)) : "");

// What needs not all of its parts computed, or looks around.
const LOOKING = {
  answer: ([name], here) => here.answer(name),
  column: ([name], here) => here.column(name),
  this: (_, here) => here.self,
  today: (_, here) => here.today,
  and: ([a, b], here) => truthOf(evaluate(a, here)) && truthOf(evaluate(b, here)),
  or: ([a, b], here) => truthOf(evaluate(a, here)) || truthOf(evaluate(b, here)),
  if: ([condition, yes, no], here) => evaluate(truthOf(evaluate(condition, here)) ? yes : no, here),
  regex: ([text, pattern], here) => patternOf(pattern).test(textOf(evaluate(text, here))),
};

const COMPUTING = {
  negate: (a) => -numberOf(a),
  "=": sameValue,
  "!=": (a, b) => !sameValue(a, b),
  "<": (a, b) => numberOf(a) < numberOf(b) && !reaches(numberOf(a), numberOf(b)),
  "<=": (a, b) => reaches(numberOf(b), numberOf(a)),
  ">": (a, b) => numberOf(a) > numberOf(b) && !reaches(numberOf(b), numberOf(a)),
  ">=": (a, b) => reaches(numberOf(a), numberOf(b)),
  "+": (a, b) => numberOf(a) + numberOf(b),
  "-": (a, b) => numberOf(a) - numberOf(b),
  "*": (a, b) => numberOf(a) * numberOf(b),
  div: (a, b) => numberOf(a) / numberOf(b),
  mod: (a, b) => numberOf(a) % numberOf(b),
  selected: (a, code) => wordsIn(textOf(a)).includes(trimmed(textOf(code))),
  "selected-at": (a, index) => (isWhole(numberOf(index)) ? (wordsIn(textOf(a))[Math.trunc(numberOf(index))] ?? "") : ""),
  "count-selected": (a) => wordsIn(textOf(a)).length,
  coalesce: (a, b) => (isMissing(a) ? b : a),
  "string-length": (a) => [...textOf(a)].length,
  substr: (a, from, ...until) => {
    const place = (value) => (isWhole(numberOf(value)) ? Math.trunc(numberOf(value)) : 0);
    return [...textOf(a)].slice(place(from), until.length > 0 ? place(until[0]) : undefined).join("");
  },
  concat: (...parts) => cutText(parts.map(textOf).join("")),
  contains: (a, b) => textOf(a).includes(textOf(b)),
  "starts-with": (a, b) => textOf(a).startsWith(textOf(b)),
  "ends-with": (a, b) => textOf(a).endsWith(textOf(b)),
  string: textOf,
  number: numberOf,
  boolean: truthOf,
  int: (a) => Math.trunc(numberOf(a)),
  round: (a, ...digits) => {
    const value = numberOf(a);
    if (digits.length === 0) return Math.floor(value + 0.5);
    const count = numberOf(digits[0]);
    return isWhole(count) && Math.trunc(count) <= 15 && Number.isFinite(value) ? roundTo(value, Math.trunc(count)) : NaN;
  },
  abs: (a) => Math.abs(numberOf(a)),
  min: (...values) => extreme(values, (a, b) => a < b),
  max: (...values) => extreme(values, (a, b) => a > b),
  not: (a) => !truthOf(a),
  true: () => true,
  false: () => false,
  date: (a) => {
    if (a instanceof Day) return a;
    return typeof a === "string" ? (dayOf(a) ?? "") : dayAfter(numberOf(a));
  },
};

export const evaluate = (tree, here) => {
  if (!Array.isArray(tree)) return tree;
  const [name, ...parts] = tree;
  if (name in LOOKING) return LOOKING[name](parts, here);
  return COMPUTING[name](...parts.map((part) => evaluate(part, here)));
};
