//! For cargo-fuzz: `cargo fuzz run --features deep rulebook_yaml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::rulebook_yaml(data));
