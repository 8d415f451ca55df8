// Sending, with a device that stops at every point and a server that did or did not hear of it. Run by device.rs.

import assert from "node:assert/strict";
import { canBegin, found, forgotten, merged, ofSurvey, removal, standing, unsent } from "./device.js";
import { keepSame } from "./dom.js";
import { network } from "./net.js";
import { all, send } from "./sync.js";

const KEYS = { packs: "survey", open: "case", done: "case", visits: "id", notes: "key" };
const SURVEY = "s";

class Stopped extends Error {}

// Stops the device at the n-th point: half of the points are before something is done, half after it.
const stopping = (at) => {
  let points = 0;
  const point = () => {
    points += 1;
    if (points === at) throw new Stopped();
  };
  return { point, points: () => points };
};

const storeOf = (drawers, stop) => ({
  all: async (name) => structuredClone([...drawers[name].values()]),
  get: async (name, key) => structuredClone(drawers[name].get(key)),
  change: async (steps) => {
    stop.point();
    for (const [what, name, value] of structuredClone(steps)) {
      if (what === "put") drawers[name].set(value[KEYS[name]], value);
      else drawers[name].delete(value);
    }
    stop.point();
  },
});

// A server as ours is: an invitation is exchanged once, a token counts once, a visit is kept once.
class Server {
  register = new Map([["used", "somebody else's"]]);
  box = new Map();
  visits = new Map();
  order = [];
  state = "open";
  refuses = new Set(["wrong"]);
  person = "me";
  people = ["a", "b", "c", "wrong", "used"];

  pack() {
    const people = this.people.filter((id) => !this.register.has(id)).map((id) => ({ id, name: id, group: "g", visits: [] }));
    return { survey: SURVEY, person: this.person, name: "Me", csrf: "token", state: this.state, closes: 9e15, groups: [{ id: "g", label: "Xã Tân", n: "n", e: "e" }], people };
  }

  exchange(csrf, cases) {
    assert.equal(csrf, "token");
    const one = ({ case: of, blinded }) => {
      if (!this.people.includes(of)) return { case: of, state: "unknown" };
      if (!this.register.has(of)) this.register.set(of, blinded);
      this.order.push(["exchange", of]);
      return this.register.get(of) === blinded ? { case: of, state: "signed", signature: `signed ${blinded}` } : { case: of, state: "taken" };
    };
    return { state: this.state, cases: this.state === "open" ? cases.map(one) : [] };
  }

  ballot({ token, answers }) {
    if (this.state !== "open") return { state: this.state };
    if (!token.startsWith("signed ")) return { state: "no-token" };
    if (this.refuses.has(answers.q)) return { state: "refused", problems: [{ name: "q", vi: "sai", en: "wrong" }] };
    this.order.push(["ballot", answers.q]);
    const before = this.box.has(token);
    if (!before) this.box.set(token, answers);
    return { state: before ? "before" : "counted" };
  }

  take(visits) {
    return { visits: visits.map((visit) => (this.visits.set(visit.id, visit), { id: visit.id, state: this.people.includes(visit.case) ? "kept" : "unknown" })) };
  }
}

const netOf = (server, stop) => {
  const asked = (answer) => async (...values) => {
    stop.point();
    const body = structuredClone(answer(...values));
    stop.point();
    return { state: "ok", body };
  };
  return {
    pack: asked(() => server.pack()),
    exchange: asked((_, csrf, cases) => server.exchange(csrf, cases)),
    ballot: asked((_, item) => server.ballot(item)),
    visits: asked((_, csrf, visits) => server.take(visits)),
  };
};

const scene = () => {
  const drawers = Object.fromEntries(Object.keys(KEYS).map((name) => [name, new Map()]));
  const item = (id) => ({ case: id, survey: SURVEY, group: "g", answers: { q: id }, took: 60, day: "2026-11-22", language: "vi", visited: true, began: { day: "2026-11-22" }, made: { blinded: `b-${id}` } });
  for (const id of ["a", "b", "c", "wrong", "used", "stranger"]) {
    drawers.done.set(id, item(id));
    drawers.visits.set(`v-${id}`, { id: `v-${id}`, case: id, survey: SURVEY, day: "2026-11-22", outcome: "interviewed" });
  }
  drawers.done.set("other", { ...item("other"), survey: "another" });
  drawers.packs.set(SURVEY, { ...new Server().pack(), at: 1, people: ["a", "b", "c", "wrong", "used", "stranger"].map((id) => ({ id, name: id, group: "g", visits: [] })) });
  return { drawers, server: new Server() };
};

