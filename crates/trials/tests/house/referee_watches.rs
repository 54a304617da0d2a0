//! Every request to Moneybird and every answer of its sandbox is one that the official document
//! allows, where that is at hand.

use serde_json::Value;

use crate::referee::referee;
use crate::world::World;

#[tokio::test]
async fn all_that_is_said_is_as_documented() {
    let Some(referee) = referee() else { return };
    let world = World::new(200, 11).await;
    world.pass().await.unwrap();
    world.close("2026-10").await;
    let said = world.transport.inner().said();
    assert!(said.len() > 200, "{}", said.len());
    for exchange in said {
        if let Some(body) = &exchange.body {
            let body: Value = serde_json::from_slice(body).unwrap();
            referee.judge_request(&exchange.method, &exchange.target, &body);
        }
        let answer: Value = serde_json::from_slice(&exchange.answer).unwrap();
        referee.judge_reply(&exchange.method, &exchange.target, exchange.status, &answer);
    }
}
