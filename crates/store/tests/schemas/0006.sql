-- A store of schema 6, as the program of that time wrote it.
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
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO schema_version VALUES (4);
INSERT INTO schema_version VALUES (5);
INSERT INTO schema_version VALUES (6);
INSERT INTO agency VALUES ('old-agency', 1, 'entered', '{"names":[{"vi":"Thừa Thiên Huế","to":"2024-12-31"}],"note":"Nghị quyết 202/2025/QH15"}');
INSERT INTO api_key VALUES ('old-key', 'old-agency', 'Cổng dịch vụ công', 'old-keyhash', '["facts:write"]', 1795305600000000, 'system', NULL, NULL);
INSERT INTO api_key_seen VALUES ('old-key', 1795305600000000);
INSERT INTO assessment_event VALUES ('old-round/province:01/000001', 'old-round', 'province:01', 1, 1795305600000000, 'old-p', '{"kind":"commented","node":"c1_1_1","text":"“xem lại”"}');
INSERT INTO assessment_head VALUES ('old-round/province:01', 'old-round', 'province:01', 1);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO boundary VALUES ('old-boundary', 'old-sha', 'provinces-34', 'ma', 'Bộ Nông nghiệp và Môi trường', 1795305600000000, 'old-p', 0);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'B4D25ADC674FCE0D987BDEAA71BA65DF');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL, NULL, NULL, NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'DB3CB0C0F2C07C9BE5BFA17E4700B5593C59136407F4E60625A5C641D36DFF2D', 'để thử', NULL, X'8C71FBA0717D07F4520F0066B3A0B8B1C6F1F1C2E3FD575C9BCDA5FF6AA990F6', X'657EEB67AFF0EC32AD3E3E0D754F0649B5A86046209B06A76B5FFDCA732A2FFA');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'657EEB67AFF0EC32AD3E3E0D754F0649B5A86046209B06A76B5FFDCA732A2FFA', X'60B674D7AD1EAFDF48F61DE6E077D426B303E8CDB78A84D77480F517508E82D0');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'60B674D7AD1EAFDF48F61DE6E077D426B303E8CDB78A84D77480F517508E82D0', X'4511480F83458A2E26B73612CE662956930E43C5E77A095A27742A26176A659A');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null,"checked":null,"checked_by":null,"checked_against":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'4511480F83458A2E26B73612CE662956930E43C5E77A095A27742A26176A659A', X'863D523948DC32605EE523D00B972CB6A295B0291681E5EAF784DBD80BDE8BD4');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'863D523948DC32605EE523D00B972CB6A295B0291681E5EAF784DBD80BDE8BD4', X'0D37AF7C1040FF1250C062C190E5C267E902B80A6EAD4BBAB6363632D3DEDDCE');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'0D37AF7C1040FF1250C062C190E5C267E902B80A6EAD4BBAB6363632D3DEDDCE', X'FA2E11DA537F4488E6BFF7113E5E8344ED9C82DE8EE5387EE4EFB5CECE4095BD');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'FA2E11DA537F4488E6BFF7113E5E8344ED9C82DE8EE5387EE4EFB5CECE4095BD', X'05664547F35C86FD3B3205CB4F19B03F7A8B7A38AFB83E87182EAE76716B3C7C');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'05664547F35C86FD3B3205CB4F19B03F7A8B7A38AFB83E87182EAE76716B3C7C', X'D71ED41F1C87172E8A1DDA5C96F547A539A1E2AC7194ADE33D9283BD15C8EE73');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'rulebook_text', 'old-rules', NULL, '{"sha256":"old-rules","reference":"par-index/2024","text":"chiso: 1\nid: par-index\n","created":1795305600000000}', X'01ADA3759673A42D9048A971B047CBD3E811DC721FC57B1833BBE6F109606F64', 'để thử', NULL, X'D71ED41F1C87172E8A1DDA5C96F547A539A1E2AC7194ADE33D9283BD15C8EE73', X'0B717D23932EA514B961CEB7CB4EB0688487126CEA1C5FC9D45CDF8AFB1C343E');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_event', 'old-round/000001', NULL, '{"id":"old-round/000001","round":"old-round","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"began\",\"phase\":\"council\",\"reason\":\"đủ hồ sơ\"}"}', X'0C6565F886EAD2120835636B04E21AF580A466EC44C1AC2EFC3B3A13734B7E64', 'để thử', NULL, X'0B717D23932EA514B961CEB7CB4EB0688487126CEA1C5FC9D45CDF8AFB1C343E', X'9B97FA9FBF0085C86ABC6652749A4532BE3BC03E24D0A3430374A7029DF988BA');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (20, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assessment_event', 'old-round/province:01/000001', NULL, '{"id":"old-round/province:01/000001","round":"old-round","unit":"province:01","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"commented\",\"node\":\"c1_1_1\",\"text\":\"“xem lại”\"}"}', X'8E3DFB26E1E2CBC963225E45AB51A646B3CC2A797482A3CA9DCDFC15DFF8B344', 'để thử', NULL, X'9B97FA9FBF0085C86ABC6652749A4532BE3BC03E24D0A3430374A7029DF988BA', X'DAE2136E0F63E71523336F812EF1218AA71A75CCE6E22B67BDDEB4FE3F4F8A8C');
INSERT INTO journal VALUES (21, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_refusal', 'old-refusal', NULL, '{"id":"old-refusal","round":"old-round","unit":"province:01","node":null,"at":1795305600000000,"made_by":"old-p","command":"submit","why":"deadline_passed"}', X'3A6317594183B55D388293FA50D86409365C8E912CC8DF819DD5BD568C8FF887', 'để thử', NULL, X'DAE2136E0F63E71523336F812EF1218AA71A75CCE6E22B67BDDEB4FE3F4F8A8C', X'728170B3560A84BC96A4809CAD6B8EB2F9567C50778A1E13731501EC8DFCE03A');
INSERT INTO journal VALUES (22, 1795305600000000, 'p-1', 'test.fill', 'insert', 'notice_choice', 'old-person/assigned', NULL, '{"id":"old-person/assigned","person":"old-p","kind":"assigned","mail":"digest"}', X'E609D4E238CD7907E534014AE44BC469EEE1310CD65401D12FEF1C4ABFD916FB', 'để thử', NULL, X'728170B3560A84BC96A4809CAD6B8EB2F9567C50778A1E13731501EC8DFCE03A', X'5C11465AF9E3F2C91C35A2C78D5D417334650EB6E93D0825DD6A790178F18CD4');
INSERT INTO journal VALUES (23, 1795305600000000, 'p-1', 'test.fill', 'insert', 'measure', 'old-measure', NULL, '{"id":"old-measure","round":"old-round","unit":"province:01","node":"c1_1_1","title":"Ban hành kế hoạch trước 31/12","lead":"Sở Nội vụ","due":"2026-12-31","expected":0.25,"progress":50,"remark":"","created":1795305600000000,"made_by":"old-p","dropped":null}', X'112D97262CF5FF468962DA65550499B6DC0B57343DC9B7B2BD2326ED6D654EA9', 'để thử', NULL, X'5C11465AF9E3F2C91C35A2C78D5D417334650EB6E93D0825DD6A790178F18CD4', X'040F5E5977D709BE38D5340BC6329AE1363DBF33F6BFD2DEEDE561330194D845');
INSERT INTO journal VALUES (24, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'040F5E5977D709BE38D5340BC6329AE1363DBF33F6BFD2DEEDE561330194D845', X'9CDE4FAB0BF169624D0DA11DEB341D3BDDB4DB9BBF1943454C74BB3D2E66DC77');
INSERT INTO journal VALUES (25, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'9CDE4FAB0BF169624D0DA11DEB341D3BDDB4DB9BBF1943454C74BB3D2E66DC77', X'9FFE743605BCF84EF0B4D9983B00D0B17809E128A00BB55B5E59706E9ECDE2EB');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)","home":null}', X'E4EA7AD1FECB92B0FAA602ABDCF12FA9A10CD5D8DE840651889C33F141C4EF18', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'7DB5FB218A3B80D747969C9597E18584DFA82119D27BCE3CD9E634CEE7413C2F');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'7DB5FB218A3B80D747969C9597E18584DFA82119D27BCE3CD9E634CEE7413C2F', X'050535D5E258356E2C14B46DCE10290E94DCE89E5C113483FB3CAC163630574E');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'050535D5E258356E2C14B46DCE10290E94DCE89E5C113483FB3CAC163630574E', X'0F9E6A2E82D7ED45CBEB308C29E698F74BC88EB1A2D871F2F4C2A33AE55140CD');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'0F9E6A2E82D7ED45CBEB308C29E698F74BC88EB1A2D871F2F4C2A33AE55140CD', X'179064447B7D744E0073C4AD321275290E7A2F077D26BB2240821A0FA2FF42CF');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'4C0F477FA9D68B7CD5E66D64C834CF72E13717C069F3B2B349EBAB2FE019F711', 'để thử', NULL, X'179064447B7D744E0073C4AD321275290E7A2F077D26BB2240821A0FA2FF42CF', X'FFB36129B8694049A2DDCF578870F951E93115282CEEF77FF2C7496263776A04');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'FFB36129B8694049A2DDCF578870F951E93115282CEEF77FF2C7496263776A04', X'809FD37FB94E0D60B2E4DEF0833CF1F4DAE4204549E5741156D9226659E9A781');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'809FD37FB94E0D60B2E4DEF0833CF1F4DAE4204549E5741156D9226659E9A781', X'8C71FBA0717D07F4520F0066B3A0B8B1C6F1F1C2E3FD575C9BCDA5FF6AA990F6');
INSERT INTO journal_head VALUES (1, 25, X'9FFE743605BCF84EF0B4D9983B00D0B17809E128A00BB55B5E59706E9ECDE2EB');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO measure VALUES ('old-measure', 'old-round', 'province:01', 'c1_1_1', 'Ban hành kế hoạch trước 31/12', 'Sở Nội vụ', '2026-12-31', 0.25, 50, '', 1795305600000000, 'old-p', NULL);
INSERT INTO notice VALUES ('old-notice', 'old-p', 'assigned', 'old-round', 'province:01', 'c1_1_1', 1795305600000000, NULL, NULL);
INSERT INTO notice_choice VALUES ('old-person/assigned', 'old-p', 'assigned', 'digest');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'8018E4131236ED421CBA814631A8C1AC', NULL);
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO round_event VALUES ('old-round/000001', 'old-round', 1, 1795305600000000, 'old-p', '{"kind":"began","phase":"council","reason":"đủ hồ sơ"}');
INSERT INTO round_refusal VALUES ('old-refusal', 'old-round', 'province:01', NULL, 1795305600000000, 'old-p', 'submit', 'deadline_passed');
INSERT INTO rulebook_text VALUES ('old-rules', 'par-index/2024', 'chiso: 1
id: par-index
', 1795305600000000);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'4DEA0DF4E947BF753AF4B4D4184D2773');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