const ports = ({ drawers, server }, stop, shuffle = (list) => [...list].reverse()) => ({
  store: storeOf(drawers, stop),
  net: netOf(server, stop),
  finish: async (key, made, signature) => {
    assert.equal(key.id, "g");
    assert.equal(signature, `signed ${made.blinded}`);
    return signature;
  },
  shuffle,
  now: () => 5,
});

const isRight = ({ drawers, server }) => {
  // Every interview counts once; what cannot count stays, and says why.
  assert.deepEqual([...server.box.values()].map(({ q }) => q).sort(), ["a", "b", "c"]);
  assert.deepEqual([...drawers.done.values()].map((item) => [item.case, item.state]), [["used", "taken"], ["stranger", "lost"], ["other", undefined]]);
  const back = drawers.open.get("wrong");
  assert.equal(back.token, "signed b-wrong");
  assert.equal(back.made.blinded, "b-wrong");
  assert.deepEqual(back.kept.answers, { q: "wrong" });
  assert.equal(back.problems[0].en, "wrong");
  assert.equal(back.answers, undefined);
  assert.equal(server.visits.size, 6);
  const visits = [...drawers.visits.values()];
  assert.ok(visits.every((visit) => visit.sent || visit.unknown));
  assert.equal(drawers.notes.get(`sent ${SURVEY}`).at, 5);
};

// Without a stop.
{
  const at = scene();
  const none = stopping(0);
  assert.deepEqual(await send(SURVEY, ports(at, none)), { state: "ok", sent: 3 });
  isRight(at);
  // All numbers are exchanged before the first ballot goes, and ballots go in an order of their own.
  const { order } = at.server;
  assert.ok(order.findIndex(([what]) => what === "ballot") > order.findLastIndex(([what]) => what === "exchange"));
  assert.equal(JSON.stringify(drawn(order, "ballot")) === JSON.stringify(drawn(order, "exchange").filter((id) => "abc".includes(id))), false);
  // The refused one is mended and sent with the same token.
  const { open, done } = at.drawers;
  const { kept, problems, ...rest } = open.get("wrong");
  open.delete("wrong");
  done.set("wrong", { ...rest, answers: { q: "mended" } });
  assert.deepEqual(await send(SURVEY, ports(at, none)), { state: "ok", sent: 1 });
  assert.deepEqual(at.server.box.get("signed b-wrong"), { q: "mended" });
  // Once more: nothing goes twice.
  assert.deepEqual(await send(SURVEY, ports(at, none)), { state: "ok", sent: 0 });
  assert.equal(at.server.box.size, 4);
}

function drawn(order, what) {
  return order.filter(([of]) => of === what).map(([, id]) => id);
}

// Stopped at every point, then gone on with.
{
  const whole = stopping(0);
  await send(SURVEY, ports(scene(), whole));
  const points = whole.points();
  assert.ok(points >= 40, `${points}`);
  for (let at = 1; at <= points; at += 1) {
    const there = scene();
    await assert.rejects(send(SURVEY, ports(there, stopping(at))), Stopped, `point ${at}`);
    await send(SURVEY, ports(there, stopping(0)));
    isRight(there);
  }
  console.log(`stopped at each of ${points} points`);
}

// Two tabs without a lock between them.
{
  const there = scene();
  const both = await Promise.all([send(SURVEY, ports(there, stopping(0))), send(SURVEY, ports(there, stopping(0), (list) => [...list]))]);
  assert.ok(both.every(({ state }) => state === "ok"));
  isRight(there);
}

// Why nothing goes; nothing of it is deleted.
for (const [change, state, visits] of [
  [(server) => (server.state = "over"), "over", 6],
  [(server) => (server.state = "early"), "early", 6],
  [(server) => (server.person = "you"), "other-person", 0],
]) {
  const there = scene();
  change(there.server);
  assert.deepEqual(await send(SURVEY, ports(there, stopping(0))), { state, sent: 0 });
  assert.equal(there.drawers.done.size, 7);
  assert.equal(there.server.visits.size, visits);
  assert.equal(there.drawers.notes.size, 0);
}
for (const state of ["offline", "signed-out", "hidden", "busy", "failed"]) {
  for (const call of ["pack", "exchange", "ballot", "visits"]) {
    const there = scene();
    const own = ports(there, stopping(0));
    own.net[call] = async () => ({ state });
    const told = await send(SURVEY, own);
    assert.equal(told.state, state);
    const left = there.drawers.done.size + there.drawers.open.size;
    assert.equal(left, call === "visits" ? 4 : 7, call);
    await send(SURVEY, ports(there, stopping(0)));
    isRight(there);
  }
}

