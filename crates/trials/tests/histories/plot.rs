//! What a history may be about besides one order: every fault at every request, and a death at every
//! call where nothing else goes wrong.

use std::time::Duration;

use remote::Method;
use rust_decimal::Decimal;
use sandbox::shop::model::InvoiceStatus;
use sync::Tooth;

use crate::exhaustive::{Course, Script, play};
use crate::mishap::{ALL, Mishap};
use crate::peace;
use crate::place::due;
use crate::world::{Databases, Form, Kind, World};

/// What a history is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Plot {
    /// One order.
    #[default]
    Order,
    /// Three orders of one day, two of which are paid in the same way.
    Day,
    /// An order is booked, and a row of it taken back, which lowers the order or does not.
    Credited { lowers: bool },
    /// An order is booked and edited, and a person has agreed to the correction.
    Edited,
}

impl Plot {
    pub(crate) fn form(self) -> Form {
        let (orders, kind) = match self {
            Self::Order | Self::Edited => (1, Kind::Single),
            Self::Day => (3, Kind::Daily),
            Self::Credited { .. } => (1, Kind::Credited),
        };
        Form { orders, kind, ..Form::one_order() }
    }

    /// What has happened before anything goes wrong.
    ///
    /// # Errors
    /// What went wrong all the same.
    pub(crate) async fn prepare(self, world: &mut World) -> Result<(), String> {
        if matches!(self, Self::Order | Self::Day) {
            return Ok(());
        }
        peace::until_done(world).await?;
        let place = &mut world.places[0];
        let (order, connection) = (due(&place.shop)[0], place.connection.clone());
        if let Self::Credited { lowers } = self {
            place.credit(order, lowers, InvoiceStatus::Reimbursed);
            world.wait(Duration::from_mins(31)).await;
        } else {
            place.edit(order, Decimal::TEN);
            world.wait(peace::A_DAY_LATER).await;
            peace::round(world, &connection).await?;
            peace::agree(world).await;
        }
        Ok(())
    }
}

async fn every_fault_and_every_death(plot: Plot) {
    let mut databases = Databases::default();
    let plain = Script { plot, ..Script::default() };
    let whole = told(&mut databases, plain).await;
    for death in 0..whole.calls {
        let script = Script { death: Some(death), ..plain };
        assert!(told(&mut databases, script).await.died, "{script:?}: nobody died");
    }
    let mut faults = 0;
    for (at, asked) in whole.asked.iter().enumerate() {
        for mishap in ALL {
            if *asked == Method::Get && mishap.has_its_like_for_reads() {
                continue;
            }
            let script = Script { fault: Some((at, mishap)), ..plain };
            assert!(told(&mut databases, script).await.struck, "{script:?}: nothing struck");
            faults += 1;
        }
    }
    let (deaths, requests) = (whole.calls, whole.asked.len());
    println!(
        "{} histories: {deaths} deaths, {faults} faults of {requests} requests",
        1 + deaths + faults
    );
    assert!(deaths > 25 && faults > 50, "{deaths} deaths, {faults} faults");
}

/// Plays a history in which nothing may go wrong in the books.
async fn told(databases: &mut Databases, script: Script) -> Course {
    match play(databases, script).await {
        Ok(course) => course,
        Err(why) => panic!("{script:?}: {why}"),
    }
}

/// An answer is lost, and the request simply sent once more: that is noticed with each of them.
#[tokio::test]
async fn a_blind_retry_is_caught_in_each() {
    let mut databases = Databases::default();
    for plot in [Plot::Day, Plot::Credited { lowers: true }, Plot::Edited] {
        let broken = Script { plot, broken: Some(Tooth::BlindRetry), ..Script::default() };
        let mut is_caught = false;
        for at in 0.. {
            let script = Script { fault: Some((at, Mishap::AnswerLost)), ..broken };
            match play(&mut databases, script).await {
                Ok(course) if !course.struck => break,
                Ok(_) => {}
                Err(_) => {
                    is_caught = true;
                    break;
                }
            }
        }
        assert!(is_caught, "it is not noticed with {plot:?}");
    }
}

macro_rules! every_fault_and_every_death {
    ($($name:ident = $plot:expr;)+) => {
        $(
            #[tokio::test]
            async fn $name() {
                every_fault_and_every_death($plot).await;
            }
        )+
    };
}

every_fault_and_every_death! {
    a_day_is_booked_once = Plot::Day;
    an_edited_order_is_corrected_once = Plot::Edited;
    a_credit_invoice_is_booked_once = Plot::Credited { lowers: false };
    a_credit_invoice_that_lowers_its_order_is_booked_once = Plot::Credited { lowers: true };
}
