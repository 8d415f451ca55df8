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
