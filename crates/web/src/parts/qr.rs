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

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the path of the code at eight pixels a module, as a browser does.
    fn drawn(svg: &str) -> (usize, Vec<u8>) {
        const SCALE: usize = 8;
        let side: usize = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let mut pixels = vec![255; side * side * SCALE * SCALE];
        for module in svg.rsplit(" d=\"").next().unwrap().split('M').skip(1) {
            let (place, _) = module.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            for at in 0..SCALE * SCALE {
                pixels[(y * SCALE + at / SCALE) * side * SCALE + x * SCALE + at % SCALE] = 0;
            }
        }
        (side * SCALE, pixels)
    }

    /// A reader that is not ours reads what was written.
    #[test]
    fn a_code_is_read_by_another_reader() {
        let long = format!("https://chiso.example/vi/invitation/{}", "4f7c1f0e".repeat(16));
        for text in ["otpauth://totp/chiso:h%C6%B0%C6%A1ng?secret=JBSWY3DPEHPK3PXP&issuer=chiso", &long, "Hải Phòng"]
        {
            let (side, pixels) = drawn(&QrCode::new(text, "mã").unwrap().to_string());
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
            let grids = image.detect_grids();
            assert_eq!(grids.len(), 1, "{text}");
            assert_eq!(grids[0].decode().unwrap().1, text);
        }
        assert_eq!(QrCode::new(&"x".repeat(3000), ""), None);
    }

    #[test]
    fn a_title_is_text() {
        assert!(QrCode::new("x", "a\"><b>").unwrap().to_string().contains("aria-label=\"a&quot;>&lt;b>\""));
    }
}
