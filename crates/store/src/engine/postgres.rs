//! PostgreSQL, for installations with several servers.
//!
//! The rest of the store is synchronous: whoever uses a connection runs on a thread that may wait.

use std::collections::BTreeMap;
use std::error::Error as _;

use bytes::BytesMut;
use tokio::runtime::Handle;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type};
use tokio_postgres::{Client, NoTls, Statement};

use crate::column::Value;
use crate::connection::{Connection, Row};
use crate::error::StoreError;
use crate::statement::dollars;

/// Number of the advisory lock that only the writer holds: writes of all servers happen one batch after another, as in SQLite, so that the journal is one chain.
const WRITER: i64 = 0x6368_6973_6f;

/// A connection to a server.
pub(crate) struct Postgres<C> {
    client: C,
    runtime: Handle,
    prepared: BTreeMap<String, Statement>,
}

/// Opens a connection of its own.
pub(crate) async fn connect(address: &tokio_postgres::Config) -> Result<Client, StoreError> {
    let (client, connection) = address.connect(NoTls).await.map_err(|error| unavailable(&error))?;
    // It ends when the client is dropped; its error reaches the client's next call.
    tokio::spawn(connection);
    Ok(client)
}

impl<C: AsRef<Client>> Postgres<C> {
    pub(crate) fn new(client: C, runtime: Handle) -> Self {
        Postgres { client, runtime, prepared: BTreeMap::new() }
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement =
            self.runtime.block_on(self.client.as_ref().prepare(&dollars(sql))).map_err(|error| of(&error))?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn dynamic(parameters: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl<C: AsRef<Client>> Connection for Postgres<C> {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let rows = self
            .runtime
            .block_on(self.client.as_ref().query(&statement, &dynamic(parameters)))
            .map_err(|error| of(&error))?;
        rows.iter()
            .map(|row| {
                (0..row.len()).map(|column| row.try_get::<_, Value>(column).map_err(|error| of(&error))).collect()
            })
            .collect()
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        self.runtime
            .block_on(self.client.as_ref().execute(&statement, &dynamic(parameters)))
            .map_err(|error| of(&error))
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.runtime.block_on(self.client.as_ref().batch_execute(sql)).map_err(|error| of(&error))
    }

    fn dialect(&self, migration: &str) -> String {
        // Texts sort by their bytes, as in SQLite.
        migration.replace(" TEXT", " TEXT COLLATE \"C\"")
    }

    fn begin_writing(&mut self) -> Result<(), StoreError> {
        self.script(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITER})"))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT").map_err(|error| match error {
            StoreError::Unavailable { detail } => StoreError::Unknown { detail },
            other => other,
        })
    }

    fn roll_back(&mut self) -> Result<(), StoreError> {
        self.script("ROLLBACK")
    }

    fn broken(&self) -> bool {
        self.client.as_ref().is_closed()
    }
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Value::Int(number) => number.to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
            Value::Text(text) => text.to_sql(kind, out),
            Value::Bytes(bytes) => bytes.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        let fits = match self {
            Value::Null => true,
            Value::Int(_) => matches!(*kind, Type::INT8 | Type::INT4),
            Value::Real(_) => *kind == Type::FLOAT8,
            Value::Text(_) => matches!(*kind, Type::TEXT | Type::VARCHAR | Type::NAME),
            Value::Bytes(_) => *kind == Type::BYTEA,
        };
        if fits { self.to_sql(kind, out) } else { Err(format!("{} given, {kind} wanted", self.kind()).into()) }
    }
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::INT8 => Value::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Value::Int(i32::from_sql(kind, raw)?.into()),
            Type::BOOL => Value::Int(bool::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(kind, raw)?),
            Type::BYTEA => Value::Bytes(Vec::from_sql(kind, raw)?),
            _ => Value::Text(String::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Value::Null)
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::INT8 | Type::INT4 | Type::BOOL | Type::FLOAT8 | Type::BYTEA | Type::TEXT | Type::VARCHAR | Type::NAME
        )
    }
}

fn unavailable(error: &tokio_postgres::Error) -> StoreError {
    StoreError::Unavailable { detail: told(error) }
}

/// The error with its cause; the driver's own words alone are "db error".
fn told(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(cause), _) => cause.to_string(),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

fn of(error: &tokio_postgres::Error) -> StoreError {
    let Some(cause) = error.as_db_error() else {
        return if error.is_closed() || error.source().is_some_and(<dyn std::error::Error>::is::<std::io::Error>) {
            unavailable(error)
        } else {
            StoreError::Refused { detail: told(error) }
        };
    };
    let code = cause.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return StoreError::Exists { table: cause.table().unwrap_or_default().to_owned() };
    }
    // Class 08: connection; 53: resources; 57: the operator or a crash ended it.
    if ["08", "53", "57"].iter().any(|class| code.code().starts_with(class)) {
        return unavailable(error);
    }
    StoreError::Refused { detail: told(error) }
}
