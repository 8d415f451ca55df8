-- A store of schema 5, as the program of that time wrote it.
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
-- rows
INSERT INTO schema_version VALUES (1);
INSERT INTO schema_version VALUES (2);
INSERT INTO schema_version VALUES (3);
INSERT INTO schema_version VALUES (4);
INSERT INTO schema_version VALUES (5);
INSERT INTO agency VALUES ('old-agency', 1, 'entered', '{"names":[{"vi":"Thừa Thiên Huế","to":"2024-12-31"}],"note":"Nghị quyết 202/2025/QH15"}');
INSERT INTO api_key VALUES ('old-key', 'old-agency', 'Cổng dịch vụ công', 'old-keyhash', '["facts:write"]', 1795305600000000, 'system', NULL, NULL);
INSERT INTO api_key_seen VALUES ('old-key', 1795305600000000);
INSERT INTO assessment_event VALUES ('old-round/province:01/000001', 'old-round', 'province:01', 1, 1795305600000000, 'old-p', '{"kind":"commented","node":"c1_1_1","text":"“xem lại”"}');
INSERT INTO assessment_head VALUES ('old-round/province:01', 'old-round', 'province:01', 1);
INSERT INTO assignment VALUES ('old-assignment', 1, 'old-p', 'unit-lead', 'old-agency', '["1.2","3"]', '2026-01-01', NULL, NULL, 'system', NULL);
INSERT INTO attempt VALUES ('old-attempt', 1795305600000000, 'old-account', '203.0.113.8', NULL);
INSERT INTO boundary VALUES ('old-boundary', 'old-sha', 'provinces-34', 'ma', 'Bộ Nông nghiệp và Môi trường', 1795305600000000, 'old-p', 0);
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'B502C66A4330CA83CF21E8D63F910531');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'15FA3BCED2C0DE69F22DFB331E2C0B37B67CFAE7D5390311B2A98871A31D40C9', 'để thử', NULL, X'BED325FF3B8E1E0AE372C0F7B7D128CDF8A332CD899D5B8DD7FD91F7662BAF73', X'96B0E842D34348955D840973E7F25A90F904EC08B6518068EA5EE323A6258795');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'96B0E842D34348955D840973E7F25A90F904EC08B6518068EA5EE323A6258795', X'3F382DE1710D6EDA0E8E18585902BF448AF7AA72D42F9570A6354520A8E27EA3');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'3F382DE1710D6EDA0E8E18585902BF448AF7AA72D42F9570A6354520A8E27EA3', X'AC106B110DD54E27B6F1CF992CB358E2F1FF77C23DD3C63B42CCD8F917E5691F');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null,"checked":null,"checked_by":null,"checked_against":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'AC106B110DD54E27B6F1CF992CB358E2F1FF77C23DD3C63B42CCD8F917E5691F', X'A0B923529018EC65A86FE56ED326AE92B97265929F7368FC7529BA6A3C64638C');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'A0B923529018EC65A86FE56ED326AE92B97265929F7368FC7529BA6A3C64638C', X'6F8AA490EC4D7D9C6DF880D128E52FFAB7840B76A22BE977D7209916905B6FAE');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'6F8AA490EC4D7D9C6DF880D128E52FFAB7840B76A22BE977D7209916905B6FAE', X'CC6743BA581C80B9C446CDA85366B790D439DE2657CBF25A16D5AE02C285AC75');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'CC6743BA581C80B9C446CDA85366B790D439DE2657CBF25A16D5AE02C285AC75', X'CD8B945D713371C1E3666E2569B601D97EF05966B6D4006D9F4665502DE62FBD');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'CD8B945D713371C1E3666E2569B601D97EF05966B6D4006D9F4665502DE62FBD', X'99CB10EA1CFBF45ABBBCBE4AE81B71025E28436180F40D273CCCA89AA366EA68');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'rulebook_text', 'old-rules', NULL, '{"sha256":"old-rules","reference":"par-index/2024","text":"chiso: 1\nid: par-index\n","created":1795305600000000}', X'01ADA3759673A42D9048A971B047CBD3E811DC721FC57B1833BBE6F109606F64', 'để thử', NULL, X'99CB10EA1CFBF45ABBBCBE4AE81B71025E28436180F40D273CCCA89AA366EA68', X'5E819E9F9B2A8B013F25DE7E01A93A6DA959024544CBCEFDEC4A138310932DB0');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_event', 'old-round/000001', NULL, '{"id":"old-round/000001","round":"old-round","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"began\",\"phase\":\"council\",\"reason\":\"đủ hồ sơ\"}"}', X'0C6565F886EAD2120835636B04E21AF580A466EC44C1AC2EFC3B3A13734B7E64', 'để thử', NULL, X'5E819E9F9B2A8B013F25DE7E01A93A6DA959024544CBCEFDEC4A138310932DB0', X'C01724BB35E10F30962606E014F560102BDAEFAF16A728C809110C2D8E579B99');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (20, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assessment_event', 'old-round/province:01/000001', NULL, '{"id":"old-round/province:01/000001","round":"old-round","unit":"province:01","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"commented\",\"node\":\"c1_1_1\",\"text\":\"“xem lại”\"}"}', X'8E3DFB26E1E2CBC963225E45AB51A646B3CC2A797482A3CA9DCDFC15DFF8B344', 'để thử', NULL, X'C01724BB35E10F30962606E014F560102BDAEFAF16A728C809110C2D8E579B99', X'56A380E4D003608A0D97AD1C7398A62E6D53CC39884B8BF1ACE52308D917DF12');
INSERT INTO journal VALUES (21, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_refusal', 'old-refusal', NULL, '{"id":"old-refusal","round":"old-round","unit":"province:01","node":null,"at":1795305600000000,"made_by":"old-p","command":"submit","why":"deadline_passed"}', X'3A6317594183B55D388293FA50D86409365C8E912CC8DF819DD5BD568C8FF887', 'để thử', NULL, X'56A380E4D003608A0D97AD1C7398A62E6D53CC39884B8BF1ACE52308D917DF12', X'42DC06FAAFA4DA8A0CBCE5517B42A79EA4AE06BE23116BFD0236639EE892E590');
INSERT INTO journal VALUES (22, 1795305600000000, 'p-1', 'test.fill', 'insert', 'notice_choice', 'old-person/assigned', NULL, '{"id":"old-person/assigned","person":"old-p","kind":"assigned","mail":"digest"}', X'E609D4E238CD7907E534014AE44BC469EEE1310CD65401D12FEF1C4ABFD916FB', 'để thử', NULL, X'42DC06FAAFA4DA8A0CBCE5517B42A79EA4AE06BE23116BFD0236639EE892E590', X'D4D067C5233BEA9BE6AAC380E602A988C698B030955D3B66314314434AD0944A');
INSERT INTO journal VALUES (23, 1795305600000000, 'p-1', 'test.fill', 'insert', 'measure', 'old-measure', NULL, '{"id":"old-measure","round":"old-round","unit":"province:01","node":"c1_1_1","title":"Ban hành kế hoạch trước 31/12","lead":"Sở Nội vụ","due":"2026-12-31","expected":0.25,"progress":50,"remark":"","created":1795305600000000,"made_by":"old-p","dropped":null}', X'112D97262CF5FF468962DA65550499B6DC0B57343DC9B7B2BD2326ED6D654EA9', 'để thử', NULL, X'D4D067C5233BEA9BE6AAC380E602A988C698B030955D3B66314314434AD0944A', X'DF4F29003C417AAF04C1F0C83AD1E3C0A95DD5965483AAD7937F1252FC7DCB6F');
INSERT INTO journal VALUES (24, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'DF4F29003C417AAF04C1F0C83AD1E3C0A95DD5965483AAD7937F1252FC7DCB6F', X'CD46126B814DE72C2D7C913B403BD4A06CA2C75B90EA63FB067CDFB27D68B99D');
INSERT INTO journal VALUES (25, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'CD46126B814DE72C2D7C913B403BD4A06CA2C75B90EA63FB067CDFB27D68B99D', X'B154D69CF793055B94E9D893B88F96640E36073236D0908C945815F4AC3F1700');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)","home":null}', X'2D15CC21A7AE60E49361B91D0858B68C5B2C859579BCB699269354AF18C9BDA9', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'77988097226C7DE2231CAFF0EE685BEFD04D3519E2DEA51DBEC1CFB6B2D262A2');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'77988097226C7DE2231CAFF0EE685BEFD04D3519E2DEA51DBEC1CFB6B2D262A2', X'DEC7C5CC7CDCA0FC052F00146CE9D9D575957FCCAD63D87234C5EFAAB41CF254');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'DEC7C5CC7CDCA0FC052F00146CE9D9D575957FCCAD63D87234C5EFAAB41CF254', X'7F614FA6B6BCE11C3548805D34B9875E81B06F37D2F44176A79B7C1C3143D510');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'7F614FA6B6BCE11C3548805D34B9875E81B06F37D2F44176A79B7C1C3143D510', X'7979F4F74414F5DCB30373A10BBC43868E87F2F5E1FC7E30C3CE0A54C12147C2');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'14E08AAC7F29FFC65BB3C1ACBB25C22A2DF2108F27941A396ECC228570730493', 'để thử', NULL, X'7979F4F74414F5DCB30373A10BBC43868E87F2F5E1FC7E30C3CE0A54C12147C2', X'286C287868A5A6B2C3543A8F5F6884547D7549C270AFA2DEC0D3285094C49995');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'286C287868A5A6B2C3543A8F5F6884547D7549C270AFA2DEC0D3285094C49995', X'324C8050041A07C58294B5BD45474D0EE76AFABDF1703660023E9406927AB737');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'324C8050041A07C58294B5BD45474D0EE76AFABDF1703660023E9406927AB737', X'BED325FF3B8E1E0AE372C0F7B7D128CDF8A332CD899D5B8DD7FD91F7662BAF73');
INSERT INTO journal_head VALUES (1, 25, X'B154D69CF793055B94E9D893B88F96640E36073236D0908C945815F4AC3F1700');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO measure VALUES ('old-measure', 'old-round', 'province:01', 'c1_1_1', 'Ban hành kế hoạch trước 31/12', 'Sở Nội vụ', '2026-12-31', 0.25, 50, '', 1795305600000000, 'old-p', NULL);
INSERT INTO notice VALUES ('old-notice', 'old-p', 'assigned', 'old-round', 'province:01', 'c1_1_1', 1795305600000000, NULL, NULL);
INSERT INTO notice_choice VALUES ('old-person/assigned', 'old-p', 'assigned', 'digest');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'21350AD8D07C26A1C22B73AF3C6E0935', NULL);
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO round_event VALUES ('old-round/000001', 'old-round', 1, 1795305600000000, 'old-p', '{"kind":"began","phase":"council","reason":"đủ hồ sơ"}');
INSERT INTO round_refusal VALUES ('old-refusal', 'old-round', 'province:01', NULL, 1795305600000000, 'old-p', 'submit', 'deadline_passed');
INSERT INTO rulebook_text VALUES ('old-rules', 'par-index/2024', 'chiso: 1
id: par-index
', 1795305600000000);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'66A468D1C9B0FFF4088D698D63FEF3E2');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
