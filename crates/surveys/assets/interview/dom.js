// Elements from what they are made of. Texts are put in as texts, never as HTML.

// Attributes that are absent or false are left out; `on…` are listeners.
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
};

export const button = (text, onclick, look = "quiet") => make("button", { type: "button", class: look, onclick }, text);

// Puts elements in the place of those in another; one that says the same stays as it is, and a finger on it is not lost.
export const keepSame = (parent, elements) => {
  const before = new Map([...parent.children].map((element) => [element.outerHTML, element]));
  const after = elements.map((element) => before.get(element.outerHTML) ?? element);
  const stay = new Set(after);
  for (const element of before.values()) if (!stay.has(element)) element.remove();
  let at = parent.firstElementChild;
  for (const element of after) {
    if (element === at) at = at.nextElementSibling;
    else parent.insertBefore(element, at);
  }
};

// A text with values in it: `{count}`.
export const filled = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

// A moment in milliseconds, as people write it, in Việt Nam.
export const moment = (at, lang) => {
  const tag = lang === "vi" ? "vi-VN" : "en-GB";
  const part = (options) => new Intl.DateTimeFormat(tag, { ...options, timeZone: "Asia/Ho_Chi_Minh" }).format(new Date(at));
  const day = part({ day: lang === "vi" ? "2-digit" : "numeric", month: lang === "vi" ? "2-digit" : "long", year: "numeric" });
  return `${day} ${part({ hour: "2-digit", minute: "2-digit", hour12: false })}`;
};

// A day as it is kept, as people write it.
export const saidDay = (day) => day.split("-").reverse().join("/");
