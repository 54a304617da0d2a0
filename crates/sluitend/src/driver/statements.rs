//! Makes the closing statements that are asked for on the pages.

use sync::Service;

use super::{Rested, rest_until};
use crate::stop::Stop;

/// Runs until the program is asked to stop, and then until what is under way has ended.
pub(crate) async fn statements(pages: web::App, service: &Service, stop: &Stop) {
    let (service, resting) = (service.clone(), stop.clone());
    let rest = move |until| {
        let (service, stop) = (service.clone(), resting.clone());
        async move { rest_until(service.clock(), until, &stop).await == Rested::Enough }
    };
    web::make_statements(pages, rest, stop.asked()).await;
}
