//! `sluitend billing`, on histories that are years old, so that the clock of the machine does not matter.

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use store::{ConnectionId, NewConnection, OsEntropy, SealingKey, Secrets, Store};

use crate::{Run, run_on, run_with};

/// Installed on 5 January 2024, 10 March 2024 (of the same shop) and 31 March 2024, half an hour before
/// midnight in London, which is in April in Amsterdam.
const INSTALLS: [(i64, &str, &str, &str); 3] = [
    (7, "=Fietsen, \"zo\"", "70", "2024-01-05T10:00:00Z"),
    (7, "=Fietsen, \"zo\"", "71", "2024-03-10T10:00:00Z"),
    (8, "Thee", "80", "2024-03-31T22:30:00Z"),
];

struct Host {
    folder: tempfile::TempDir,
    connections: Vec<ConnectionId>,
}

impl Host {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(run_on(folder.path(), &["connections"]).code, 0);
        let connections = with_store(folder.path(), async |store| {
            let mut made = Vec::new();
            for (shop_id, shop, administration, at) in INSTALLS {
                let secret = secrecy::SecretString::from("s");
                let new = NewConnection {
                    shop_id,
                    shop_name: shop.to_owned(),
                    shop_url: "https://shop.example".to_owned(),
                    administration_id: administration.to_owned(),
                    administration_name: format!("Boeken {administration}"),
                    settings: Some(String::new()),
                    secrets: Secrets {
                        shop_key: secret.clone(),
                        shop_secret: secret.clone(),
                        moneybird_token: secret,
                    },
                };
                made.push(store.save_connection(&new, at.parse().unwrap()).await.unwrap());
            }
            made
        });
        Self { folder, connections }
    }

    /// Runs it where the host charges this much.
    fn run(&self, price: &str, arguments: &[&str]) -> Run {
        let variables = [
            ("SLUITEND_DATA", self.folder.path().to_str().unwrap()),
            ("SLUITEND_BILLING__ENABLED", "true"),
            ("SLUITEND_BILLING__PRICE", price),
        ];
        run_with(arguments, &variables)
    }
}

fn with_store<T>(folder: &Path, work: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let key = SealingKey::load_or_create(&folder.join("sealing.key"), &OsEntropy).unwrap();
        let url = format!("sqlite:{}", folder.join("sluitend.db").display());
        let store = Store::open(&url, key, Arc::new(OsEntropy)).await.unwrap();
        let done = work(&store).await;
        store.close().await;
        done
    })
}

#[test]
fn a_month_is_closed_once_and_for_all() {
    let host = Host::new();
    let month = ["--month", "2024-03", "--json"];
    let statement =
        |price| host.run(price, &[&["billing", "statement"], &month[..]].concat()).json();
    let line = |at: usize, kind: &str, amount: &str| {
        let (shop, name, administration, _) = INSTALLS[at];
        json!({
            "connection": host.connections[at].as_str(), "shop": {"id": shop, "name": name},
            "administration": {"id": administration, "name": format!("Boeken {administration}")},
            "kind": kind, "amount": amount,
        })
    };
    // One is charged, the other administration of that shop is in its free month, Thee was not there yet.
    let open = json!({
        "month": "2024-03", "closed_at": null, "price": "6.00", "currency": "EUR", "vat": "excluded",
        "lines": [line(0, "charged", "6.00"), line(1, "free", "0.00")],
        "total": "6.00", "changed_since": [],
    });
    assert_eq!(statement("6.00"), open);
    assert_eq!(statement("7.50")["total"], "7.50");

    let csv = host.folder.path().join("march.csv");
    let close = [&["billing", "close"], &month[..], &["--csv", csv.to_str().unwrap()]].concat();
    let mut first = host.run("6.00", &close).json();
    let written = std::fs::read_to_string(&csv).unwrap();
    let closed_at = first["closed_at"].as_str().unwrap().to_owned();
    let expected = format!(
        "month,closed_at,connection,shop_id,shop,administration_id,administration,kind,amount,currency,vat\r\n\
         2024-03,{closed_at},{},7,\"'=Fietsen, \"\"zo\"\"\",70,Boeken 70,charged,6.00,EUR,excluded\r\n\
         2024-03,{closed_at},{},7,\"'=Fietsen, \"\"zo\"\"\",71,Boeken 71,free,0.00,EUR,excluded\r\n",
        host.connections[0], host.connections[1],
    );
    assert_eq!(written, expected);
    assert_eq!(first["closed_now"], true);

    // Again, with another price, or told that VAT is in it: nothing changes, not a byte.
    let with_vat = [
        ("SLUITEND_DATA", host.folder.path().to_str().unwrap()),
        ("SLUITEND_BILLING__ENABLED", "true"),
        ("SLUITEND_BILLING__VAT", "included"),
    ];
    assert_eq!(run_with(&close, &with_vat).json()["vat"], "excluded");
    let text = run_with(&["billing", "statement", "--month", "2024-04"], &with_vat).stdout;
    assert!(text.contains("EUR, including VAT"), "{text}");
    let again = host.run("7.50", &close);
    let told = again.json();
    assert_eq!((again.code, &told["closed_now"]), (0, &json!(false)));
    first["closed_now"] = json!(false);
    assert_eq!(told, first);
    assert_eq!(std::fs::read_to_string(&csv).unwrap(), written);
    let text = host.run("7.50", &["billing", "close", "--month", "2024-03"]).stdout;
    assert!(text.contains("was closed already") && text.contains("nothing was changed"), "{text}");

    // What is learnt only now is told beside it.
    with_store(host.folder.path(), async |store| {
        let at = "2024-02-29T23:00:00Z".parse().unwrap();
        store.forget_shop_keys(&host.connections[0], ("credentials-shop", "x"), at).await.unwrap();
    });
    let late = statement("7.50");
    assert_eq!((&late["lines"], &late["total"]), (&first["lines"], &json!("6.00")));
    let changed = &late["changed_since"];
    assert_eq!((&changed[0]["fixed"], &changed[0]["now"]), (&json!("6.00"), &json!("0.00")));
    let text = host.run("7.50", &["billing", "statement", "--month", "2024-03"]).stdout;
    assert!(text.contains("6.00 is fixed") && text.contains("it would be 0.00"), "{text}");
    let april = host.run("7.50", &["billing", "statement", "--month", "2024-04", "--json"]).json();
    // The administration that is left is charged; Thee is in its free month.
    assert_eq!((april["lines"].as_array().unwrap().len(), &april["total"]), (2, &json!("7.50")));
}

