//! Which version this is.

use std::sync::LazyLock;

/// The number of the version and, where whoever built it said so, what it was built from: the same sources
/// give the same answer, whenever they are built.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let number = env!("CARGO_PKG_VERSION");
    match option_env!("SLUITEND_BUILT_FROM").filter(|own| !own.is_empty()) {
        Some(from) => format!("{number} ({from})"),
        None => number.to_owned(),
    }
});

/// What `--version` tells.
pub(super) fn of_this_build() -> &'static str {
    VERSION.as_str()
}
