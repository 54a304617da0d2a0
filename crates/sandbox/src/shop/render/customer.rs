//! The customer of an order or invoice (ccvshop-api.md §3).

use super::View;
use crate::shop::json::Json;
use crate::shop::model::{Account, Address, Coupon, Customer};

use super::moment;

impl View<'_> {
    /// `customer`; `id` is that of the order, which decides the noise.
    pub(super) fn customer(&self, customer: &Customer, id: i64) -> Json {
        let delivery = match &customer.delivery {
            Some(address) => self.delivery_address(address, id),
            None if self.noisy(id, 5) => Json::Null,
            None => empty_delivery_address(),
        };
        let first = Json::object([
            ("billingaddress", self.billing_address(&customer.billing, id)),
            ("deliveryaddress", delivery),
            ("email_invoice", "".into()),
            ("email_invoice_company", "".into()),
            ("email_invoice_union", "".into()),
            ("email", (&customer.email).into()),
            ("customertype", if customer.business { "b2b" } else { "b2c" }.into()),
            ("bankaccount", "".into()),
            ("iban", "".into()),
            ("bic", "".into()),
            ("bank", "".into()),
            ("tenname", "".into()),
            ("bankname", "".into()),
            ("btw", self.text(&customer.vat_number, id, 3)),
            ("kvk", self.text(&customer.chamber_of_commerce, id, 4)),
            ("reference", self.text(&customer.reference, id, 6)),
            ("reservationnumber", "".into()),
        ]);
        let customer = checkout_fields(first);
        if self.noisy(id, 8) { customer.without("clubcomment").without("fair") } else { customer }
    }

    fn billing_address(&self, address: &Address, id: i64) -> Json {
        self.head(id)
            .with([
                ("initials", initials(address).into()),
                ("first_name", (&address.first_name).into()),
                ("last_name", (&address.last_name).into()),
                ("full_name", address.full_name().into()),
            ])
            .with(place(address))
            .with([
                ("fax", "".into()),
                ("mobile", "".into()),
                ("comment", "".into()),
                ("country", (&address.country).into()),
                ("country_code", (&address.country_code).into()),
            ])
    }

    fn delivery_address(&self, address: &Address, id: i64) -> Json {
        self.head(id)
            .with([
                ("full_name", address.full_name().into()),
                ("initials", initials(address).into()),
            ])
            .with(place(address))
            .with([
                ("mobile", "".into()),
                ("comment", "".into()),
                ("country", (&address.country).into()),
                ("country_code", (&address.country_code).into()),
            ])
    }

    fn head(&self, id: i64) -> Json {
        let gender = if self.noisy(id, 2) { "".into() } else { Json::Null };
        Json::object([("gender", gender)])
    }

    /// `user`: the account, or what a guest has instead.
    pub(super) fn user(&self, account: Option<&Account>, id: i64) -> Json {
        let Some(account) = account else {
            let percentage = if self.noisy(id, 2) { Json::Null } else { 0.into() };
            let guest = Json::object([
                ("id", Json::Null),
                ("discount_percentage", percentage),
                ("href", Json::Null),
            ]);
            return if self.noisy(id, 4) { guest.without("href") } else { guest };
        };
        Json::object([
            ("id", self.id(account.id, id, 3)),
            ("discount_percentage", account.discount_percentage.into()),
            ("href", self.href(&format!("users/{}", account.id)).into()),
        ])
    }
}

/// `discountcoupon`; without a coupon everything in it is empty.
pub(super) fn coupon(coupon: Option<&Coupon>) -> Json {
    let code = coupon.map_or("", |coupon| &coupon.code);
    let kind = coupon.map_or("", |coupon| &coupon.kind);
    Json::object([
        ("code", code.into()),
        ("discount", coupon.map_or(0.into(), |coupon| coupon.discount.into())),
        ("type", kind.into()),
        ("enddate", coupon.and_then(|coupon| coupon.end_date).map(moment).into()),
        ("onetimeuse", coupon.is_some_and(|coupon| coupon.once).into()),
        ("minimumprice", coupon.map_or(0.into(), |coupon| coupon.minimum.into())),
        ("givesfreeshipping", coupon.is_some_and(|coupon| coupon.free_shipping).into()),
    ])
}

fn initials(address: &Address) -> String {
    address.first_name.chars().next().map(|letter| format!("{letter}.")).unwrap_or_default()
}

fn place(address: &Address) -> [(&'static str, Json); 10] {
    [
        ("company", (&address.company).into()),
        ("address_line_1", address.line().into()),
        ("address_line_2", "".into()),
        ("street", (&address.street).into()),
        ("housenumber", address.house_number.into()),
        ("housenumber_suffix", (&address.house_number_suffix).into()),
        ("zipcode", (&address.postcode).into()),
        ("city", (&address.city).into()),
        ("province", "".into()),
        ("telephone", (&address.telephone).into()),
    ]
}

/// A delivery address that equals the billing address: empty texts, no country.
fn empty_delivery_address() -> Json {
    let empty = |name: &'static str| (name, Json::from(""));
    Json::object([("gender", Json::Null)])
        .with(["full_name", "initials", "company", "address_line_1", "address_line_2"].map(empty))
        .with([empty("street"), ("housenumber", Json::Null)])
        .with(["housenumber_suffix", "zipcode", "city", "province", "telephone"].map(empty))
        .with(["mobile", "comment", "country"].map(empty))
        .with([("country_code", Json::Null)])
}

/// The optional fields of a checkout, which this shop does not ask.
fn checkout_fields(customer: Json) -> Json {
    let empty = |name: &'static str| (name, Json::from(""));
    customer
        .with(["income", "branche", "branch", "website", "clubcity", "clubcomment"].map(empty))
        .with(["clubname", "beurs", "fair", "stand", "booth", "carbrand", "cartype"].map(empty))
        .with([empty("carweight"), ("birthdate", Json::Null), empty("birthplace")])
        .with([("birthtime", Json::Null)])
        .with(["cardnumber", "findus", "ssnnumber", "zzppass", "costcentre"].map(empty))
}
