//! The one app that this key belongs to (ccvshop-api.md §8.1).

use super::number;
use crate::shop::answer::{Answer, Refusal};
use crate::shop::input::Input;
use crate::shop::page::whole;
use crate::shop::request::Call;
use crate::shop::state::{APP, State};

pub(super) fn dispatch(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    match (call.method, call.segments.as_slice()) {
        ("GET", ["apps"]) => {
            let app = call.view.app(state.is_installed);
            Ok(Answer::Found(whole(call, vec![app])))
        }
        (method @ ("GET" | "PATCH"), ["apps", id]) => {
            if number(id, "app")? != APP {
                return Err(Refusal::gone("app", id));
            }
            if method == "GET" {
                return Ok(Answer::Found(call.view.app(state.is_installed)));
            }
            let input = Input::parse(call.body, &["is_installed"])?;
            state.is_installed = input.required("is_installed")?;
            Ok(Answer::Done)
        }
        (_, ["apps"] | ["apps", _]) => Err(Refusal::method()),
        _ => Err(Refusal::no_such_resource()),
    }
}
