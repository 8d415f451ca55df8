//! For cargo-fuzz: `cargo fuzz run --features deep results_csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::results_csv(data));
