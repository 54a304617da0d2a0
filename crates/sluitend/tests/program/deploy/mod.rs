//! What a host gets besides the program: the image, the units, the manifests and the packed release.

mod image;
mod names;
mod packing;
mod units;

use std::path::{Path, PathBuf};

/// Where the repository is.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What stands in a file of the folder `deploy`.
fn file(name: &str) -> String {
    std::fs::read_to_string(root().join("deploy").join(name)).unwrap()
}
