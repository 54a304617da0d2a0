//! Collections, with and without pages (ccvshop-api.md §1.7).

use super::answer::Refusal;
use super::json::Json;
use super::request::Call;
use super::switches::PageSize;

/// `{href, items}`.
pub(crate) fn whole(call: &Call<'_>, items: Vec<Json>) -> Json {
    Json::object([("href", call.href().into()), ("items", items.into())])
}

/// One page of `items`, of which only those on the page are written.
pub(crate) fn page<T>(
    call: &Call<'_>,
    items: &[T],
    write: impl Fn(&T) -> Json,
) -> Result<Json, Refusal> {
    let options = call.view.options;
    let start: usize = call.query.value("start")?.unwrap_or(0);
    let size = call.query.value("size")?.unwrap_or(options.default_page);
    let size = size.clamp(1, options.largest_page.max(1));
    let shown: Vec<Json> = items.iter().skip(start).take(size).map(write).collect();
    let link = |start| call.page_href(&call.query.at(start, size));
    let end = start.saturating_add(size);
    let next = (end < items.len()).then(|| link(end));
    let is_last = next.is_none();
    let size_shown = match options.switches.page_size {
        PageSize::Asked => size,
        PageSize::Delivered => shown.len(),
    };
    let page = Json::object([
        ("start", whole_number(start)),
        ("size", whole_number(size_shown)),
        ("href", call.href().into()),
        ("first", link(0).into()),
        ("previous", (start > 0).then(|| link(start.saturating_sub(size))).into()),
        ("next", next.into()),
        ("items", shown.into()),
    ]);
    // On the last page `next` is null or absent; which of them is left to the noise.
    Ok(if is_last && options.switches.replies.noise { page.without("next") } else { page })
}

fn whole_number(number: usize) -> Json {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// The field of `orderby`, if it is one of `fields`, and whether it descends.
pub(crate) fn ordering<'a>(
    call: &Call<'_>,
    fields: &[&'a str],
) -> Result<(Option<&'a str>, bool), Refusal> {
    let Some(asked) = call.query.text("orderby") else { return Ok((None, false)) };
    let (name, descending) =
        asked.strip_suffix("_desc").map_or((asked, false), |name| (name, true));
    match fields.iter().find(|field| **field == name) {
        Some(field) => Ok((Some(field), descending)),
        None => Err(Refusal::input(format!("orderby cannot be {asked:?}."))),
    }
}
