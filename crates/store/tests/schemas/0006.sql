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
  version BIGINT NOT NULL
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
INSERT INTO external_identity VALUES ('old-identity', 'old-p', 'https://dangnhap.example.vn', 'old-subject', X'92DE07AFFB6691EC7CC7ED6AC4C470CC');
INSERT INTO file VALUES ('old-sha', 5, 'text/csv', 'số liệu.csv', 1795305600000000, 'old-p');
INSERT INTO file_import VALUES ('old-import', 'results', 'old-sha', 'kết quả 2024.xlsx', 1795305600000000, 'old-p', '{"rows":63}', NULL, NULL, NULL, NULL);
INSERT INTO installation_key VALUES ('old-sessions', X'0707070707070707070707070707070707070707070707070707070707070707', 1795305600000000);
INSERT INTO job VALUES ('old-job', 'mail', '{"to":"old.Tuyet@example.vn","name":"Nguyễn Thị Ánh Tuyết"}', 1795305600000000, 1795305600000000, 0, 0, NULL);
INSERT INTO journal VALUES (1, 1795305600000000, 'p-1', 'test.fill', 'insert', 'setting', 'old-portal.name', NULL, '{"name":"old-portal.name","value":"Chỉ số cải cách hành chính"}', X'096D3636FAAF56608E4117BD9812BF3EAB74EEF29E2136F5DD9BAF2E41C5ABED', 'để thử', NULL, X'0000000000000000000000000000000000000000000000000000000000000000', X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5');
INSERT INTO journal VALUES (10, 1795305600000000, 'p-1', 'test.fill', 'insert', 'session', 'old-session', NULL, '{"id":"old-session","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"ended":null,"second_factor":1,"way":"password","device":"(personal)","address":"(personal)","salt":"(personal)"}', X'CB52120136FD445D47224EC5A96B8F57848EAFFE7BF44DA706DEE06C3686FBFD', 'để thử', NULL, X'C8F51C70DBBE85A0EBEFBA539F603E931338FD4360682E82F21B83E7FCF56B19', X'F0D04D01FB7168BAA7D04D89FF648FDB610F226AFD17D0C222F24A0EAFB03E77');
INSERT INTO journal VALUES (11, 1795305600000000, 'p-1', 'test.fill', 'insert', 'agency', 'old-agency', NULL, '{"id":"old-agency","version":1,"origin":"entered","document":"{\"names\":[{\"vi\":\"Thừa Thiên Huế\",\"to\":\"2024-12-31\"}],\"note\":\"Nghị quyết 202/2025/QH15\"}"}', X'2D2E31CF70BC863FB5DE1FA392A193101CBF23E1C8CB1682E37458114EAA58B6', 'để thử', NULL, X'F0D04D01FB7168BAA7D04D89FF648FDB610F226AFD17D0C222F24A0EAFB03E77', X'D8BEE41194DDE2072F4265B176F1B1DCB36EBD45931855E9BE2CDE224E5F2655');
INSERT INTO journal VALUES (12, 1795305600000000, 'p-1', 'test.fill', 'insert', 'lineage', 'old-lineage', NULL, '{"id":"old-lineage","origin":"shipped","document":"{\"kind\":\"merge\",\"day\":\"2025-07-01\",\"shares\":{\"population-2024\":0.25}}"}', X'FB535DCAC50D4187F90E272D8FBDA4DE592AC399292187A9B2B102C2878BE3B4', 'để thử', NULL, X'D8BEE41194DDE2072F4265B176F1B1DCB36EBD45931855E9BE2CDE224E5F2655', X'CD8DA5A95D15F1A344C99B0D31D10C32315EF28C884977AE7F1917C60D618A02');
INSERT INTO journal VALUES (13, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file_import', 'old-import', NULL, '{"id":"old-import","kind":"results","file":"old-sha","name":"kết quả 2024.xlsx","created":1795305600000000,"made_by":"old-p","counts":"{\"rows\":63}","withdrawn":null,"checked":null,"checked_by":null,"checked_against":null}', X'F2610A27C4BA7391E2A0C3435E58CD435FF22E3224654B1F84A0FADADEACFCF9', 'để thử', NULL, X'CD8DA5A95D15F1A344C99B0D31D10C32315EF28C884977AE7F1917C60D618A02', X'5870742251A28B3C0E72083AF833424F91B2EE605E613D02106EBCBC4B038DF5');
INSERT INTO journal VALUES (14, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_figure', 'old-figure', NULL, '{"id":"old-figure","import":"old-import","figure":"{\"index\":\"par-index\",\"value\":\"91.87\",\"note\":\"“Đà Nẵng”\"}"}', X'BAB36DDB5A5899A4FEE08C59C95F642D7F2163E6ADC99186CC539E33991AE77C', 'để thử', NULL, X'5870742251A28B3C0E72083AF833424F91B2EE605E613D02106EBCBC4B038DF5', X'7E9B65D8BD14DF3E46439D299C906F993D09049AE218C50A55CE90F250A196D7');
INSERT INTO journal VALUES (15, 1795305600000000, 'p-1', 'test.fill', 'insert', 'weight', 'old-weight', NULL, '{"id":"old-weight","import":"old-import","variable":"population-2024","agency":"old-agency","value":0.30000000000000004}', X'3CFB55F867244F8BB5C57E309C6A41A3296470189CB4162B085DCB0A54F7CB02', 'để thử', NULL, X'7E9B65D8BD14DF3E46439D299C906F993D09049AE218C50A55CE90F250A196D7', X'88307860DC1C1580F4E2796DCBD98F50AFF2351422B26028B2A81D050065E4D2');
INSERT INTO journal VALUES (16, 1795305600000000, 'p-1', 'test.fill', 'insert', 'boundary', 'old-boundary', NULL, '{"id":"old-boundary","file":"old-sha","scheme":"provinces-34","property":"ma","source":"Bộ Nông nghiệp và Môi trường","created":1795305600000000,"made_by":"old-p","active":0}', X'047547B41432767BBD7F33ACCE5FB0838562164722261F431071938868EEAE02', 'để thử', NULL, X'88307860DC1C1580F4E2796DCBD98F50AFF2351422B26028B2A81D050065E4D2', X'5C835DFFF6E48B3606855E25750A804456BB97087DB3205DA60BBEA0A95FADD4');
INSERT INTO journal VALUES (17, 1795305600000000, 'p-1', 'test.fill', 'insert', 'file', 'old-sha', NULL, '{"sha256":"old-sha","size":5,"media_type":"text/csv","name":"số liệu.csv","created":1795305600000000,"made_by":"old-p"}', X'3FD02B7D7AA294AC369A268F3CE5DE7AA8A60CE4674563A284CA2BE8D00B0EA0', 'để thử', NULL, X'5C835DFFF6E48B3606855E25750A804456BB97087DB3205DA60BBEA0A95FADD4', X'35918A6FF049991A5111F5D297EEBC9A2B205BFB913ED0DE03C33A7734820B44');
INSERT INTO journal VALUES (18, 1795305600000000, 'p-1', 'test.fill', 'insert', 'rulebook_text', 'old-rules', NULL, '{"sha256":"old-rules","reference":"par-index/2024","text":"chiso: 1\nid: par-index\n","created":1795305600000000}', X'01ADA3759673A42D9048A971B047CBD3E811DC721FC57B1833BBE6F109606F64', 'để thử', NULL, X'35918A6FF049991A5111F5D297EEBC9A2B205BFB913ED0DE03C33A7734820B44', X'8C0FC7EAC8FBBB5AF935B0FF9B43173154CEF5285CED0B994BB740F1D83695BF');
INSERT INTO journal VALUES (19, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_event', 'old-round/000001', NULL, '{"id":"old-round/000001","round":"old-round","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"began\",\"phase\":\"council\",\"reason\":\"đủ hồ sơ\"}"}', X'0C6565F886EAD2120835636B04E21AF580A466EC44C1AC2EFC3B3A13734B7E64', 'để thử', NULL, X'8C0FC7EAC8FBBB5AF935B0FF9B43173154CEF5285CED0B994BB740F1D83695BF', X'00DE9CBBF743F9BCF9E470A89A475C332890E5624E31290BC0A788721A4CA621');
INSERT INTO journal VALUES (2, 1795305600000000, 'p-1', 'test.fill', 'insert', 'installation_key', 'old-sessions', NULL, '{"name":"old-sessions","value":"(secret)","created":1795305600000000}', X'86734BB8E61D5DDBFF844350991312A0C9D2352956625AB93525F26257143DEE', 'để thử', NULL, X'05011F0F0CC26F7DE98FC901841F64F5060E0882DC3FB6B65595B43D4188A5B5', X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661');
INSERT INTO journal VALUES (20, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assessment_event', 'old-round/province:01/000001', NULL, '{"id":"old-round/province:01/000001","round":"old-round","unit":"province:01","seq":1,"at":1795305600000000,"made_by":"old-p","body":"{\"kind\":\"commented\",\"node\":\"c1_1_1\",\"text\":\"“xem lại”\"}"}', X'8E3DFB26E1E2CBC963225E45AB51A646B3CC2A797482A3CA9DCDFC15DFF8B344', 'để thử', NULL, X'00DE9CBBF743F9BCF9E470A89A475C332890E5624E31290BC0A788721A4CA621', X'C88269B859A13852AA6306543C2F99F031EC8298BFE432D71B94F95F4DADE5F7');
INSERT INTO journal VALUES (21, 1795305600000000, 'p-1', 'test.fill', 'insert', 'round_refusal', 'old-refusal', NULL, '{"id":"old-refusal","round":"old-round","unit":"province:01","node":null,"at":1795305600000000,"made_by":"old-p","command":"submit","why":"deadline_passed"}', X'3A6317594183B55D388293FA50D86409365C8E912CC8DF819DD5BD568C8FF887', 'để thử', NULL, X'C88269B859A13852AA6306543C2F99F031EC8298BFE432D71B94F95F4DADE5F7', X'2A0B4F892607F85B3DEBB11BFD256D43C93D8EEE34680C6AE7AD32F9E3BFC4D7');
INSERT INTO journal VALUES (22, 1795305600000000, 'p-1', 'test.fill', 'insert', 'notice_choice', 'old-person/assigned', NULL, '{"id":"old-person/assigned","person":"old-p","kind":"assigned","mail":"digest"}', X'E609D4E238CD7907E534014AE44BC469EEE1310CD65401D12FEF1C4ABFD916FB', 'để thử', NULL, X'2A0B4F892607F85B3DEBB11BFD256D43C93D8EEE34680C6AE7AD32F9E3BFC4D7', X'2A39E9B49FEC976EEDA98894F30FD74E64E33030F44A71E2B260F05852F3BBA0');
INSERT INTO journal VALUES (23, 1795305600000000, 'p-1', 'test.fill', 'insert', 'measure', 'old-measure', NULL, '{"id":"old-measure","round":"old-round","unit":"province:01","node":"c1_1_1","title":"Ban hành kế hoạch trước 31/12","lead":"Sở Nội vụ","due":"2026-12-31","expected":0.25,"progress":50,"remark":"","created":1795305600000000,"made_by":"old-p","dropped":null}', X'112D97262CF5FF468962DA65550499B6DC0B57343DC9B7B2BD2326ED6D654EA9', 'để thử', NULL, X'2A39E9B49FEC976EEDA98894F30FD74E64E33030F44A71E2B260F05852F3BBA0', X'AFD0572ADE952B28D0319F5797A5D8F0A75F1597B7F0E54F545A2C18BBB201CC');
INSERT INTO journal VALUES (24, 1795305600000000, 'p-1', 'test.fill', 'insert', 'published_file', 'old-published', NULL, '{"sha256":"old-published","name":"ranking.vi.csv","media_type":"text/csv","size":6,"first_published":1795305600000000}', X'71B87A051A55EF027737AB11402233484A353A49402E4558CB224BAE68D17783', 'để thử', NULL, X'AFD0572ADE952B28D0319F5797A5D8F0A75F1597B7F0E54F545A2C18BBB201CC', X'B7BCC86449950D333606F2B168EDED3B0E321DCC337C58D17086E65F1277FEDF');
INSERT INTO journal VALUES (25, 1795305600000000, 'p-1', 'test.fill', 'insert', 'api_key', 'old-key', NULL, '{"id":"old-key","agency":"old-agency","name":"Cổng dịch vụ công","hash":"(secret)","scopes":"[\"facts:write\"]","created":1795305600000000,"made_by":"system","expires":null,"revoked":null}', X'78FDE5C6D46C1E194E47F8FB59AFC70EAA5D6718496EE096CEB9C94AAF8C0A21', 'để thử', NULL, X'B7BCC86449950D333606F2B168EDED3B0E321DCC337C58D17086E65F1277FEDF', X'D664694A9C0243816D0D4100D7ECB06A17EAD187E89597DD5368FCE1F655FD48');
INSERT INTO journal VALUES (3, 1795305600000000, 'p-1', 'test.fill', 'insert', 'person', 'old-p', NULL, '{"id":"old-p","version":1,"created":1795305600000000,"active":1,"erased":0,"lang":"vi","name":"(personal)","mail":"(personal)","mail_key":"(personal)","salt":"(personal)","home":null}', X'3972EA4DEB56FE0DCEC33773CA5156ED00542DCCA1CE9A2D40BA8FED047ED2FB', 'để thử', NULL, X'06A086D0F2A5A0F7E60131A0172B60AA9743BA60AF861B783914FF3269A3E661', X'6067451563CA35D090D56D8783D8209B061778DC512AE0D100228D8C465D79CD');
INSERT INTO journal VALUES (4, 1795305600000000, 'p-1', 'test.fill', 'insert', 'password', 'old-p', NULL, '{"person":"old-p","hash":"(secret)","changed":1795305600000000}', X'4375B7908E6BFCF1400BB87C90B89C3404710650046B8051F79DA8AD45805554', 'để thử', NULL, X'6067451563CA35D090D56D8783D8209B061778DC512AE0D100228D8C465D79CD', X'505C8DC8BDDBB0989C10F741FC74DC88F8D058638536128B7531C073781EDC21');
INSERT INTO journal VALUES (5, 1795305600000000, 'p-1', 'test.fill', 'insert', 'second_factor', 'old-p', NULL, '{"person":"old-p","secret":"(secret)","confirmed":1795305600000000}', X'B0F72B0C1B73469C314ACD85D6CE040FF6054A46E247554E7475A7E386FE2579', 'để thử', NULL, X'505C8DC8BDDBB0989C10F741FC74DC88F8D058638536128B7531C073781EDC21', X'6E4EE78F8A7E045798A5C0D9716278DAF0BD347FAAC32226350F4FB0DF0BC864');
INSERT INTO journal VALUES (6, 1795305600000000, 'p-1', 'test.fill', 'insert', 'recovery_code', 'old-code', NULL, '{"id":"old-code","person":"old-p","hash":"(secret)","used":null}', X'0FDBD2F3A56DBF0364B60DE7129072247D54F017EC2B19FB5F0713DBD954CA66', 'để thử', NULL, X'6E4EE78F8A7E045798A5C0D9716278DAF0BD347FAAC32226350F4FB0DF0BC864', X'451F9A0869A981ECEE08152FCDA02182B147E904BFA6863D9A9BF126F12D62D9');
INSERT INTO journal VALUES (7, 1795305600000000, 'p-1', 'test.fill', 'insert', 'external_identity', 'old-identity', NULL, '{"id":"old-identity","person":"old-p","issuer":"https://dangnhap.example.vn","subject":"(personal)","salt":"(personal)"}', X'F06556C98A3B24562B38FE432A6CFD523B40E6E491550D99014F6E650D20416C', 'để thử', NULL, X'451F9A0869A981ECEE08152FCDA02182B147E904BFA6863D9A9BF126F12D62D9', X'4DB57FF779E1701085CD92C838237F4FE856B132ED6262041E29138CFCC93DF1');
INSERT INTO journal VALUES (8, 1795305600000000, 'p-1', 'test.fill', 'insert', 'one_time_link', 'old-link', NULL, '{"id":"old-link","purpose":"recovery","person":"old-p","hash":"(secret)","created":1795305600000000,"expires":1795305600000001,"used":null,"made_by":"system"}', X'67B8B8D069AFBEEA6D3B71C1F27CA7EA7C155AECB50E9E9DAC9C99F54D5E6D7D', 'để thử', NULL, X'4DB57FF779E1701085CD92C838237F4FE856B132ED6262041E29138CFCC93DF1', X'EA2AA893952DA418E292B5E650B9C43D6EC301E54C1BE35F7396CB5AAB7FB7CB');
INSERT INTO journal VALUES (9, 1795305600000000, 'p-1', 'test.fill', 'insert', 'assignment', 'old-assignment', NULL, '{"id":"old-assignment","version":1,"person":"old-p","role":"unit-lead","agency":"old-agency","scope":"[\"1.2\",\"3\"]","valid_from":"2026-01-01","valid_to":null,"delegated_from":null,"granted_by":"system","ended":null}', X'AD1CE212612DCA71655074CB635C464CC9A5CFC4196FAA1F94513AD3E9827724', 'để thử', NULL, X'EA2AA893952DA418E292B5E650B9C43D6EC301E54C1BE35F7396CB5AAB7FB7CB', X'C8F51C70DBBE85A0EBEFBA539F603E931338FD4360682E82F21B83E7FCF56B19');
INSERT INTO journal_head VALUES (1, 25, X'D664694A9C0243816D0D4100D7ECB06A17EAD187E89597DD5368FCE1F655FD48');
INSERT INTO lineage VALUES ('old-lineage', 'shipped', '{"kind":"merge","day":"2025-07-01","shares":{"population-2024":0.25}}');
INSERT INTO measure VALUES ('old-measure', 'old-round', 'province:01', 'c1_1_1', 'Ban hành kế hoạch trước 31/12', 'Sở Nội vụ', '2026-12-31', 0.25, 50, '', 1795305600000000, 'old-p', NULL);
INSERT INTO notice VALUES ('old-notice', 'old-p', 'assigned', 'old-round', 'province:01', 'c1_1_1', 1795305600000000, NULL, NULL);
INSERT INTO notice_choice VALUES ('old-person/assigned', 'old-p', 'assigned', 'digest');
INSERT INTO one_time_link VALUES ('old-link', 'recovery', 'old-p', 'old-linkhash', 1795305600000000, 1795305600000001, NULL, 'system');
INSERT INTO password VALUES ('old-p', '$argon2id$v=19$m=8,t=1,p=1$old$', 1795305600000000);
INSERT INTO person VALUES ('old-p', 1, 1795305600000000, 1, 0, 'vi', 'Nguyễn Thị Ánh Tuyết', 'old.Tuyet@example.vn', 'old.tuyet@example.vn', X'2632DF6CA5303C5F2AFBB8906D800B89', NULL);
INSERT INTO published_figure VALUES ('old-figure', 'old-import', '{"index":"par-index","value":"91.87","note":"“Đà Nẵng”"}');
INSERT INTO published_file VALUES ('old-published', 'ranking.vi.csv', 'text/csv', 6, 1795305600000000);
INSERT INTO recovery_code VALUES ('old-code', 'old-p', 'old-codehash', NULL);
INSERT INTO round_event VALUES ('old-round/000001', 'old-round', 1, 1795305600000000, 'old-p', '{"kind":"began","phase":"council","reason":"đủ hồ sơ"}');
INSERT INTO round_refusal VALUES ('old-refusal', 'old-round', 'province:01', NULL, 1795305600000000, 'old-p', 'submit', 'deadline_passed');
INSERT INTO rulebook_text VALUES ('old-rules', 'par-index/2024', 'chiso: 1
id: par-index
', 1795305600000000);
INSERT INTO second_factor VALUES ('old-p', X'0001FEFF', 1795305600000000);
INSERT INTO session VALUES ('old-session', 'old-p', 'old-sessionhash', 1795305600000000, 1795305600000001, NULL, 1, 'password', 'Firefox của Tuyết', '203.0.113.7', X'1914441B91F53D2F42B80B369587BAA7');
INSERT INTO session_seen VALUES ('old-session', 1795305600000000);
INSERT INTO setting VALUES ('old-portal.name', 'Chỉ số cải cách hành chính');
INSERT INTO used_step VALUES ('old-p', 12);
INSERT INTO weight VALUES ('old-weight', 'old-import', 'population-2024', 'old-agency', 0.30000000000000004);
