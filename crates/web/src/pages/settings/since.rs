//! From when orders are taken over, as a form says it. It is kept as it was filled in, also where it cannot
//! be so: what is taken over once cannot be undone.

use bookkeeping::Settings;
use bookkeeping::settings::History;
use jiff::civil::Date;

use super::form::Fields;
use crate::texts::{SettingsTexts, Texts};

/// The choice that asks for a day.
const FROM: &str = "from";

/// A choice and a day, which is empty where none was filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Since {
    pub(crate) choice: String,
    pub(crate) day: String,
}

impl Since {
    /// As a form has it.
    pub(crate) fn of_form(fields: &Fields) -> Self {
        let field = |name: &str| {
            let own = fields.iter().find(|(own, _)| own == name);
            own.map_or_else(String::new, |(_, text)| text.trim().to_owned())
        };
        Self { choice: field("history"), day: field("history_from") }
    }

    /// As the settings have it.
    pub(crate) fn of(settings: &Settings) -> Self {
        let word = |own: &str| Self { choice: own.to_owned(), day: String::new() };
        match settings.orders.history {
            History::BookYear => word("book-year"),
            History::All => word("all"),
            History::None => word("none"),
            History::From(day) => Self { choice: FROM.to_owned(), day: day.to_string() },
        }
    }

    /// What it means, or what is wrong with it. A day that was `saved` before may be ahead, or be left
    /// standing beside another choice.
    pub(crate) fn read(&self, saved: History, today: Date, t: &Texts) -> Result<History, String> {
        let day: Option<Date> = self.day.parse().ok();
        let is_saved = day.is_some_and(|day| saved == History::From(day));
        match self.choice.as_str() {
            FROM => match day {
                None => Err(t.settings.no_day.to_owned()),
                Some(day) if day > today && !is_saved => Err(t.choosing.day_ahead.to_owned()),
                Some(day) => Ok(History::From(day)),
            },
            choice if !self.day.is_empty() && !is_saved => {
                Err((t.choosing.day_unasked)(label(choice, &t.settings)))
            }
            word => word.parse().map_err(|_| t.settings.unreadable.to_owned()),
        }
    }
}

/// What the page calls a choice.
pub(crate) fn label(choice: &str, s: &SettingsTexts) -> &'static str {
    match choice {
        "book-year" => s.history_year,
        "all" => s.history_all,
        "none" => s.history_none,
        _ => s.history_from,
    }
}

#[cfg(test)]
mod tests {
    use bookkeeping::Language;

    use super::*;
    use crate::texts::texts;

    fn read(choice: &str, day: &str, saved: History) -> Result<History, String> {
        let own = Since { choice: choice.to_owned(), day: day.to_owned() };
        own.read(saved, "2026-11-28".parse().unwrap(), texts(Language::Nl))
    }

    fn from(day: &str) -> History {
        History::From(day.parse().unwrap())
    }

    #[test]
    fn a_day_that_cannot_be_is_said_and_never_another_choice_taken() {
        let new = History::BookYear;
        let t = texts(Language::Nl);
        assert_eq!(read("from", "2026-03-01", new), Ok(from("2026-03-01")));
        assert_eq!(read("from", "2026-11-28", new), Ok(from("2026-11-28")), "nothing of before");
        assert_eq!(read("from", "", new), Err(t.settings.no_day.to_owned()));
        assert_eq!(read("from", "2026-11-29", new), Err(t.choosing.day_ahead.to_owned()));
        assert_eq!(read("none", "", new), Ok(History::None));
        let unasked = read("book-year", "2026-03-01", new).unwrap_err();
        assert!(unasked.contains("koos iets anders: ‘vanaf 1 januari van dit jaar’"), "{unasked}");
        assert_eq!(read("ever", "", new), Err(t.settings.unreadable.to_owned()));
    }

    #[test]
    fn a_day_that_was_saved_stands_in_nobodys_way() {
        let saved = from("2027-01-01");
        assert_eq!(read("from", "2027-01-01", saved), Ok(saved));
        assert_eq!(read("all", "2027-01-01", saved), Ok(History::All));
        assert!(read("all", "2026-01-01", saved).is_err());
    }

    #[test]
    fn what_the_settings_have_is_what_a_form_says() {
        for own in [History::BookYear, History::All, History::None, from("2026-03-01")] {
            let mut settings = Settings::default();
            settings.orders.history = own;
            let since = Since::of(&settings);
            assert_eq!(read(&since.choice, &since.day, own), Ok(own));
            let fields = [("history", &since.choice), ("history_from", &since.day)];
            let fields = fields.map(|(name, text)| (name.to_owned(), text.clone())).to_vec();
            assert_eq!(Since::of_form(&fields), since);
        }
    }
}
