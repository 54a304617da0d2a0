//! Pages: what is odd in them does not spoil them, and none is lost or read twice.

use ccvshop::{BadReply, Error, Order, OrderQuery, Page};
use remote::{Reply, SendError};

use crate::fake::{Fake, client, ok, order, page, refusal, reply, row};

fn query(start: u32, size: u32) -> OrderQuery {
    OrderQuery { start, size, ..OrderQuery::default() }
}

fn ids(page: &Page<Order>) -> Vec<i64> {
    page.items.iter().map(|order| order.id).collect()
}

fn places(page: &Page<Order>) -> Vec<(usize, Option<i64>)> {
    page.unreadable.iter().map(|odd| (odd.position, odd.id)).collect()
}

#[tokio::test]
async fn an_odd_item_is_reported_and_its_neighbours_are_read() {
    let odd = order(2).replace(r#""total_price": 590"#, r#""total_price": "veel""#);
    let nameless = r#"{"total_price": 1}"#.to_owned();
    let items = [order(1), odd, nameless, "null".to_owned(), order(5)];
    let line = "GET orders/?start=10&size=5&orderby=id";
    let fake = Fake::new([(line, ok(&page(10, &items, Some(15))))]);
    let page = client(&fake).orders(&query(10, 5)).await.unwrap();
    assert_eq!(ids(&page), [1, 5]);
    assert_eq!(places(&page), [(1, Some(2)), (2, None), (3, None)]);
    assert_eq!(page.unreadable[0].reason, "total_price: 'veel' is not an amount");
    assert!(page.has_next);
}

#[tokio::test]
async fn the_link_decides_whether_there_is_more() {
    let table = [
        (r#""next": "https:\/\/winkel.test\/?start=1","#, true),
        (r#""next": null,"#, false),
        (r#""next": "","#, false),
        ("", false),
    ];
    for (next, expected) in table {
        let text = format!(r#"{{"start": 0, "size": 1, {next} "items": [{}]}}"#, order(1));
        let fake = Fake::new([("GET orders/?start=0&size=1&orderby=id", ok(&text))]);
        let page = client(&fake).orders(&query(0, 1)).await.unwrap();
        assert_eq!(page.has_next, expected, "{next}");
    }
}

#[tokio::test]
async fn what_is_no_page_is_not_an_empty_one() {
    for text in ["{}", r#"{"status": "ok"}"#, r#"{"href": "x"}"#, "[]", "null", "3"] {
        let fake = Fake::new([("GET orders/?start=0&size=1&orderby=id", ok(text))]);
        let error = client(&fake).orders(&query(0, 1)).await.unwrap_err();
        assert!(
            matches!(error, Error::BadReply { kind: BadReply::Shape, .. }),
            "{text}: {error:?}"
        );
    }
}

#[tokio::test]
async fn an_order_that_the_shop_cannot_show_is_singled_out() {
    // Of the orders at 10 to 17 the shop cannot show the one at 13.
    let line = |start, size| format!("GET orders/?start={start}&size={size}&orderby=id");
    let shown = |from: usize, to: usize| {
        let items: Vec<String> = (from..to).map(|at| order(i64::try_from(at).unwrap())).collect();
        ok(&page(from, &items, Some(to)))
    };
    let script: Vec<(String, Result<Reply, SendError>)> = vec![
        (line(10, 8), refusal("500.20")),
        (line(10, 4), refusal("500.20")),
        (line(10, 2), shown(10, 12)),
        (line(12, 2), refusal("500.20")),
        (line(12, 1), shown(12, 13)),
        (line(13, 1), refusal("500.20")),
        (line(14, 4), shown(14, 18)),
    ];
    let fake = Fake::new(script.iter().map(|(line, reply)| (line.as_str(), reply.clone())));
    let page = client(&fake).orders(&query(10, 8)).await.unwrap();
    fake.finish();
    assert_eq!(ids(&page), [10, 11, 12, 14, 15, 16, 17]);
    assert_eq!(places(&page), [(3, None)]);
    assert!(page.unreadable[0].reason.contains("cannot show"), "{}", page.unreadable[0].reason);
    assert!(page.has_next);
}

#[tokio::test]
async fn halves_end_where_the_list_does() {
    let fake = Fake::new([
        ("GET orders/?start=0&size=4&orderby=id", refusal("500.20")),
        ("GET orders/?start=0&size=2&orderby=id", refusal("500.20")),
        ("GET orders/?start=0&size=1&orderby=id", refusal("500.20")),
        ("GET orders/?start=1&size=1&orderby=id", ok(&page(1, &[order(7)], None))),
    ]);
    let page = client(&fake).orders(&query(0, 4)).await.unwrap();
    fake.finish();
    assert_eq!((ids(&page), places(&page)), (vec![7], vec![(0, None)]));
    assert!(!page.has_next);
}

#[tokio::test]
async fn a_half_that_comes_short_is_asked_for_its_rest() {
    let fake = Fake::new([
        ("GET orders/?start=0&size=4&orderby=id", refusal("500.20")),
        ("GET orders/?start=0&size=2&orderby=id", ok(&page(0, &[order(1)], Some(1)))),
        ("GET orders/?start=1&size=1&orderby=id", ok(&page(1, &[order(2)], Some(2)))),
        ("GET orders/?start=2&size=2&orderby=id", refusal("500.20")),
        ("GET orders/?start=2&size=1&orderby=id", ok(&page(2, &["{}".to_owned()], Some(3)))),
        ("GET orders/?start=3&size=1&orderby=id", refusal("500.20")),
    ]);
    let page = client(&fake).orders(&query(0, 4)).await.unwrap();
    fake.finish();
    assert_eq!((ids(&page), places(&page)), (vec![1, 2], vec![(2, None), (3, None)]));
    assert!(page.has_next, "whether the last one was the last cannot be seen");
}

#[tokio::test]
async fn what_was_gathered_is_kept_when_something_else_goes_wrong() {
    let broken = || Err(SendError::BrokenOff("reset".to_owned()));
    let fake = Fake::new([
        ("GET orders/?start=0&size=4&orderby=id", refusal("500.20")),
        ("GET orders/?start=0&size=2&orderby=id", ok(&page(0, &[order(1), order(2)], Some(2)))),
        ("GET orders/?start=2&size=2&orderby=id", broken()),
        ("GET orders/?start=0&size=4&orderby=id", refusal("500.20")),
        ("GET orders/?start=0&size=2&orderby=id", broken()),
    ]);
    let client = client(&fake);
    let page = client.orders(&query(0, 4)).await.unwrap();
    assert_eq!(ids(&page), [1, 2]);
    assert!(page.has_next);
    let error = client.orders(&query(0, 4)).await.unwrap_err();
    assert!(matches!(error, Error::Unknown { .. }), "nothing was gathered: {error:?}");
    fake.finish();
}

#[tokio::test]
async fn all_rows_of_all_pages_are_read_in_order() {
    let fake = Fake::new([
        ("GET orders/8/orderrows/?start=0&size=100", ok(&page(0, &[row(1), row(2)], Some(2)))),
        ("GET orders/8/orderrows/?start=2&size=100", ok(&page(2, &[row(3)], Some(3)))),
        ("GET orders/8/orderrows/?start=3&size=100", ok(&page(3, &[row(4)], None))),
    ]);
    let rows = client(&fake).order_rows(8).await.unwrap();
    fake.finish();
    let ids: Vec<_> = rows.iter().filter_map(|row| row.id).collect();
    assert_eq!(ids, [1, 2, 3, 4]);
}

#[tokio::test]
async fn an_order_may_have_no_rows_at_all() {
    for text in [r#"{"href": "x", "start": 0, "size": 100, "next": null}"#, &page(0, &[], Some(5))]
    {
        let fake = Fake::new([("GET orders/8/orderrows/?start=0&size=100", ok(text))]);
        assert_eq!(client(&fake).order_rows(8).await.unwrap(), [], "{text}");
        fake.finish();
    }
}

#[tokio::test]
async fn rows_are_all_readable_or_none_is_given() {
    let odd = row(2).replace(r#""tax": 21"#, r#""tax": "hoog""#);
    let fake = Fake::new([(
        "GET orders/8/orderrows/?start=0&size=100",
        ok(&page(0, &[row(1), odd], None)),
    )]);
    let error = client(&fake).order_rows(8).await.unwrap_err();
    let Error::BadReply { kind: BadReply::Shape, detail } = error else { panic!("{error:?}") };
    assert!(detail.contains("tax: 'hoog'"), "{detail}");
}

#[tokio::test]
async fn rows_are_never_taken_twice() {
    // A server that does not know `start` gives the first page again.
    let first = page(0, &[row(1), row(2)], Some(2));
    let fake = Fake::new([
        ("GET orders/8/orderrows/?start=0&size=100", ok(&first)),
        ("GET orders/8/orderrows/?start=2&size=100", ok(&first)),
    ]);
    let error = client(&fake).order_rows(8).await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }), "{error:?}");
}

#[tokio::test]
async fn a_list_that_never_ends_is_given_up() {
    let lines: Vec<String> =
        (0..100).map(|at| format!("GET orders/8/orderrows/?start={at}&size=100")).collect();
    let pages = (0..100).map(|at| Ok(reply(200, &page(at, &[row(1)], Some(at + 1)))));
    let fake = Fake::new(lines.iter().map(String::as_str).zip(pages));
    let error = client(&fake).order_rows(8).await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }), "{error:?}");
    fake.finish();
}
