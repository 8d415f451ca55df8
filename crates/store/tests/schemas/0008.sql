-- A store of schema 8, as the program of that time wrote it.
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
-- Agencies through time, imports, files, keys.
CREATE TABLE agency (
  id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  origin TEXT NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE lineage (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL,
  document TEXT NOT NULL
);

CREATE TABLE file (
  sha256 TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  name TEXT NOT NULL,
  created BIGINT NOT NULL,
  made_by TEXT NOT NULL
);

CREATE TABLE file_import (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  file TEXT NOT NULL,
  name TEXT NOT NULL,
  created BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  counts TEXT NOT NULL,
  withdrawn BIGINT
);

CREATE TABLE published_figure (
  id TEXT PRIMARY KEY,
  import TEXT NOT NULL,
  figure TEXT NOT NULL
);
CREATE INDEX published_figure_by_import ON published_figure (import);

CREATE TABLE weight (
  id TEXT PRIMARY KEY,
  import TEXT NOT NULL,
  variable TEXT NOT NULL,
  agency TEXT NOT NULL,
  value DOUBLE PRECISION NOT NULL
);
CREATE INDEX weight_by_import ON weight (import);

CREATE TABLE boundary (
  id TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  scheme TEXT NOT NULL,
  property TEXT NOT NULL,
  source TEXT NOT NULL,
  created BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  active BIGINT NOT NULL
);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  agency TEXT,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  expires BIGINT,
  revoked BIGINT
);

