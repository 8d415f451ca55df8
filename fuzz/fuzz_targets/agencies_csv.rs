//! For cargo-fuzz: `cargo fuzz run --features deep agencies_csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::agencies_csv(data));
