//! Pages that work without script: what is shown is escaped, and every page says what it is.

use std::fmt;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use rust_decimal::Decimal;

/// What a form or a query holds, in the order in which it came.
pub(crate) type Fields = Vec<(String, String)>;

const STYLE: &str = "\
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#222;background:#f6f6f4}\
.proef{margin:0;padding:.4rem 1rem;background:#fff3c4;border-bottom:1px solid #e0c860}\
header,main{max-width:62rem;margin:0 auto;padding:0 1rem}\
header{padding-top:1rem}nav a{margin-right:1rem}\
h1{font-size:1.5rem}h2{font-size:1.15rem}\
table{border-collapse:collapse;width:100%;background:#fff;margin:1rem 0}\
th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}\
.bedrag{text-align:right;white-space:nowrap}\
form{display:inline-block;margin:.15rem .3rem .15rem 0}\
button,input,select{font:inherit;padding:.2rem .6rem}\
button{background:#1f5f8b;color:#fff;border:1px solid #1f5f8b;border-radius:.2rem}\
button.zacht{background:#fff;color:#1f5f8b}\
.kaart{background:#fff;border:1px solid #ddd;padding:.5rem 1rem 1rem;margin:1rem 0}\
.fout{background:#fdecea;border:1px solid #d9534f;padding:.5rem 1rem}\
.stil{color:#666}";

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

/// A table. Cells are HTML.
pub(crate) fn table(columns: &[&str], rows: &[Vec<String>]) -> String {
    let head = each(columns, |name| format!("<th>{}</th>", text(name)));
    let body =
        each(rows, |cells| format!("<tr>{}</tr>", each(cells, |cell| format!("<td>{cell}</td>"))));
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

/// A text in a cell.
pub(crate) fn cell(value: &str) -> String {
    text(value).to_string()
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
