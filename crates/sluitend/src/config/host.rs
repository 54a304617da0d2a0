//! The name of this machine.

use super::Environment;

/// Where Linux tells it.
const FILES: [&str; 2] = ["/proc/sys/kernel/hostname", "/etc/hostname"];

/// The host name as the system, else the environment tells it.
pub(super) fn name(environment: &Environment) -> String {
    let told = FILES.iter().find_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        Some(text.trim().to_owned()).filter(|name| !name.is_empty())
    });
    let named = || ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| environment.get(name));
    told.or_else(|| named().map(str::to_owned)).unwrap_or_else(|| "localhost".to_owned())
}
