//! Kinds of letters.

/// What a letter tells of. Each can be turned off by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterKind {
    /// Orders that need a person.
    Orders,
    /// A connection that is broken.
    Broken,
    /// The existing orders were taken over.
    Takeover,
    /// A month that is over.
    Month,
    /// The free month is nearly over.
    Trial,
}

impl LetterKind {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Orders, Self::Broken, Self::Takeover, Self::Month, Self::Trial];

    /// The word in the database, and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Broken => "broken",
            Self::Takeover => "takeover",
            Self::Month => "month",
            Self::Trial => "trial",
        }
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
