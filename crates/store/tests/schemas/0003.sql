-- A store of schema 3, as the program of that time wrote it.
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
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO agency VALUES ('old-agency', 1, 'entered', '{"names":[{"vi":"Thừa Thiên Huế","to":"2024-12-31"}],"note":"Nghị quyết 202/2025/QH15"}');
INSERT INTO api_key VALUES ('old-key', 'old-agency', 'Cổng dịch vụ công', 'old-keyhash', '["facts:write"]', 1795305600000000, 'system', NULL, NULL);
INSERT INTO api_key_seen VALUES ('old-key', 1795305600000000);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO boundary VALUES ('old-boundary', 'old-sha', 'provinces-34', 'ma', 'Bộ Nông nghiệp và Môi trường', 1795305600000000, 'old-p', 0);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'3DF56E196EE71F8A8AE91732F7E6F4ED');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'9F7829B9C04E0ECD3C92D07BB0A0041C1C15AEE745B498D2EB24475D8A46F0F4', 'để thử', NULL, X'E54C3D40CE04E2B2AD593D9ACD5B91C5C2053C28058E064967743C1506B521A8', X'7998AC77EA8365786BA482D3DA6BEEDD26847C15E6EBFDDAB6FBC1333FE339A3');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'7998AC77EA8365786BA482D3DA6BEEDD26847C15E6EBFDDAB6FBC1333FE339A3', X'AAE02AA2D53121040E72278472ED4C09BA8A9A436CC7EE17946713079F24550C');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'AAE02AA2D53121040E72278472ED4C09BA8A9A436CC7EE17946713079F24550C', X'6A7891DA379813470C1523ABD29E476E5CA9DAE873DADA29C8CB5633A4399DA7');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'6A7891DA379813470C1523ABD29E476E5CA9DAE873DADA29C8CB5633A4399DA7', X'E9E301B76F74B2667132A6D943D5FEA6F24757ABF9A5804E1116786B86F2A1D3');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'E9E301B76F74B2667132A6D943D5FEA6F24757ABF9A5804E1116786B86F2A1D3', X'F8EE3AA7D7C95FC87E96BB7B7C28760DB578110E1AA988EDC69EA675DA457663');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'F8EE3AA7D7C95FC87E96BB7B7C28760DB578110E1AA988EDC69EA675DA457663', X'D83E4D715E9157960D82F43CE233FEEC718A510F4B572BDDF37655A714CD0997');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'D83E4D715E9157960D82F43CE233FEEC718A510F4B572BDDF37655A714CD0997', X'02DB8C634A4989718A2957B23261606B284C3C85F24ACE74519075C998B2FCE3');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'02DB8C634A4989718A2957B23261606B284C3C85F24ACE74519075C998B2FCE3', X'3B7E90A556F1B672161D2D6BF603BCF69ADD84D26B47EA24AB6BA7AF7E0976BD');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'3B7E90A556F1B672161D2D6BF603BCF69ADD84D26B47EA24AB6BA7AF7E0976BD', X'780A607FA556834BFE58C22989FDAF8375C7DE565BAD44527EF9CA7316FBCC60');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'780A607FA556834BFE58C22989FDAF8375C7DE565BAD44527EF9CA7316FBCC60', X'2CA652B4BE5A1EAF406DE26C6E0FF91F72DF25922C75F4A094D525C3FF200EDE');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)"}', X'34708910CA7D73167ED703F53CA14A0E2368D46FB947071FA7035E8BB5CE3E92', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'411CAE368B291E1442E0798FFC069F893E1366C13D57FF2FD74884A477822449');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'411CAE368B291E1442E0798FFC069F893E1366C13D57FF2FD74884A477822449', X'2928489671AEC95B980B01D88640B7275004C0ACA6B6B19138B085FAC46485D2');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'2928489671AEC95B980B01D88640B7275004C0ACA6B6B19138B085FAC46485D2', X'CFEA3F77D677093E89CDDBE6511E3D29502FA6FED79E0EA78D7190C8B4E12E1D');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'CFEA3F77D677093E89CDDBE6511E3D29502FA6FED79E0EA78D7190C8B4E12E1D', X'C648CF5741C283823131090D32B7EF6006BB515E2CDA9BAB078C976E11F6166B');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'E9EFBD836D31117240C4B6F75BBE0922A3DB19CAE3589F06859A8FFC320D834A', 'để thử', NULL, X'C648CF5741C283823131090D32B7EF6006BB515E2CDA9BAB078C976E11F6166B', X'89C1DD8AAA864896B0D5AE13CCEF1D8C11909FC3613D2F46D2FC0765CA4226DC');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'89C1DD8AAA864896B0D5AE13CCEF1D8C11909FC3613D2F46D2FC0765CA4226DC', X'87B89AE15B420C71521C5D213C8CF9DDB6DAA369564803A2A9476772F9830D66');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'87B89AE15B420C71521C5D213C8CF9DDB6DAA369564803A2A9476772F9830D66', X'E54C3D40CE04E2B2AD593D9ACD5B91C5C2053C28058E064967743C1506B521A8');
INSERT INTO journal_head VALUES (1, 19, X'2CA652B4BE5A1EAF406DE26C6E0FF91F72DF25922C75F4A094D525C3FF200EDE');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'C68196A78057545A8FE612CEA2BDA2E8');
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'9727CFC92B69690101BC1F68057A30F5');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
