//! What others see of a donation: nothing that tells of a person, wherever it
//! was written.

use crate::audits::{donate, pass};
use crate::coalitions::{found, join};
use crate::support::{Service, Someone, services};
use axum::http::StatusCode;
use capstan_audit::sample::{self, Spec};
use capstan_data::pay::PayEvent;
use capstan_server::web;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const RIDERS: &str = "/coalitions/riders";

/// What is planted, as it may be found again.
const PLANTED: [&str; 6] = [
    "quintanar",
    "555 0142",
    "5550143",
    "abc-1234",
    "canary@",
    "calle mayor",
];

/// What a donor may type into a field of a job.
const TEXTS: [&str; 3] = [
    "Maria Quintanar",
    "call +1 415 555 0142, canary@example.org, plate: ABC-1234",
    "Calle Mayor 12, Quintanar 4155550143",
];

fn planted(text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    let found = PLANTED.into_iter().filter(|word| text.contains(word));
    found.collect()
}

/// Every page and every answer of the API, with what is there put in.
async fn addresses(service: &Service, who: &Someone, donation: &str) -> Vec<(bool, String)> {
    let values = service
        .api(who, "GET", &format!("{RIDERS}/values"), "")
        .await;
    let valuation = match serde_json::from_str::<Value>(&values.body) {
        Ok(all) => all[0]["id"].as_str().unwrap_or("none").to_owned(),
        Err(_) => "none".to_owned(),
    };
    let filled = |path: &str| {
        let parts = path.split('/').map(|part| match part {
            "{coalition}" => "riders",
            "{donation}" => donation,
            "{valuation}" => &valuation,
            part if part.starts_with('{') => "none",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let mut all: Vec<(bool, String)> = Vec::new();
    for path in web::pages().list() {
        all.push((false, filled(path)));
    }
    for file in ["receipt", "picture"] {
        all.push((false, format!("{RIDERS}/donations/{donation}/{file}")));
    }
    let described = service.get("/api/v1/openapi.json").await.json();
    let paths = described["paths"].as_object().expect("paths");
    for (path, acts) in paths {
        if acts.get("get").is_some() {
            all.push((true, filled(path.trim_start_matches("/api/v1"))));
        }
    }
    all
}

#[tokio::test]
async fn nothing_that_tells_of_a_person_reaches_anyone_but_the_donor() {
    for service in services().await {
        let ana = service.someone().await;
        assert_eq!(found(&service, &ana, "Riders", "ana").await, "riders");
        let spec = Spec {
            workers: 14,
            jobs: 24.0,
            before: 0.1,
            ..Spec::default()
        };
        let mut of = BTreeMap::<String, Vec<PayEvent>>::new();
        for event in sample::events(&spec, 3) {
            of.entry(event.worker.clone()).or_default().push(event);
        }
        let mut members = Vec::new();
        for (n, (_, mut events)) in of.into_iter().enumerate() {
            let who = service.someone().await;
            let joined = join(&service, &who, "riders", &format!("member-{n}")).await;
            assert_eq!(joined, StatusCode::CREATED);
            if n == 0 {
                for (at, event) in events.iter_mut().enumerate() {
                    event.place = Some(TEXTS[at % 3].to_owned());
                    if at < 3 {
                        event.platform = Some(TEXTS[at].to_lowercase());
                    }
                }
            }
            let id = donate(&service, &who, &events).await;
            members.push((who, id));
        }
        let ask = json!({"rule": "shipt-2019", "period": "all"}).to_string();
        let asked = service
            .api(&ana, "PUT", &format!("{RIDERS}/audit"), ask)
            .await;
        assert!(asked.status.is_success(), "{}", asked.body);
        let ask = json!({"game": "pay"}).to_string();
        let asked = service
            .api(&ana, "POST", &format!("{RIDERS}/values"), ask)
            .await;
        assert!(asked.status.is_success(), "{}", asked.body);
        for _ in 0..2 {
            pass(&service).await;
        }
        for what in ["audit", "values"] {
            let made = service
                .api(&ana, "GET", &format!("{RIDERS}/{what}"), "")
                .await;
            assert!(made.body.contains("shipt"), "{what}: {}", made.body);
        }
        let (bo, donation) = &members[0];
        let page = format!("{RIDERS}/donations/{donation}");
        let own = service.get_as(bo, &page).await;
        assert_eq!(
            planted(&own.body),
            PLANTED,
            "the search finds what is there"
        );

        let (cy, _) = &members[1];
        let mut seen = 0;
        for who in [&ana, cy] {
            for (api, path) in addresses(&service, who, donation).await {
                let answer = match api {
                    true => service.api(who, "GET", &path, "").await,
                    false => service.get_as(who, &path).await,
                };
                seen += usize::from(answer.status == StatusCode::OK);
                let found = planted(&answer.body);
                assert!(found.is_empty(), "{path} tells {found:?}: {}", answer.body);
            }
        }
        assert!(seen > 60, "only {seen} pages were there");
        let mut conn = service.app.store.read().await.expect("a connection");
        let riders = capstan_store::coalitions::by_slug(&mut conn, "riders").await;
        let riders = riders.expect("read").expect("a coalition").id;
        drop(conn);
        let whole = capstan_store::export::coalition(&service.app.store, &riders).await;
        let whole = whole.expect("read").expect("a coalition").to_string();
        assert_eq!(planted(&whole), Vec::<&str>::new());
    }
}
