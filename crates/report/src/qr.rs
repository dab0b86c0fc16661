//! A QR code as a picture: an address that a phone at a door can read.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Quiet modules around the code, as the standard asks.
const QUIET: i32 = 4;

/// The code of `text` as SVG, black on white whatever the scheme of the page; none for a text
/// longer than a code can hold (about 2,900 characters).
pub fn svg(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a String can't fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let mut name = String::new();
    crate::chart::escape(&mut name, label);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" class=\"qr\" \
         role=\"img\" aria-label=\"{name}\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" \
         height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_border_and_a_name() {
        let svg = svg("https://gugus.example.go.id/hadir/7K3M9PQR", "Pintu \"A\"").unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("aria-label=\"Pintu &quot;A&quot;\""));
        // The corner marks begin right after the border.
        assert!(svg.contains("M4 4h1v1h-1z"));
        assert!(!svg.contains("M3 ") && super::svg(&"x".repeat(4_000), "").is_none());
    }
}
