// Keying of sheets by keyboard: a digit that can only be one answer goes on to the next field, Enter and the arrows go from field to field, and beside each field stands
// what its digits mean. Everything is checked by the server; without this the page is a plain form.

const MARKS = ["-", "–", "−", "?", "*"];

/** The answers of a field: what is keyed for each, and what it means. */
function answersOf(field) {
  const legend = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  const entries = [...(legend?.querySelectorAll("[data-key]") ?? [])];
  return new Map(entries.map((entry) => [entry.dataset.key, entry.querySelector("span").textContent]));
}

/** The parts of what was keyed: divided by blanks and commas, or digit by digit where every answer has one. */
function partsOf(text, answers) {
  const single = [...answers.keys()].every((key) => key.length === 1);
  return text.split(/[\s,;.+]+/).filter(Boolean).flatMap((part) => (single ? [...part] : [part]));
}

function meaning(field, answers) {
  const text = field.value.trim();
  if (MARKS.includes(text) || field.dataset.kind === "places" || answers.size === 0) return "";
  return partsOf(text, answers).map((part) => answers.get(part) ?? `${part}?`).join("; ");
}

/** Whether nothing longer can be meant. */
function isWhole(field, answers) {
  const text = field.value.trim();
  if (field.dataset.kind === "places") return answers.size < 10 && text.replace(/\D/g, "").length === answers.size;
  if (field.dataset.kind !== "one") return false;
  if (MARKS.includes(text)) return true;
  return answers.has(text) && ![...answers.keys()].some((key) => key !== text && key.startsWith(text));
}

function start(form) {
  const fields = [...form.querySelectorAll("[data-kind]")];
  const answers = new Map(fields.map((field) => [field, answersOf(field)]));
  const count = form.querySelector("[data-count]");
  const last = form.querySelector(".buttons button");

  const say = (field) => {
    const output = field.parentElement.querySelector("output");
    if (output) output.textContent = meaning(field, answers.get(field));
  };
  const tell = () => {
    if (!count) return;
    const keyed = fields.filter((field) => field.value.trim() !== "").length;
    count.textContent = `${count.dataset.count} ${keyed}/${fields.length}`;
  };
  const go = (field, by) => {
    let at = fields.indexOf(field) + by;
    // The text beside “other” is only written where “other” is ticked.
    const only = fields[at]?.dataset.only;
    if (by > 0 && only && fields[at].value === "" && !partsOf(field.value, answers.get(field)).includes(only)) at += 1;
    const next = fields[at];
    if (next) {
      next.focus();
      next.select();
    } else if (by > 0) {
      last?.focus();
    }
  };

  for (const field of fields) {
    say(field);
    field.addEventListener("input", () => {
      say(field);
      tell();
      if (isWhole(field, answers.get(field))) go(field, 1);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey || event.metaKey) return;
      if (event.key === "Enter" && event.ctrlKey) {
        event.preventDefault();
        form.requestSubmit(last);
      } else if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        go(field, 1);
      } else if (field.tagName === "INPUT" && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        go(field, event.key === "ArrowDown" ? 1 : -1);
      }
    });
  }
  tell();
  const wrong = form.querySelector(".wrong [data-kind], .differing.wrong input");
  const first = wrong ?? form.querySelector("[data-confirm]") ?? form.querySelector("input[type=radio]") ?? fields[0];
  first?.focus();
}

document.querySelectorAll("form[data-keying]").forEach(start);
// Nothing else is on the page where the number is asked: a scanner types it at once.
document.getElementById("f-stamp")?.select();
