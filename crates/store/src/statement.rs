//! SQL, each statement written once, in the part of the language that both databases understand.

use std::borrow::Cow;

/// One statement. Parameters are `?1`, `?2`, and so on; `{*}` stands for all columns of the record it finds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement {
    /// Its name, for messages.
    pub(crate) name: &'static str,
    /// Its text.
    pub(crate) sql: &'static str,
    /// The columns that `{*}` stands for; empty where it finds something else.
    pub(crate) columns: &'static str,
}

impl Statement {
    /// The text with the columns put in.
    pub(crate) fn text(&self) -> Cow<'static, str> {
        if self.sql.contains("{*}") { self.sql.replace("{*}", self.columns).into() } else { self.sql.into() }
    }
}

/// Declares statements and the list of them that a test prepares on both databases.
macro_rules! statements {
    ($( $(#[$meta:meta])* $name:ident $(: $record:ty)? = $sql:expr; )*) => {
        $( $(#[$meta])* const $name: $crate::statement::Statement = $crate::statement::Statement {
            name: stringify!($name),
            sql: $sql,
            columns: $crate::statement::columns!($($record)?),
        }; )*
        pub(crate) const STATEMENTS: &[$crate::statement::Statement] = &[$($name),*];
    };
}
macro_rules! columns {
    () => {
        ""
    };
    ($record:ty) => {
        <$record as $crate::record::Record>::TABLE.names
    };
}
pub(crate) use columns;
pub(crate) use statements;

/// `?1` as `$1`: in SQLite `$1` is a named parameter, in PostgreSQL `?1` is nothing.
pub(crate) fn dollars(sql: &str) -> String {
    // No statement holds a question mark of any other meaning; a test prepares them all.
    sql.replace('?', "$")
}

#[cfg(test)]
mod tests {
    #[test]
    fn parameters_are_renamed() {
        assert_eq!(
            super::dollars("SELECT a FROM b WHERE c = ?1 AND d > ?12"),
            "SELECT a FROM b WHERE c = $1 AND d > $12"
        );
    }
}
