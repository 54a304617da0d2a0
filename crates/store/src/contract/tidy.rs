//! House rules of this crate.

use std::collections::BTreeSet;
use std::path::Path;

use crate::sql;
use crate::statement::executed;

/// Every named statement was executed on this thread.
pub(super) fn assert_all_executed() {
    let all: BTreeSet<&str> = sql::all().iter().map(|statement| statement.name).collect();
    assert_eq!(all.len(), sql::all().len(), "two statements with one name");
    let missing: Vec<_> = all.difference(&executed::names()).copied().collect();
    assert!(missing.is_empty(), "not executed by any case: {missing:?}");
}

#[test]
fn statements_stand_in_one_place() {
    let source = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut seen = 0;
    visit(source, &mut |path, text| {
        seen += 1;
        let inside = path.strip_prefix(source).unwrap();
        let is_test = inside.starts_with("contract");
        for word in ["sqlx::query", "raw_sql", "AssertSqlSafe", "QueryBuilder"] {
            let allowed = is_test || inside == Path::new("statement.rs");
            assert!(allowed || !text.contains(word), "{word} in {}", inside.display());
        }
        let declares = text.contains("\nstatements! {");
        let in_sql = inside.starts_with("sql") && !inside.ends_with("mod.rs");
        let of_one = inside.ends_with("engine.rs") || inside.ends_with("sql/moves.rs");
        let both = in_sql && !of_one;
        assert_eq!(declares, both, "{}", inside.display());
    });
    assert!(seen > 30, "found {seen} files");
}

#[test]
fn every_file_of_statements_is_in_the_list() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/sql"));
    let files = std::fs::read_dir(folder).unwrap().count();
    let listed: BTreeSet<&str> =
        sql::all().iter().map(|statement| statement.name.rsplit_once("::").unwrap().0).collect();
    assert_eq!(files, listed.len() + 3, "besides mod.rs, engine.rs and moves.rs");
}

fn visit(folder: &Path, check: &mut impl FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, check);
        } else {
            check(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}
