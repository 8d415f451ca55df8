//! A QR code as an image in the page.

use std::fmt::Write as _;

use qrcode::{EcLevel, QrCode as Code};

/// A QR code (ISO/IEC 18004, error correction level M), drawn as SVG, black on white in dark colours too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    svg: String,
}

impl QrCode {
    /// The code of a text; `title` is what those hear who do not see it. `None` where the text is longer than a code holds (2,331 bytes).
    pub fn new(text: &str, title: &str) -> Option<QrCode> {
        /// Modules of white around the code; the standard asks for four.
        const QUIET: usize = 4;
        let code = Code::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (row, colors) in code.to_colors().chunks(width).enumerate() {
            for (column, color) in colors.iter().enumerate() {
                if *color == qrcode::Color::Dark {
                    // A String takes every write.
                    let _ = write!(path, "M{} {}h1v1h-1z", column + QUIET, row + QUIET);
                }
            }
        }
        let side = width + 2 * QUIET;
        let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        Some(QrCode {
            svg: format!(
                "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{title}\" \
                 shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
            ),
        })
    }
}

impl std::fmt::Display for QrCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.svg)
    }
}