CREATE TABLE api_key_seen (
  api_key TEXT PRIMARY KEY,
  seen BIGINT NOT NULL
);
-- Files of open data that were published once.
CREATE TABLE published_file (
  sha256 TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  first_published BIGINT NOT NULL
);
-- The agency at which an account is at home.
ALTER TABLE person ADD COLUMN home TEXT;
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
-- When an import was compared with what its figures come from, by whom, and with what.
ALTER TABLE file_import ADD COLUMN checked BIGINT;
ALTER TABLE file_import ADD COLUMN checked_by TEXT;
ALTER TABLE file_import ADD COLUMN checked_against TEXT;
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
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO schema_version VALUES (4);
INSERT INTO schema_version VALUES (5);
INSERT INTO schema_version VALUES (6);
INSERT INTO schema_version VALUES (7);
INSERT INTO schema_version VALUES (8);
INSERT INTO agency VALUES ('old-agency', 1, 'entered', '{"names":[{"vi":"Thừa Thiên Huế","to":"2024-12-31"}],"note":"Nghị quyết 202/2025/QH15"}');
INSERT INTO api_key VALUES ('old-key', 'old-agency', 'Cổng dịch vụ công', 'old-keyhash', '["facts:write"]', 1795305600000000, 'system', NULL, NULL);
INSERT INTO api_key_seen VALUES ('old-key', 1795305600000000);
INSERT INTO assessment_event VALUES ('old-round/province:01/000001', 'old-round', 'province:01', 1, 1795305600000000, 'old-p', '{"kind":"commented","node":"c1_1_1","text":"“xem lại”"}');
INSERT INTO assessment_head VALUES ('old-round/province:01', 'old-round', 'province:01', 1);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO boundary VALUES ('old-boundary', 'old-sha', 'provinces-34', 'ma', 'Bộ Nông nghiệp và Môi trường', 1795305600000000, 'old-p', 0);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'9FC51801D2F66061EEC46D2DC8363CBB');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL, NULL, NULL, NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO invitee VALUES ('old-invitee', 'old-survey', 'old-survey/000001', 'vi', 0, 'Trần Văn Bình', 'old.binh@example.vn', NULL, X'FBAB4F8717598EF7CFF6EBC2E75BEF16');
INSERT INTO invitee_mailing VALUES ('old-invitee', 'old-survey', 1, 1795305600000000, NULL);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'D1B0749CE81B4E73B2C4802FB0116D1849E3CF60D793AB0B9F9B8FE1D14DEA6D', 'để thử', NULL, X'FE5186944D40EF9E592A09039E51825CC3CD311E5B6BD1353B652E015AF58813', X'7AFE5BA20D113E069985BC96DDF711F7F9FBA8EEADDFA8C70E0AC816772BD88C');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'7AFE5BA20D113E069985BC96DDF711F7F9FBA8EEADDFA8C70E0AC816772BD88C', X'1697811A452211060D5A53BF91042381EEF42F7B97D7ED57B516F1C1B8AA5D11');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'1697811A452211060D5A53BF91042381EEF42F7B97D7ED57B516F1C1B8AA5D11', X'A660E7E2A9B3D316526C332FA578904405C5BBF295EFA2FA83C53DD21E50E95F');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null,"checked":null,"checked_by":null,"checked_against":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'A660E7E2A9B3D316526C332FA578904405C5BBF295EFA2FA83C53DD21E50E95F', X'63908CF88AB20222F76A236760A138A9096ABE62D9E6A761B8E23E74F5CE9D30');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'63908CF88AB20222F76A236760A138A9096ABE62D9E6A761B8E23E74F5CE9D30', X'091EC839EF09DEB98FCDDE2257659BE823B77822F74F021541EC2E17FB92FB5B');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'091EC839EF09DEB98FCDDE2257659BE823B77822F74F021541EC2E17FB92FB5B', X'FF16B31C4C9EF0E51D183C0A18F279ACDB347D5A18BA875A976FC352A9B3BAB0');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'FF16B31C4C9EF0E51D183C0A18F279ACDB347D5A18BA875A976FC352A9B3BAB0', X'B1E95BDC1B0415B4DC4E8C1FD4D3C2850B88B629E81A162E8A5B2FFCE622B0CC');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'B1E95BDC1B0415B4DC4E8C1FD4D3C2850B88B629E81A162E8A5B2FFCE622B0CC', X'A5656E05EBC2B4BB55B0E736961B2B82428B6DB94FE806D9C97FD2CB320361C5');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'rulebook_text', 'old-rules', NULL, '{"sha256":"old-rules","reference":"par-index/2024","text":"chiso: 1\nid: par-index\n","created":1795305600000000}', X'01ADA3759673A42D9048A971B047CBD3E811DC721FC57B1833BBE6F109606F64', 'để thử', NULL, X'A5656E05EBC2B4BB55B0E736961B2B82428B6DB94FE806D9C97FD2CB320361C5', X'8336F5E23E30CB14254308D325E861BB02C4A9C1F6D7D41AD52D47FEF3A05EF9');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_event', 'old-round/000001', NULL, '{"id":"old-round/000001","round":"old-round","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"began\",\"phase\":\"council\",\"reason\":\"đủ hồ sơ\"}"}', X'0C6565F886EAD2120835636B04E21AF580A466EC44C1AC2EFC3B3A13734B7E64', 'để thử', NULL, X'8336F5E23E30CB14254308D325E861BB02C4A9C1F6D7D41AD52D47FEF3A05EF9', X'33348A6201CE958F93A111DDDD81F94EB752A4C650B7958BA33D956A79466CAE');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (20, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assessment_event', 'old-round/province:01/000001', NULL, '{"id":"old-round/province:01/000001","round":"old-round","unit":"province:01","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"commented\",\"node\":\"c1_1_1\",\"text\":\"“xem lại”\"}"}', X'8E3DFB26E1E2CBC963225E45AB51A646B3CC2A797482A3CA9DCDFC15DFF8B344', 'để thử', NULL, X'33348A6201CE958F93A111DDDD81F94EB752A4C650B7958BA33D956A79466CAE', X'D9E4EEE0158CF15C20509EA7C1037C9C1AFD1226A28F862852F36D4A1E54B0C1');
INSERT INTO journal VALUES (21, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_refusal', 'old-refusal', NULL, '{"id":"old-refusal","round":"old-round","unit":"province:01","node":null,"at":1795305600000000,"made_by":"old-p","command":"submit","why":"deadline_passed"}', X'3A6317594183B55D388293FA50D86409365C8E912CC8DF819DD5BD568C8FF887', 'để thử', NULL, X'D9E4EEE0158CF15C20509EA7C1037C9C1AFD1226A28F862852F36D4A1E54B0C1', X'79607944F0913445FC54DF5D0AED6EA22ABE3A421AB52A7361E8BBABAF3F10FF');
INSERT INTO journal VALUES (22, 1795305600000000, 'p-1', 'test.fill', 'insert', 'notice_choice', 'old-person/assigned', NULL, '{"id":"old-person/assigned","person":"old-p","kind":"assigned","mail":"digest"}', X'E609D4E238CD7907E534014AE44BC469EEE1310CD65401D12FEF1C4ABFD916FB', 'để thử', NULL, X'79607944F0913445FC54DF5D0AED6EA22ABE3A421AB52A7361E8BBABAF3F10FF', X'5B49D9FF39242BDC751C1945F28134A275C193F2CDEC895C6C129F155B690B02');
INSERT INTO journal VALUES (23, 1795305600000000, 'p-1', 'test.fill', 'insert', 'measure', 'old-measure', NULL, '{"id":"old-measure","round":"old-round","unit":"province:01","node":"c1_1_1","title":"Ban hành kế hoạch trước 31/12","lead":"Sở Nội vụ","due":"2026-12-31","expected":0.25,"progress":50,"remark":"","created":1795305600000000,"made_by":"old-p","dropped":null}', X'112D97262CF5FF468962DA65550499B6DC0B57343DC9B7B2BD2326ED6D654EA9', 'để thử', NULL, X'5B49D9FF39242BDC751C1945F28134A275C193F2CDEC895C6C129F155B690B02', X'1803B634E084C4CCBF1CA6E4BA970CEF2A577DD208ACF51B6846AC71853E275C');
INSERT INTO journal VALUES (24, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_event', 'old-survey/000001', NULL, '{"id":"old-survey/000001","survey":"old-survey","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"event\":\"closed\",\"reason\":\"đủ phiếu\"}"}', X'C5FED265777715C7E608175F9C0E508AC3AD1CF5F63A33F3B281AA833B820616', 'để thử', NULL, X'1803B634E084C4CCBF1CA6E4BA970CEF2A577DD208ACF51B6846AC71853E275C', X'299A3A45D4565FB1571AB46093D84C47F6A93AB61CE6325925920452148734BA');
INSERT INTO journal VALUES (25, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_group', 'old-survey/000001', NULL, '{"id":"old-survey/000001","survey":"old-survey","label":"Xã Đông Anh","design":"{\"stratum\":\"Hà Nội\",\"weight\":12.5}","people":40,"verifying":"0100ff","signing":"(secret)"}', X'ED5BC8653D91B43EFCB2B2B78A857EE028D502899AC049AC2774DCF19862AF1B', 'để thử', NULL, X'299A3A45D4565FB1571AB46093D84C47F6A93AB61CE6325925920452148734BA', X'D61B8D4402BF4978F275F70E8591E4CB81265BAB683C27E35CC1C15782B9D624');
INSERT INTO journal VALUES (26, 1795305600000000, 'p-1', 'test.fill', 'insert', 'invitee', 'old-invitee', NULL, '{"id":"old-invitee","survey":"old-survey","invited_to":"old-survey/000001","lang":"vi","declined":0,"name":"(personal)","mail":"(personal)","phone":null,"salt":"(personal)"}', X'EFECFCF5063424727C854FF631D4013404B38DA99A15FB08739EF9FD18124B1C', 'để thử', NULL, X'D61B8D4402BF4978F275F70E8591E4CB81265BAB683C27E35CC1C15782B9D624', X'98171367189AE85A70C87EB67A26887683B9721F16050F76C76ECBE05DA10FA9');
INSERT INTO journal VALUES (27, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_interviewer', 'old-survey/000001', NULL, '{"id":"old-survey/000001","survey":"old-survey","person":"old-p"}', X'3CA95E4B1AFE10A44B5FBFF7650549A24BBDF3FA15D1F7325F481A03D9D461CC', 'để thử', NULL, X'98171367189AE85A70C87EB67A26887683B9721F16050F76C76ECBE05DA10FA9', X'72B541EF58C61EAB9F05A0CC55B49E3D21C825F5E0D46C01A9A40C957B22C414');
INSERT INTO journal VALUES (28, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_visit', 'old-visit', NULL, '{"id":"old-visit","survey":"old-survey","invitee":"old-invitee","made_by":"old-p","day":"2026-11-22","outcome":"interviewed","hour":9,"place":"21.03,105.85"}', X'2426D15EDDCEEEEA331D7C68B749FF216ACE490D02127CAFE84877D66130A9F8', 'để thử', NULL, X'72B541EF58C61EAB9F05A0CC55B49E3D21C825F5E0D46C01A9A40C957B22C414', X'6F2CCF8726AE2185C6541549E16AD42B1E95EDB2BE7B26FF0FFDBB8535CE0B04');
INSERT INTO journal VALUES (29, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_sheet', 'old-survey/482913', NULL, '{"id":"old-survey/482913","survey":"old-survey","handed_to":"old-survey/000001","mode":"paper","state":"keyed_once","first_by":"old-p","first":"(secret)","second_by":null,"second":null}', X'9E863A1051D26B8DB9291E9FA737FB1F26205C313C6F52E5952E02FCC383C14F', 'để thử', NULL, X'6F2CCF8726AE2185C6541549E16AD42B1E95EDB2BE7B26FF0FFDBB8535CE0B04', X'AC9AB28413A4278893E6FA06FA64440629D0D31F684A4B7B0E9539F59697726F');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)","home":null}', X'EA5745BF947275C4520F461B70F771AF56BD199056BC6788823C2EF58CDA19AC', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'831EB8F62F239DB23BFCD693396B696FFB57EAE8862FCA9A790DE2E99FD03E80');
INSERT INTO journal VALUES (30, 1795305600000000, 'p-1', 'test.fill', 'insert', 'survey_callback', 'old-invitee', NULL, '{"id":"old-invitee","survey":"old-survey","state":"drawn","day":null,"made_by":null}', X'480BD01EDA37E341489A21AAFC227AE3426857374A691BB4DB006EA05E02CB53', 'để thử', NULL, X'AC9AB28413A4278893E6FA06FA64440629D0D31F684A4B7B0E9539F59697726F', X'D1CEADEFD82E75EE970E963BA987D5CC0C1F97D8A4ABD26BAA6275BF45AB0603');
INSERT INTO journal VALUES (31, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'D1CEADEFD82E75EE970E963BA987D5CC0C1F97D8A4ABD26BAA6275BF45AB0603', X'CF42DC6F36779C52B001EC526D72EE1897DFA2EE94603DB1C5C0974660D273D2');
INSERT INTO journal VALUES (32, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'CF42DC6F36779C52B001EC526D72EE1897DFA2EE94603DB1C5C0974660D273D2', X'3028CD162675C15D659A1874DC669ECF86D5CCCE31AEDFA599991EA6683353E4');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'831EB8F62F239DB23BFCD693396B696FFB57EAE8862FCA9A790DE2E99FD03E80', X'C28E07960F7330A75104A0C8052419C8422BBC988F84CE6591A09A02460DA003');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'C28E07960F7330A75104A0C8052419C8422BBC988F84CE6591A09A02460DA003', X'46E6D75D973057C2266FD04C23FD9CCE61F261DC637AAFE69A393267DD057069');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'46E6D75D973057C2266FD04C23FD9CCE61F261DC637AAFE69A393267DD057069', X'F7F60A7C6C943332344D545D86B1CCB0BDC5CF37CFA47806617AD30EF28D7378');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'F6380402671C449FAB19B18739FD2D90DA47A3E074C56E63F5062A5B33C3120C', 'để thử', NULL, X'F7F60A7C6C943332344D545D86B1CCB0BDC5CF37CFA47806617AD30EF28D7378', X'58D1258422A0A33827E21AD1841B13FB8E2FACB609E260D735C94D143397B65E');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'58D1258422A0A33827E21AD1841B13FB8E2FACB609E260D735C94D143397B65E', X'AD9AD74363BE9051B2D5BA96F4A42183211285BEA1A62B8286CC7B779FC4CFC5');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'AD9AD74363BE9051B2D5BA96F4A42183211285BEA1A62B8286CC7B779FC4CFC5', X'FE5186944D40EF9E592A09039E51825CC3CD311E5B6BD1353B652E015AF58813');
INSERT INTO journal_head VALUES (1, 32, X'3028CD162675C15D659A1874DC669ECF86D5CCCE31AEDFA599991EA6683353E4');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO measure VALUES ('old-measure', 'old-round', 'province:01', 'c1_1_1', 'Ban hành kế hoạch trước 31/12', 'Sở Nội vụ', '2026-12-31', 0.25, 50, '', 1795305600000000, 'old-p', NULL);
INSERT INTO notice VALUES ('old-notice', 'old-p', 'assigned', 'old-round', 'province:01', 'c1_1_1', 1795305600000000, NULL, NULL);
INSERT INTO notice_choice VALUES ('old-person/assigned', 'old-p', 'assigned', 'digest');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'40D188ADB338AA52947649516D73EDA7', NULL);
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO round_event VALUES ('old-round/000001', 'old-round', 1, 1795305600000000, 'old-p', '{"kind":"began","phase":"council","reason":"đủ hồ sơ"}');
INSERT INTO round_refusal VALUES ('old-refusal', 'old-round', 'province:01', NULL, 1795305600000000, 'old-p', 'submit', 'deadline_passed');
INSERT INTO rulebook_text VALUES ('old-rules', 'par-index/2024', 'chiso: 1
id: par-index
', 1795305600000000);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'9122EE12F41B8F21098281F29E4892F7');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO survey_callback VALUES ('old-invitee', 'old-survey', 'drawn', NULL, NULL);
INSERT INTO survey_event VALUES ('old-survey/000001', 'old-survey', 1, 1795305600000000, 'old-p', '{"event":"closed","reason":"đủ phiếu"}');
INSERT INTO survey_group VALUES ('old-survey/000001', 'old-survey', 'Xã Đông Anh', '{"stratum":"Hà Nội","weight":12.5}', 40, X'0100FF', X'090807');
INSERT INTO survey_interviewer VALUES ('old-survey/000001', 'old-survey', 'old-p');
INSERT INTO survey_sheet VALUES ('old-survey/482913', 'old-survey', 'old-survey/000001', 'paper', 'keyed_once', 'old-p', X'7B7D', NULL, NULL);
INSERT INTO survey_visit VALUES ('old-visit', 'old-survey', 'old-invitee', 'old-p', '2026-11-22', 'interviewed', 9, '21.03,105.85');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
