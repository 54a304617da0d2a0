//! Whether others on the network could read what goes between this program and its database: said by `doctor`, and in
//! the log at the start.

use bookkeeping::Language;
use store::{Protection, Trouble};
use sync::{Code, Fault};

use crate::config::nearest;
use crate::language::say;

/// What `doctor` finds in the address of the database.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// There is nothing to say: all stays on this machine.
    Nothing,
    /// All is well.
    Good(String),
    /// Somebody chose less than there is.
    Chosen(String),
    /// Something is wrong.
    Bad(Fault),
}

/// Looks at the address of the database.
pub(crate) fn finding(database_url: &str, language: Language) -> Finding {
    match Protection::of(database_url) {
        Ok(Protection::Checked) => Finding::Good(
            say(
                language,
                "TLS, en het certificaat van de server wordt gecontroleerd.",
                "TLS, and the server's certificate is checked.",
            )
            .to_owned(),
        ),
        Ok(Protection::Chosen(mode)) => Finding::Chosen(match language {
            Language::Nl => format!(
                "`sslmode={mode}` is gekozen: niemand controleert of het de echte server is. Dat is goed op \
                 een netwerk dat van u alleen is; kies anders `sslmode=verify-full`."
            ),
            Language::En => format!(
                "`sslmode={mode}` was chosen: nobody checks whether it is the real server. That will do on a \
                 network that is yours alone; else choose `sslmode=verify-full`."
            ),
        }),
        Ok(Protection::Unsaid) => Finding::Bad(unsaid(language)),
        Err(store::Error::Parameter { name, known }) => {
            Finding::Bad(parameter(&name, known, language))
        }
        // Opening it says what is wrong with it.
        Ok(Protection::Local) | Err(_) => Finding::Nothing,
    }
}

fn unsaid(language: Language) -> Fault {
    let message = say(
        language,
        "De database staat op een andere machine, en `sslmode` staat niet in het adres: zonder TLS op die \
         server gaan wachtwoord en klantgegevens leesbaar over het netwerk.",
        "The database is on another machine, and the address does not say `sslmode`: if that server has no TLS, \
         the password and data of customers cross the network for all to read.",
    );
    let hint = say(
        language,
        "Zet `?sslmode=verify-full` achter het adres in `database_url`, met `&sslrootcert=` en het bestand van \
         uw eigen certificaatautoriteit als u die heeft. Is het netwerk van u alleen, zet er dan \
         `?sslmode=disable` achter.",
        "Put `?sslmode=verify-full` behind the address in `database_url`, with `&sslrootcert=` and the file of \
         your own certificate authority if you have one. If the network is yours alone, put `?sslmode=disable` \
         there.",
    );
    Fault::new(Code::Settings, message, hint)
}

/// Tells the log what `doctor` would find.
pub(crate) fn tell(database_url: &str, language: Language) {
    match finding(database_url, language) {
        Finding::Nothing | Finding::Good(_) => {}
        Finding::Chosen(text) => tracing::info!("database_url: {text}"),
        Finding::Bad(fault) => tracing::warn!("database_url: {} {}", fault.message, fault.hint),
    }
}

