//! No secret leaves: not to the disk, not to a log, not to a person.

use std::path::Path;

use sandbox::books::{Fault, FaultKind};
use sandbox::shop::{Fault as ShopFault, Misfortune};

use crate::support::{Bench, KEY, SECRET, Setup, TOKEN};

/// Not the shop's secret.
const WRONG: &str = "een-verkeerd-geheim-9a1f";

#[test]
fn no_secret_is_written_or_printed() {
    let mut bench = Bench::new(Setup::of(40).in_a_file());
    bench.set("SLUITEND_LOG", "trace");
    bench.set("SLUITEND_SHOP_SECRET", WRONG);
    bench.connect().failed("credentials-shop", 3);
    bench.set("SLUITEND_SHOP_SECRET", SECRET);
    bench.connect().ended(0);
    let fault = |kind| Fault { method: None, path: "/".to_owned(), after: 30, times: 1, kind };
    bench.books.faults().push(fault(FaultKind::Unauthorized));
    bench.sync().failed("credentials-moneybird", 3);
    bench.shop.faults().push(ShopFault {
        method: "*".to_owned(),
        path: "/orderrows/".to_owned(),
        after: 2,
        times: 1,
        kind: Misfortune::BrokenJson,
    });
    bench.sync().failed("bad-reply", 3);
    bench.sync().ended(0);
    for arguments in [&["connections"] as &[&str], &["orders"], &["doctor"], &["settings", "show"]]
    {
        bench.run(arguments).ended(0);
    }

    let printed = bench.printed();
    assert!(printed.contains("TRACE") || printed.contains("DEBUG"), "the logs were on");
    assert_none_in("what was printed", printed.as_bytes());
    let files = files(bench.folder.path());
    assert!(files.iter().any(|(name, _)| name.ends_with("sluitend.db")), "there is a database");
    for (name, bytes) in files {
        assert_none_in(&name, &bytes);
    }
}

/// Asserts that no secret of a bench stands here.
#[track_caller]
pub(crate) fn assert_none_in(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for secret in [KEY, SECRET, TOKEN, WRONG] {
        assert!(!text.contains(secret), "{secret} stands in {name}");
    }
}

/// All files below a folder, but for the sealing key.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_none_or(|end| end != "key") {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    found
}