// A signature that is not of the group's key: that ballot stays, the others go.
{
  const there = scene();
  const own = ports(there, stopping(0));
  own.finish = async (_, made, signature) => {
    if (made.blinded === "b-a") throw new Error("the signature is not of this campaign");
    return signature;
  };
  assert.deepEqual(await send(SURVEY, own), { state: "ok", sent: 2 });
  assert.equal(there.drawers.done.get("a").state, "lost");
  assert.equal(there.server.box.size, 2);
}

// What the server gets with a ballot, and how.
{
  const sent = [];
  globalThis.fetch = async (address, options) => {
    sent.push([address, options]);
    return new Response('{"state":"counted"}', { headers: { "content-type": "application/json" } });
  };
  const { drawers } = scene();
  const net = network("vi");
  assert.deepEqual(await net.ballot(SURVEY, { ...drawers.done.get("a"), token: "t" }), { state: "ok", body: { state: "counted" } });
  const [[address, options]] = sent;
  assert.equal(address, "/vi/ballot/s/kept");
  assert.deepEqual([options.credentials, options.referrerPolicy, options.cache], ["omit", "no-referrer", "no-store"]);
  assert.deepEqual(Object.fromEntries(options.body), { token: "t", group: "g", answers: '{"q":"a"}', took: "60", day: "2026-11-22" });
  for (const [answer, state] of [
    [new Response("<p>", { status: 403, headers: { "content-type": "text/html" } }), "signed-out"],
    [new Response("<p>", { status: 404 }), "hidden"],
    [new Response("<p>", { status: 429 }), "busy"],
    [new Response("<p>", { status: 500 }), "failed"],
    [new Response("{", { headers: { "content-type": "application/json" } }), "offline"],
    [{ type: "opaqueredirect" }, "signed-out"],
  ]) {
    globalThis.fetch = async () => answer;
    assert.equal((await net.pack(SURVEY)).state, state);
  }
  globalThis.fetch = async () => {
    throw new TypeError("no network");
  };
  assert.equal((await net.pack(SURVEY)).state, "offline");
}

// Signing out, by the token of the page that asks whether to.
{
  globalThis.DOMParser = class {
    parseFromString(text) {
      const [, value] = /<input type="hidden" name="csrf" value="(\w+)">/.exec(text) ?? [];
      return { querySelector: (which) => (which === 'input[name="csrf"]' && value ? { value } : null) };
    }
  };
  const led = { type: "opaqueredirect" };
  const asks = () => new Response('<form method="post"><input type="hidden" name="csrf" value="t1"></form>');
  for (const [page, answer, state, posts] of [
    [asks, () => led, "ok", ["csrf=t1"]],
    [() => led, null, "ok", []],
    [asks, () => new Response("", { status: 403 }), "failed", ["csrf=t1"]],
    [() => new Response("", { status: 503 }), () => new Response("", { status: 403 }), "failed", ["csrf="]],
    [() => { throw new TypeError("no network"); }, null, "offline", []],
    [asks, () => { throw new TypeError("no network"); }, "offline", ["csrf=t1"]],
  ]) {
    const sent = [];
    globalThis.fetch = async (address, options) => {
      assert.equal(address, "/vi/sign-out");
      assert.deepEqual([options.redirect, options.credentials], ["manual", "same-origin"]);
      if (options.method !== "POST") return page();
      sent.push(String(options.body));
      return answer();
    };
    assert.deepEqual(await network("vi").signOut(), { state });
    assert.deepEqual(sent, posts);
  }
}

