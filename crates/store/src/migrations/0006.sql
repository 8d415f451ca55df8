-- When an import was compared with what its figures come from, by whom, and with what.
ALTER TABLE file_import ADD COLUMN checked BIGINT;
ALTER TABLE file_import ADD COLUMN checked_by TEXT;
ALTER TABLE file_import ADD COLUMN checked_against TEXT;
