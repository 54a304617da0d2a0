//! Pages that work without script: what is shown is escaped, and every page says what it is.

use std::fmt;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use rust_decimal::Decimal;

/// What a form or a query holds, in the order in which it came.
pub(crate) type Fields = Vec<(String, String)>;

/// Light and dark, and on a phone a table's rows as cards.
const STYLE: &str = "\
:root{color-scheme:light dark;--inkt:#222;--grond:#f6f6f4;--vel:#fff;--lijn:#ddd;--zacht:#5c5c5c;\
--knop:#1f5f8b;--op-knop:#fff;--link:#1a5a86;--proef:#fff3c4;--proef-lijn:#e0c860;--fout:#fdecea;\
--fout-lijn:#d9534f}\
@media (prefers-color-scheme:dark){:root{--inkt:#e6e6e3;--grond:#17191b;--vel:#202427;--lijn:#3a4146;\
--zacht:#a8adb0;--knop:#8cc4ea;--op-knop:#10202b;--link:#8cc4ea;--proef:#3a3213;--proef-lijn:#6f6129;\
--fout:#3f1f1d;--fout-lijn:#e0746e}}\
*{box-sizing:border-box}\
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--inkt);background:var(--grond);\
overflow-wrap:break-word}\
.lang{overflow-wrap:anywhere}\
a{color:var(--link)}\
.proef{margin:0;padding:.4rem 1rem;background:var(--proef);border-bottom:1px solid var(--proef-lijn)}\
header,main{max-width:62rem;margin:0 auto;padding:0 1rem}\
header{padding-top:1rem}nav a{display:inline-block;margin-right:1rem}\
h1{font-size:1.5rem}h2{font-size:1.15rem}\
table{border-collapse:collapse;width:100%;background:var(--vel);margin:1rem 0}\
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--lijn);vertical-align:top}\
.bedrag{white-space:nowrap}\
form{display:inline-block;margin:.15rem .3rem .15rem 0}\
button,input,select{font:inherit;padding:.2rem .6rem;max-width:100%}\
input,select{color:inherit;background:var(--vel);border:1px solid var(--zacht);border-radius:.2rem}\
button{background:var(--knop);color:var(--op-knop);border:1px solid var(--knop);border-radius:.2rem}\
button.zacht{background:var(--vel);color:var(--knop)}\
.kaart{background:var(--vel);border:1px solid var(--lijn);padding:.5rem 1rem 1rem;margin:1rem 0}\
.kaart label{display:inline-block;margin:.15rem .3rem .15rem 0}\
.fout{background:var(--fout);border:1px solid var(--fout-lijn);padding:.5rem 1rem}\
.stil{color:var(--zacht)}\
@media (max-width:44rem){thead{display:none}\
table,tbody,tr{display:block}tr{border-bottom:2px solid var(--lijn);padding:.4rem 0}\
td{display:block;border:0;padding:.15rem .6rem}\
td form{display:block;margin-right:0}td[data-kop]{position:relative;padding-left:10rem}\
td[data-kop]::before{content:attr(data-kop);position:absolute;left:.6rem;color:var(--zacht);\
font-size:.95rem;white-space:nowrap}}";

/// Which of the two sandboxes a page belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// What stands above every page.
    pub(crate) warning: &'static str,
    /// Address and name of every page that one can go to.
    pub(crate) links: &'static [(&'static str, &'static str)],
}

impl Place {
    /// A page. The body is HTML, of which the texts are already escaped.
    pub(crate) fn page(&self, status: u16, title: &str, body: &str) -> Response {
        let links = each(self.links, |(address, name)| {
            format!("<a href=\"{}\">{}</a>", text(address), text(name))
        });
        let title = text(title);
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"nl\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{title} – proefomgeving</title><style>{STYLE}</style></head><body>\
             <p class=\"proef\"><strong>Proefomgeving (sandbox).</strong> {}</p>\
             <header><nav>{links}</nav></header><main><h1>{title}</h1>{body}</main></body></html>",
            text(self.warning),
        );
        let mut response = Response::new(Body::from(html));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let policy = "default-src 'none'; style-src 'unsafe-inline'";
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        response
    }
}

/// Sends the browser elsewhere with a GET. An address that fits in no header goes nowhere.
pub(crate) fn redirect(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    match HeaderValue::from_str(address) {
        Ok(address) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, address);
        }
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    response
}

/// The last value of a field.
pub(crate) fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// A sentence about something that went wrong.
pub(crate) fn alert(sentence: &str) -> String {
    format!("<p class=\"fout\" role=\"alert\">{}</p>", text(sentence))
}

/// A button that is a form of its own, with fields that are not seen.
pub(crate) fn button(action: &str, label: &str, hidden: &[(&str, &str)]) -> String {
    let hidden = each(hidden, |(name, value)| self::hidden(name, value));
    format!(
        "<form method=\"post\" action=\"{}\">{hidden}<button>{}</button></form>",
        text(action),
        text(label),
    )
}