// What is told of the device.
{
  const person = (id, more = {}) => ({ id, name: "Nguyễn Văn Đạt", phone: "0912345678", group: "g", visits: [], ...more });
  const pack = { survey: SURVEY, groups: [{ id: "g", label: "Xã Tân Lập" }], people: [person("p")] };
  const empty = { pack, open: [], done: [], visits: [] };
  for (const [device, expected, of] of [
    [empty, "to-do"],
    [{ ...empty, open: [{ case: "p" }] }, "open"],
    [{ ...empty, open: [{ case: "p", problems: [] }] }, "refused"],
    [{ ...empty, done: [{ case: "p" }] }, "waits"],
    [{ ...empty, done: [{ case: "p", state: "taken" }] }, "taken"],
    [{ ...empty, visits: [{ case: "p", outcome: "interviewed" }] }, "sent"],
    [{ ...empty, visits: [{ case: "p", outcome: "refused", day: "2026-11-20" }] }, "came-refused"],
    [{ ...empty, visits: [{ case: "p", outcome: "not-home", day: "2026-11-21" }] }, "came-not-home", person("p", { visits: [{ id: 1, outcome: "refused", day: "2026-11-20" }] })],
    [{ ...empty, visits: [{ case: "p", outcome: "interviewed", day: "2026-11-21", dropped: true }] }, "to-do", person("p", { visits: [{ id: 1, outcome: "elsewhere", day: "2026-11-20" }] })],
    [{ ...empty, visits: [{ case: "p", outcome: "interviewed", dropped: true }] }, "gone", person("p", { gone: true })],
    [empty, "gone", person("p", { gone: true })],
  ]) {
    assert.equal(standing(of ?? person("p"), device), expected);
  }
  for (const [words, count] of [["", 1], ["dat", 1], ["NGUYỄN đạt", 1], ["345 tan lap", 1], ["dat khac", 0]]) assert.equal(found(empty, words, "").length, count, words);
  assert.equal(found(empty, "", "open").length, 0);
  const full = { pack, open: [{ case: "o" }], done: [{ case: "d" }, { case: "t", state: "taken" }], visits: [{ id: 1, case: "x" }, { id: 2, case: "y", sent: true }] };
  assert.deepEqual(unsent(full), { interviews: 1, visits: 1, all: 4 });
  // Whoever left the list stays while something of theirs was not sent.
  const before = { ...full, pack: { ...pack, people: [person("d"), person("x"), person("y"), person("z")] } };
  const after = merged(before, { survey: SURVEY, csrf: "secret", groups: [], people: [person("n")] }, 7);
  assert.deepEqual(after.people.map(({ id, gone }) => [id, gone]), [["n", undefined], ["d", true], ["x", true]]);
  assert.deepEqual(after.groups.map(({ id }) => id), ["g"]);
  assert.equal(JSON.stringify(after).includes("secret"), false);
  assert.deepEqual(forgotten(before, after), [["remove", "visits", 2]]);
}

// Whoever was not met or refused can still be interviewed; whoever has answered cannot.
assert.deepEqual(["to-do", "came-refused", "came-not-home", "open", "sent", "gone"].map(canBegin), [true, true, true, false, false, false]);

// A list drawn again leaves rows that say the same where they are: none of them is taken out and put in again.
{
  class Row {
    constructor(text) {
      this.outerHTML = text;
    }
    get nextElementSibling() {
      return this.parent.children[this.parent.children.indexOf(this) + 1] ?? null;
    }
    remove() {
      this.parent.moves.push(`- ${this.outerHTML}`);
      this.parent.children.splice(this.parent.children.indexOf(this), 1);
    }
  }
  const list = {
    children: [],
    moves: [],
    get firstElementChild() {
      return this.children[0] ?? null;
    },
    insertBefore(row, at) {
      if (this.children.includes(row)) row.remove();
      this.moves.push(`+ ${row.outerHTML}`);
      row.parent = this;
      this.children.splice(at ? this.children.indexOf(at) : this.children.length, 0, row);
    },
  };
  for (const [texts, moves] of [
    ["a b c d", ["+ a", "+ b", "+ c", "+ d"]],
    ["a b c d", []],
    ["a c2 d", ["- b", "- c", "+ c2"]],
    ["z a c2 d", ["+ z"]],
    ["", ["- z", "- a", "- c2", "- d"]],
  ]) {
    list.moves = [];
    const rows = texts.split(" ").filter(Boolean);
    keepSame(list, rows.map((text) => new Row(text)));
    assert.deepEqual(list.children.map((row) => row.outerHTML), rows);
    assert.deepEqual(list.moves, moves);
  }
}

// Removing one survey leaves the other.
{
  const { drawers } = scene();
  const store = storeOf(drawers, stopping(0));
  const everything = await all(store);
  assert.equal(ofSurvey(SURVEY, everything).done.length, 6);
  await store.change(removal([SURVEY], everything));
  assert.deepEqual([...drawers.done.keys()], ["other"]);
  assert.equal(drawers.packs.size + drawers.visits.size, 0);
}
console.log("right");
