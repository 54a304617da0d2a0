//! Opening the installation for a service: machines and containers start in any order, so a database that is not
//! there yet is waited for.

use std::time::Duration;

use sync::Fault;

use super::absence::Absence;
use super::{Rested, rest_until};
use crate::config::Config;
use crate::installation::Installation;
use crate::program::Program;

/// How long at most. An address that is wrong would be waited for as well, and whoever started the program is to
/// hear of it.
const PATIENCE: Duration = Duration::from_mins(5);

/// How often to try.
const EVERY: Duration = Duration::from_secs(1);

/// Opens the installation that is configured like this, and waits for its database; none if the program was asked to
/// stop meanwhile.
///
/// # Errors
/// What cannot be opened, and what to do; that the database is away when it was so for five minutes.
pub(crate) async fn opened(
    program: &Program,
    config: Config,
) -> Result<Option<Installation>, Fault> {
    let (clock, stop) = (program.clock.as_ref(), &program.stop);
    let began = clock.monotonic();
    let mut absence = Absence::default();
    loop {
        let opening = Box::pin(Installation::service(program, &config));
        let Some(result) = absence.wait(clock, stop, opening).await else { return Ok(None) };
        let now = clock.monotonic();
        let is_away = absence.note(&result, now);
        if !is_away || now.saturating_sub(began) >= PATIENCE {
            if result.is_ok() {
                absence.is_over(now);
            }
            return result.map(|service| Some(Installation { config, service }));
        }
        let soon = clock.now().saturating_add(EVERY).unwrap_or(jiff::Timestamp::MAX);
        if rest_until(clock, soon, stop).await == Rested::Stopped {
            return Ok(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use bookkeeping::Language;
    use remote::SystemClock;

    use super::*;
    use crate::config::Environment;
    use crate::output::Output;
    use crate::stop::Stop;

    #[tokio::test]
    async fn it_is_opened_as_it_was_configured_when_it_began() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sluitend.toml");
        std::fs::write(&file, "[sync]\naddress = \"here\"\n").unwrap();
        let (_stopper, stop) = Stop::pair();
        let program = Program {
            data: Some(folder.path().to_owned()),
            config: None,
            environment: Environment::default(),
            language: Language::En,
            output: Output::new(false, true, Language::En),
            clock: Arc::new(SystemClock::new()),
            stop,
        };
        let config = program.configuration().unwrap();
        std::fs::write(&file, "somebody is writing it anew").unwrap();
        let installation = opened(&program, config).await.unwrap().unwrap();
        assert_eq!(installation.service.options().address, "here");
    }
}
