//! Which engine a suite runs on.

/// Whether it is PostgreSQL: `SLUITEND_TEST_ENGINE` says so. Otherwise it is SQLite.
pub(crate) fn is_postgres() -> bool {
    match std::env::var("SLUITEND_TEST_ENGINE").as_deref() {
        Err(std::env::VarError::NotPresent) | Ok("sqlite") => false,
        Ok("postgres") => true,
        other => panic!("SLUITEND_TEST_ENGINE is postgres or sqlite, not {other:?}"),
    }
}
