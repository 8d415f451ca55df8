// A question as elements, the same as `crates/surveys/templates/answer/question.html`. Texts of forms and answers are put in as texts, never as HTML.
//
// API: questionElement(asked, words) gives the element of a part of kind "asked" (see parts.js).

// An element: attributes that are absent, false or empty are left out; children are elements or texts.
const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false && value !== "") made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return made;
};

// A box with a value that may be the empty one.
const withValue = (box, value) => {
  box.setAttribute("value", value);
  return box;
};

const otherElement = (other, words) => {
  const id = `q-${other.name}`;
  const wrong = other.error !== "";
  return element(
    "div",
    { class: "other" },
    element("label", { for: id }, words["answer-other"]),
    wrong && element("p", { class: "error", id: `${id}-error` }, other.error),
    withValue(element("input", { type: "text", id, name: other.name, autocomplete: "off", "aria-invalid": wrong && "true", "aria-describedby": wrong && `${id}-error` }), other.typed),
  );
};

const targetElements = (asked, { several, scale, stars, choices, other }, words) => {
  const box = (value, chosen) => withValue(element("input", { type: several ? "checkbox" : "radio", name: asked.name, checked: chosen }), value);
  const target = (choice) => element("label", { class: `target${choice.isOther ? " is-other" : ""}` }, box(choice.value, choice.chosen), element("span", {}, choice.label));
  const classes = scale ? ["scale", stars && "stars", choices.length > 7 && "many"].filter(Boolean).join(" ") : "rows";
  return [
    element("div", { class: classes }, choices.map(target)),
    asked.optional && !several && element("label", { class: "target none" }, box("", false), element("span", {}, words["answer-no-answer"])),
    other && otherElement(other, words),
  ];
};

const listElements = (asked, { choices, other }, words, about) => {
  const option = ({ value, label, chosen }) => withValue(element("option", { selected: chosen }, label), value);
  const name = other ? { "aria-label": asked.label } : { id: `q-${asked.name}` };
  return [
    element("select", { ...name, name: asked.name, ...about }, withValue(element("option", {}, words["answer-choose"]), ""), choices.map(option)),
    other && otherElement(other, words),
  ];
};

const placeElements = ({ rows }) => {
  const option = (chosen) => (_, at) => element("option", { selected: chosen === at + 1 }, String(at + 1));
  const row = ({ field, label, chosen }) =>
    element("label", { class: "place" }, element("select", { name: field }, withValue(element("option", {}, "–"), ""), rows.map(option(chosen))), element("span", {}, label));
  return [element("div", { class: "places" }, rows.map(row))];
};

const controlElements = (asked, words, about) => {
  const { control } = asked;
  const id = `q-${asked.name}`;
  switch (control.kind) {
    case "line":
      return [
        withValue(element("input", { type: "text", id, name: asked.name, inputmode: control.keys, autocomplete: "off", class: control.keys === "text" ? "" : "short", ...about }), control.typed),
      ];
    case "lines":
      return [element("textarea", { id, name: asked.name, rows: 5, maxlength: LONGEST_ANSWER, ...about }, control.typed)];
    case "targets":
      return targetElements(asked, control, words);
    case "list":
      return listElements(asked, control, words, about);
    default:
      return placeElements(control);
  }
};

export const questionElement = (asked, words) => {
  const id = `q-${asked.name}`;
  const { control, hint, how, error } = asked;
  // One box, which its label names; else a group of several.
  const single = ["line", "lines"].includes(control.kind) || (control.kind === "list" && !control.other);
  const described = [hint && `${id}-hint`, how && `${id}-how`, error && `${id}-error`].filter(Boolean).join(" ");
  const about = { "aria-describedby": described, "aria-invalid": error !== "" && "true" };
  const classes = `ask${error === "" ? "" : " wrong"}`;
  const optional = asked.optional ? [" ", element("span", { class: "optional" }, words["answer-optional"])] : [];
  const inside = [
    single ? element("label", { for: id, class: "q" }, asked.label, optional) : element("legend", { class: "q" }, asked.label, optional),
    hint !== "" && element("p", { class: "hint", id: `${id}-hint` }, hint),
    how !== "" && element("p", { class: "hint", id: `${id}-how` }, how),
    error !== "" && element("p", { class: "error", id: `${id}-error` }, element("span", { class: "visually-hidden" }, `${words["answer-error"]} `), error),
    controlElements(asked, words, about),
  ];
  return single ? element("div", { class: classes }, inside) : element("fieldset", { class: classes, id, tabindex: -1, "aria-describedby": described }, inside);
};
