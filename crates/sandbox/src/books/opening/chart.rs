//! The chart of accounts of a fresh Dutch administration (moneybird-api.md §7.6), with the
//! accounts that a web shop adds.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::books::identity::Ids;
use crate::books::ledger::AccountKind::{
    CurrentAssets, CurrentLiabilities, DirectCosts, Equity, Expenses, OtherIncomeExpenses, Revenue,
};
use crate::books::ledger::{Account, AccountKind, Sorting};

/// The documents that may use an account.
const SALES: &[&str] = &["sales_invoice", "financial_mutation", "general_journal_document"];
const COSTS: &[&str] = &["purchase_invoice", "financial_mutation", "general_journal_document"];
const BALANCE: &[&str] = &["financial_mutation", "general_journal_document"];
const JOURNAL: &[&str] = &["general_journal_document"];
const CLEARING: &[&str] = &["financial_mutation", "general_journal_document", "payment"];
const DEPOSIT: &[&str] =
    &["sales_invoice", "financial_mutation", "general_journal_document", "payment"];

const fn rgs(
    code: &'static str,
    name: &'static str,
    name_english: &'static str,
    reference: &'static str,
) -> Sorting {
    Sorting { code, name, name_english, reference }
}

const OTHER_REVENUE: Sorting =
    rgs("WOmzNooNdo", "Opbrengsten uit overige bronnen", "Revenue from other sources", "8004040");
const TRANSIT: Sorting = rgs("BLimKruSto", "Stortingen onderweg", "Deposits in transit", "1003010");
const CLEARED: Sorting =
    rgs("BVorTusTbt", "Tussenrekeningen betalingen", "Transitory account payments", "1105100");
const RECEIVABLE: Sorting =
    rgs("BVorOvrOvk", "Overige vorderingen", "Other receivables", "1103190");
const DEBTS: Sorting = rgs("BSchOvsOvs", "Overige schulden", "Other debts", "1209150");
const GENERAL: Sorting = rgs("WBedAlkOal", "Algemene kosten", "General expenses", "4215010");
const VAT: Sorting = rgs(
    "BSchBepBtwOvm",
    "Overige mutaties omzetbelasting",
    "Other Value Added Tax adjustments",
    "1205010.15",
);

