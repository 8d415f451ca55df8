//! Everything that is kept: SQLite or PostgreSQL behind one interface, with a journal that shows every change and every tampering.
