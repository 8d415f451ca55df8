//! Where the store is.

use std::path::PathBuf;
use std::str::FromStr;

use chiso_model::Lang;

/// A folder for the embedded database, or a PostgreSQL server.
#[derive(Clone)]
pub enum Location {
    /// A folder; made on first start.
    Folder(PathBuf),
    /// A PostgreSQL server, as `postgres://user:password@host:port/database`.
    Postgres(Box<tokio_postgres::Config>),
}

/// Why a text names no store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LocationError {
    /// Nothing was given.
    Empty,
    /// An address that PostgreSQL's driver does not understand, with what it said.
    Postgres(String),
    /// An address of another kind of server.
    Scheme(String),
}

impl LocationError {
    /// What is wrong, and what is expected.
    pub fn message(&self, lang: Lang) -> String {
        let wanted = lang.pick(
            "Hãy nêu một thư mục (ví dụ “chiso-data”) hoặc “postgres://người-dùng:mật-khẩu@máy:5432/cơ-sở-dữ-liệu”.",
            "Give a folder (for example `chiso-data`) or `postgres://user:password@host:5432/database`.",
        );
        let what = match (self, lang) {
            (LocationError::Empty, Lang::Vi) => "Chưa nêu nơi lưu dữ liệu.".to_owned(),
            (LocationError::Empty, Lang::En) => "No store was given.".to_owned(),
            (LocationError::Postgres(said), Lang::Vi) => format!("Địa chỉ PostgreSQL không đúng: {said}."),
            (LocationError::Postgres(said), Lang::En) => format!("The PostgreSQL address is wrong: {said}."),
            (LocationError::Scheme(scheme), Lang::Vi) => format!("Không có kho dữ liệu loại “{scheme}”."),
            (LocationError::Scheme(scheme), Lang::En) => format!("There is no store of the kind `{scheme}`."),
        };
        format!("{what} {wanted}")
    }
}

impl std::fmt::Display for LocationError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for LocationError {}

impl FromStr for Location {
    type Err = LocationError;

    fn from_str(text: &str) -> Result<Location, LocationError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(LocationError::Empty);
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let config = text.parse::<tokio_postgres::Config>().map_err(|error| {
                use std::error::Error as _;
                LocationError::Postgres(error.source().map_or_else(|| error.to_string(), ToString::to_string))
            })?;
            return Ok(Location::Postgres(Box::new(config)));
        }
        match text.split_once("://") {
            Some((scheme, _)) => Err(LocationError::Scheme(scheme.to_owned())),
            None => Ok(Location::Folder(PathBuf::from(text))),
        }
    }
}

/// Without the password.
impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Location::Folder(folder) => write!(f, "{}", folder.display()),
            Location::Postgres(config) => {
                f.write_str("postgres://")?;
                for (i, host) in config.get_hosts().iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    match host {
                        tokio_postgres::config::Host::Tcp(name) => write!(f, "{comma}{name}")?,
                        #[cfg(unix)]
                        tokio_postgres::config::Host::Unix(path) => write!(f, "{comma}{}", path.display())?,
                    }
                }
                write!(f, "/{}", config.get_dbname().unwrap_or_default())
            }
        }
    }
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Location({self})")
    }
}
