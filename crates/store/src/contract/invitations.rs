use super::bench::{Bench, at, seconds};
use crate::{
    AccountId, AccountKind, Error, InvitationId, Invited, Language, NewInvitation, Role, Store,
    Token,
};

const NEW: Invited<'static> = Invited::New(Language::En);

/// An invitation by somebody who is not asked for.
async fn invite(store: &Store, to: (i64, &str, Role), made: i64, lasts: u64) -> Token {
    let by: AccountId = "019ab06e-c480-7fff-bfff-fffffffffffe".parse().unwrap();
    let (shop_id, name, role) = to;
    let new = NewInvitation { shop_id, by: &by, name, role };
    store.invite(new, at(made), seconds(lasts)).await.unwrap()
}

async fn anna(store: &Store) -> AccountId {
    store.new_shopkeeper("Anna", Language::Nl, at(1)).await.unwrap()
}

pub(crate) async fn somebody_new_comes_in_by_an_invitation(bench: &Bench) {
    let store = bench.store().await;
    let link = invite(&store, (7, "Bert", Role::Reader), 1, 60).await;
    let open = store.invitation(link.expose(), at(60)).await.unwrap().unwrap();
    assert_eq!((open.shop_id, open.name.as_str(), open.role), (7, "Bert", Role::Reader));
    assert_eq!(open.expires_at, at(61));
    assert_eq!(store.invitations_to(7, at(60)).await.unwrap(), std::slice::from_ref(&open));
    assert_eq!(store.invitations_to(8, at(60)).await.unwrap(), []);
    assert_eq!(store.accounts().await.unwrap(), [], "nobody came yet");

    let (bert, used) = store.accept_invitation(link.expose(), NEW, at(5)).await.unwrap().unwrap();
    assert_eq!(used, open);
    let account = store.account(&bert).await.unwrap();
    assert_eq!((account.name.as_str(), account.kind), ("Bert", AccountKind::Shopkeeper));
    assert_eq!((account.language, account.created_at), (Language::En, at(5)));
    assert_eq!(store.shops_of(&bert).await.unwrap(), [(7, Role::Reader)]);
    assert_eq!(store.accept_invitation(link.expose(), NEW, at(6)).await.unwrap(), None, "used");
    assert_eq!(store.invitation(link.expose(), at(6)).await.unwrap(), None);
    assert_eq!(store.accounts().await.unwrap().len(), 1);
}

pub(crate) async fn somebody_known_gets_one_shop_more(bench: &Bench) {
    let store = bench.store().await;
    let anna = anna(&store).await;
    store.grant_shop(&anna, 7, Role::Owner, at(2)).await.unwrap();
    let accept = async |shop: i64, role: Role| {
        let link = invite(&store, (shop, "?", role), 3, 60).await;
        let known = Invited::Known(&anna);
        let (account, _) =
            store.accept_invitation(link.expose(), known, at(4)).await.unwrap().unwrap();
        assert_eq!(account, anna);
        store.role_in(&anna, shop).await.unwrap().unwrap()
    };
    assert_eq!(accept(8, Role::Reader).await, Role::Reader);
    // Nobody could withdraw her.
    let link = invite(&store, (8, "?", Role::Owner), 3, 60).await;
    let refused = store.accept_invitation(link.expose(), Invited::Known(&anna), at(4)).await;
    assert!(matches!(refused, Err(Error::Conflict { .. })), "{refused:?}");
    let (own, _) = store.accept_invitation(link.expose(), NEW, at(3)).await.unwrap().unwrap();
    assert_eq!(accept(8, Role::Owner).await, Role::Owner);
    assert_eq!(store.owner_of(8).await.unwrap(), Some(own));
    assert_eq!(accept(7, Role::Reader).await, Role::Owner, "an owner stays one");
    assert_eq!(store.account(&anna).await.unwrap().name, "Anna");

    let link = invite(&store, (8, "?", Role::Reader), 3, 60).await;
    let nobody: AccountId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let error = store.accept_invitation(link.expose(), Invited::Known(&nobody), at(4)).await;
    assert!(matches!(error, Err(Error::NoAccount(_))), "{error:?}");
    assert!(store.invitation(link.expose(), at(4)).await.unwrap().is_some(), "it is not used up");
}

pub(crate) async fn an_invitation_ends(bench: &Bench) {
    let store = bench.store().await;
    let until = async |lasts| invite(&store, (7, "Bert", Role::Reader), 0, lasts).await;
    let (one, two, three) = (until(10).await, until(20).await, until(30).await);
    for text in ["", "x", &format!("{}0", three.expose()), &three.hash()] {
        assert_eq!(store.invitation(text, at(1)).await.unwrap(), None, "{text}");
        assert_eq!(store.accept_invitation(text, NEW, at(1)).await.unwrap(), None, "{text}");
    }
    assert_eq!(store.accept_invitation(one.expose(), NEW, at(10)).await.unwrap(), None, "too late");
    let open = store.invitations_to(7, at(10)).await.unwrap();
    let ids: Vec<InvitationId> = open.into_iter().map(|own| own.id).collect();
    assert_eq!(ids.len(), 2);
    assert!(!store.take_invitation_back(&ids[0], 8).await.unwrap(), "of another shop");
    assert!(store.take_invitation_back(&ids[0], 7).await.unwrap());
    assert!(!store.take_invitation_back(&ids[0], 7).await.unwrap());
    let left = [&two, &three].map(|link| store.invitation(link.expose(), at(11)));
    let [two, three] = left;
    assert!(two.await.unwrap().is_none() != three.await.unwrap().is_none(), "one is left");
    assert_eq!(store.sweep_invitations(at(9)).await.unwrap(), 0);
    assert_eq!(store.sweep_invitations(at(30)).await.unwrap(), 2);
    assert_eq!(store.accounts().await.unwrap(), []);
}

pub(crate) async fn who_sees_no_shop_is_out(bench: &Bench) {
    let store = bench.store().await;
    let bert = anna(&store).await;
    for shop in [7, 8] {
        store.grant_shop(&bert, shop, Role::Reader, at(2)).await.unwrap();
    }
    let token = store.open_session(&bert, at(3), seconds(60)).await.unwrap();
    assert!(store.revoke_shop(&bert, 7).await.unwrap());
    assert!(store.session(token.expose(), at(4)).await.unwrap().is_some(), "for the other shop");
    assert!(store.revoke_shop(&bert, 8).await.unwrap());
    assert_eq!(store.session(token.expose(), at(4)).await.unwrap(), None);
}

pub(crate) async fn who_may_not_look_in_invites_nobody(bench: &Bench) {
    let store = bench.store().await;
    let (anna, bert) = (anna(&store).await, anna(&store).await);
    let mut links = Vec::new();
    for (by, shop_id) in [(&anna, 7), (&bert, 7), (&bert, 8)] {
        store.grant_shop(by, shop_id, Role::Owner, at(2)).await.unwrap();
        let new = NewInvitation { shop_id, by, name: "Cor", role: Role::Owner };
        links.push(store.invite(new, at(3), seconds(60)).await.unwrap());
    }
    assert!(store.revoke_shop(&bert, 7).await.unwrap());
    let mut open = Vec::new();
    for link in &links {
        open.push(store.invitation(link.expose(), at(4)).await.unwrap().map(|own| own.shop_id));
    }
    assert_eq!(open, [Some(7), None, Some(8)]);
    assert_eq!(store.accept_invitation(links[1].expose(), NEW, at(4)).await.unwrap(), None);
}
