//! How each number came about, recorded while it is computed.

/// The trace of a computation.
#[derive(Debug, Clone, Default)]
pub struct Trace {}
