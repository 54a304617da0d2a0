//! A server that refuses what is asked of it: that is said so that whoever runs the program knows what to do.

use std::time::Duration;

use crate::schema::Schema;
use crate::schema::server::administer;
use crate::support::{Bench, Process, Setup};

/// A role that may log in by TCP, and a schema in which it has no rights yet.
struct Role {
    name: String,
    schema: Schema,
}

impl Role {
    fn new() -> Self {
        let schema = Schema::new();
        let name = format!("{}_role", schema_of(&schema));
        administer(format!("CREATE ROLE {name} LOGIN PASSWORD 'first-one'")).unwrap();
        Self { name, schema }
    }

    /// Changes it.
    fn is(&self, how: &str) {
        administer(format!("ALTER ROLE {} {how}", self.name)).unwrap();
    }

    /// Lets it see what is in its schema, as everybody may in that of a new database.
    fn may_look(&self) {
        let (name, schema) = (&self.name, schema_of(&self.schema));
        administer(format!("GRANT USAGE ON SCHEMA {schema} TO {name}")).unwrap();
    }

    /// Lets it work in its schema.
    fn gets_its_rights(&self) {
        let (name, schema) = (&self.name, schema_of(&self.schema));
        administer(format!("GRANT ALL ON SCHEMA {schema} TO {name}")).unwrap();
    }

    /// The address of its schema, with its first password.
    fn url(&self) -> String {
        let server = std::env::var("SLUITEND_TEST_POSTGRES_TCP").unwrap();
        let (_, server) = server.split_once('@').unwrap();
        let schema = schema_of(&self.schema);
        format!(
            "postgres://{}:first-one@{server}?options[search_path]={schema}&application_name={schema}",
            self.name
        )
    }
}

impl Drop for Role {
    fn drop(&mut self) {
        let name = &self.name;
        let hang_up = crate::schema::server::hang_up(schema_of(&self.schema));
        let dropped = administer(format!("{hang_up}; DROP OWNED BY {name}; DROP ROLE {name}"));
        assert!(std::thread::panicking() || dropped.is_ok(), "{dropped:?}");
    }
}

fn schema_of(schema: &Schema) -> &str {
    schema.url().rsplit_once('=').unwrap().1
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn what_the_server_refuses_a_role_is_said_of_the_role() {
    let role = Role::new();
    let mut bench = Bench::new(Setup::of(1).in_a_file());
    bench.set("SLUITEND_DATABASE_URL", &role.url());
    let refused = |bench: &Bench| {
        let error = bench.run(&["connections"]).failed("database", 3).json()["error"].clone();
        ["message", "hint"].map(|name| error[name].as_str().unwrap().to_owned())
    };
    for says in ["no schema has been selected", "permission denied for schema"] {
        let [message, hint] = refused(&bench);
        assert!(message.contains(&format!("it says: {says}")), "{message}");
        assert!(hint.contains("GRANT ALL ON SCHEMA"), "{message} {hint}");
        role.may_look();
    }
    role.gets_its_rights();
    bench.run(&["connections"]).ended(0);

    role.is("CONNECTION LIMIT 0");
    for (language, part) in [("C", "Each process holds"), ("nl_NL.UTF-8", "Elk proces houdt")] {
        bench.set("LANG", language);
        let [message, hint] = refused(&bench);
        assert!(message.contains("it says: too many connections for role"), "{message}");
        assert!(hint.starts_with(part) && hint.contains("CONNECTION LIMIT"), "{hint}");
    }
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_password_that_is_changed_under_a_worker_is_told_of_once_a_minute() {
    let role = Role::new();
    role.gets_its_rights();
    let mut bench = Bench::new(Setup::of(1).in_a_file());
    bench.set("SLUITEND_DATABASE_URL", &role.url());
    bench.connect().ended(0);
    let mut worker = Process::start(bench.command(&["work"]));
    worker.line_with("working; Ctrl-C stops");
    role.is("PASSWORD 'another'");
    administer(crate::schema::server::hang_up(schema_of(&role.schema))).unwrap();
    let refused = "the database server refused the login";
    let line = worker.line_with(refused);
    assert!(line.contains("ERROR"), "{line}");
    std::thread::park_timeout(Duration::from_secs(6));
    role.is("PASSWORD 'first-one'");
    let before = worker.until("the database answers again");
    let again = |line: &String| line.contains("ERROR") && line.contains(refused);
    assert!(!before.iter().any(again), "{before:#?}");
    assert_eq!(worker.stop(), Some(0));
}
