//! No secret leaves: not to the disk, not to a log, not to a person.

use std::path::Path;

use sandbox::books::{Fault, FaultKind};
use sandbox::shop::{Fault as ShopFault, Misfortune};

use crate::support::{Bench, KEY, SECRET, Setup, TOKEN};

#[test]
fn no_secret_is_written_or_printed() {
    let mut bench = Bench::new(Setup::of(40));
    bench.set("SLUITEND_LOG", "trace");
    bench.set("SLUITEND_SHOP_SECRET", "een-verkeerd-geheim-9a1f");
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
    let files = files(bench.folder.path());
    assert!(files.iter().any(|(name, _)| name.ends_with("sluitend.db")), "there is a database");
    for secret in [KEY, SECRET, TOKEN, "een-verkeerd-geheim-9a1f"] {
        assert!(!printed.contains(secret), "{secret} was printed");
        for (name, bytes) in &files {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} stands in {name}");
        }
    }
}

/// All files below a folder, but for the sealing key.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
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
