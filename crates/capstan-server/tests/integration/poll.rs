//! The poll: nothing of few people, and of many only what tells of no one.

use crate::support::{Service, services};
use capstan_server::tick;
use capstan_store::coalitions::{self, Coalition};
use capstan_store::id::DAY;
use capstan_store::{members, testing};
use serde_json::Value;

async fn coalition(service: &Service, slug: &str, visions: &[&str]) {
    let coalition = Coalition {
        size_at: service.app.now(),
        ..testing::coalition(slug)
    };
    let visions: Vec<String> = visions.iter().map(|v| (*v).to_owned()).collect();
    let mut tx = service.app.store.begin().await.unwrap();
    coalitions::add(&mut tx, &coalition, &visions)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// People with these numbers join.
async fn join(service: &Service, slug: &str, people: std::ops::Range<usize>) {
    let mut tx = service.app.store.begin().await.unwrap();
    for person in people {
        let member = testing::member(slug, &format!("{slug}-{person}"));
        let person = format!("person {person}");
        members::add(&mut tx, &member, &person, &member.handle)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn latest(service: &Service) -> Value {
    tick::due(&service.app).await.unwrap();
    let answer = service.get("/api/v1/poll?limit=1").await;
    answer.is(200);
    answer.json()["items"][0].clone()
}

#[tokio::test]
async fn few_people_are_not_shown_and_many_only_once_a_day() {
    for service in services().await {
        assert!(
            service
                .get("/poll")
                .await
                .body
                .contains("There is no poll yet")
        );
        coalition(&service, "pay", &["fair-pay"]).await;
        coalition(&service, "climate", &["climate"]).await;
        join(&service, "pay", 0..99).await;
        let few = latest(&service).await;
        assert_eq!(
            (&few["poll"], &few["withheld"]),
            (&Value::Null, &"too-few-people".into())
        );
        let page = service.get("/poll").await;
        assert!(
            page.body.contains("There is nothing to show yet"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("<svg class=\"capstan-figure"));

        // Forty are in both: they count once.
        join(&service, "climate", 59..140).await;
        assert_eq!(
            latest(&service).await,
            few,
            "nothing is shown between two ticks"
        );
        service.app.clock.forward(DAY);
        let many = latest(&service).await;
        let poll = &many["poll"];
        assert_eq!(poll["people"], 100);
        let sum: f64 = poll["visions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v["share"]["value"].as_f64().unwrap())
            .sum();
        assert!((sum - 1.0).abs() < 0.21, "{poll}");
        for vision in poll["visions"].as_array().unwrap() {
            assert_eq!(vision["people"], 50, "{poll}");
        }
        assert!(!poll.to_string().contains("person"));
        let page = service.get("/poll").await.body;
        assert!(
            page.contains("<svg class=\"capstan-figure") && page.contains("<table"),
            "{page}"
        );
        assert!(!page.contains("person-"));

        service.app.clock.forward(DAY);
        let next = latest(&service).await;
        assert_eq!(next["changes"].as_array().unwrap().len(), 2);
        let page = service.get("/poll").await.body;
        assert!(
            page.contains("No change can be told apart from chance"),
            "{page}"
        );
        assert!(
            page.contains("Day by day") && page.contains("1 day earlier"),
            "{page}"
        );
        let all = service.get("/api/v1/poll?limit=2").await.json();
        let after = all["next"].as_str().unwrap();
        let rest = service
            .get(&format!("/api/v1/poll?after={after}"))
            .await
            .json();
        assert_eq!(rest["items"].as_array().unwrap().len(), 1);
        assert_eq!(rest["next"], Value::Null);
        for wrong in ["limit=0", "limit=x", "after=x"] {
            let refused = service.get(&format!("/api/v1/poll?{wrong}")).await;
            assert_eq!(refused.status, 422, "{wrong}");
        }
    }
}
