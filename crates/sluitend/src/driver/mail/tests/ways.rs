//! How a letter may end.

use super::server::Says;
use super::world::World;

#[tokio::test]
async fn what_a_server_takes_later_is_tried_again_after_a_pause_that_grows() {
    let later = vec![("RCPT", Says::This("451 greylisted"))];
    let world = World::new(vec![later.clone(), later.clone(), later, Vec::new()]).await;
    world.breaks().await;
    let mut tries = Vec::new();
    for minute in 0..30 {
        world.minute().await;
        let attempt = world.outbox().await[0].attempt;
        if tries.len() < usize::try_from(attempt).unwrap() {
            tries.push(minute);
        }
        world.passes(1);
    }
    assert_eq!(tries, [0, 1, 6, 21]);
    let own = world.outbox().await.remove(0);
    assert_eq!((own.state.as_str(), own.attempt), ("sent", 4));
    assert_eq!(world.letters().len(), 1);
    assert!(world.letters()[0].contains(&format!("Message-ID: <{}@mail.example>", own.id)));
}

#[tokio::test]
async fn each_answer_has_its_state() {
    for (step, says, state, arrived) in [
        (".", Says::This("250 ok"), "sent", 0),
        (".", Says::This("451 wait"), "queued", 0),
        (".", Says::This("550 no"), "refused", 0),
        ("RCPT", Says::This("550 nobody"), "refused", 0),
        (".", Says::HangsUp, "unknown", 1),
        ("hello", Says::HangsUp, "queued", 0),
        ("AUTH", Says::This("535 no"), "queued", 0),
    ] {
        let world = World::new(vec![vec![(step, says)]]).await;
        world.breaks().await;
        world.minute().await;
        let own = world.outbox().await.remove(0);
        assert_eq!(own.state.as_str(), state, "{step} {says:?}");
        assert!(!own.answer.is_empty() && !own.answer.contains("geheim"), "{own:?}");
        assert_eq!(own.ended_at.is_some(), state != "queued");
        // A script that says what is usual keeps no letter of its own.
        assert_eq!(world.kept().letters.len(), arrived, "{step} {says:?}");
    }
}

#[tokio::test]
async fn who_is_not_there_keeps_nobody_for_long() {
    let mut world = World::new(Vec::new()).await;
    world.scripted.stop().await;
    world.breaks().await;
    for _ in 0..4 * 24 {
        world.minute().await;
        world.passes(60);
    }
    let own = world.outbox().await.remove(0);
    assert_eq!(own.state.as_str(), "refused", "after three days it is no news");
    assert!(own.attempt > 10 && own.attempt < 40, "{}", own.attempt);
}

#[tokio::test]
async fn what_was_said_is_not_kept() {
    let world = World::new(Vec::new()).await;
    world.breaks().await;
    world.minute().await;
    let own = world.outbox().await.remove(0);
    assert!(own.subject.contains("gestopt") && own.recipient == "bea@shop.example");
    assert_eq!(own.answer, "250 2.0.0 queued as 42");
    assert!(world.kept().heard.iter().any(|line| line.starts_with("AUTH PLAIN ")));
    for text in [format!("{own:?}"), format!("{:?}", world.server), world.letters().concat()] {
        assert!(!text.contains("geheim") && !text.contains("Z2VoZWlt"), "{text}");
    }
}
