//! The tables, and how older ones become them. A file here is never edited after a release.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// Number, name and text of each step, in order.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "documents", include_str!("../migrations/0002_documents.sql")),
    (3, "newest_fact", include_str!("../migrations/0003_newest_fact.sql")),
    (4, "people", include_str!("../migrations/0004_people.sql")),
    (6, "invitations", include_str!("../migrations/0006_invitations.sql")),
    (7, "inviters", include_str!("../migrations/0007_inviters.sql")),
    (8, "ways_back", include_str!("../migrations/0008_ways_back.sql")),
    (9, "app_store", include_str!("../migrations/0009_app_store.sql")),
    (10, "numbers", include_str!("../migrations/0010_numbers.sql")),
    (11, "moves", include_str!("../migrations/0011_moves.sql")),
    (12, "workers", include_str!("../migrations/0012_workers.sql")),
    (13, "billing", include_str!("../migrations/0013_billing.sql")),
    (14, "mail", include_str!("../migrations/0014_mail.sql")),
    (15, "persons", include_str!("../migrations/0015_persons.sql")),
    (18, "trials", include_str!("../migrations/0018_trials.sql")),
    (19, "open_persons", include_str!("../migrations/0019_open_persons.sql")),
    (20, "old_entries", include_str!("../migrations/0020_old_entries.sql")),
    (21, "vat", include_str!("../migrations/0021_vat.sql")),
    (22, "confirmed", include_str!("../migrations/0022_confirmed.sql")),
    (23, "invoices", include_str!("../migrations/0023_invoices.sql")),
    (24, "waits", include_str!("../migrations/0024_waits.sql")),
    (25, "one_order", include_str!("../migrations/0025_one_order.sql")),
    (26, "ended", include_str!("../migrations/0026_ended.sql")),
];

/// The number of the last step.
pub(crate) fn last() -> i64 {
    STEPS.last().map_or(0, |(number, ..)| *number)
}

/// All steps.
pub(crate) fn all() -> Migrator {
    until(i64::MAX)
}

/// The steps up to and with a number.
pub(crate) fn until(last: i64) -> Migrator {
    Migrator::with_migrations(
        STEPS
            .iter()
            .filter(|(number, ..)| *number <= last)
            .map(|(number, name, text)| {
                let kind = MigrationType::Simple;
                Migration::new(*number, (*name).into(), kind, text.into_sql_str(), false)
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_step() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        let steps: Vec<String> =
            STEPS.iter().map(|(number, name, _)| format!("{number:04}_{name}.sql")).collect();
        assert_eq!(files, steps);
    }
}