/// Name, sort, number, number of the parent, documents, reference chart, active.
type Row =
    (&'static str, AccountKind, &'static str, &'static str, &'static [&'static str], Sorting, bool);

/// What Moneybird gives to everybody. Parents come before their children.
const STANDARD: &[Row] = &[
    ("Hulprekeningen", CurrentAssets, "13850.01", "", BALANCE, RECEIVABLE, true),
    ("Overige vorderingen", CurrentAssets, "13850.02", "", BALANCE, RECEIVABLE, true),
    ("Financiële rekeningen", CurrentAssets, "10510.01", "", BALANCE, TRANSIT, true),
    ("Kruisposten", CurrentAssets, "10510.02", "13850.01", BALANCE, TRANSIT, true),
    (
        "Te rubriceren ontvangen betalingen",
        CurrentAssets,
        "10510.03",
        "13850.02",
        BALANCE,
        TRANSIT,
        true,
    ),
    ("Te rubriceren transacties", CurrentAssets, "10510.04", "13850.01", JOURNAL, TRANSIT, true),
    (
        "Debiteuren",
        CurrentAssets,
        "13011",
        "",
        BALANCE,
        rgs("BVorDebHad", "Handelsdebiteuren nominaal", "Trade debtors nominal", "1101010"),
        true,
    ),
    ("Verrekeningen", CurrentAssets, "14510", "13850.01", BALANCE, CLEARED, true),
    ("Overige schulden", CurrentLiabilities, "16525", "", BALANCE, DEBTS, true),
    ("Te rubriceren betalingen", CurrentLiabilities, "10510.05", "16525", BALANCE, TRANSIT, true),
    (
        "Crediteuren",
        CurrentLiabilities,
        "16011",
        "",
        BALANCE,
        rgs("BSchCreHac", "Handelscrediteuren nominaal", "Trade creditors nominal", "1203010"),
        true,
    ),
    ("Btw", CurrentLiabilities, "16221.02", "", BALANCE, VAT, true),
    (
        "Betaalde en/of ontvangen btw",
        CurrentLiabilities,
        "16221.01",
        "16221.02",
        BALANCE,
        VAT,
        true,
    ),
    ("Te betalen btw", CurrentLiabilities, "16221.03", "16221.02", JOURNAL, VAT, true),
    ("Te vorderen btw", CurrentLiabilities, "16221.04", "16221.02", JOURNAL, VAT, true),
    (
        "Vooruitgefactureerde omzet",
        CurrentLiabilities,
        "17250",
        "16525",
        BALANCE,
        rgs("BSchOpaVgo", "Vooruitgefactureerde omzet", "Pre-invoiced revenue", "1210260"),
        true,
    ),
    (
        "Eigen vermogen",
        Equity,
        "05010",
        "",
        BALANCE,
        rgs("BEivOkcOnd", "Ondernemingsvermogen", "Business equity", "0509010"),
        true,
    ),
    ("Omzet", Revenue, "81180.01", "", SALES, OTHER_REVENUE, true),
    ("Ongecategoriseerde inkomsten", Revenue, "81180.02", "", SALES, OTHER_REVENUE, true),
    (
        "Inkoopwaarde van de omzet",
        DirectCosts,
        "70010",
        "",
        COSTS,
        rgs("WKprKvgKvg", "Kosten van grond- en hulpstoffen", "Cost of goods sold", "7001010"),
        true,
    ),
    ("Algemene kosten", Expenses, "46801.01", "", COSTS, GENERAL, true),
    ("Ongecategoriseerde uitgaven", Expenses, "46801.02", "", COSTS, GENERAL, true),
    (
        "Verkoopkosten",
        Expenses,
        "45680",
        "",
        COSTS,
        rgs("WBedVkkOvr", "Overige verkoopkosten", "Other sales costs", "4203220"),
        true,
    ),
    (
        "Koersverschillen",
        OtherIncomeExpenses,
        "84601",
        "",
        COSTS,
        rgs("WFbeWisWis", "Valutakoersverschillen", "Currency exchange differences", "8407010"),
        true,
    ),
    ("Afrondingsverschillen", OtherIncomeExpenses, "84602", "", COSTS, GENERAL, true),
];

/// What the shopkeeper of the sandbox added.
const SHOP: &[Row] = &[
    ("Verzendopbrengsten", Revenue, "81180.03", "", SALES, OTHER_REVENUE, true),
    ("Betaalkosten doorberekend", Revenue, "81180.04", "", SALES, OTHER_REVENUE, true),
    ("Kortingen", Revenue, "81180.05", "", SALES, OTHER_REVENUE, true),
    ("Omzet oude winkel", Revenue, "81180.09", "", SALES, OTHER_REVENUE, false),
    ("Statiegeld", CurrentLiabilities, "16526", "16525", DEPOSIT, DEBTS, true),
    ("Borg", CurrentLiabilities, "16527", "16525", DEPOSIT, DEBTS, true),
    ("Uitgegeven cadeaubonnen", CurrentLiabilities, "16528", "16525", DEPOSIT, DEBTS, true),
    ("Tussenrekening CCV Pay", CurrentAssets, "14511", "13850.01", CLEARING, CLEARED, true),
    (
        "Tussenrekening bankoverschrijving",
        CurrentAssets,
        "14512",
        "13850.01",
        CLEARING,
        CLEARED,
        true,
    ),
];

/// The whole chart, with fresh ids.
pub(in crate::books) fn chart(ids: &mut Ids, now: Timestamp) -> Vec<Account> {
    let mut numbers = HashMap::new();
    let mut accounts = Vec::new();
    for &(name, kind, number, parent, documents, sorting, active) in STANDARD.iter().chain(SHOP) {
        let id = ids.next(now);
        numbers.insert(number, id);
        let parent = numbers.get(parent).copied();
        accounts.push(Account {
            id,
            name,
            kind,
            number,
            parent,
            active,
            documents,
            sorting,
            created: now,
        });
    }
    accounts
}
