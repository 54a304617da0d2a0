//! Settings, as people and editors write them.

use bookkeeping::{Administration, Settings};

use crate::hunt::{Case, hunt};

fn text(case: &mut Case<'_>) {
    let bytes = case.input();
    match Settings::parse(&String::from_utf8_lossy(&bytes)) {
        Ok(settings) => {
            case.note("read");
            let written = settings.to_toml().unwrap();
            let again =
                Settings::parse(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(settings, again);
            let _ = Administration::as_mapped(&settings, "EUR");
            let _ = settings.clearing_account(Some(12));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

#[test]
fn settings_of_people() {
    hunt("settings", 4_000, text);
}
