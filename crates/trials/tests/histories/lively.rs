//! What the merchant and a person do in the middle of a random history: orders are edited and credited,
//! corrections agreed to, and days go by.

use bookkeeping::Subject;
use rust_decimal::Decimal;
use sandbox::shop::model::InvoiceStatus;
use store::{State, Store};

use crate::dice::Dice;
use crate::peace;
use crate::place::{Place, due};
use crate::world::{Kind, World};

/// Somebody does something.
pub(crate) async fn deed(world: &mut World, dice: &mut Dice, kind: Kind) {
    match dice.below(8) {
        0 => {
            world.net.tell("a person tries what is refused again");
            peace::again(world).await;
        }
        1 | 2 => {
            world.net.tell("a person agrees to what can be corrected");
            peace::agree(world).await;
        }
        3 => {
            world.net.tell("a day goes by");
            world.wait(peace::A_DAY_LATER).await;
        }
        4 => world.places.iter().for_each(Place::repay),
        _ => {
            let index = usize::try_from(dice.below(world.places.len() as u64)).unwrap();
            let place = &mut world.places[index];
            let orders = due(&place.shop);
            if orders.is_empty() {
                return;
            }
            let order = dice.pick(&orders);
            if kind != Kind::Single
                && place.is_touched(order)
                && !is_calm(&world.store, place, order).await
            {
                return;
            }
            let told = match kind {
                Kind::Credited | Kind::Daily if dice.permille(600) => credit(place, dice, order),
                _ => edit(place, dice, order),
            };
            world.net.tell(&told);
        }
    }
}

/// Whether all that happened to an order is booked. Of one that is both edited and credited before that,
/// nobody can tell what the credit invoice is of, and it is refused.
async fn is_calm(store: &Store, place: &Place, order: i64) -> bool {
    let credits = place.credits.iter().filter(|(_, own)| own.order == order);
    let credits = credits.filter_map(|(id, _)| Subject::Credit(*id).id());
    for id in std::iter::once(order).chain(credits) {
        let record = store.order(&place.connection, id).await.unwrap();
        if !record.is_some_and(|own| own.state == State::Booked && !own.review) {
            return false;
        }
    }
    true
}

fn edit(place: &mut Place, dice: &mut Dice, order: i64) -> String {
    let by = Decimal::new(dice.pick(&[1_000, 250, 1]), 2);
    place.edit(order, by);
    format!("order {order} rises by {by}")
}

/// No row is taken back twice.
fn credit(place: &mut Place, dice: &mut Dice, order: i64) -> String {
    let own = place.credits.values().filter(|own| own.order == order);
    let (number, is_lowered) =
        own.fold((0, true), |(number, all), own| (number + 1, all && own.lowers));
    let lowers = dice.permille(500);
    if number > 1 || number == 1 && !(is_lowered && lowers) {
        return "nothing is left to credit".to_owned();
    }
    let status = dice.pick(&[InvoiceStatus::Reimbursed, InvoiceStatus::Unpaid]);
    place.credit(order, lowers, status);
    format!("order {order} is credited ({status:?}), which lowers it: {lowers}")
}

/// Everything is seen and done; nothing is, when all is looked at once more.
///
/// # Errors
/// What went wrong.
pub(crate) async fn in_peace(world: &mut World) -> Result<(), String> {
    world.places.iter().for_each(Place::repay);
    let mut before = None;
    for _ in 0..2 {
        world.wait(peace::A_DAY_LATER).await;
        peace::until_done(world).await?;
        let number: usize = world.places.iter().map(|place| place.books.sums().len()).sum();
        if before.replace(number).is_some_and(|before| before != number) {
            return Err("something is booked that was done already".to_owned());
        }
    }
    Ok(())
}
