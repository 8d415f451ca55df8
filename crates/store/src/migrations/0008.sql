-- Field work of surveys: who interviews which group, visits to people, sheets of paper, and call-backs. What anybody answered does not lie here.
CREATE TABLE survey_interviewer (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  person TEXT NOT NULL
);
CREATE INDEX survey_interviewer_survey ON survey_interviewer (survey, id);

CREATE TABLE survey_visit (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  invitee TEXT NOT NULL,
  made_by TEXT NOT NULL,
  day TEXT NOT NULL,
  outcome TEXT NOT NULL,
  hour BIGINT,
  place TEXT
);
CREATE INDEX survey_visit_survey ON survey_visit (survey, invitee, id);

CREATE TABLE survey_sheet (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  handed_to TEXT NOT NULL,
  mode TEXT NOT NULL,
  state TEXT NOT NULL,
  first_by TEXT,
  first BYTEA,
  second_by TEXT,
  second BYTEA
);
CREATE INDEX survey_sheet_survey ON survey_sheet (survey, id);

CREATE TABLE survey_callback (
  id TEXT PRIMARY KEY,
  survey TEXT NOT NULL,
  state TEXT NOT NULL,
  day TEXT,
  made_by TEXT
);
CREATE INDEX survey_callback_survey ON survey_callback (survey, id);

-- Each kind of job is taken for itself; whom a letter's link declines for, who is of a group, and the few who declined or cannot be reached, are found without reading everybody.
DROP INDEX job_by_due;
CREATE INDEX job_by_kind ON job (kind, due);
CREATE INDEX invitee_group ON invitee (invited_to, id);
CREATE INDEX invitee_mail ON invitee (survey, mail);
CREATE INDEX invitee_phone ON invitee (survey, phone);
CREATE INDEX invitee_declined ON invitee (survey, id) WHERE declined <> 0;
CREATE INDEX invitee_mailing_failed ON invitee_mailing (survey, id) WHERE failed IS NOT NULL;
