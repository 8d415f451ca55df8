//! What is kept: a module for each thing, with its rows and how they are found.

pub mod agencies;
pub mod fieldwork;
pub mod files;
pub mod imports;
pub mod jobs;
pub mod keys;
pub mod people;
pub mod rounds;
pub mod sessions;
pub mod settings;
pub mod surveys;
