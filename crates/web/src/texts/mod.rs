//! Everything the pages say, in both languages. A text that is missing in one of them does not
//! compile.

mod adopting;
mod ahead;
mod beside;
mod causes;
mod choosing;
mod closing;
mod correcting;
mod countries;
mod deciding;
mod en;
mod erasing;
mod foreseen;
mod letters;
mod login;
mod manual;
mod nl;
mod people;
mod plan;
mod reasons;
mod standing;

use bookkeeping::{Language, VatCase};
use store::State;

pub(crate) use ahead::AheadTexts;
pub(crate) use countries::country;
pub(crate) use login::LoginTexts;
pub(crate) use reasons::ReasonTexts;

/// The texts of a language.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Nl => &nl::TEXTS,
        Language::En => &en::TEXTS,
    }
}

/// What a word of ours means, with the detail in its place; the word itself where nothing is known of it.
fn said(list: &[(&str, &str)], word: &str, detail: &str) -> String {
    let known = list.iter().find(|(own, _)| *own == word);
    known.map_or_else(|| word.to_owned(), |(_, text)| text.replace("{}", detail))
}

/// All texts of one language.
#[derive(Debug)]
pub(crate) struct Texts {
    /// What the language is called in HTML.
    pub(crate) code: &'static str,
    pub(crate) frame: FrameTexts,
    pub(crate) door: DoorTexts,
    pub(crate) login: login::LoginTexts,
    pub(crate) letters: letters::LetterTexts,
    pub(crate) states: StateTexts,
    pub(crate) connections: ConnectionsTexts,
    pub(crate) overview: OverviewTexts,
    pub(crate) verdict: VerdictTexts,
    pub(crate) orders: OrdersTexts,
    pub(crate) order: OrderTexts,
    pub(crate) log: LogTexts,
    pub(crate) setup: SetupTexts,
    pub(crate) settings: SettingsTexts,
    pub(crate) people: people::PeopleTexts,
    pub(crate) problem: ProblemTexts,
    pub(crate) closing: ClosingTexts,
    pub(crate) ahead: AheadTexts,
    pub(crate) foreseen: foreseen::ForeseenTexts,
    pub(crate) reasons: ReasonTexts,
    pub(crate) correcting: correcting::CorrectingTexts,
    pub(crate) beside: beside::BesideTexts,
    pub(crate) deciding: deciding::DecidingTexts,
    pub(crate) erasing: erasing::ErasingTexts,
    pub(crate) causes: causes::CauseTexts,
    pub(crate) standing: standing::StandingTexts,
    pub(crate) choosing: choosing::ChoosingTexts,
    pub(crate) plan: plan::PlanTexts,
    pub(crate) adopting: adopting::AdoptingTexts,
    pub(crate) manual: manual::ManualTexts,
}

/// Around every page.
#[derive(Debug)]
pub(crate) struct FrameTexts {
    pub(crate) skip: &'static str,
    pub(crate) overview: &'static str,
    pub(crate) orders: &'static str,
    pub(crate) closing: &'static str,
    pub(crate) settings: &'static str,
    pub(crate) log: &'static str,
    pub(crate) sign_out: &'static str,
    pub(crate) rooms: &'static str,
    pub(crate) other_language: &'static str,
    pub(crate) other_code: &'static str,
    pub(crate) all_connections: &'static str,
    pub(crate) into: &'static str,
}

/// Coming in.
#[derive(Debug)]
pub(crate) struct DoorTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) link_title: &'static str,
    pub(crate) link_lead: &'static str,
    pub(crate) link_button: &'static str,
    pub(crate) link_over: &'static str,
    pub(crate) link_over_hint: &'static str,
}

/// States of an order.
#[derive(Debug)]
pub(crate) struct StateTexts {
    pub(crate) waiting: &'static str,
    pub(crate) ready: &'static str,
    pub(crate) booking: &'static str,
    pub(crate) booked: &'static str,
    pub(crate) refused: &'static str,
    pub(crate) ignored: &'static str,
    pub(crate) changed: &'static str,
    /// Waiting, and never booked as long as it stays so.
    pub(crate) cancelled: &'static str,
    /// Refused, to who only looks.
    pub(crate) waits: &'static str,
}

