//! The webshop and what its merchant set up (ccvshop-api.md §6).

use rust_decimal::Decimal;

use super::View;
use crate::shop::json::Json;
use crate::shop::model::{GeozoneCountry, Merchant, Paymethod, StatusName};

impl View<'_> {
    /// The webshop.
    pub(crate) fn webshop(&self) -> Json {
        let id = self.options.shop_id;
        Json::object([
            ("href", self.href(&format!("webshops/{id}/")).into()),
            ("id", id.into()),
            ("create_date", "2019-03-04T10:00:00Z".into()),
            ("name", (&self.options.name).into()),
            ("is_multishop_system", false.into()),
            ("is_salespos", false.into()),
            ("product_limit", (-1).into()),
            ("product_limit_left", (-1).into()),
            ("api_root", (&self.options.host).into()),
            ("webshops", Json::object([("href", Json::Null)])),
            ("parent", self.link("webshops/")),
        ])
    }

    /// The settings, with the merchant's names of the statuses.
    pub(crate) fn settings(&self, statuses: &[StatusName]) -> Json {
        let id = self.options.shop_id;
        let levels = Json::object([("low_threshold", 5.into()), ("high_threshold", 20.into())]);
        let order_status = statuses.iter().map(status).collect::<Vec<_>>();
        Json::object([
            ("href", self.href(&format!("webshops/{id}/settings/")).into()),
            ("webshop_enabled", true.into()),
            ("webshop_disabled_title", "".into()),
            ("webshop_disabled_text", "".into()),
            ("currency", "EUR".into()),
            // The name lacks its last letter in the real API too.
            ("default_vat_rat", 21.into()),
            ("prices_include_vat", true.into()),
            ("full_ssl_webshop", true.into()),
            ("creditpoint_value", Decimal::new(5, 2).into()),
            ("languages", Json::List(vec!["nl".into()])),
            ("backend_language", "nl".into()),
            ("separate_domain_per_language", false.into()),
            ("stock", true.into()),
            ("ordering_without_stock", true.into()),
            ("stock_level_warnings", levels),
            ("multishop_readonly_properties", Json::List(Vec::new())),
            ("checkout_type", Json::List(vec!["default".into()])),
            ("takeoutsettings", Json::Null),
            ("quotation_status", Json::List(Vec::new())),
            ("order_status", order_status.into()),
            ("invoice_status", Json::List(Vec::new())),
            ("return_status", Json::List(Vec::new())),
            ("parent", self.link(&format!("webshops/{id}/"))),
        ])
    }

    /// Whose shop it is.
    pub(crate) fn merchant(&self, merchant: &Merchant) -> Json {
        let shop = self.options.shop_id;
        let name = format!("{} {}", merchant.first_name, merchant.last_name);
        Json::object([
            ("href", self.href(&format!("merchant/{}/", merchant.id)).into()),
            ("id", merchant.id.into()),
            ("uuid", format!("00000000-0000-4000-8000-{:012x}", merchant.id).into()),
            ("gender", Json::Null),
            ("first_name", (&merchant.first_name).into()),
            ("last_name", (&merchant.last_name).into()),
            ("full_name", name.into()),
            ("company", (&merchant.company).into()),
            ("email", (&merchant.email).into()),
            ("address_line", format!("{} {}", merchant.street, merchant.house_number).into()),
            ("street", (&merchant.street).into()),
            ("housenumber", (&merchant.house_number).into()),
            ("zipcode", (&merchant.postcode).into()),
            ("city", (&merchant.city).into()),
            ("country", "Nederland".into()),
            ("country_code", "NL".into()),
            ("telephone", "".into()),
            ("tax_number", (&merchant.tax_number).into()),
            ("coc_number", (&merchant.coc_number).into()),
            ("iban", (&merchant.iban).into()),
            ("bank_account_holder_name", (&merchant.company).into()),
            ("parent", self.link(&format!("webshops/{shop}/"))),
        ])
    }

    /// A way to pay.
    pub(crate) fn paymethod(&self, paymethod: &Paymethod) -> Json {
        let costs = !(paymethod.costs_fixed + paymethod.costs_percentage).is_zero();
        Json::object([
            ("href", self.href(&format!("paymethods/{}/", paymethod.id)).into()),
            ("id", paymethod.id.into()),
            ("psp", (&paymethod.psp).into()),
            ("method", (&paymethod.method).into()),
            ("combined_name", (&paymethod.name).into()),
            ("label", (&paymethod.label).into()),
            ("extra_costs", costs.into()),
            ("extra_costs_fixed", paymethod.costs_fixed.into()),
            ("extra_costs_percentage", paymethod.costs_percentage.into()),
            ("apppsp", Json::Null),
            ("apppsppaymethod", Json::Null),
        ])
    }
}

/// A country the shop sells to.
pub(crate) fn geozone_country(country: &GeozoneCountry) -> Json {
    let (zone, zone_name) = &country.geozone;
    let tariffs = country.tariffs.iter().map(|tariff| {
        Json::object([("type", (&tariff.kind).into()), ("percentage", tariff.percentage.into())])
    });
    Json::object([
        ("country", (&country.country).into()),
        ("code", (&country.code).into()),
        ("geozone_id", (*zone).into()),
        ("geozone_name", zone_name.into()),
        ("tariffs", Json::List(tariffs.collect())),
    ])
}

fn status(status: &StatusName) -> Json {
    Json::object([
        ("id", (700 + i64::from(status.status)).into()),
        ("status", status.status.to_string().into()),
        ("status_name", (&status.name).into()),
        ("text_color", "#ffffff".into()),
        ("background_color", (&status.colour).into()),
    ])
}
