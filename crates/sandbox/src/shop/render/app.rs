//! The one app that this key belongs to (ccvshop-api.md §8.1).

use rust_decimal::Decimal;

use super::View;
use crate::shop::json::Json;
use crate::shop::state::APP;

impl View<'_> {
    /// The app as GET shows it.
    pub(crate) fn app(&self, is_installed: bool) -> Json {
        let prices = |monthly: i64| {
            Json::object([
                ("one_time_costs", 0.into()),
                ("monthly_costs", Decimal::new(monthly, 2).into()),
            ])
        };
        let developer = Json::object([
            ("id", 1.into()),
            ("email", "app@voorbeeld.example".into()),
            ("website", "https://voorbeeld.example".into()),
            ("name", "Voorbeeld B.V.".into()),
        ]);
        Json::object([
            ("href", self.href(&format!("apps/{APP}/")).into()),
            ("id", APP.into()),
            ("name", "Sluitend".into()),
            ("eur_prices", prices(995)),
            ("chf_prices", prices(1195)),
            ("create_date", "2026-01-01T00:00:00Z".into()),
            ("modified_date", "2026-01-02T00:00:00Z".into()),
            ("description", "".into()),
            ("cover", Json::Null),
            ("logo", Json::Null),
            ("developer", developer),
            ("number_of_installations", i64::from(is_installed).into()),
            ("is_installed", is_installed.into()),
            ("available_languages", Json::List(vec!["nl".into(), "en".into()])),
            ("photos", Json::List(Vec::new())),
            ("categories", Json::Null),
            ("code_blocks", self.link(&format!("apps/{APP}/appcodeblocks/"))),
            ("psp", self.link(&format!("apps/{APP}/apppsp/"))),
            ("parent", self.link("apps/")),
        ])
    }
}
