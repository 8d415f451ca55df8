//! Ministries and agencies of ministerial rank.

use chiso_model::Text;

/// A ministry under the name it had in the years measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ministry {
    /// A slug of its Vietnamese name: `bo-tu-phap`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// At most four characters, unique among the ministries.
    pub short: String,
    /// Other ways in which the name is written.
    pub aliases: Vec<String>,
}
