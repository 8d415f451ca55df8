//! For cargo-fuzz: `cargo fuzz run --features deep lineage_csv`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::lineage_csv(data));
