//! PostgreSQL, for installations with several servers.
//!
//! The rest of the store is synchronous: whoever uses a connection runs on a thread that may wait.

use std::error::Error as _;
use std::future::Future;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use bytes::BytesMut;
use deadpool_postgres::{ClientWrapper, Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio::runtime::{Handle, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type};
use tokio_postgres::{Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::column::Value;
use crate::connection::{Connection, Row};
use crate::error::StoreError;
use crate::statement::dollars;

/// Number of the advisory lock that only the writer holds: writes of all servers happen one batch after another, as in SQLite, so that the journal is one chain.
const WRITER: i64 = 0x0063_6869_736f;

/// How long a server that does not answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection to a server. The client keeps its prepared statements for as long as it lives, in the pool too.
pub(crate) struct Postgres<C, R> {
    client: C,
    runtime: R,
}

/// What drives a connection while the calling thread waits.
pub(crate) trait Drive {
    fn wait<F: Future>(&self, work: F) -> F::Output;
}

/// Somebody else's runtime, which runs meanwhile.
impl Drive for Handle {
    fn wait<F: Future>(&self, work: F) -> F::Output {
        self.block_on(work)
    }
}

/// A runtime of the thread's own: it needs nobody, not even while the program ends.
impl Drive for Runtime {
    fn wait<F: Future>(&self, work: F) -> F::Output {
        self.block_on(work)
    }
}

/// The address as it is used: a server that has gone is given up after a while.
pub(crate) fn patient(address: &Config) -> Config {
    let mut address = address.clone();
    if address.get_connect_timeout().is_none() {
        address.connect_timeout(PATIENCE);
    }
    if address.get_tcp_user_timeout().is_none() {
        address.tcp_user_timeout(PATIENCE);
    }
    if address.get_application_name().is_none() {
        address.application_name("chiso");
    }
    // Encryption that is only preferred checks nobody's certificate; either it is wanted, or it is not.
    if address.get_ssl_mode() == SslMode::Prefer {
        address.ssl_mode(SslMode::Disable);
    }
    address
}

/// TLS, by the certificates that the machine trusts; the variable `SSL_CERT_FILE` names others. The server must be who it says it is.
fn encryption() -> Result<MakeRustlsConnect, StoreError> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = versions.map_err(|error| StoreError::Unavailable { detail: error.to_string() })?;
    Ok(MakeRustlsConnect::new(builder.with_root_certificates(roots).with_no_client_auth()))
}

/// A pool of connections that read.
pub(crate) fn pool(address: &Config, size: usize) -> Result<Pool, StoreError> {
    let config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = if address.get_ssl_mode() == SslMode::Disable {
        Manager::from_config(address.clone(), NoTls, config)
    } else {
        Manager::from_config(address.clone(), encryption()?, config)
    };
    let pool = Pool::builder(manager).max_size(size).build();
    pool.map_err(|error| StoreError::Unavailable { detail: error.to_string() })
}

/// Opens a connection of its own.
pub(crate) async fn connect(address: &Config) -> Result<Box<ClientWrapper>, StoreError> {
    // A connection ends when its client is dropped; its error reaches the client's next call.
    let (client, driven) = if address.get_ssl_mode() == SslMode::Disable {
        let (client, connection) = address.connect(NoTls).await.map_err(|error| unavailable(&error))?;
        (client, tokio::spawn(async move { drop(connection.await) }))
    } else {
        let (client, connection) = address.connect(encryption()?).await.map_err(|error| unavailable(&error))?;
        (client, tokio::spawn(async move { drop(connection.await) }))
    };
    Ok(Box::new(ClientWrapper::new(client, driven)))
}

impl<R: Drive> Postgres<Box<ClientWrapper>, R> {
    /// A connection that writes: whatever the server's own settings are, what it acknowledges is on disk.
    pub(crate) fn writer(address: &Config, runtime: R) -> Result<Self, StoreError> {
        let client = runtime.wait(connect(address))?;
        let mut connection = Postgres { client, runtime };
        connection.script(
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local')",
        )?;
        Ok(connection)
    }
}

impl<C: Deref<Target = ClientWrapper>, R: Drive> Postgres<C, R> {
    pub(crate) fn new(client: C, runtime: R) -> Self {
        Postgres { client, runtime }
    }

    /// The client, for whoever lent it.
    pub(crate) fn into_client(self) -> C {
        self.client
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        self.runtime.wait(self.client.prepare_cached(&dollars(sql))).map_err(|error| of(&error))
    }
}

fn dynamic(parameters: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    parameters.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl<C: Deref<Target = ClientWrapper>, R: Drive> Connection for Postgres<C, R> {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        // The server refuses such a text; SQLite finds nothing, since none is ever kept.
        if parameters.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
            return Ok(Vec::new());
        }
        let statement = self.prepare(sql)?;
        let rows =
            self.runtime.wait(self.client.query(&statement, &dynamic(parameters))).map_err(|error| of(&error))?;
        rows.iter()
            .map(|row| {
                (0..row.len()).map(|column| row.try_get::<_, Value>(column).map_err(|error| of(&error))).collect()
            })
            .collect()
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        self.runtime.wait(self.client.execute(&statement, &dynamic(parameters))).map_err(|error| of(&error))
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.runtime.wait(self.client.batch_execute(sql)).map_err(|error| of(&error))
    }

    fn dialect(&self, migration: &str) -> String {
        // Texts sort by their bytes, as in SQLite.
        migration.replace(" TEXT", " TEXT COLLATE \"C\"")
    }

    fn begin_writing(&mut self) -> Result<(), StoreError> {
        // Each statement sees what was there when it began, so that what follows the lock sees all that its last holder did.
        self.script(&format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; SELECT pg_advisory_xact_lock({WRITER})"
        ))
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.runtime.wait(self.client.batch_execute("COMMIT")).map_err(|error| {
            match (error.as_db_error(), of(&error)) {
                // Only the server itself can say for certain that nothing was kept.
                (None, StoreError::Unavailable { detail } | StoreError::Refused { detail })
                | (Some(_), StoreError::Unavailable { detail }) => StoreError::Unknown { detail },
                (_, other) => other,
            }
        })
    }

    fn roll_back(&mut self) -> Result<(), StoreError> {
        self.script("ROLLBACK")
    }

    fn broken(&self) -> bool {
        self.client.is_closed()
    }

    fn forget(&mut self) {}
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
