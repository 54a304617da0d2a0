//! What is read from where.

use super::*;

/// Loads from a folder with this text in its file and these variables.
fn load(text: &str, variables: &[(&str, &str)]) -> Config {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(FILE), text).unwrap();
    let environment = Environment::from_pairs(variables.iter().copied());
    Config::load(folder.path(), None, &environment, Language::En).unwrap()
}

#[test]
fn the_defaults_are_those_of_the_interface() {
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment::default();
    let config = Config::load(folder.path(), None, &environment, Language::Nl).unwrap();
    let folder = folder.path();
    assert_eq!(config.database_url, format!("sqlite:{}", folder.join("sluitend.db").display()));
    assert_eq!(config.encryption_key_file, folder.join("sealing.key"));
    assert_eq!(config.database.connections.get(), 8);
    assert_eq!(config.database.answer, Duration::from_mins(1));
    assert_eq!(config.listen, "127.0.0.1:8080");
    assert_eq!(config.public_url.as_str(), "http://localhost:8080/");
    let options = config.options;
    assert_eq!(options.moneybird_api, "https://moneybird.com/api/v2");
    assert_eq!((options.requests_per_window, options.reports_per_window), (150, 50));
    assert_eq!(options.window, Duration::from_mins(5));
    assert_eq!(options.shop_window, Duration::from_mins(1));
    assert_eq!(options.settle, Duration::from_mins(15));
    assert_eq!(options.lease, Duration::from_mins(2));
    assert_eq!(options.interval, Duration::from_mins(30));
    assert_eq!(options.persons, Duration::from_hours(90 * 24));
    assert_eq!(options.uninstalled, Duration::from_hours(90 * 24));
    assert_eq!(options.language, Language::Nl);
    assert!(!options.address.is_empty());
}

#[test]
fn variables_stand_over_the_file() {
    let text = "listen = \"[::1]:1\"\ndatabase_connections = 20\ndatabase_answer_seconds = 90\n\
                [sync]\ninterval_minutes = 7\nsettle_seconds = 3\nlease_seconds = 5\naddress = \"file\"\n\
                [privacy]\npersons_days = 30\nuninstalled_days = 20\n[moneybird]\napi_url = \"https://books.example/api/v2/\"\n";
    let variables = [
        ("SLUITEND_SYNC__INTERVAL_MINUTES", "9"),
        ("SLUITEND_SYNC__WINDOW_SECONDS", "11"),
        ("SLUITEND_SYNC__ADDRESS", "variable"),
        ("SLUITEND_LISTEN", ""),
        ("OTHER_LISTEN", "nothing of ours"),
    ];
    let config = load(text, &variables);
    assert_eq!(config.listen, "[::1]:1", "an empty variable says nothing");
    assert_eq!(config.database.connections.get(), 20);
    assert_eq!(config.database.answer, Duration::from_secs(90));
    assert_eq!(config.options.interval, Duration::from_mins(9));
    assert_eq!(config.options.window, Duration::from_secs(11));
    assert_eq!(config.options.settle, Duration::from_secs(3));
    assert_eq!(config.options.lease, Duration::from_secs(5));
    assert_eq!(config.options.address, "variable");
    assert_eq!(config.options.persons, Duration::from_hours(30 * 24));
    assert_eq!(config.options.uninstalled, Duration::from_hours(20 * 24));
    assert_eq!(config.options.moneybird_api, "https://books.example/api/v2");
    assert_eq!(config.proxy, None, "nobody is believed who was not named");
}

#[test]
fn plain_http_is_for_this_machine() {
    for host in ["localhost", "127.0.0.1", "127.1.2.3", "[::1]"] {
        let url = format!("http://{host}:8702/api/v2");
        let config = load("", &[("SLUITEND_MONEYBIRD__API_URL", &url)]);
        assert_eq!(config.options.moneybird_api, url);
    }
    for url in ["http://localhost.example", "http://0.0.0.0", "http://192.168.1.2", "moneybird"] {
        let environment = Environment::from_pairs([("SLUITEND_MONEYBIRD__API_URL", url)]);
        let folder = Path::new("nowhere");
        let fault = Config::load(folder, None, &environment, Language::En).unwrap_err();
        assert_eq!(fault.code, Code::Settings, "{url}");
    }
}

#[test]
fn no_secret_shows() {
    let config = load("", &[("SLUITEND_CCVSHOP__APP_SECRET", "hush")]);
    assert!(!format!("{config:?}").contains("hush"));
}

