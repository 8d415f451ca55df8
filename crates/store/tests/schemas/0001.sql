-- A store of schema 1, as the program of that time wrote it.
CREATE TABLE schema_version (
  version BIGINT NOT NULL PRIMARY KEY
);
-- The ledger, and who may sign in.
CREATE TABLE journal (
  seq BIGINT PRIMARY KEY,
  recorded BIGINT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  operation TEXT NOT NULL,
  about TEXT NOT NULL,
  row_key TEXT NOT NULL,
  before TEXT,
  after TEXT,
  row_hash BYTEA,
  reason TEXT,
  request TEXT,
  previous BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX journal_by_row ON journal (about, row_key, seq);
CREATE INDEX journal_by_actor ON journal (actor, seq);

CREATE TABLE journal_head (
  id BIGINT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL
);

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE installation_key (
  name TEXT PRIMARY KEY,
  value BYTEA NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  created BIGINT NOT NULL,
  active BIGINT NOT NULL,
  erased BIGINT NOT NULL,
  lang TEXT NOT NULL,
  name TEXT,
  mail TEXT,
  mail_key TEXT UNIQUE,
  salt BYTEA
);

CREATE TABLE password (
  person TEXT PRIMARY KEY,
  hash TEXT NOT NULL,
  changed BIGINT NOT NULL
);

CREATE TABLE second_factor (
  person TEXT PRIMARY KEY,
  secret BYTEA NOT NULL,
  confirmed BIGINT
);

CREATE TABLE recovery_code (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  hash TEXT NOT NULL,
  used BIGINT
);
CREATE INDEX recovery_code_by_person ON recovery_code (person);

CREATE TABLE external_identity (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT,
  salt BYTEA,
  UNIQUE (issuer, subject)
);
CREATE INDEX external_identity_by_person ON external_identity (person);

CREATE TABLE one_time_link (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  person TEXT,
  hash TEXT NOT NULL UNIQUE,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  used BIGINT,
  made_by TEXT NOT NULL
);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  ended BIGINT,
  second_factor BIGINT NOT NULL,
  way TEXT NOT NULL,
  device TEXT,
  address TEXT,
  salt BYTEA
);
CREATE INDEX session_by_person ON session (person, created);

CREATE TABLE assignment (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  agency TEXT,
  scope TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  delegated_from TEXT,
  granted_by TEXT NOT NULL,
  ended BIGINT
);
CREATE INDEX assignment_by_person ON assignment (person);
CREATE INDEX assignment_by_agency ON assignment (agency);

CREATE TABLE session_seen (
  session TEXT PRIMARY KEY,
  seen BIGINT NOT NULL
);

CREATE TABLE used_step (
  person TEXT PRIMARY KEY,
  step BIGINT NOT NULL
);

CREATE TABLE attempt (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  account TEXT NOT NULL,
  address TEXT NOT NULL,
  device TEXT
);
CREATE INDEX attempt_by_account ON attempt (account, at);
CREATE INDEX attempt_by_address ON attempt (address, at);

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  created BIGINT NOT NULL,
  due BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  leased_until BIGINT NOT NULL,
  last_error TEXT
);
CREATE INDEX job_by_due ON job (due);
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'2C59E916C12F9D6B4AAC1BD08ED2DC48');
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', NULL, NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'1C1FC57D80443AF44CEA0C84824ABD79A65619A4D91619BC1D54CD42BF436CE2');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'CC091B7DA234689CBCAB2D38168BC216B05310C9CB645DFB2945007FC3838860', NULL, NULL, X'31B7E6FADA6E5667A854112AADE008C8DF25CDC81D8508BDC89CC2ED3B5F7763', X'CDF7B11808CFF871787CAC375D13B6D413923768FB03413D409C0699F0972734');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', NULL, NULL, X'1C1FC57D80443AF44CEA0C84824ABD79A65619A4D91619BC1D54CD42BF436CE2', X'4FC3A8072D2D23BE38913CE9772A3B41280947D73A9821DD1F66601103CDD887');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)"}', X'B60676F02D7DE569963600431AFB35667FE3B8C651D56C110DA3EEC6FB27A066', NULL, NULL, X'4FC3A8072D2D23BE38913CE9772A3B41280947D73A9821DD1F66601103CDD887', X'1F20DCD5B9729DC4C91494A0BB1C2C923F215F1BA6AE0DA40218C909409FBA11');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', NULL, NULL, X'1F20DCD5B9729DC4C91494A0BB1C2C923F215F1BA6AE0DA40218C909409FBA11', X'E3EDED430F5E867DE4478AC625B5ABC95DB09C1B68E7036E158AD9D1F9EDFC98');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', NULL, NULL, X'E3EDED430F5E867DE4478AC625B5ABC95DB09C1B68E7036E158AD9D1F9EDFC98', X'B0D224DD9BB545F2719F74D3A6CED1BE19D8AC38F741095B2880F6AB3C64BB9E');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', NULL, NULL, X'B0D224DD9BB545F2719F74D3A6CED1BE19D8AC38F741095B2880F6AB3C64BB9E', X'8750695A82F5775F4BB06EC2329FDF1FDCB1BEEE2494DE2D9170E8E65C70E2A3');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'FF1A946CF82099A3A000FC787E58C862122EB384031DC8419BEDB3B335F77F9B', NULL, NULL, X'8750695A82F5775F4BB06EC2329FDF1FDCB1BEEE2494DE2D9170E8E65C70E2A3', X'1C8CEC34D2A02E27EBE7AAD0CB149ECE1124F3FDD8EA821066F955386736A344');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', NULL, NULL, X'1C8CEC34D2A02E27EBE7AAD0CB149ECE1124F3FDD8EA821066F955386736A344', X'95D0F57FBABDDD29EDEEB0664AF4256419A70798159B6BB46A2A03F6D52165CE');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', NULL, NULL, X'95D0F57FBABDDD29EDEEB0664AF4256419A70798159B6BB46A2A03F6D52165CE', X'31B7E6FADA6E5667A854112AADE008C8DF25CDC81D8508BDC89CC2ED3B5F7763');
INSERT INTO journal_head VALUES (1, 10, X'CDF7B11808CFF871787CAC375D13B6D413923768FB03413D409C0699F0972734');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'B89D94FFAB8CD9EBA96092F39387E794');
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'F26275DA630AE48C3011E8F62F7A6930');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
