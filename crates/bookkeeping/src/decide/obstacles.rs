//! All that stands between an order and its invoice, and not only what is met first.

use super::decide;
use crate::settings::Leftover;
use crate::{Administration, LedgerAccount, Order, Refusal, Settings, TaxRate, VatEntry};

/// An order has fewer sales that a tax rate is chosen for.
const MOST: usize = 50;

/// Why an order would be refused: what settings can mend is taken to be mended then, so that what comes
/// after it is found too. None if it would be booked.
pub fn obstacles(
    order: &Order,
    shop_url: &str,
    settings: &Settings,
    administration: &Administration,
) -> Vec<Refusal> {
    let (mut settings, mut administration) = (settings.clone(), administration.clone());
    let mut found = Vec::new();
    while let Err(refusal) = decide(order, shop_url, &settings, &administration) {
        let is_mended = found.len() < MOST && mend(&refusal, &mut settings, &mut administration);
        found.push(refusal);
        if !is_mended {
            break;
        }
    }
    found
}

/// Fills in what a refusal asks for; no if that is not for settings to do, or something else was chosen.
fn mend(refusal: &Refusal, settings: &mut Settings, administration: &mut Administration) -> bool {
    match refusal {
        Refusal::VatUnmapped { case, country, percentage } => {
            let tax_rate = format!("{case} {country} {percentage}");
            administration.tax_rates.push(TaxRate {
                id: tax_rate.clone(),
                name: String::new(),
                percentage: Some(percentage.decimal()),
                country: Some(*country),
                active: true,
            });
            settings.vat.push(VatEntry {
                case: *case,
                country: Some(*country),
                percentage: Some(*percentage),
                tax_rate,
                ledger: None,
            });
            true
        }
        Refusal::AccountUnusable { setting, ledger: None } => {
            let ledger = &mut settings.ledger;
            let own = match setting.as_str() {
                "[ledger] deposits" => &mut ledger.deposits,
                // All others fall back to it.
                _ => &mut ledger.revenue,
            };
            administration.ledger_accounts.push(LedgerAccount {
                id: setting.clone(),
                name: String::new(),
                kind: String::new(),
                active: true,
                allowed: Vec::new(),
            });
            own.replace(setting.clone()).is_none()
        }
        Refusal::Leftover { .. } => {
            settings.invoice.rounding = Leftover::Line;
            true
        }
        _ => false,
    }
}
