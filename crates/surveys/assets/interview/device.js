// What is told of what lies on the device. Pure.

/** What lies there of one survey: `{pack, open, done, visits}`, the last three as lists. */
export const ofSurvey = (survey, { packs, open, done, visits }) => {
  const own = (records) => records.filter((record) => record.survey === survey);
  return { pack: own(packs)[0], open: own(open), done: own(done), visits: own(visits) };
};

const of = (records, person) => records.find((record) => record.case === person.id);

/** Visits to somebody, the first one first: those that the server knew, and those of this device. */
export const visitsTo = (person, device) => {
  const own = device.visits.filter((visit) => visit.case === person.id);
  const known = person.visits.filter((visit) => own.every((other) => other.id !== visit.id)).map((visit) => ({ ...visit, sent: true }));
  return [...known, ...own].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
};

/** How it stands with somebody: to-do, open, refused, waits, taken, lost, sent or gone; or, of those who can still be interviewed, what the last visit came to, `came-…`. */
export const standing = (person, device) => {
  const done = of(device.done, person);
  if (done) return done.state ?? "waits";
  const open = of(device.open, person);
  if (open) return open.problems ? "refused" : "open";
  if (device.visits.some((visit) => visit.case === person.id && visit.outcome === "interviewed" && !visit.dropped)) return "sent";
  if (person.gone) return "gone";
  const last = visitsTo(person, device).at(-1);
  // An interview that was discarded is to be done again.
  return last && last.outcome !== "interviewed" ? `came-${last.outcome}` : "to-do";
};

/** Whether an interview can begin as it stands. */
export const canBegin = (state) => state === "to-do" || state.startsWith("came-");

/** What was not sent: finished interviews, all ballots and visits that would be lost with the device. */
export const unsent = (device) => {
  const visits = device.visits.filter((visit) => !visit.sent && !visit.unknown).length;
  const interviews = device.done.filter((item) => item.state !== "taken").length;
  return { interviews, visits, all: device.done.length + device.open.length + visits };
};

/**
 * What the server gave, in the place of what it gave before. Whoever is no longer in it stays as long as something of theirs was not sent, marked `gone`.
 */
export const merged = (device, fresh, at) => {
  const { csrf, ...pack } = fresh;
  const known = new Set(pack.people.map((person) => person.id));
  const held = (person) =>
    of(device.done, person) || of(device.open, person) || device.visits.some((visit) => visit.case === person.id && !visit.sent && !visit.unknown);
  const gone = (device.pack?.people ?? []).filter((person) => !known.has(person.id) && held(person));
  const groups = new Set(pack.groups.map((group) => group.id));
  const needed = (device.pack?.groups ?? []).filter((group) => !groups.has(group.id) && gone.some((person) => person.group === group.id));
  return { ...pack, at, groups: [...pack.groups, ...needed], people: [...pack.people, ...gone.map((person) => ({ ...person, gone: true }))] };
};

/** Steps that drop what nobody needs after that: visits that were sent and whose people are no longer on the list. */
export const forgotten = (device, pack) => {
  const known = new Set(pack.people.map((person) => person.id));
  return device.visits.filter((visit) => (visit.sent || visit.unknown) && !known.has(visit.case)).map((visit) => ["remove", "visits", visit.id]);
};

const plain = (text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

/** People whose name, phone or place has every word, marks or not, and who stand as wanted. */
export const found = (device, words, state) => {
  const labels = new Map(device.pack.groups.map((group) => [group.id, group.label]));
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  const has = (person) => {
    const text = plain(`${person.name ?? ""} ${person.phone ?? ""} ${labels.get(person.group) ?? ""}`);
    return wanted.every((word) => text.includes(word));
  };
  return device.pack.people.filter((person) => has(person) && (state === "" || standing(person, device) === state));
};

/** Steps that remove everything of some surveys. */
export const removal = (surveys, all) => [
  ...surveys.flatMap((survey) => [["remove", "packs", survey], ["remove", "notes", `sent ${survey}`]]),
  ...all.open.filter(({ survey }) => surveys.includes(survey)).map((record) => ["remove", "open", record.case]),
  ...all.done.filter(({ survey }) => surveys.includes(survey)).map((record) => ["remove", "done", record.case]),
  ...all.visits.filter(({ survey }) => surveys.includes(survey)).map((record) => ["remove", "visits", record.id]),
];

/** The day and the hour in Việt Nam at a moment in milliseconds. */
export const dayAndHour = (at) => {
  const local = new Date(at + 7 * 3_600_000).toISOString();
  return { day: local.slice(0, 10), hour: Number(local.slice(11, 13)) };
};
