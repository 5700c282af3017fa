//! Invitations: who may make one, and for whom it holds.

use crate::support::services;
use axum::http::StatusCode;
use capstan_store::id::DAY;
use capstan_store::members;
use capstan_store::testing::joined;
use serde_json::json;

#[tokio::test]
async fn a_member_invites_by_a_link_that_is_shown_once() {
    for service in services().await {
        let [ana, ben] = service.people().await;
        let tag = members::tag(&service.app.store.keys, &ana.person);
        let mut tx = service.app.store.begin().await.unwrap();
        joined(&mut tx, &tag, "riders").await;
        tx.commit().await.unwrap();
        let at = "/coalitions/riders/invitations";
        let page = service.post_as(&ana, at, "uses=2&days=7").await;
        page.is(200);
        assert!(page.body.contains("<svg"), "{}", page.body);
        let (_, link) = page
            .body
            .split_once("href=\"http://127.0.0.1:7878")
            .unwrap();
        let link = link.split('"').next().unwrap();
        assert!(link.starts_with("/join/") && link.len() == 6 + 64, "{link}");
        let code = &link[6..];
        let list = service.get_as(&ana, at).await;
        assert!(!list.body.contains(code), "{}", list.body);

        let join = service.get(link).await;
        assert!(
            join.body.contains("RIDERS") && join.body.contains("/sign-up?back="),
            "{}",
            join.body
        );
        assert!(
            !join.body.contains("ana-riders"),
            "who invited is told to nobody"
        );
        let looked = service
            .api(&ben, "GET", &format!("/invitations/{code}"), "")
            .await;
        assert_eq!(looked.json()["coalition"], "riders");

        // Others see nothing, and cannot end it.
        let stranger = service.get_as(&ben, at).await;
        stranger.is(404);
        let mine = service.api(&ana, "GET", at, "").await.json();
        let id = mine["items"][0]["id"].as_str().unwrap();
        assert_eq!(mine["items"][0]["uses"], 2);
        let ended = service.api(&ben, "DELETE", &format!("{at}/{id}"), "").await;
        ended.is(404);
        service.get(link).await.is(200);
        let ended = service
            .post_as(&ana, &format!("{at}/end"), &format!("id={id}"))
            .await;
        ended.is(303);
        service.get(link).await.is(404);
    }
}

#[tokio::test]
async fn an_invitation_has_its_bounds_and_its_end() {
    for service in services().await {
        let ana = service.someone().await;
        let tag = members::tag(&service.app.store.keys, &ana.person);
        let mut tx = service.app.store.begin().await.unwrap();
        joined(&mut tx, &tag, "riders").await;
        tx.commit().await.unwrap();
        let at = "/coalitions/riders/invitations";
        for (uses, days) in [
            (0, 7),
            (21, 7),
            (-1, 7),
            (5, 8),
            (i64::MAX, 7),
            (5, i64::MIN),
        ] {
            let new = json!({"uses": uses, "days": days}).to_string();
            let answer = service.api(&ana, "POST", at, &new).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
        }
        let new = json!({"uses": 20, "days": 1}).to_string();
        for _ in 0..10 {
            let made = service.api(&ana, "POST", at, &new).await;
            made.is(201);
        }
        let many = service.api(&ana, "POST", at, &new).await;
        many.is(409);
        service.app.clock.forward(DAY);
        let made = service.api(&ana, "GET", at, "").await.json();
        assert_eq!(made["items"], json!([]));
    }
}
