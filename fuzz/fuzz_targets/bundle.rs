//! For cargo-fuzz: `cargo fuzz run --features deep bundle`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| chiso_fuzz::bundle(data));
