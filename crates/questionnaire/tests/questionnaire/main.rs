//! Tests of questionnaires: forms read and refused, written and read again, answered; tables; what is shipped; the reference reader of XLSForm; the documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod cases;
mod corpus;
mod documents;
mod portable;
mod property;
mod pyxform;
mod refused;
mod shipped;
mod tables;
mod workbooks;
