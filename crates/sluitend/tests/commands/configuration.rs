//! `sluitend.toml` and the environment.

use crate::{run_on, run_with};

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (text, part) in [
        ("listn = 1", "unknown key 'listn' (did you mean 'listen'?)"),
        ("nonsense = 1", "sluitend.toml: unknown key 'nonsense'"),
        (
            "[sync]\nintervall = 1",
            "sluitend.toml: unknown key 'sync.intervall' (did you mean 'sync.interval_minutes'?)",
        ),
        ("[sync]\ninterval_minutes = \"often\"", "sync.interval_minutes: must be a whole number"),
        ("[sync]\nrequests_per_window = 0", "from 1 to"),
        ("listen = 8080", "listen: must be a text"),
        ("listen = \"8080\"", "listen: must be a host and a port, such as 127.0.0.1:8080"),
        ("listen = \"127.0.0.1\"", "listen: must be a host and a port"),
        ("listen = \"localhost:80800\"", "listen: must be a host and a port"),
        ("listen = \"::1:8080\"", "listen: must be a host and a port"),
        ("metrics_listen = \":9100\"", "metrics_listen: must be a host and a port"),
        ("public_url = \"http://winkel.example\"", "plain http is for loopback addresses only"),
        ("[moneybird]\napi_url = \"http://10.0.0.1/\"", "moneybird.api_url: must begin with https"),
        ("[billing]\nenabled = \"yes\"", "billing.enabled: must be true or false"),
        ("[billing]\nprice = 6.005", "billing.price: must be an amount such as 6.00"),
        ("[billing]\nprice = -1", "billing.price: must be an amount"),
        ("[billing]\nprice = \"6,00\"", "billing.price: must be an amount"),
        ("[billing]\nprice = inf", "billing.price: must be an amount"),
        ("[billing]\nvat = \"none\"", "billing.vat: must be excluded or included"),
        ("[billing]\ncurrency = \"euro\"", "billing.currency: must be the code of a currency"),
        ("listen = ", "TOML parse error at line 1"),
        ("database_url = \"mysql://x\"", "database_url must be"),
        (
            "database_url = \"postgres://me:geheim@db.example/x?sslmod=verify-full\"",
            "no parameter `sslmod` of `database_url`. Did you mean `sslmode`?",
        ),
        ("[smtp]\nfrom = \"a@b.example\"", "smtp.url and smtp.from belong together"),
        (
            "[smtp]\nurl = \"https://u:geheim@x\"\nfrom = \"a@b.example\"",
            "smtp.url: must be smtps://",
        ),
        (
            "[smtp]\nurl = \"smtp://u:geheim@x\"\nfrom = \"a\"",
            "smtp.from: must be an e-mail address",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sluitend.toml"), text).unwrap();
        let run = run_on(folder.path(), &["connections", "--json"]);
        let [code, message, hint] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "settings"), "{text}: {run:?}");
        assert!(message.contains(part), "{text}: {message}");
        let lists = hint.contains("encryption_key_file");
        assert_eq!(lists, message.contains("unknown key"), "{text}: {hint}");
        assert!(!message.contains("geheim"), "{message}");
        assert!(!folder.path().join("sluitend.db").exists(), "{text}");
    }
}

#[test]
fn variables_are_keys_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = ("SLUITEND_DATA", folder.path().to_str().unwrap());
    for (variable, part) in [
        (("SLUITEND_SYNC__INTERVAL", "5"), "(did you mean SLUITEND_SYNC__INTERVAL_MINUTES?)"),
        (("SLUITEND_SYNC__INTERVAL_MINUTES", "x"), "SLUITEND_SYNC__INTERVAL_MINUTES: must be"),
        (("SLUITEND_PUBLIC_URL", "ftp://x"), "SLUITEND_PUBLIC_URL: must begin with https://"),
    ] {
        let run = run_with(&["connections", "--json"], &[data, variable]);
        let [code, message, _] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "settings"), "{run:?}");
        assert!(message.contains(part), "{message}");
    }
    // Kubernetes sets these for a service of our name.
    let foreign = [("SLUITEND_SERVICE_HOST", "10.1.2.3"), ("SLUITEND_PORT_8080_TCP_PORT", "8080")];
    let run = run_with(&["connections", "--json"], &[data, foreign[0], foreign[1]]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("other.toml");
    let arguments = ["connections", "--json", "--config", file.to_str().unwrap()];
    let run = run_on(folder.path(), &arguments);
    assert_eq!((run.code, run.error()[0].as_str()), (2, "settings"));
    let data = folder.path().to_str().unwrap();
    let run = run_with(&arguments, &[("SLUITEND_DATA", data), ("LANG", "nl_NL")]);
    assert!(run.error()[1].contains("het bestand of de map bestaat niet"), "{run:?}");
    std::fs::write(&file, "database_url = \"sqlite::memory:\"").unwrap();
    assert_eq!(run_on(folder.path(), &arguments).code, 0);
    assert!(!folder.path().join("sluitend.db").exists());
}

#[test]
fn a_level_of_logs_that_cannot_be_is_refused() {
    for level in ["warning", "foo", "debug=1", "loud=very"] {
        let run = run_with(&["connections", "--json"], &[("SLUITEND_LOG", level)]);
        let [code, message, hint] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "usage"), "{run:?}");
        assert!(message.contains(level) && hint.contains("error, warn, info"), "{run:?}");
    }
}

#[test]
fn a_form_of_logs_that_cannot_be_is_refused() {
    let run = run_with(&["connections", "--json"], &[("SLUITEND_LOG_FORMAT", "loud")]);
    assert_eq!((run.code, run.error()[0].as_str()), (2, "usage"), "{run:?}");
}

#[test]
fn without_any_folder_it_asks_for_one() {
    let run = run_with(&["connections", "--json"], &[]);
    let [code, _, hint] = run.error();
    assert_eq!((run.code, code.as_str()), (2, "settings"));
    assert!(hint.contains("--data"), "{hint}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_platform_has_a_place_for_data() {
    let home = tempfile::tempdir().unwrap();
    let home_variable = ("HOME", home.path().to_str().unwrap());
    assert_eq!(run_with(&["connections"], &[home_variable]).code, 0);
    assert!(home.path().join(".local/share/sluitend/sluitend.db").is_file());
    let share = home.path().join("share");
    let variables = [home_variable, ("XDG_DATA_HOME", share.to_str().unwrap())];
    assert_eq!(run_with(&["connections"], &variables).code, 0);
    assert!(share.join("sluitend/sluitend.db").is_file());
}
