//! Examples that are more than one order: credit invoices, edits, and the orders of a day.

use bookkeeping::edit::{Booked, Compared, Correction, Credited, Shown, compare};
use bookkeeping::summary::{Member, groups, merge, stands_alone};
use bookkeeping::{Credit, Invoice, Language, Order, Settings, decide, decide_credit};
use serde_json::{Value, json};

use super::example::{Example, SHOP, read, told};

impl Example {
    /// A member laid over the shop's order, with rows of its own if it has any.
    fn changed(&self, member: &str, settings: &Settings) -> Result<Order, String> {
        let order = self.laid_over(member);
        let own = &self.file[&format!("{member}_rows")];
        read(&order, if own.is_null() { &self.file["rows"] } else { own }, settings)
    }

    /// What is booked of the order; nothing for one of before the connection.
    fn booked(&self, settings: &Settings) -> Result<Option<Booked>, String> {
        if self.file["before_the_connection"] == true {
            return Ok(None);
        }
        let order = read(&self.file["order"], &self.file["rows"], settings)?;
        let invoice = decide(&order, SHOP, settings, &self.administration(settings));
        invoice.map(|invoice| Some(Booked::alone(invoice))).map_err(|why| format!("{why:?}"))
    }

    fn credit(&self, settings: &Settings) -> Result<Credit, String> {
        let own = &self.file["credit"];
        Ok(Credit {
            id: own["id"].as_i64().ok_or("the credit invoice has no id")?,
            number: own["number"].as_str().unwrap_or_default().to_owned(),
            made_at: own["made_at"]
                .as_str()
                .unwrap_or_default()
                .parse()
                .map_err(|why| format!("{why}"))?,
            is_settled: own["settled"] == true,
            lowers: own["lowers"].as_bool(),
            part: self.changed("part", settings)?,
        })
    }

    pub(super) fn book_credit(&self) -> Result<Value, String> {
        let settings = self.settings();
        let known = self.administration(&settings);
        let (credit, booked) = (self.credit(&settings)?, self.booked(&settings)?);
        Ok(told(&decide_credit(&credit, booked.as_ref(), SHOP, &settings, &known)))
    }

    /// An order that was edited after it, and perhaps a credit invoice of it, was booked.
    pub(super) fn compare_edit(&self) -> Result<Value, String> {
        let settings = self.settings();
        let known = self.administration(&settings);
        let mut booked = self.booked(&settings)?.ok_or("nothing is booked")?;
        if self.file.get("credit").is_some() {
            let credit = self.credit(&settings)?;
            let invoice = decide_credit(&credit, Some(&booked), SHOP, &settings, &known);
            let invoice = invoice.map_err(|why| format!("{why:?}"))?;
            booked.credits.push(Credited { invoice, lowers: credit.lowers == Some(true) });
        }
        let now = self.changed("now", &settings)?;
        let shown = match self.file["reimbursed"].as_str() {
            Some(number) => Shown::Reimbursed(number.to_owned()),
            None if self.file["removed"] == true => Shown::Removed,
            None => Shown::gone(&now, &settings)
                .unwrap_or_else(|| Shown::Sold(Box::new(decide(&now, SHOP, &settings, &known)))),
        };
        let Compared::Differs(refusal) = compare(&now, &booked, &shown, &settings) else {
            return Ok(json!({ "unchanged": true }));
        };
        let message = refusal.message(Language::Nl);
        let Some(change) = refusal.change() else {
            return Ok(json!({ "refused": refusal.code(), "message": message }));
        };
        let day = self.text("corrected_on").parse().map_err(|why| format!("{why}"))?;
        let of = (now.id, now.number.as_str());
        let correction = Correction::of(change, of, 1, booked.order.clone(), Some(&now));
        let invoice = correction.invoice(SHOP, now.shop, &settings, day);
        let mut all = serde_json::to_value(&invoice).unwrap();
        (all["code"], all["message"]) = (refusal.code().into(), message.into());
        Ok(all)
    }

    /// The invoices of a day, and the orders that have one of their own.
    pub(super) fn book_day(&self) -> Result<Value, String> {
        let settings = self.settings();
        let known = self.administration(&settings);
        let (mut alone, mut members) = (Vec::new(), Vec::new());
        for own in self.file["orders"].as_array().into_iter().flatten() {
            let order = read(&own["order"], &own["rows"], &settings)?;
            let invoice =
                decide(&order, SHOP, &settings, &known).map_err(|why| format!("{why:?}"))?;
            if stands_alone(&order, &settings) {
                alone.push(order.number);
                continue;
            }
            let (id, method) = (order.id, order.payment_method);
            members.push(Member { order: id, number: order.number, method, invoice });
        }
        let day = self.text("day").parse().map_err(|why| format!("{why}"))?;
        let invoices: Vec<Invoice> = (1..)
            .zip(groups(SHOP, members))
            .filter_map(|(number, group)| merge(day, number, SHOP, 0, &group))
            .collect();
        Ok(json!({ "invoices": invoices, "alone": alone }))
    }
}
