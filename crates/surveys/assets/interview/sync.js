// Sending. Each step may be repeated: whatever stops the device between any two of them, the next time goes on, and every interview counts once.
//
//   1. the list is fetched anew, and with it the session's token
//   2. numbers are exchanged for signatures, several people at once; the number and its blinding were kept when the interview was finished, so asking again gives the same
//   3. ballots go one by one, without a name, in an order by chance; one that counts is deleted from the device
//   4. visits go by their ids
//
// Ports: store (store.js), net (net.js), finish(key, made, signature) gives the token's text, shuffle(list), now().

import { forgotten, merged, ofSurvey } from "./device.js";

const TOGETHER = 20;
const AT_ONCE = 3;

const chunks = (list, size) => Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));

/** Every answer but "ok" ends the sending; what was not done is done the next time. */
class Stop extends Error {
  constructor(state) {
    super(state);
    this.state = state;
  }
}

const body = (answer) => {
  if (answer.state !== "ok") throw new Stop(answer.state);
  return answer.body;
};

export const all = async (store) => {
  const names = ["packs", "open", "done", "visits"];
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await store.all(name)])));
};

const device = async (survey, store) => ofSurvey(survey, await all(store));

/** Fetches the list, and puts it in the place of the one before. Gives the token of the session and how the survey stands. */
export const renew = async (survey, { store, net, now }) => {
  const fresh = body(await net.pack(survey));
  const before = await device(survey, store);
  if (before.pack && before.pack.person !== fresh.person) throw new Stop("other-person");
  const pack = merged(before, fresh, now());
  await store.change([["put", "packs", pack], ...forgotten(before, pack)]);
  return { csrf: fresh.csrf, state: fresh.state };
};

/** What the answer to an exchange makes of a finished interview; the same where nothing can be done. */
export const exchanged = (item, answer, token) => {
  if (answer.state === "signed") {
    const { state, ...rest } = item;
    return { ...rest, token };
  }
  if (answer.state === "taken") return { ...item, state: "taken" };
  if (answer.state === "unknown") return { ...item, state: "lost" };
  return item;
};

/** What the answer to a ballot asks to be done; null where it is not an answer to this ballot, but to all. */
export const cast = (item, answer) => {
  switch (answer.state) {
    case "counted":
    case "before":
      return [["remove", "done", item.case]];
    case "refused": {
      // Back to the interviewer, with its token: the invitation is closed, and the number stays.
      const { answers, state, ...rest } = item;
      return [
        ["put", "open", { ...rest, kept: { answers, typed: [], reached: true, language: item.language }, problems: answer.problems }],
        ["remove", "done", item.case],
      ];
    }
    case "no-token":
      return [["put", "done", { ...item, state: "lost" }]];
    default:
      return null;
  }
};

const exchange = async (survey, csrf, { store, net, finish, shuffle }) => {
  const { pack, done } = await device(survey, store);
  const waiting = shuffle(done.filter((item) => !item.token && item.state !== "taken"));
  for (const some of chunks(waiting, TOGETHER)) {
    const told = body(await net.exchange(survey, csrf, some.map((item) => ({ case: item.case, blinded: item.made.blinded }))));
    if (told.state !== "open") throw new Stop(told.state);
    for (const item of some) {
      const answer = told.cases.find((other) => other.case === item.case);
      if (!answer) continue;
      const key = pack.groups.find((group) => group.id === item.group);
      // A signature of another key would tell the ballot from others: such a server gets none.
      const token = answer.state === "signed" ? await finish(key, item.made, answer.signature).catch(() => null) : null;
      const heard = token === null && answer.state === "signed" ? { state: "unknown" } : answer;
      await store.change([["put", "done", exchanged(item, heard, token)]]);
    }
  }
};

const sendBallots = async (survey, { store, net, shuffle }) => {
  const { done } = await device(survey, store);
  const waiting = shuffle(done.filter((item) => item.token && item.state === undefined));
  let sent = 0;
  const one = async () => {
    for (let item = waiting.pop(); item; item = waiting.pop()) {
      const answer = body(await net.ballot(survey, item));
      const steps = cast(item, answer);
      if (!steps) throw new Stop(["early", "over"].includes(answer.state) ? answer.state : "failed");
      await store.change(steps);
      if (["counted", "before"].includes(answer.state)) sent += 1;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, one));
  const failed = ended.find(({ status }) => status === "rejected");
  return { sent, failed: failed?.reason };
};

const sendVisits = async (survey, csrf, { store, net }) => {
  const { visits } = await device(survey, store);
  for (const some of chunks(visits.filter((visit) => !visit.sent && !visit.unknown), TOGETHER)) {
    const told = body(await net.visits(survey, csrf, some.map(({ id, case: of, day, outcome, hour, place }) => ({ id, case: of, day, outcome, hour, place }))));
    const become = { kept: "sent", unknown: "unknown", unreadable: "unknown" };
    const state = (visit) => become[(told.visits ?? []).find((other) => other.id === visit.id)?.state];
    await store.change(some.filter(state).map((visit) => ["put", "visits", { ...visit, [state(visit)]: true }]));
  }
};

/** Sends everything of a survey. Gives `{state, sent}`: "ok" where all of it went, else why it stopped, and how many interviews went. */
export const send = async (survey, ports) => {
  let sent = 0;
  try {
    const { csrf, state } = await renew(survey, ports);
    if (state === "open") {
      await exchange(survey, csrf, ports);
      const ballots = await sendBallots(survey, ports);
      sent = ballots.sent;
      if (ballots.failed) throw ballots.failed;
    }
    await sendVisits(survey, csrf, ports);
    if (state !== "open") throw new Stop(state);
    await ports.store.change([["put", "notes", { key: `sent ${survey}`, at: ports.now() }]]);
    return { state: "ok", sent };
  } catch (problem) {
    if (problem instanceof Stop) return { state: problem.state, sent };
    throw problem;
  }
};
