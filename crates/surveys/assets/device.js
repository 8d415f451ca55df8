// What lies on this device of a ballot that is not sent yet: its token, and the fields of the screen. Under the survey and a mark of the invitation, so that people who
// share a device do not meet. Nothing here is needed to answer.

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

// Whether it was kept: a browser may refuse.
const write = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

const erase = (key) => {
  try {
    localStorage.removeItem(key);
  } catch {
    // Then nothing was kept.
  }
};

const pointer = (survey) => `chiso ballot ${survey}`;
const place = (survey, mark) => `${pointer(survey)} ${mark}`;

// Where the ballot lies that is being answered.
const current = (survey) => {
  const mark = read(pointer(survey));
  return mark ? place(survey, mark) : null;
};

// After the thanks nothing of it stays.
const forget = (survey) => {
  const key = current(survey);
  if (key) erase(key);
  erase(pointer(survey));
};