#[test]
fn a_host_charges_if_it_says_so() {
    let told = |text: &str, variables: &[(&str, &str)]| {
        let config = load(text, variables);
        assert_eq!(config.options.subscriptions, config.billing.is_some());
        config.billing.map(|own| format!("{} {} {}", own.price, own.currency, own.vat.as_str()))
    };
    for (text, terms) in [
        ("", None),
        ("[billing]\nprice = 7", None),
        ("[billing]\nenabled = true", Some("6.00 EUR excluded")),
        ("[billing]\nenabled = true\nprice = 6.00", Some("6.00 EUR excluded")),
        ("[billing]\nenabled = true\nprice = 7", Some("7.00 EUR excluded")),
        ("[billing]\nenabled = true\nprice = 0.10", Some("0.10 EUR excluded")),
        ("[billing]\nenabled = true\nvat = \"included\"", Some("6.00 EUR included")),
        (
            "[billing]\nenabled = true\nprice = \"12.5\"\ncurrency = \"CHF\"",
            Some("12.50 CHF excluded"),
        ),
    ] {
        assert_eq!(told(text, &[]).as_deref(), terms, "{text}");
    }
    let variables = [("SLUITEND_BILLING__ENABLED", "true"), ("SLUITEND_BILLING__PRICE", "6.95")];
    let text = "[billing]\nenabled = false\nprice = 9";
    assert_eq!(told(text, &variables).as_deref(), Some("6.95 EUR excluded"));
}

#[test]
fn the_key_file_is_in_the_data_folder_unless_its_path_is_whole() {
    let config = load("encryption_key_file = \"other.key\"", &[]);
    assert!(config.encryption_key_file.is_absolute());
    let config = load("encryption_key_file = \"/etc/other.key\"", &[]);
    assert_eq!(config.encryption_key_file, Path::new("/etc/other.key"));
}

#[test]
fn a_proxy_says_in_a_header_where_somebody_comes_from() {
    let header = |text: &str| {
        let config = load("", &[("SLUITEND_CLIENT_ADDRESS_HEADER", text)]);
        config.proxy.map(|own| own.header)
    };
    assert_eq!(header("X-Forwarded-For").as_deref(), Some("x-forwarded-for"));
    assert_eq!(header(""), None);
    let trusting = |text: &str| {
        let variables =
            [("SLUITEND_CLIENT_ADDRESS_HEADER", "a"), ("SLUITEND_TRUSTED_PROXIES", text)];
        let environment = Environment::from_pairs(variables);
        Config::load(Path::new("nowhere"), None, &environment, Language::En)
    };
    let config = trusting("203.0.113.0/24, 2001:db8::1").unwrap();
    assert_eq!(config.proxy.unwrap().trusted.len(), 2);
    let fault = trusting("203.0.113.0/24, proxy").unwrap_err();
    assert!(fault.message.contains("'proxy'"), "{}", fault.message);
    let alone = Environment::from_pairs([("SLUITEND_TRUSTED_PROXIES", "203.0.113.1")]);
    let fault = Config::load(Path::new("nowhere"), None, &alone, Language::En).unwrap_err();
    assert!(fault.message.contains("client_address_header"), "{}", fault.message);
}

#[test]
fn who_is_called_has_a_secret_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let load = |secret: Option<&str>| {
        if let Some(secret) = secret {
            std::fs::write(folder.path().join("hook.secret"), secret).unwrap();
        }
        let pairs = [
            ("SLUITEND_NOTIFY__URL", "https://host.example/in?token=hush"),
            ("SLUITEND_NOTIFY__SECRET_FILE", "hook.secret"),
        ];
        let environment = Environment::from_pairs(pairs);
        Config::load(folder.path(), None, &environment, Language::En)
    };
    for secret in [None, Some("hush")] {
        let fault = load(secret).unwrap_err();
        assert!(fault.message.contains("NOTIFY__SECRET_FILE: "), "{}", fault.message);
        assert!(!fault.message.contains("hush"), "{}", fault.message);
    }
    let config = load(Some("hush-hush-hush-hush-hush-hush-hush\n")).unwrap();
    assert!(config.notify.is_some() && !format!("{config:?}").contains("hush"));
    let alone = Environment::from_pairs([("SLUITEND_NOTIFY__URL", "https://host.example")]);
    let fault = Config::load(folder.path(), None, &alone, Language::En).unwrap_err();
    assert!(fault.message.contains("belong together"), "{}", fault.message);
}

#[test]
fn whom_one_can_ask_is_a_page_or_an_address_to_write_to() {
    let of = |key: &str, value: &str| {
        let environment = Environment::from_pairs([(key, value)]);
        Config::load(Path::new("nowhere"), None, &environment, Language::En)
    };
    assert_eq!(load("", &[]).contact, web::Contact::default());
    let text =
        "[support]\nurl = \"https://host.example/help\"\nemail = \"help+shops@host.example\"\n";
    let contact = load(text, &[]).contact;
    assert_eq!(contact.url.unwrap().as_str(), "https://host.example/help");
    assert_eq!(contact.email.as_deref(), Some("help+shops@host.example"));
    for (key, wrong) in [
        ("SLUITEND_SUPPORT__URL", "http://host.example"),
        ("SLUITEND_SUPPORT__URL", "javascript:alert(1)"),
        ("SLUITEND_SUPPORT__EMAIL", "host.example"),
        ("SLUITEND_SUPPORT__EMAIL", "a@b@host.example"),
        ("SLUITEND_SUPPORT__EMAIL", "a@host.example?bcc=b"),
        ("SLUITEND_SUPPORT__EMAIL", "Help <a@host.example>"),
    ] {
        let fault = of(key, wrong).unwrap_err();
        assert!(fault.code == Code::Settings && fault.message.contains(key), "{}", fault.message);
    }
}
