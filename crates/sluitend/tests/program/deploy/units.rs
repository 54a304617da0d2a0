//! The units of systemd.

use super::file;
use crate::support::Run;

const UNITS: [(&str, &str); 2] = [("sluitend.service", "serve"), ("sluitend-work.service", "work")];

/// How the program ends with one variable.
fn ended(command: &str, variable: (&str, &str)) -> i32 {
    let folder = tempfile::tempdir().unwrap();
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_sluitend"));
    program.env_clear().args([command, "--data"]).arg(folder.path());
    Run::of(&program.env(variable.0, variable.1).output().unwrap()).exit
}

#[test]
fn wrong_settings_stay_down_and_a_lost_database_is_waited_for() {
    for (name, command) in UNITS {
        let unit = file(name);
        let value = |key: &str| unit.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        assert_eq!(value("ExecStart=/usr/local/bin/sluitend "), command);
        assert_eq!((value("Restart="), value("StartLimitIntervalSec=")), ("always", "0"));
        let stays: i32 = value("RestartPreventExitStatus=").parse().unwrap();
        let wrong = ("SLUITEND_SYNC__INTERVAL_MINUTES", "often");
        let lost = ("SLUITEND_DATABASE_URL", "postgres://me:hunter2@127.0.0.1:1/x");
        assert_eq!(ended(command, wrong), stays, "{name}");
        // As a service does, which waits for five minutes before.
        assert_eq!(ended("connections", lost), 3, "{name}");
        assert_ne!(stays, 3, "{name}");
    }
}

#[test]
fn a_worker_is_shut_in_as_the_service_is() {
    let [serve, work] = UNITS.map(|(name, _)| file(name));
    let own = ["Description=", "ExecStart=", "User=", "EnvironmentFile=-/etc/sluitend-work.env"];
    let rest = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lines = lines.filter(|line| !own.iter().any(|own| line.starts_with(own)));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(rest(&serve), rest(&work));
    // The user that systemd makes bears the unit's name, unless it has another; the folder is one user's.
    assert!(work.contains("\nUser=sluitend\n") && work.contains("\nDynamicUser=yes\n"));
}
