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
