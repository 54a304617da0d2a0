//! A letter, and for whom it is.

use bookkeeping::Language;

use crate::compose;
use crate::html::html;
use crate::line::short;
use crate::news::News;
use crate::part::Part;
use crate::plain::plain;
use crate::texts::texts;

/// How much of a shop's name stands in a subject, in characters.
const NAME: usize = 60;

/// A letter, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// All of it as text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// The connection that a letter is about. Addresses are whole.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The shop's name.
    pub shop: &'a str,
    /// The administration's name.
    pub administration: &'a str,
    /// The address of the connection's first page.
    pub page: &'a str,
    /// The address of the page on which somebody chooses what they are mailed.
    pub account: &'a str,
}

/// For whom a letter is.
#[derive(Debug, Clone, Copy)]
pub struct To<'a> {
    /// What they read.
    pub language: Language,
    /// The address that ends letters of this kind to them; none where somebody asked for this one.
    pub unsubscribe: Option<&'a str>,
}

/// Writes a letter.
pub fn write(news: &News, about: &About<'_>, to: &To<'_>) -> Letter {
    let t = texts(to.language);
    let shop = short(about.shop, NAME);
    let (subject, parts) = compose::composed(news, &shop, about, to.language);
    let mut foot = Vec::new();
    if let Some(unsubscribe) = to.unsubscribe {
        let administration = short(about.administration, NAME);
        foot.push(Part::paragraph((t.why)(&shop, &administration)));
        foot.push(Part::link(t.unsubscribe, unsubscribe));
        foot.push(Part::link(t.choose, about.account));
    } else {
        let asked_for = match news {
            News::Confirm(_) => t.given,
            _ => t.asked_for,
        };
        foot.push(Part::paragraph(asked_for));
    }
    let mut text = plain(&parts);
    text.push_str("\n-- \n");
    text.push_str(&plain(&foot));
    Letter { html: html(t.code, &subject, &parts, &foot), subject, text }
}
