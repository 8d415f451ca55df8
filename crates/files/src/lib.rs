//! Files by the hash of their content, in a folder or in an S3-compatible store, checked by content before they are taken in.
//!
//! A file comes in through [`Vault::put`]: it is spooled while its size and hash are taken, its kind is decided from its content and compared with its name, a
//! scanner looks at it where there is one, and only then does it take its place, whole, under its hash. It goes out through [`Vault::get`], which finds a file
//! that is no longer what it was. Who may do which is not decided here.

mod error;
mod hash;
mod headers;
mod inspect;
mod kind;
mod office;
mod reading;
mod refusal;
mod scan;
mod text;
mod vault;
mod verify;

pub use error::{PutError, ReadError, StorageError};
pub use hash::{FileHash, NoHash};
pub use headers::{download_headers, view_headers};
pub use inspect::Declared;
pub use kind::Kind;
pub use reading::Content;
pub use refusal::Refusal;
pub use scan::{Scanner, ScannerAddress, Verdict};
pub use vault::{Entry, Location, Rules, Stored, Vault};
pub use verify::{Finding, Report};
