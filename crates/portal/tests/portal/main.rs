//! The public portal behind its real router: pages, open data, the JSON API.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod api;
mod api_document;
mod api_lists;
mod api_open_data;
mod api_operator;
mod common;
mod crawl;
mod pages;
mod views;
