//! The pictures of the manual. They are part of the program, and their addresses change with what is in
//! them, as those of the style sheet do.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};

use crate::look::{kept_forever, print_of};
use crate::problem::Problem;

/// A picture.
pub(super) struct Picture {
    /// As a chapter names its file, without the ending.
    pub(super) name: &'static str,
    bytes: &'static [u8],
}

macro_rules! pictures {
    ($($name:literal)*) => {
        /// Those that chapters show.
        pub(super) static PICTURES: &[Picture] = &[$(
            Picture { name: $name, bytes: include_bytes!(concat!("../../../../docs/pictures/", $name, ".png")) }
        ),*];
    };
}

pictures! {
    "afsluiting"
    "bestelling"
    "instellingen"
    "overzicht"
    "telefoon"
    "voorbeeld"
}

/// What tells one version of each from another.
static PRINTS: LazyLock<Vec<String>> =
    LazyLock::new(|| PICTURES.iter().map(|own| print_of(own.bytes)).collect());

/// As it is shown: its address, its width and its height.
pub(super) type Shown = (String, u32, u32);

/// The picture that a chapter names by its file.
pub(super) fn shown(written: &str) -> Option<Shown> {
    let name = written.strip_prefix("../../pictures/")?.strip_suffix(".png")?;
    let (own, print) = all().find(|(own, _)| own.name == name)?;
    let (width, height) = own.size()?;
    Some((format!("/manual/pictures/{name}.{print}.png"), width, height))
}

fn all() -> impl Iterator<Item = (&'static Picture, &'static String)> {
    PICTURES.iter().zip(PRINTS.iter())
}

impl Picture {
    /// Width and height, which stand at the head of a PNG file (ISO/IEC 15948, 11.2.2): a page that knows
    /// them does not jump when the picture comes.
    fn size(&self) -> Option<(u32, u32)> {
        let of = |from: usize| {
            let bytes = self.bytes.get(from..from + 4)?;
            Some(u32::from_be_bytes(bytes.try_into().ok()?))
        };
        Some((of(16)?, of(20)?))
    }
}

/// `GET /manual/pictures/{name}`
pub(super) async fn picture(Path(name): Path<String>) -> Response {
    let found = all().find(|(own, print)| format!("{}.{print}.png", own.name) == name);
    match found {
        Some((own, _)) => kept_forever("image/png", own.bytes),
        None => Problem::Missing.into_response(),
    }
}
