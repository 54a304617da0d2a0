//! The webshop, what its merchant set up, and the ways to pay (ccvshop-api.md §6).

use super::number;
use crate::shop::answer::{Answer, Refusal};
use crate::shop::json::Json;
use crate::shop::page::whole;
use crate::shop::render::geozone_country;
use crate::shop::request::Call;
use crate::shop::state::State;
use crate::shop::switches::MerchantShape;

pub(super) fn dispatch(call: &Call<'_>, state: &State) -> Result<Answer, Refusal> {
    if let ["webshops", id, ..] = call.segments.as_slice()
        && number(id, "webshop")? != call.view.options.shop_id
    {
        return Err(Refusal::gone("webshop", id));
    }
    let json = match call.segments.as_slice() {
        ["webshops"] => whole(call, vec![call.view.webshop()]),
        ["webshops", _] => call.view.webshop(),
        ["webshops", _, "settings"] => call.view.settings(&state.statuses),
        ["webshops", _, "merchant"] => merchant(call, state),
        ["webshops", _, "geozonecountries"] => {
            whole(call, state.countries.iter().map(geozone_country).collect())
        }
        ["merchant"] => whole(call, vec![call.view.merchant(&state.merchant)]),
        ["merchant", id] => {
            if number(id, "merchant")? != state.merchant.id {
                return Err(Refusal::gone("merchant", id));
            }
            call.view.merchant(&state.merchant)
        }
        ["paymethods"] => {
            let write = |paymethod: &_| call.view.paymethod(paymethod);
            whole(call, state.paymethods.iter().map(write).collect())
        }
        ["paymethods", id] => {
            let number = number(id, "paymethod")?;
            let found = state.paymethods.iter().find(|paymethod| paymethod.id == number);
            call.view.paymethod(found.ok_or_else(|| Refusal::gone("paymethod", id))?)
        }
        _ => return Err(Refusal::no_such_resource()),
    };
    if call.method == "GET" { Ok(Answer::Found(json)) } else { Err(Refusal::method()) }
}

fn merchant(call: &Call<'_>, state: &State) -> Json {
    let merchant = call.view.merchant(&state.merchant);
    match call.view.options.switches.merchant {
        MerchantShape::Object => merchant,
        MerchantShape::Collection => whole(call, vec![merchant]),
    }
}
