//! For cargo-fuzz: `cargo fuzz run --features deep workbook_cells`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::workbook_cells(data));
