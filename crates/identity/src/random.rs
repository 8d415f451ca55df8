//! Chance, from the operating system.

use chiso_model::Lang;

/// The operating system gave no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRandom;

impl NoRandom {
    /// The message for people.
    pub const fn message(self, lang: Lang) -> &'static str {
        lang.pick(
            "Hệ điều hành không cấp được số ngẫu nhiên an toàn. Hãy báo quản trị máy chủ kiểm tra nguồn ngẫu nhiên.",
            "The operating system gave no secure random numbers. Ask the server's administrator to check its random source.",
        )
    }
}

impl std::fmt::Display for NoRandom {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for NoRandom {}

/// 32 random bytes for a key that the installation keeps.
///
/// # Errors
///
/// [`NoRandom`] if the operating system has no random numbers.
pub fn new_key() -> Result<[u8; 32], NoRandom> {
    random()
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N], NoRandom> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandom)?;
    Ok(bytes)
}
