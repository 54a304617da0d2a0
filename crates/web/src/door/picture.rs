//! A text as a QR code.

use qrcode::{Color, QrCode};

/// White around the picture, which readers need (ISO/IEC 18004).
const MARGIN: usize = 4;

/// Squares, as a path of SVG.
pub(super) struct Picture {
    pub(super) size: usize,
    pub(super) path: String,
}

impl Picture {
    /// Of a text. One that is too long for it has none; the text stands beside it anyway.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::new(text).ok()?;
        let width = code.width();
        let colors = code.to_colors();
        let dark = colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark);
        let square = |place: usize| {
            format!("M{} {}h1v1h-1z", MARGIN + place % width, MARGIN + place / width)
        };
        let path = dark.map(|(place, _)| square(place)).collect();
        Some(Self { size: width + 2 * MARGIN, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_its_three_corners_and_white_around_it() {
        let picture = Picture::of("otpauth://totp/x").unwrap();
        let last = picture.size - MARGIN - 1;
        for corner in [(MARGIN, MARGIN), (last, MARGIN), (MARGIN, last)] {
            assert!(picture.path.contains(&format!("M{} {}h1", corner.0, corner.1)), "{corner:?}");
        }
        assert!(!picture.path.contains(&format!("M{} ", MARGIN - 1)));
        assert!(!picture.path.contains(&format!("M{} ", last + 1)));
    }
}
