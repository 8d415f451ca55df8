//! Pages for people who are signed in: their work, agencies, people and rights, imports, the journal.