impl StateTexts {
    /// The word for a state.
    pub(crate) fn of(&self, state: State) -> &'static str {
        match state {
            State::Waiting => self.waiting,
            State::Ready => self.ready,
            State::Booking => self.booking,
            State::Booked => self.booked,
            State::Refused => self.refused,
            State::Ignored => self.ignored,
            State::Changed => self.changed,
        }
    }

    /// The same, to who only looks: nobody asks anything of them.
    pub(crate) fn to(&self, state: State, only_looks: bool) -> &'static str {
        if only_looks && state == State::Refused { self.waits } else { self.of(state) }
    }
}

/// The list of connections.
#[derive(Debug)]
pub(crate) struct ConnectionsTexts {
    pub(crate) title: &'static str,
    pub(crate) none: &'static str,
    pub(crate) none_hint: &'static str,
}

/// The overview of a connection.
#[derive(Debug)]
pub(crate) struct OverviewTexts {
    pub(crate) months: &'static str,
    pub(crate) months_hint: &'static str,
    pub(crate) month: &'static str,
    pub(crate) shop: &'static str,
    pub(crate) books: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) checked: &'static str,
    pub(crate) closes: &'static str,
    pub(crate) differs: &'static str,
    pub(crate) not_checked: &'static str,
    pub(crate) as_table: &'static str,
    pub(crate) no_months: &'static str,
    pub(crate) attention: &'static str,
    pub(crate) attention_none: &'static str,
    pub(crate) attention_none_broken: &'static str,
    pub(crate) next_round_broken: &'static str,
    pub(crate) attention_all: fn(u64) -> String,
    pub(crate) rounds: &'static str,
    pub(crate) last_round: &'static str,
    pub(crate) next_round: &'static str,
    pub(crate) allowance: &'static str,
    pub(crate) allowance_of: fn(u64, u32, &str) -> String,
    pub(crate) never: &'static str,
    pub(crate) under_way: &'static str,
    pub(crate) look_now: &'static str,
    pub(crate) counts: &'static str,
    pub(crate) takeover: &'static str,
}

/// The one sentence on top.
#[derive(Debug)]
pub(crate) struct VerdictTexts {
    pub(crate) broken: &'static str,
    pub(crate) broken_hint: &'static str,
    pub(crate) unset: &'static str,
    pub(crate) unset_hint: &'static str,
    pub(crate) needs_you: fn(u64) -> String,
    /// The same, to who only looks.
    pub(crate) needs_shopkeeper: fn(u64) -> String,
    pub(crate) needs_you_hint: &'static str,
    pub(crate) month_differs: fn(&str, &str) -> String,
    pub(crate) month_differs_hint: &'static str,
    pub(crate) unreached: fn(&str) -> String,
    pub(crate) unreached_hint: &'static str,
    pub(crate) takeover: fn(u64, &str) -> String,
    pub(crate) takeover_hint: &'static str,
    pub(crate) in_doubt: fn(u64, &str) -> String,
    pub(crate) in_doubt_hint: &'static str,
    pub(crate) first: &'static str,
    pub(crate) first_hint: &'static str,
    pub(crate) reading: &'static str,
    pub(crate) reading_hint: &'static str,
    pub(crate) all_closes: fn(&str) -> String,
    pub(crate) all_closes_hint: &'static str,
}

/// The list of orders.
#[derive(Debug)]
pub(crate) struct OrdersTexts {
    pub(crate) title: &'static str,
    pub(crate) all: &'static str,
    pub(crate) needs_you: &'static str,
    pub(crate) none: &'static str,
    pub(crate) none_hint: &'static str,
    pub(crate) number: &'static str,
    pub(crate) date: &'static str,
    pub(crate) total: &'static str,
    pub(crate) state: &'static str,
    pub(crate) remark: &'static str,
    pub(crate) older: &'static str,
    pub(crate) newest: &'static str,
    pub(crate) choose: fn(&str) -> String,
    pub(crate) choose_all: &'static str,
    pub(crate) retry_chosen: &'static str,
    pub(crate) ignore_chosen: &'static str,
    pub(crate) why: &'static str,
    pub(crate) why_hint: &'static str,
    pub(crate) done: fn(u64) -> String,
    pub(crate) not_done: fn(u64) -> String,
}

