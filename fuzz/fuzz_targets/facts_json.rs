//! For cargo-fuzz: `cargo fuzz run --features deep facts_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::facts_json(data));
