-- Surveys: events of campaigns, groups of invited people with their keys, invited people, and what was sent to them. Ballots lie elsewhere.
CREATE TABLE survey_event (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX survey_event_order ON survey_event (survey, seq);

CREATE TABLE survey_group (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  label TEXT NOT NULL,
  design TEXT NOT NULL,
  people BIGINT NOT NULL,
  verifying BYTEA NOT NULL,
  signing BYTEA NOT NULL
);
CREATE INDEX survey_group_survey ON survey_group (survey, id);

CREATE TABLE invitee (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  invited_to TEXT NOT NULL,
  lang TEXT NOT NULL,
  declined BIGINT NOT NULL,
  name TEXT,
  mail TEXT,
  phone TEXT,
  salt BYTEA
);
CREATE INDEX invitee_survey ON invitee (survey, id);

CREATE TABLE invitee_mailing (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  sent BIGINT NOT NULL,
  last BIGINT NOT NULL,
  failed TEXT
);
CREATE INDEX invitee_mailing_survey ON invitee_mailing (survey, id);
