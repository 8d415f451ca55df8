-- Assessment rounds. A round and each unit's assessment in it are lists of events that are only ever added to.
CREATE TABLE round_event (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX round_event_order ON round_event (round, seq);

CREATE TABLE assessment_event (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX assessment_event_order ON assessment_event (round, unit, seq);
CREATE INDEX assessment_event_time ON assessment_event (round, at);

-- How many events an assessment has: what a program holds in memory is compared with it.
CREATE TABLE assessment_head (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  events BIGINT NOT NULL
);
CREATE INDEX assessment_head_round ON assessment_head (round);

-- The very text of a rulebook that a round keeps to, by its hash.
CREATE TABLE rulebook_text (
  sha256 TEXT PRIMARY KEY,
  reference TEXT NOT NULL,
  text TEXT NOT NULL,
  created BIGINT NOT NULL
);

-- Commands that were refused because they were late, double, out of order or forged.
CREATE TABLE round_refusal (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  unit TEXT,
  node TEXT,
  at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  command TEXT NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX round_refusal_round ON round_refusal (round, at);

-- What somebody is told in the program.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  round TEXT NOT NULL,
  unit TEXT,
  node TEXT,
  created BIGINT NOT NULL,
  seen BIGINT,
  mailed BIGINT
);
CREATE INDEX notice_person ON notice (person, created);

-- How somebody wants to be told of a kind of thing.
CREATE TABLE notice_choice (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  mail TEXT NOT NULL
);
CREATE INDEX notice_choice_person ON notice_choice (person);

-- What a unit plans to do about points that it lost.
CREATE TABLE measure (
  id TEXT PRIMARY KEY,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  node TEXT NOT NULL,
  title TEXT NOT NULL,
  lead TEXT NOT NULL,
  due TEXT NOT NULL,
  expected DOUBLE PRECISION NOT NULL,
  progress BIGINT NOT NULL,
  remark TEXT NOT NULL,
  created BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  dropped BIGINT
);
CREATE INDEX measure_unit ON measure (unit, due);
