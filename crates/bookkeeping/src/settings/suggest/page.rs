//! The text of a proposal, line by line.

use super::Proposal;
use crate::Language;

/// The mark of a line that waits for a person.
pub(super) const OPEN: &str = "# ? ";

/// How long a line of remarks may be, in characters.
const WIDTH: usize = 98;

/// A proposal while it is written, in one language.
pub(super) struct Page {
    text: String,
    language: Language,
    by_name: Vec<String>,
}

impl Page {
    pub(super) fn new(language: Language) -> Self {
        Self { text: String::new(), language, by_name: Vec::new() }
    }

    pub(super) fn done(self) -> Proposal {
        Proposal { text: self.text, by_name: self.by_name }
    }

    /// Notes that this was filled in because of a name, and nothing better.
    pub(super) fn by_name(&mut self, key: &str) {
        self.by_name.push(key.to_owned());
    }

    /// One of two sentences.
    pub(super) fn say<'a>(&self, nl: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::Nl => nl,
            Language::En => en,
        }
    }

    /// A remark on lines of its own.
    pub(super) fn remark(&mut self, nl: &str, en: &str) {
        let mut line = String::from("#");
        for word in self.say(nl, en).split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&std::mem::replace(&mut line, String::from("#")), "");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line, "");
    }

    /// One line with an optional remark. Some of it is a user's free text, so it stays on its line.
    pub(super) fn line(&mut self, content: &str, remark: &str) {
        let visible =
            |text: &str| -> String { text.chars().filter(|sign| !sign.is_control()).collect() };
        self.text.push_str(&visible(content));
        let remark = visible(remark);
        if !remark.is_empty() {
            self.text.push_str("  # ");
            self.text.push_str(&remark);
        }
        self.text.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }
}
