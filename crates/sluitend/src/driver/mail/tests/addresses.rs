//! Addresses are confirmed by a letter.

use remote::Clock as _;
use store::{Language, LetterKind, MemberLogin, Numbers, Role};

use super::server::Says;
use super::world::World;

/// Cor, an owner who chose an address.
async fn cor(world: &World) -> store::AccountId {
    let (store, now) = (world.service.store(), world.clock.now());
    let cor = store.new_shopkeeper("Cor", Language::En, now).await.unwrap();
    store.grant_shop(&cor, 7, Role::Owner, now).await.unwrap();
    let numbers = Numbers::Kept;
    let login = MemberLogin { email: "cor@shop.example", password_hash: "hash", numbers };
    store.set_member_login(&cor, login).await.unwrap();
    cor
}

/// What the link in a letter ends with.
fn token(letter: &str) -> String {
    let (_, rest) = letter.split_once("https://books.example/confirm/").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

#[tokio::test]
async fn who_chose_an_address_is_written_to_once_and_told_nothing_before_it_is_confirmed() {
    let world = World::new(Vec::new()).await;
    let store = world.service.store();
    let cor = cor(&world).await;
    for _ in 0..2 {
        world.minute().await;
        world.passes(1);
    }
    let [letter] = world.letters().try_into().unwrap();
    assert!(letter.contains("To: cor@shop.example\n"), "{letter}");
    assert!(letter.contains("Subject: Sluitend: confirm your e-mail address\n"), "{letter}");
    assert!(!letter.contains("List-Unsubscribe"), "{letter}");
    world.breaks().await;
    world.minute().await;
    assert_eq!(world.letters().len(), 2, "to Bea alone");
    let token = token(&letter);
    assert_eq!(token.len(), 64);
    assert_eq!(store.confirm_address(&token, world.clock.now()).await.unwrap(), Some(cor));
    let readers = store.mail_readers(7, LetterKind::Broken).await.unwrap();
    assert_eq!(readers.len(), 2);
    // Nothing that opens anything stands in the outbox.
    assert!(world.outbox().await.iter().all(|own| own.recipient == "bea@shop.example"));
}

#[tokio::test]
async fn what_a_server_does_not_take_now_is_tried_again_for_three_days() {
    let later = || vec![("RCPT", Says::This("451 greylisted"))];
    let world = World::new(std::iter::repeat_with(later).take(200).collect()).await;
    cor(&world).await;
    for _ in 0..5 * 24 * 2 {
        world.minute().await;
        world.passes(30);
    }
    let tries = world.kept().heard.iter().filter(|line| line.starts_with("RCPT")).count();
    assert_eq!(tries, 3 * 24);
    assert!(world.letters().is_empty());
}

#[tokio::test]
async fn what_a_server_refuses_is_sent_again_only_when_somebody_asks() {
    let world = World::new(vec![vec![("RCPT", Says::This("550 nobody"))], Vec::new()]).await;
    let cor = cor(&world).await;
    for _ in 0..3 {
        world.minute().await;
        world.passes(120);
    }
    assert!(world.letters().is_empty());
    assert!(world.service.store().ask_confirmation(&cor).await.unwrap());
    world.minute().await;
    assert_eq!(world.letters().len(), 1);
}