/// A field that is not seen.
pub(crate) fn hidden(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", text(name), text(value))
}

/// A table. Cells are HTML. On a phone each stands below the one before it, with the name of its
/// column; one that holds nothing is not shown there.
pub(crate) fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let head = each(columns, |name| format!("<th scope=\"col\">{}</th>", text(name)));
    let body = each(rows, |cells| {
        let named = cells.iter().zip(columns);
        let cells = each(named, |(cell, name)| match (name.is_empty(), cell.is_empty()) {
            (true, _) | (_, true) => format!("<td>{cell}</td>"),
            (false, false) => format!("<td data-kop=\"{}\">{cell}</td>", text(name)),
        });
        format!("<tr>{cells}</tr>")
    });
    format!("<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
}

/// How many rows a page of a list has.
const ROWS: usize = 50;

/// One page of a list, and links to its neighbours; the first page if there is none like `asked`.
pub(crate) fn part<T>(all: &[T], asked: Option<usize>) -> (&[T], String) {
    let pages = all.len().div_ceil(ROWS).max(1);
    let page = asked.filter(|page| (1..=pages).contains(page)).unwrap_or(1);
    let rows = all.chunks(ROWS).nth(page - 1).unwrap_or_default();
    let link = |to: usize, name: &str| format!("<a href=\"?pagina={to}\">{name}</a> ");
    let mut links = String::new();
    if page > 1 {
        links += &link(page - 1, "Vorige");
    }
    if page < pages {
        links += &link(page + 1, "Volgende");
    }
    let place = format!("<span class=\"stil\">pagina {page} van {pages}</span>");
    (rows, format!("<p>{links}{place}</p>"))
}

/// The HTML of many things, one after another.
pub(crate) fn each<T>(things: impl IntoIterator<Item = T>, show: impl Fn(T) -> String) -> String {
    let mut all = String::new();
    for thing in things {
        all.push_str(&show(thing));
    }
    all
}

/// The longest word that is never broken.
const LONGEST_WORD: usize = 24;

/// A text in a cell. One with a word that has no room, such as an address, is broken anywhere.
pub(crate) fn cell(value: &str) -> String {
    let is_long = value.split_whitespace().any(|word| word.chars().count() > LONGEST_WORD);
    if is_long {
        format!("<span class=\"lang\">{}</span>", text(value))
    } else {
        text(value).to_string()
    }
}

/// An amount in a cell: `€ 1.234,50`.
pub(crate) fn euros(amount: Decimal) -> String {
    let plain = format!("{amount:.2}");
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    format!("<span class=\"bedrag\">€ {sign}{grouped},{cents}</span>")
}

/// A text that is safe between tags and in quoted attributes.
pub(crate) fn text(value: &str) -> Text<'_> {
    Text(value)
}

/// See [`text`].
pub(crate) struct Text<'a>(&'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                _ => fmt::Write::write_char(formatter, letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_shown_becomes_a_tag() {
        let nasty = "<b onclick=\"x('&')\">";
        let safe = "&lt;b onclick=&quot;x(&#39;&amp;&#39;)&quot;&gt;";
        assert_eq!(text(nasty).to_string(), safe);
        for html in [alert(nasty), hidden("n", nasty), button("/", nasty, &[]), cell(nasty)] {
            assert!(html.contains(safe) && !html.contains("<b "), "{html}");
        }
    }

    #[test]
    fn a_cell_says_on_a_phone_what_it_is() {
        let html = table(&["Naam & plaats", ""], &[vec!["<b>x</b>".to_owned(), "y".to_owned()]]);
        assert!(html.contains("<th scope=\"col\">Naam &amp; plaats</th>"), "{html}");
        assert!(
            html.contains("<td data-kop=\"Naam &amp; plaats\"><b>x</b></td><td>y</td>"),
            "{html}"
        );
        assert_eq!(cell("Koffie & thee"), "Koffie &amp; thee");
        let long = cell("http://127.0.0.1:8080/hook/0123456789");
        assert!(long.starts_with("<span class=\"lang\">http://127"), "{long}");
        let html = table(&["Naam"], &[vec![String::new()]]);
        assert!(html.contains("<td></td>"), "{html}");
    }

    #[test]
    fn amounts_read_as_the_dutch_write_them() {
        for (amount, shown) in [
            ("0", "€ 0,00"),
            ("-12.5", "€ -12,50"),
            ("1234.56", "€ 1.234,56"),
            ("-1234567.1", "€ -1.234.567,10"),
            ("100", "€ 100,00"),
        ] {
            let html = format!("<span class=\"bedrag\">{shown}</span>");
            assert_eq!(euros(amount.parse().unwrap()), html);
        }
    }
}
