//! For cargo-fuzz: `cargo fuzz run --features deep form`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::form(data));
