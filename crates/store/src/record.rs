//! A table and the Rust type of its rows, declared once.

use crate::column::{Storage, Value};
use crate::error::StoreError;

/// How the journal speaks of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Every change of a row is told by the journal, and [`crate::Store::verify`] compares every row with what the journal says of it.
    Kept,
    /// Counters and queues that come and go many times a minute (when a session was last seen, attempts, jobs): not told, not compared, of no consequence to any
    /// result.
    Passing,
    /// The journal itself, its head, and the version of the schema.
    Ledger,
}

/// What a column holds, as far as the journal must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key: text, and the only one.
    Key,
    /// Told as it is.
    Plain,
    /// About a person: the journal tells that it changed, never the value, so that erasing the person leaves the chain valid.
    Personal,
    /// Opens something (a hash of a password or token): never told.
    Secret,
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct ColumnShape {
    /// Its name.
    pub name: &'static str,
    /// How it is kept.
    pub storage: Storage,
    /// True when it may be null.
    pub nullable: bool,
    /// What it holds.
    pub part: Part,
}

/// One table.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How the journal speaks of it.
    pub class: Class,
    /// Its columns, the key first.
    pub columns: &'static [ColumnShape],
    /// `SELECT` of a row by its key.
    pub(crate) select: &'static str,
    /// All column names, for finders.
    pub(crate) names: &'static str,
    /// `INSERT` of a row.
    pub(crate) insert: &'static str,
    /// `DELETE` of a row by its key.
    pub(crate) delete: &'static str,
}

impl Table {
    /// Name of the key column.
    pub(crate) fn key(&self) -> &'static str {
        self.columns.first().map_or("", |column| column.name)
    }

    /// Where a column stands.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// `UPDATE` of a whole row by its key. The key is parameter 1, the others follow in order.
    pub(crate) fn update(&self) -> String {
        let sets: Vec<String> = self
            .columns
            .iter()
            .enumerate()
            .skip(1)
            .map(|(i, column)| format!("{} = ?{}", column.name, i + 1))
            .collect();
        format!("UPDATE {} SET {} WHERE {} = ?1", self.name, sets.join(", "), self.key())
    }
}

/// A row of a table.
pub trait Record: Sized + Send + 'static {
    /// Its table.
    const TABLE: &'static Table;
    /// The values of its columns, in order.
    fn values(&self) -> Vec<Value>;
    /// The row that these values are.
    ///
    /// # Errors
    /// When a value is not of the kind of its column.
    fn from_values(values: Vec<Value>) -> Result<Self, StoreError>;
}

pub(crate) fn next<T: crate::column::Column>(
    values: &mut std::vec::IntoIter<Value>,
    table: &'static str,
    column: &'static str,
) -> Result<T, StoreError> {
    let value =
        values.next().ok_or_else(|| StoreError::Malformed { detail: format!("{table} has no column {column}") })?;
    T::from_value(value).map_err(|error| match error {
        StoreError::Malformed { detail } => StoreError::Malformed { detail: format!("{table}.{column}: {detail}") },
        other => other,
    })
}

/// Declares a table and the type of its rows: `record! { /// What it is. pub Person in person, Kept { /// Its id. key id: String, ... } }`.
macro_rules! record {
    ($(#[$meta:meta])* pub $name:ident in $table:ident, $class:ident {
        $(#[$key_meta:meta])* key $key:ident: $key_type:ty,
        $( $(#[$column_meta:meta])* $part:ident $column:ident: $type:ty, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(#[$key_meta])* pub $key: $key_type,
            $( $(#[$column_meta])* pub $column: $type, )*
        }

        impl $crate::record::Record for $name {
            const TABLE: &'static $crate::record::Table = &$crate::record::Table {
                name: stringify!($table),
                class: $crate::record::Class::$class,
                columns: &[
                    $crate::record::shape!(Key, $key, $key_type),
                    $( $crate::record::record!(@column $part $column, $type), )*
                ],
                select: concat!("SELECT ", stringify!($key) $(, ", ", stringify!($column))*, " FROM ", stringify!($table), " WHERE ", stringify!($key), " = ?1"),
                names: concat!(stringify!($key) $(, ", ", stringify!($column))*),
                insert: concat!("INSERT INTO ", stringify!($table), " (", stringify!($key) $(, ", ", stringify!($column))*, ") VALUES "),
                delete: concat!("DELETE FROM ", stringify!($table), " WHERE ", stringify!($key), " = ?1"),
            };

            fn values(&self) -> Vec<$crate::column::Value> {
                vec![$crate::column::Column::to_value(&self.$key), $( $crate::column::Column::to_value(&self.$column), )*]
            }

            fn from_values(values: Vec<$crate::column::Value>) -> Result<Self, $crate::error::StoreError> {
                let mut values = values.into_iter();
                Ok($name {
                    $key: $crate::record::next(&mut values, stringify!($table), stringify!($key))?,
                    $( $column: $crate::record::next(&mut values, stringify!($table), stringify!($column))?, )*
                })
            }
        }
    };
    (@column plain $column:ident, $type:ty) => { $crate::record::shape!(Plain, $column, $type) };
    (@column personal $column:ident, $type:ty) => { $crate::record::shape!(Personal, $column, $type) };
    (@column secret $column:ident, $type:ty) => { $crate::record::shape!(Secret, $column, $type) };
}
macro_rules! shape {
    ($part:ident, $column:ident, $type:ty) => {
        $crate::record::ColumnShape {
            name: stringify!($column),
            storage: <$type as $crate::column::Column>::STORAGE,
            nullable: <$type as $crate::column::Column>::NULLABLE,
            part: $crate::record::Part::$part,
        }
    };
}
pub(crate) use record;
pub(crate) use shape;
