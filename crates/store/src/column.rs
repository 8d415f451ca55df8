//! Values as both databases keep them.

use chiso_model::{Date, hex};

use crate::error::StoreError;

/// A stored value. The four kinds are those that SQLite and PostgreSQL keep alike.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `BIGINT`; also truth (0 and 1) and time (microseconds since 1970, UTC).
    Int(i64),
    /// `DOUBLE PRECISION`.
    Real(f64),
    /// `TEXT`; also days (`2025-07-01`) and JSON.
    Text(String),
    /// `BYTEA`.
    Bytes(Vec<u8>),
}

impl Value {
    /// For messages about malformed rows.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Int(_) => "integer",
            Value::Real(_) => "real",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
        }
    }

    /// As JSON in the journal; bytes as hexadecimal digits.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Int(number) => (*number).into(),
            Value::Real(number) => serde_json::Number::from_f64(*number).map_or(serde_json::Value::Null, Into::into),
            Value::Text(text) => text.clone().into(),
            Value::Bytes(bytes) => hex(bytes).into(),
        }
    }
}

/// How a database keeps a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// `BIGINT`.
    Int,
    /// `DOUBLE PRECISION`.
    Real,
    /// `TEXT`.
    Text,
    /// `BYTEA`.
    Bytes,
}

/// A Rust type that a column can hold.
pub trait Column: Sized {
    /// How it is kept.
    const STORAGE: Storage;
    /// True when the column may be null.
    const NULLABLE: bool = false;
    /// The stored value.
    fn to_value(&self) -> Value;
    /// The Rust value.
    ///
    /// # Errors
    /// When the stored value is of another kind or form.
    fn from_value(value: Value) -> Result<Self, StoreError>;
}

fn malformed<T>(wanted: &str, value: &Value) -> Result<T, StoreError> {
    Err(StoreError::Malformed { detail: format!("{wanted} expected, {} found", value.kind()) })
}

impl Column for i64 {
    const STORAGE: Storage = Storage::Int;
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Int(number) => Ok(number),
            other => malformed("integer", &other),
        }
    }
}

impl Column for bool {
    const STORAGE: Storage = Storage::Int;
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Int(0) => Ok(false),
            Value::Int(1) => Ok(true),
            other => malformed("0 or 1", &other),
        }
    }
}

impl Column for f64 {
    const STORAGE: Storage = Storage::Real;
    fn to_value(&self) -> Value {
        Value::Real(*self)
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Real(number) => Ok(number),
            other => malformed("real", &other),
        }
    }
}

impl Column for String {
    const STORAGE: Storage = Storage::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Text(text) => Ok(text),
            other => malformed("text", &other),
        }
    }
}

impl Column for Vec<u8> {
    const STORAGE: Storage = Storage::Bytes;
    fn to_value(&self) -> Value {
        Value::Bytes(self.clone())
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Bytes(bytes) => Ok(bytes),
            other => malformed("bytes", &other),
        }
    }
}

impl Column for Date {
    const STORAGE: Storage = Storage::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Text(text) => {
                text.parse().map_err(|_| StoreError::Malformed { detail: format!("`{text}` is no day") })
            }
            other => malformed("day", &other),
        }
    }
}

/// JSON is kept as text.
impl Column for serde_json::Value {
    const STORAGE: Storage = Storage::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.to_string())
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Text(text) => serde_json::from_str(&text)
                .map_err(|error| StoreError::Malformed { detail: format!("JSON expected: {error}") }),
            other => malformed("JSON", &other),
        }
    }
}

impl<T: Column> Column for Option<T> {
    const STORAGE: Storage = T::STORAGE;
    const NULLABLE: bool = true;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Column::to_value)
    }
    fn from_value(value: Value) -> Result<Self, StoreError> {
        match value {
            Value::Null => Ok(None),
            some => T::from_value(some).map(Some),
        }
    }
}
