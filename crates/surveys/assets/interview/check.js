// The check of all answers, the same as `crates/questionnaire/src/answer/check.rs`. The server checks again, and decides.
//
// API
//   checkAnswers(form, answers, today)   {problems: [{name, fault}], answers: Map, dropped: [{name, why}]}: what is wrong, in the order of the form; the answers to what is
//                                        asked and what was computed from them; answers that do not count, why is "not_asked" or "unknown"
//   problemsOn(form, page, problems)     those of a screen
//   faultSaid(state, problem, code)           what is wrong and how to mend it, for a reader of a language
// A fault is a word of `AnswerFault::word`: missing, constraint, not_a_number, not_whole, not_a_date, not_on_scale, not_a_choice, not_a_rank, too_long, wrong_type.

const tooLong = (text) => [...text].length > LONGEST_ANSWER;

const onScale = ({ start, end, step }, number) => {
  const steps = (number - start) / step;
  return number >= start && number <= end && Math.abs(steps - Math.round(steps)) < 1e-9;
};

const isCodes = (answer) => Array.isArray(answer) && answer.every((code) => typeof code === "string");

// What is wrong with an answer of itself; undefined where nothing is.
const misfit = (state, number, item, answer) => {
  const codes = state.choices(number).map(({ code }) => code);
  const distinct = new Set(codesOf(answer));
  const wrong = (sound, fault) => (sound ? undefined : fault);
  switch (item.kind) {
    case "text":
      return typeof answer === "string" ? wrong(answer !== "" && !tooLong(answer), "too_long") : "wrong_type";
    case "integer":
      return wrong(Number.isInteger(answer), "wrong_type");
    case "decimal":
      return typeof answer === "number" ? wrong(Number.isFinite(answer), "not_a_number") : "wrong_type";
    case "date":
      return wrong(dayOf(answer), "wrong_type");
    case "range":
      if (typeof answer !== "number") return "wrong_type";
      return wrong(onScale(item.range, answer) && (!isWholeRange(item.range) || Number.isInteger(answer)), "not_on_scale");
    case "select_one":
      return typeof answer === "string" ? wrong(codes.includes(answer), "not_a_choice") : "wrong_type";
    case "select_multiple":
      if (!isCodes(answer)) return "wrong_type";
      return wrong(answer.length > 0 && distinct.size === answer.length && answer.every((code) => codes.includes(code)), "not_a_choice");
    default:
      if (!isCodes(answer)) return "wrong_type";
      return wrong(distinct.size === answer.length && distinct.size === codes.length && codes.every((code) => distinct.has(code)), "not_a_rank");
  }
};

// What is wrong with an answer to a question that is asked.
const faultOf = (state, number, item, answer) => {
  const own = misfit(state, number, item, answer);
  if (own || item.constraint === undefined) return own;
  return state.holds(item.constraint, valueOf(item, answer)) ? undefined : "constraint";
};

export const checkAnswers = (form, answers, today) => {
  const state = new State(form, answers, today);
  const checked = { problems: [], answers: new Map(), dropped: [] };
  const known = new Set();
  const keep = (name, answer, fault) => {
    checked.answers.set(name, answer);
    if (fault) checked.problems.push({ name, fault });
  };
  for (const [number, item] of form.items.entries()) {
    if (item.kind === "calculate") {
      known.add(item.name);
      if (!isMissing(state.value(number))) keep(item.name, textOf(state.value(number)));
    }
    if (!isAnswerable(item)) continue;
    const answer = answers.get(item.name);
    known.add(item.name).add(item.other);
    if (state.isRelevant(number)) {
      if (answer !== undefined) keep(item.name, answer, faultOf(state, number, item, answer));
      else if (state.isRequired(number)) checked.problems.push({ name: item.name, fault: "missing" });
    } else if (answer !== undefined) {
      checked.dropped.push({ name: item.name, why: "not_asked" });
    }
    const text = item.other && answers.get(item.other);
    if (text === undefined) continue;
    const value = state.value(number);
    if (typeof value !== "string" || !wordsIn(value).includes(OTHER_CODE)) checked.dropped.push({ name: item.other, why: "not_asked" });
    else if (typeof text !== "string") keep(item.other, text, "wrong_type");
    else keep(item.other, text, tooLong(text) ? "too_long" : undefined);
  }
  const unknown = Object.keys(answersToJson(answers)).filter((name) => !known.has(name));
  checked.dropped.push(...unknown.map((name) => ({ name, why: "unknown" })));
  return checked;
};

export const problemsOn = (form, page, problems) => {
  const items = form.pages[page].items.map((number) => form.items[number]);
  return problems.filter(({ name }) => items.some((item) => item.name === name || item.other === name));
};

export const faultSaid = (state, { name, fault }, code) => {
  const item = state.form.item(name);
  const own = { missing: item?.required_message, constraint: item?.constraint_message }[fault];
  if (own) return state.text(own, code);
  return fault === "not_on_scale" ? item.message[code] : state.form.json.messages[code][fault];
};
