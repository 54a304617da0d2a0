//! What a letter is made of. Text and HTML are written from the same parts.

/// A part of a letter. Each of its texts is one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Sentences.
    Paragraph(String),
    /// What the next parts are about.
    Heading(String),
    /// Things of one kind.
    List(Vec<Item>),
    /// A heading and rows of amounts.
    Sums([String; 3], Vec<[String; 3]>),
    /// Where to go.
    Link(Item),
}

/// Something in a list, and where more is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) to: Option<String>,
}

impl Part {
    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph(text.into())
    }

    pub(crate) fn link(text: &str, to: &str) -> Self {
        Self::Link(Item { text: text.to_owned(), to: Some(to.to_owned()) })
    }
}
