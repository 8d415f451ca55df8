-- A store of schema 4, as the program of that time wrote it.
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
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO schema_version VALUES (4);
INSERT INTO agency VALUES ('old-agency', 1, 'entered', '{"names":[{"vi":"Thừa Thiên Huế","to":"2024-12-31"}],"note":"Nghị quyết 202/2025/QH15"}');
INSERT INTO api_key VALUES ('old-key', 'old-agency', 'Cổng dịch vụ công', 'old-keyhash', '["facts:write"]', 1795305600000000, 'system', NULL, NULL);
INSERT INTO api_key_seen VALUES ('old-key', 1795305600000000);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO boundary VALUES ('old-boundary', 'old-sha', 'provinces-34', 'ma', 'Bộ Nông nghiệp và Môi trường', 1795305600000000, 'old-p', 0);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'CE334BAD1228D3286BF5CDF8491C9728');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'5930571B4318E2C728CB36F3065DBC42B540E25C8BF34F493E61806BB0738649', 'để thử', NULL, X'648F04F517BA2D633C89684CA629800064D538EE1314F6D30CB019B1C2516BA9', X'ADBF128F4610C6E9CA885D804077EEC5A2572C5655504A5BF61BE84CC2637BE5');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'ADBF128F4610C6E9CA885D804077EEC5A2572C5655504A5BF61BE84CC2637BE5', X'3441F71E2C04BA906714209BA4C867C96DFA0961610D9BB1C1232E363B38DFB2');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'3441F71E2C04BA906714209BA4C867C96DFA0961610D9BB1C1232E363B38DFB2', X'7477A9D31D2E3A099810D35285A2CAAEA40EEC7BBB9790EA26EBD487D66B7F8F');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'7477A9D31D2E3A099810D35285A2CAAEA40EEC7BBB9790EA26EBD487D66B7F8F', X'5029D7E1FA1D49EA9E85F3F237D2170FB10C62791521FAE117866DD1CEAD7261');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'5029D7E1FA1D49EA9E85F3F237D2170FB10C62791521FAE117866DD1CEAD7261', X'97EA5A661D4095325FAC5B67CFB7B7058413B6B4E847F4E8BA51738EACD109B8');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'97EA5A661D4095325FAC5B67CFB7B7058413B6B4E847F4E8BA51738EACD109B8', X'079C9582FB87815A35B47D94A96A8A8D45A80FFACA8E94581E9929B2B0683F0F');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'079C9582FB87815A35B47D94A96A8A8D45A80FFACA8E94581E9929B2B0683F0F', X'22DE57B4F78D2E60249D425171FE4D6917468099D88270B6F5CEDE3891D5129B');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'22DE57B4F78D2E60249D425171FE4D6917468099D88270B6F5CEDE3891D5129B', X'C81F5F956A321A45AB2B46EACA0753FC850F6A5EE6ADD6B8D75433EEB30AABA0');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'C81F5F956A321A45AB2B46EACA0753FC850F6A5EE6ADD6B8D75433EEB30AABA0', X'C91E514381F5BEB7EA54778F53C0E2C2D2AF103821EFF30CBF9460AF41A23252');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'C91E514381F5BEB7EA54778F53C0E2C2D2AF103821EFF30CBF9460AF41A23252', X'E48F71F60B6C692B3CDE35FCE3D3E59054FCBDD5F2B50574DB3628118071B61E');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)","home":null}', X'DD6AAD5EDF3D475B114157B9C3760A922E0BA543AE64AEAAFE593B34A397107C', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'263FA77F39C8FA2096820842328D7C026F323B89764D2E4C422CFCBA685E6A3E');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'263FA77F39C8FA2096820842328D7C026F323B89764D2E4C422CFCBA685E6A3E', X'86333DCCB34A38DEFB67887F7BD81AB2B79B3BADE8E76E22AF6D0669BD6CC6FF');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'86333DCCB34A38DEFB67887F7BD81AB2B79B3BADE8E76E22AF6D0669BD6CC6FF', X'F0DB88B00AB47DEA5031C9AB8DDB668873D125F1466F9C76D881F98CD37A126E');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'F0DB88B00AB47DEA5031C9AB8DDB668873D125F1466F9C76D881F98CD37A126E', X'112CD133CA25382A1A2CBCE5DF798A5420B36F6756AD93CE437EAED92F1DEB94');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'24181AEC4F9E03BB1A1453EDB0DA8B3A83052758F07AD228E25E33675092D3B9', 'để thử', NULL, X'112CD133CA25382A1A2CBCE5DF798A5420B36F6756AD93CE437EAED92F1DEB94', X'0BB68F0FFD1E8F14C0A6006BAA1A8A27C311117CDD880A5B159451D99504B0DC');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'0BB68F0FFD1E8F14C0A6006BAA1A8A27C311117CDD880A5B159451D99504B0DC', X'5AC15BADADB4EC2822524E1A6EC26CF5C7A8E764206554D55A4E4428DAA83ABB');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'5AC15BADADB4EC2822524E1A6EC26CF5C7A8E764206554D55A4E4428DAA83ABB', X'648F04F517BA2D633C89684CA629800064D538EE1314F6D30CB019B1C2516BA9');
INSERT INTO journal_head VALUES (1, 19, X'E48F71F60B6C692B3CDE35FCE3D3E59054FCBDD5F2B50574DB3628118071B61E');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'B54DF2DF48EDA1D3639F539998E23D9F', NULL);
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'301AE6373C9699767EEEF4C1B16645D7');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
