//! A schema of its own on a PostgreSQL server, in which nothing is yet.

#[path = "server.rs"]
pub(crate) mod server;

/// Gone, with all that is in it, when this is dropped; so also when a test fails.
pub(crate) struct Schema {
    name: String,
    url: String,
}

impl Schema {
    pub(crate) fn new() -> Self {
        let name = server::new_name();
        server::administer(format!("CREATE SCHEMA {name}")).unwrap();
        let url = server::address_of(&name);
        Self { name, url }
    }

    /// Its address, as `database_url` takes it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let name = &self.name;
        let hang_up = server::hang_up(name);
        let dropped = server::administer(format!("{hang_up}; DROP SCHEMA {name} CASCADE"));
        assert!(std::thread::panicking() || dropped.is_ok(), "{dropped:?}");
    }
}
