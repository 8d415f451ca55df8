// Values of expressions, and how one kind counts as another: the same as `crates/questionnaire/src/expression/value.rs`, to the last digit.
//
// A value is a text (string), a number, a truth (boolean) or a day (`Day`). A missing answer is the empty text. Parts of one module: value, evaluate, form, typed, check,
// walk, parts, screen, one after the other.

// A day as the days since 1970-01-01.
export class Day {
  constructor(days) {
    this.days = days;
  }

  // `2026-11-22`. The calendar goes back without end, as it does on the server; the algorithms count years from March.
  toString() {
    const shifted = this.days + 719468;
    const era = Math.floor(shifted / 146097);
    const ofEra = shifted - era * 146097;
    const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
    const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
    const fromMarch = Math.floor((5 * ofYear + 2) / 153);
    const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    const digits = (number, count) => String(number).padStart(count, "0");
    return `${digits(year, 4)}-${digits(month, 2)}-${digits(ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1, 2)}`;
  }
}

const daysOfMonth = (year, month) => {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
};

// The day of a year, month and day, or null where there is none.
export const dayFrom = (year, month, day) => {
  if (!(year >= 0 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month))) return null;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return new Day(era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + ofYear - 719468);
};

// The day that is written `2026-11-22`, and in no other way; else null.
export const dayOf = (text) => {
  const parts = typeof text === "string" && /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts ? dayFrom(...parts.slice(1).map(Number)) : null;
};

// Blanks are those of Unicode, which are not quite those of JavaScript.
const trimmed = (text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");
const wordsIn = (text) => text.split(/\p{White_Space}+/u).filter((word) => word !== "");

// The shortest decimal that reads back as the same number, never with an exponent.
const shortest = (value) => {
  const [, sign, whole, fraction = "", exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (exponent === undefined) return String(value);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
};

const textOf = (value) => {
  if (typeof value !== "number") return String(value);
  return Number.isFinite(value) ? shortest(value) : String(value);
};

const numberIn = (text) => (/^-?[\d.]*\d[\d.]*$/.test(text) ? Number(text) : NaN);

const numberOf = (value) => {
  if (typeof value === "string") return numberIn(trimmed(value));
  return value instanceof Day ? value.days : Number(value);
};

const truthOf = (value) => (typeof value === "number" ? value !== 0 && !Number.isNaN(value) : value instanceof Day || value === true || (typeof value === "string" && value !== ""));

const isMissing = (value) => value === "" || Number.isNaN(value);

// Numbers that agree in fourteen digits are the same: 0.1 + 0.2 is 0.3.
const sameNumber = (a, b) => Math.abs(a - b) <= 64 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
const reaches = (value, threshold) => value >= threshold || sameNumber(value, threshold);

const sameValue = (a, b) => {
  if (typeof a === "boolean" || typeof b === "boolean") return truthOf(a) === truthOf(b);
  if (typeof a === "string" && typeof b === "string") return a === b;
  if ((a instanceof Day && typeof b === "string") || (typeof a === "string" && b instanceof Day)) return String(a) === String(b);
  return sameNumber(numberOf(a), numberOf(b));
};

// A text of at most 20,000 bytes: calculations that double each other would fill any memory.
const LONGEST_VALUE = 20000;
const cutText = (text) => {
  if (text.length * 3 <= LONGEST_VALUE) return text;
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= LONGEST_VALUE) return text;
  let end = LONGEST_VALUE;
  while ((bytes[end] & 0xc0) === 0x80) end -= 1;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, end));
};