#[test]
fn a_month_that_is_not_over_is_not_closed() {
    let host = Host::new();
    for (arguments, part) in [
        (["billing", "close", "--month", "2999-01"], "2999-01 is not over yet in Amsterdam"),
        (["billing", "statement", "--month", "2999-01"], "2999-01 has not begun"),
    ] {
        let run = host.run("6.00", &[&arguments[..], &["--json"]].concat());
        let [code, message, _] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "usage"));
        assert!(message.contains(part), "{message}");
    }
    let before = host.run("6.00", &["billing", "close", "--month", "2023-12"]);
    assert!(before.stdout.contains("No connection was installed"), "{before:?}");
}

#[test]
fn a_subscription_ends_in_a_month_to_come_and_goes_on() {
    let host = Host::new();
    let id = host.connections[0].as_str();
    let early = host.run("6.00", &["billing", "end", id, "--from", "2024-05", "--json"]);
    let [code, message, _] = early.error();
    assert_eq!((early.code, code.as_str()), (2, "usage"));
    assert!(message.contains("not told beforehand"), "{message}");
    let end = ["billing", "end", id, "--from", "2999-05", "--json"];
    assert_eq!(host.run("6.00", &end).json(), json!({"connection": id, "from": "2999-05"}));
    let resume = ["billing", "resume", id, "--json"];
    for resumed in [true, false] {
        let run = host.run("6.00", &resume);
        assert_eq!((run.code, run.json()), (0, json!({"connection": id, "resumed": resumed})));
    }
    let nobody = "01a207d9-2100-7fff-bfff-000000000001";
    for arguments in [&["end", nobody, "--from", "2999-05"][..], &["resume", nobody]] {
        let run = host.run("6.00", &[&["billing"], arguments, &["--json"]].concat());
        assert_eq!((run.code, run.error()[0].as_str()), (2, "not-found"));
    }

    with_store(host.folder.path(), async |store| {
        let (from, at) = ("2024-04".parse().unwrap(), "2024-03-12T10:00:00Z".parse().unwrap());
        assert!(store.end_subscription(&host.connections[0], from, at).await.unwrap());
    });
    let again = host.run("6.00", &end);
    assert!(again.error()[1].contains("has ended already"), "{again:?}");
    // Nobody is asked for anything: the shop's address leads nowhere.
    let sync = host.run("6.00", &["sync", "--connection", id, "--json"]);
    assert_eq!((sync.code, sync.json()["error"]["code"].as_str()), (2, Some("subscription-ended")));
    let all = host.run("6.00", &["connections", "--json"]).json();
    assert_eq!(all["connections"][0]["code"], "subscription-ended");
    let broken = host.run("6.00", &["connections", "--state", "broken", "--json"]).json();
    assert_eq!(broken["connections"], serde_json::json!([all["connections"][0]]));
    assert_eq!(host.run("6.00", &resume).json()["resumed"], true);
    let all = host.run("6.00", &["connections", "--json"]).json();
    assert_eq!(all["connections"][0]["state"], "active");
}

#[test]
fn where_nobody_charges_there_is_nothing_to_be_told() {
    let host = Host::new();
    let id = host.connections[0].as_str();
    for arguments in [
        &["statement", "--month", "2024-03"][..],
        &["close", "--month", "2024-03"],
        &["end", id, "--from", "2999-05"],
    ] {
        let run = run_on(host.folder.path(), &[&["billing"], arguments, &["--json"]].concat());
        let [code, _, hint] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "settings"), "{arguments:?}");
        assert!(hint.contains("enabled = true"), "{hint}");
    }
    let resume = run_on(host.folder.path(), &["billing", "resume", id, "--json"]);
    assert_eq!((resume.code, resume.json()["resumed"].as_bool()), (0, Some(false)));
    // It is kept all the same: whoever begins to charge later knows since when.
    let later = host.run("6.00", &["billing", "statement", "--month", "2024-03", "--json"]).json();
    assert_eq!(later["lines"].as_array().unwrap().len(), 2);
}