/// One order.
#[derive(Debug)]
pub(crate) struct OrderTexts {
    pub(crate) title: fn(&str) -> String,
    pub(crate) what_to_do: &'static str,
    pub(crate) retry: &'static str,
    pub(crate) retry_hint: &'static str,
    pub(crate) ignore: &'static str,
    pub(crate) ignore_hint: &'static str,
    pub(crate) ignore_booked_hint: &'static str,
    pub(crate) in_shop: &'static str,
    pub(crate) in_books: &'static str,
    pub(crate) gone: &'static str,
    pub(crate) open_shop: &'static str,
    pub(crate) open_books: &'static str,
    pub(crate) not_booked: &'static str,
    pub(crate) never_booked: &'static str,
    pub(crate) placed: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) unpaid: &'static str,
    pub(crate) status: &'static str,
    pub(crate) total: &'static str,
    pub(crate) reference: &'static str,
    pub(crate) invoice_date: &'static str,
    pub(crate) lines: &'static str,
    pub(crate) description: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) vat: &'static str,
    pub(crate) steps: &'static str,
    pub(crate) steps_hint: &'static str,
    pub(crate) warnings: &'static str,
    pub(crate) members: &'static str,
    pub(crate) settles: fn(&str) -> String,
    pub(crate) step: fn(&str) -> String,
    /// The how-manieth of its kind a request was.
    pub(crate) attempt: fn(usize) -> String,
    /// What belongs to a step: a word and an id or a name.
    pub(crate) of_step: fn(&str, &str) -> String,
    pub(crate) customer: &'static str,
    /// VAT of one kind, over an amount.
    pub(crate) vat_over: fn(&str, &str) -> String,
    /// What a code of a refusal or a change means.
    pub(crate) code: fn(&str) -> String,
    /// What is no order: a credit invoice, a correction, a day's invoice.
    pub(crate) credit_title: fn(&str) -> String,
    pub(crate) correction_title: fn(&str) -> String,
    pub(crate) day_title: fn(&str) -> String,
}

/// The log.
#[derive(Debug)]
pub(crate) struct LogTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) none: &'static str,
    pub(crate) said: fn(&str, &str) -> String,
    pub(crate) system: &'static str,
}

/// What went wrong.
#[derive(Debug)]
pub(crate) struct ProblemTexts {
    pub(crate) missing: &'static str,
    pub(crate) missing_hint: &'static str,
    pub(crate) forbidden: &'static str,
    pub(crate) forbidden_hint: &'static str,
    pub(crate) read_only: &'static str,
    pub(crate) read_only_hint: &'static str,
    pub(crate) broken: &'static str,
    pub(crate) broken_hint: &'static str,
    pub(crate) malformed: &'static str,
    pub(crate) malformed_hint: &'static str,
    pub(crate) too_often: &'static str,
    pub(crate) too_often_hint: fn(u64) -> String,
    pub(crate) back: &'static str,
}

/// Connecting Moneybird.
#[derive(Debug)]
pub(crate) struct SetupTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: fn(&str) -> String,
    pub(crate) consent: &'static str,
    pub(crate) consent_hint: &'static str,
    pub(crate) token_instead: &'static str,
    pub(crate) token: &'static str,
    pub(crate) token_hint: &'static str,
    pub(crate) token_button: &'static str,
    pub(crate) again: &'static str,
    pub(crate) again_lead: fn(&str) -> String,
}

