//! For cargo-fuzz: `cargo fuzz run --features deep form_cells`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::form_cells(data));
