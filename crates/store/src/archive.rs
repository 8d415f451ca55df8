//! placeholder
/// x
#[derive(Debug)]
pub struct Manifest;
/// x
#[derive(Debug)]
pub struct ArchiveError;