/// How a connection books.
#[derive(Debug)]
pub(crate) struct SettingsTexts {
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) lead_first: &'static str,
    pub(crate) problems: &'static str,
    pub(crate) orders: &'static str,
    pub(crate) statuses: &'static str,
    pub(crate) paid_only: &'static str,
    pub(crate) history: &'static str,
    pub(crate) history_year: &'static str,
    pub(crate) history_all: &'static str,
    pub(crate) history_none: &'static str,
    pub(crate) history_from: &'static str,
    pub(crate) history_day: &'static str,
    pub(crate) accounts: &'static str,
    pub(crate) accounts_hint: &'static str,
    pub(crate) payments: &'static str,
    pub(crate) payments_hint: &'static str,
    pub(crate) vat: &'static str,
    pub(crate) vat_hint: &'static str,
    pub(crate) rest: &'static str,
    pub(crate) rest_hint: &'static str,
    pub(crate) due_days: &'static str,
    pub(crate) save: &'static str,
    pub(crate) save_first: &'static str,
    pub(crate) effect: &'static str,
    pub(crate) orders_effect: &'static str,
    pub(crate) accounts_effect: &'static str,
    pub(crate) payments_effect: &'static str,
    pub(crate) vat_effect: &'static str,
    pub(crate) rest_effect: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) as_revenue: &'static str,
    pub(crate) by_bank: &'static str,
    pub(crate) as_others: &'static str,
    pub(crate) by_name: &'static str,
    pub(crate) not_booked: &'static str,
    pub(crate) unreadable: &'static str,
    pub(crate) no_status: &'static str,
    pub(crate) no_revenue: &'static str,
    pub(crate) no_day: &'static str,
    pub(crate) no_days: &'static str,
    pub(crate) label: fn(&str) -> String,
    pub(crate) word: fn(&str, &str) -> String,
    pub(crate) vat_label: fn(&str, &str, &str) -> String,
    pub(crate) cases: [(VatCase, &'static str); 8],
}

impl SettingsTexts {
    /// The words for a VAT case.
    pub(crate) fn case(&self, case: VatCase) -> &'static str {
        self.cases.iter().find(|(own, _)| *own == case).map_or("", |(_, text)| *text)
    }
}

/// The closing statement.
#[derive(Debug)]
pub(crate) struct ClosingTexts {
    pub(crate) title: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) quarter_of: fn(i8, &str) -> String,
    pub(crate) quarter: fn(i8) -> String,
    pub(crate) none: &'static str,
    pub(crate) none_hint: &'static str,
    pub(crate) unmade: fn(&str) -> String,
    pub(crate) unmade_hint: &'static str,
    pub(crate) make: &'static str,
    pub(crate) busy: fn(&str) -> String,
    pub(crate) busy_hint: &'static str,
    pub(crate) queued_hint: &'static str,
    pub(crate) waits_hint: fn(&str) -> String,
    pub(crate) failed: fn(&str) -> String,
    pub(crate) failed_hint: fn(&str) -> String,
    pub(crate) closes: fn(&str, &str) -> String,
    pub(crate) nothing: fn(&str) -> String,
    pub(crate) explained: fn(usize) -> String,
    pub(crate) unexplained: &'static str,
    pub(crate) made: fn(&str) -> String,
    pub(crate) again: &'static str,
    pub(crate) in_other_language: &'static str,
    pub(crate) spreadsheet: &'static str,
    pub(crate) csv: &'static str,
    pub(crate) comparison: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) count: &'static str,
    pub(crate) count_hint: &'static str,
    pub(crate) shop: &'static str,
    pub(crate) books: &'static str,
    pub(crate) difference: &'static str,
    pub(crate) net: &'static str,
    pub(crate) vat: &'static str,
    pub(crate) total: &'static str,
    pub(crate) case: fn(&str) -> &'static str,
    pub(crate) boxes: &'static str,
    pub(crate) box_name: &'static str,
    pub(crate) box_meaning: fn(&str) -> &'static str,
    pub(crate) this_shop: &'static str,
    pub(crate) whole: &'static str,
    pub(crate) rates: &'static str,
    pub(crate) rates_hint: &'static str,
    pub(crate) rate: &'static str,
    pub(crate) others: &'static str,
    pub(crate) report: &'static str,
    pub(crate) explanations: &'static str,
    pub(crate) besides: &'static str,
    pub(crate) by: fn(&str, &str) -> String,
    pub(crate) more: fn(usize) -> String,
    pub(crate) outside: &'static str,
    pub(crate) outside_hint: &'static str,
    pub(crate) reference: &'static str,
    pub(crate) date: &'static str,
    pub(crate) remark: &'static str,
    pub(crate) clearing: &'static str,
    pub(crate) account: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) paid: &'static str,
    pub(crate) other: &'static str,
    pub(crate) taken: &'static str,
    pub(crate) left: &'static str,
    pub(crate) notes: &'static str,
}
