//! Writes that are sent again under the same key.

use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capstan_store::sqlx;

/// Makes a token under a key.
async fn make(service: &Service, who: &Someone, key: &str, name: &str) -> Answer {
    let request = Request::post("/api/v1/you/tokens")
        .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
        .header(header::CONTENT_TYPE, "application/json")
        .header("idempotency-key", key);
    let body = serde_json::json!({"name": name, "scopes": ["read"], "days": 7});
    let request = request.body(Body::from(body.to_string()));
    service.send(request.unwrap()).await
}

/// The names of the tokens that were made.
async fn made(service: &Service, who: &Someone) -> Vec<String> {
    let answer = service.api(who, "GET", "/you/tokens", "").await.json();
    let names = answer["items"].as_array().unwrap().iter();
    let names = names.map(|token| token["name"].as_str().unwrap().to_owned());
    names.filter(|name| name != "test").collect()
}

#[tokio::test]
async fn it_is_done_once_and_answered_alike() {
    for service in services().await {
        let who = service.someone().await;
        let first = make(&service, &who, "a", "one").await;
        first.is(201);
        let again = make(&service, &who, "a", "one").await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert!(again.headers.contains_key("idempotent-replayed"));
        let other = make(&service, &who, "a", "another").await;
        other.is(422);
        let wrong = make(&service, &who, "b", "").await;
        wrong.is(422);
        let right = make(&service, &who, "b", "two").await;
        assert_eq!(right.status, StatusCode::CREATED, "a refusal holds no key");
        let mut names = made(&service, &who).await;
        names.sort();
        assert_eq!(names, ["one", "two"]);
    }
}

#[tokio::test]
async fn two_at_once_are_one() {
    for service in services().await {
        let who = service.someone().await;
        let (a, b) = tokio::join!(
            make(&service, &who, "a", "one"),
            make(&service, &who, "a", "one")
        );
        assert!(a.status == StatusCode::CREATED || b.status == StatusCode::CREATED);
        for answer in [a, b] {
            let under_way = answer.body.contains("/problems/key-under-way\"");
            assert!(answer.status == StatusCode::CREATED || under_way);
        }
        assert_eq!(made(&service, &who).await, ["one"]);
    }
}

#[tokio::test]
async fn one_whose_server_died_before_it_answered_is_not_done_again() {
    for service in services().await {
        let who = service.someone().await;
        make(&service, &who, "a", "one").await;
        let mut tx = service.app.store.begin().await.unwrap();
        sqlx::query("UPDATE replays SET status = 0, answer = ''")
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let again = make(&service, &who, "a", "one").await;
        again.is(409);
        assert!(
            again.body.contains("/problems/key-unanswered\""),
            "{}",
            again.body
        );
        assert_eq!(made(&service, &who).await, ["one"]);
    }
}
