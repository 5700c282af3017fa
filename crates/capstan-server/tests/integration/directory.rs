//! Finding coalitions and campaigns, also among many.

use crate::support::{Service, services};
use axum::http::StatusCode;
use capstan_store::directory::{self, Entry};

const SYSTEMS: [&str; 5] = ["Uber", "Shipt", "TikTok", "YouTube", "Spotify"];
const TAGS: [&str; 4] = ["fair-pay", "climate", "privacy", "our-own-vision"];
const WORDS: [&str; 12] = [
    "drivers", "pay", "data", "north", "fair", "hours", "ratings", "couriers", "music", "teachers",
    "openness", "deletion",
];

/// A campaign whose words follow from its number.
fn entry(n: usize) -> Entry {
    let word = |k: usize| WORDS[(n / (k + 1) + 7 * k + n) % WORDS.len()];
    Entry {
        kind: "campaign".into(),
        id: format!("{n:06}"),
        coalition: "c".into(),
        path: format!("/campaigns/{n:06}"),
        title: format!("{} {} number{n}", word(0), word(1)),
        summary: (2..20).map(word).collect::<Vec<_>>().join(" "),
        visions: vec![TAGS[n % 4].into(), TAGS[n / 4 % 4].into()],
        system: if n.is_multiple_of(3) {
            format!("System {}", n % 2000)
        } else {
            SYSTEMS[n % 5].into()
        },
        operator: format!("Operator {}", n % 500),
        place: format!("Place {}", n % 300),
        languages: vec![if n.is_multiple_of(4) { "es" } else { "en" }.into()],
        size: [0, 10, 20, 50, 100, 500][n % 6],
        made: n as i64,
        ..Entry::default()
    }
}

async fn fill(service: &Service, count: usize) {
    let mut tx = service.app.store.begin().await.unwrap();
    for n in 0..count {
        directory::put(&mut tx, &entry(n)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_searched_is_found_counted_and_paged() {
    for service in services().await {
        fill(&service, 60).await;
        let get = async |query: &str| service.get(&format!("/api/v1/campaigns?{query}")).await;
        let all = get("limit=100").await.json();
        assert_eq!(
            (all["total"].as_u64(), &all["next"]),
            (Some(60), &serde_json::Value::Null)
        );
        let spanish = get("language=es&sort=newest&limit=10").await.json();
        assert_eq!(spanish["total"], 15);
        assert_eq!(spanish["items"][0]["id"], "000056");
        let next = spanish["next"].as_str().unwrap();
        let rest = get(&format!("language=es&sort=newest&limit=10&after={next}"))
            .await
            .json();
        assert_eq!(rest["items"].as_array().unwrap().len(), 5);
        assert!(rest["next"].is_null());
        let one = get("q=NUMBER42").await.json();
        assert_eq!(
            (&one["total"], &one["items"][0]["id"]),
            (&1.into(), &"000042".into())
        );
        let slip = get("q=derivers").await.json();
        assert_eq!(slip["meant"]["derivers"], "drivers");
        for wrong in ["sort=best", "after=x", "limit=0", "limit=101", "limit=x"] {
            let answer = get(wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
        let page = service.get("/campaigns?q=derivers&language=es").await;
        page.is(200);
        assert!(page.body.contains("This shows “drivers”") && page.body.contains("Spanish ("));
        service
            .get("/campaigns?q=%00%22%3Cb%3E%E2%80%AE")
            .await
            .is(200);
        // What changes or goes is seen by the next search.
        let mut tx = service.app.store.begin().await.unwrap();
        directory::drop(&mut tx, "campaign", "000042")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(get("q=number42").await.json()["total"], 0);
    }
}
