//! The database itself, as somebody sees it who goes round the store.

use std::path::Path;

use rusqlite::types::ValueRef;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, NoTls};

pub(crate) enum Raw {
    Sqlite(rusqlite::Connection),
    Postgres(Client),
}

impl Raw {
    pub(crate) fn file(file: &Path) -> Raw {
        Raw::Sqlite(rusqlite::Connection::open(file).unwrap())
    }

    pub(crate) async fn connect(config: &tokio_postgres::Config) -> Raw {
        let (client, connection) = config.connect(NoTls).await.unwrap();
        tokio::spawn(connection);
        Raw::Postgres(client)
    }

    /// Runs statements; `X'00'` and `?1` are written as in SQLite.
    pub(crate) async fn run(&self, sql: &str) {
        match self {
            Raw::Sqlite(connection) => connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}")),
            Raw::Postgres(client) => {
                let sql = bytes_for_postgres(sql);
                client.batch_execute(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
            }
        }
    }

    pub(crate) async fn can_prepare(&self, sql: &str) -> Result<(), String> {
        match self {
            Raw::Sqlite(connection) => connection.prepare(sql).map(drop).map_err(|error| error.to_string()),
            Raw::Postgres(client) => {
                client.prepare(&sql.replace('?', "$")).await.map(drop).map_err(|error| format!("{error:?}"))
            }
        }
    }

    /// What a statement finds, every value to the bit, the same text on both engines.
    pub(crate) async fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        match self {
            Raw::Sqlite(connection) => {
                let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
                let width = statement.column_count();
                let rows = statement.query_map([], |row| {
                    Ok((0..width).map(|i| of_sqlite(row.get_ref(i).unwrap())).collect::<Vec<_>>())
                });
                rows.unwrap().map(Result::unwrap).collect()
            }
            Raw::Postgres(client) => {
                let rows = client.query(sql, &[]).await.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
                rows.iter().map(|row| (0..row.len()).map(|i| of_postgres(row, i)).collect()).collect()
            }
        }
    }

    /// Every table with everything in it, by name, rows in order of their keys.
    pub(crate) async fn dump(&self) -> Vec<(String, Vec<Vec<String>>)> {
        let mut all = Vec::new();
        for table in self.tables().await {
            let rows = self.rows(&format!("SELECT * FROM {table} ORDER BY 1")).await;
            all.push((table, rows));
        }
        all
    }

    /// Names of all tables, sorted.
    pub(crate) async fn tables(&self) -> Vec<String> {
        let sql = match self {
            Raw::Sqlite(_) => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
            }
            Raw::Postgres(_) => {
                "SELECT table_name::text COLLATE \"C\" FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
            }
        };
        self.rows(sql).await.into_iter().map(|mut row| row.remove(0)).collect()
    }

    /// Name, type, and whether it may be null, of every column of a table, in order.
    pub(crate) async fn columns(&self, table: &str) -> Vec<(String, String, bool)> {
        let sql = match self {
            // A key is never null in a strict table, though it is not declared so.
            Raw::Sqlite(_) => format!(
                "SELECT name, type, CASE WHEN \"notnull\" = 1 OR pk > 0 THEN 'NO' ELSE 'YES' END FROM pragma_table_info('{table}') ORDER BY cid"
            ),
            Raw::Postgres(_) => format!(
                "SELECT column_name::text, data_type::text, is_nullable::text FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}' ORDER BY ordinal_position"
            ),
        };
        let rows = self.rows(&sql).await;
        rows.into_iter().map(|row| (row[0].clone(), row[1].to_uppercase(), row[2] == "YES")).collect()
    }
}

fn of_sqlite(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => format!("real {:016x}", number.to_bits()),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => format!("{bytes:02x?}"),
    }
}

fn of_postgres(row: &tokio_postgres::Row, column: usize) -> String {
    let null = || "NULL".to_owned();
    match *row.columns()[column].type_() {
        Type::INT8 => row.get::<_, Option<i64>>(column).map_or_else(null, |number| number.to_string()),
        Type::FLOAT8 => row.get::<_, Option<f64>>(column).map_or_else(null, |n| format!("real {:016x}", n.to_bits())),
        Type::BYTEA => row.get::<_, Option<Vec<u8>>>(column).map_or_else(null, |bytes| format!("{bytes:02x?}")),
        _ => row.get::<_, Option<String>>(column).unwrap_or_else(null),
    }
}

/// `X'ab'` as PostgreSQL writes bytes.
pub(crate) fn bytes_for_postgres(sql: &str) -> String {
    sql.replace("X'", "'\\x")
}