/// A parameter of the address that there is not. The driver would pass over it, and so over a check that was misspelt.
pub(crate) fn parameter(name: &str, known: &[&'static str], language: Language) -> Fault {
    let meant = nearest(name, known);
    let all = known.join(", ");
    let (message, hint) = match language {
        Language::Nl => {
            let meant = meant.map(|own| format!(" Bedoelt u `{own}`?")).unwrap_or_default();
            (
                format!("De parameter `{name}` in `database_url` bestaat niet.{meant}"),
                format!("Verbeter dit, of laat hem weg. Er zijn: {all}. Er is niets verstuurd."),
            )
        }
        Language::En => {
            let meant = meant.map(|own| format!(" Did you mean `{own}`?")).unwrap_or_default();
            (
                format!("There is no parameter `{name}` of `database_url`.{meant}"),
                format!("Mend it, or leave it out. There are: {all}. Nothing was sent."),
            )
        }
    };
    Fault::new(Code::Settings, message, hint)
}

/// What to do about trouble with the address of the database, on the way there, or with the server that it is on.
pub(crate) fn hint(trouble: Trouble, language: Language) -> Option<&'static str> {
    let (nl, en) = match trouble {
        Trouble::Plain => (
            "Zet TLS aan in PostgreSQL (`ssl = on`, met een certificaat). Is het netwerk van u alleen, kies dan \
             `sslmode=disable` in `database_url`.",
            "Switch TLS on in PostgreSQL (`ssl = on`, with a certificate). If the network is yours alone, choose \
             `sslmode=disable` in `database_url`.",
        ),
        Trouble::Certificate => (
            "Zet het certificaat van uw certificaatautoriteit in een bestand en noem dat in `database_url`: \
             `&sslrootcert=/pad/ca.crt`. Is het dat al, kijk dan of het certificaat van de server nog geldig is \
             en door die autoriteit is ondertekend.",
            "Put the certificate of your certificate authority in a file and name that in `database_url`: \
             `&sslrootcert=/path/ca.crt`. If it is that already, see whether the server's certificate is still \
             valid and signed by that authority.",
        ),
        Trouble::Name => (
            "Noem de server in `database_url` bij de naam die in zijn certificaat staat, of geef hem een \
             certificaat voor deze naam.",
            "Call the server in `database_url` by the name that is in its certificate, or give it a certificate \
             for this name.",
        ),
        Trouble::Encoding => (
            "Maak een database in UTF-8 en noem die: `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`.",
            "Make a database in UTF-8 and name that: `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`.",
        ),
        Trouble::Authority => (
            "Controleer het pad achter `sslrootcert=` in `database_url`, en of deze gebruiker het bestand mag lezen.",
            "Check the path behind `sslrootcert=` in `database_url`, and whether this user may read the file.",
        ),
        Trouble::Denied => (
            "Maak die rol eigenaar van de database (`ALTER DATABASE … OWNER TO …`), of geef haar het schema \
             (`GRANT ALL ON SCHEMA public TO …`).",
            "Make that role the owner of the database (`ALTER DATABASE … OWNER TO …`), or give it the schema \
             (`GRANT ALL ON SCHEMA public TO …`).",
        ),
        Trouble::Crowded => (
            "Elk proces houdt er hooguit `database_connections` open; zet dat lager, of draai minder processen. Of \
             verhoog in PostgreSQL de grens van de rol (`ALTER ROLE … CONNECTION LIMIT …`) of van de server \
             (`max_connections`).",
            "Each process holds at most `database_connections` of them; make that smaller, or run fewer processes. \
             Or raise the limit of the role (`ALTER ROLE … CONNECTION LIMIT …`) or of the server \
             (`max_connections`) in PostgreSQL.",
        ),
        _ => return None,
    };
    Some(say(language, nl, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_the_network_unprotected_is_found_unless_somebody_chose_it() {
        for language in [Language::Nl, Language::En] {
            let of = |options: &str| {
                finding(&format!("postgres://me:secret@db.example/x{options}"), language)
            };
            assert!(
                matches!(of(""), Finding::Bad(own) if own.hint.contains("sslmode=verify-full"))
            );
            assert!(
                matches!(of("?sslmode=disable"), Finding::Chosen(own) if own.contains("sslmode=disable"))
            );
            assert!(matches!(of("?sslmode=verify-full"), Finding::Good(_)));
            for local in ["sqlite:/var/x.db", "postgres://me@localhost/x"] {
                assert_eq!(finding(local, language), Finding::Nothing, "{local}");
            }
        }
    }

    #[test]
    fn trouble_on_the_way_has_a_way_out_in_both_languages() {
        for trouble in [
            Trouble::Plain,
            Trouble::Certificate,
            Trouble::Name,
            Trouble::Authority,
            Trouble::Denied,
            Trouble::Crowded,
            Trouble::Encoding,
        ] {
            let (nl, en) =
                (hint(trouble, Language::Nl).unwrap(), hint(trouble, Language::En).unwrap());
            assert_ne!(nl, en);
            assert!(
                nl.contains('`') && en.contains('`'),
                "{trouble:?} names what is to be changed"
            );
        }
        assert_eq!(hint(Trouble::Full, Language::En), None);
    }
}
