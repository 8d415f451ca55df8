-- The agency at which an account is at home.
ALTER TABLE person ADD COLUMN home TEXT;
