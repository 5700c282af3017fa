//! Donating pay: what is read, looked at, kept, and withdrawn.

use crate::coalitions::{found, join};
use crate::support::{Answer, Service, Someone, services};
use axum::http::StatusCode;
use capstan_proof::Signed;
use serde_json::{Value, json};
use std::path::Path;

const EVENTS: &str = "platform,start,base,tip,total,currency,source\n\
    shipt,2020-08-24T16:05,14.58,3.00,17.58,USD,export\n\
    shipt,2020-08-25T10:00,9.43,0.00,9.43,USD,export\n";
const ALL: &str = "/coalitions/riders/donations";

/// A coalition with someone in it.
async fn riders(service: &Service) -> Someone {
    let ana = service.someone().await;
    assert_eq!(found(service, &ana, "Riders", "ana").await, "riders");
    ana
}

async fn donate(service: &Service, who: &Someone, events: &str) -> String {
    let jobs = json!({"agree": ["own", "figures"], "lang": "es", "events": events});
    let answer = service.api(who, "POST", ALL, jobs.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// Where an answer leads.
fn location(answer: &Answer) -> String {
    let found = answer.headers.get("location");
    let found = found.unwrap_or_else(|| panic!("{}", answer.body));
    found.to_str().expect("a path").to_owned()
}

fn statement(answer: &Value) -> Signed {
    let text = answer["statement"].as_str().expect("a statement");
    let signed: Signed = text.parse().expect("as it was signed");
    signed.verify(None).expect("it holds");
    signed
}

/// Whether a text stands in a file below a folder.
fn stands(folder: &Path, text: &str) -> bool {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|e| e.expect("an entry").path()).any(|path| {
        if path.is_dir() {
            return stands(&path, text);
        }
        // A file of the database may go while it is looked for.
        let bytes = std::fs::read(&path).unwrap_or_default();
        bytes
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}

#[tokio::test]
async fn what_is_kept_has_a_receipt_and_what_is_withdrawn_is_gone() {
    for service in services().await {
        let ana = riders(&service).await;
        let id = donate(&service, &ana, EVENTS).await;
        let one = format!("{ALL}/{id}");
        let seen = service.api(&ana, "GET", &one, "").await.json();
        assert_eq!(seen["kept"], false);
        assert_eq!(seen["jobs"][0]["tip"]["value"], 300);
        let none = service
            .api(&ana, "GET", &format!("{one}/receipt"), "")
            .await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);

        let wish =
            json!({"keep": [0], "corrections": [{"job": 0, "field": "tip", "value": "3.33"}]});
        let kept = service.api(&ana, "PUT", &one, wish.to_string()).await;
        assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
        let receipt = statement(&kept.json());
        assert_eq!(receipt.statement.kind, "donated");
        assert!(
            !kept.body.contains("333"),
            "a receipt says nothing of the pay"
        );
        let seen = service.api(&ana, "GET", &one, "").await.json();
        assert_eq!(seen["jobs"].as_array().map(Vec::len), Some(1));
        assert_eq!(seen["jobs"][0]["tip"]["value"], 333);
        let twice = service.api(&ana, "PUT", &one, wish.to_string()).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        let again = service
            .api(&ana, "GET", &format!("{one}/receipt"), "")
            .await;
        assert_eq!(statement(&again.json()), receipt);

        let gone = service.api(&ana, "DELETE", &one, "").await;
        let tombstone = statement(&gone.json());
        assert_eq!(tombstone.statement.kind, "withdrawn");
        assert_eq!(
            tombstone.statement.facts["donation"],
            receipt.statement.facts["donation"]
        );
        let seen = service.api(&ana, "GET", &one, "").await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn nothing_is_taken_without_consent_and_nobody_sees_what_is_anothers() {
    for service in services().await {
        let ana = riders(&service).await;
        let jobs = json!({"agree": ["figures"], "lang": "en", "events": EVENTS});
        let refused = service.api(&ana, "POST", ALL, jobs.to_string()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let all = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(all, json!([]));

        let id = donate(&service, &ana, EVENTS).await;
        let bo = service.someone().await;
        for (method, body) in [("GET", ""), ("PUT", "{\"keep\": [0]}"), ("DELETE", "")] {
            let answer = service.api(&bo, method, &format!("{ALL}/{id}"), body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
        }
        let page = service.get_as(&bo, "/coalitions/riders/donate").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_job_that_came_before_is_not_ticked_and_what_nobody_looks_at_goes() {
    for service in services().await {
        let ana = riders(&service).await;
        let first = donate(&service, &ana, EVENTS).await;
        let wish = json!({"keep": [0]});
        service
            .api(&ana, "PUT", &format!("{ALL}/{first}"), wish.to_string())
            .await;
        let second = donate(&service, &ana, EVENTS).await;
        let page = service
            .get_as(&ana, &format!("/coalitions/riders/donations/{second}"))
            .await;
        assert!(
            page.body.contains("You donated this job before."),
            "{}",
            page.body
        );
        assert!(
            page.body.contains("name=\"keep\" value=\"0\">"),
            "{}",
            page.body
        );
        assert!(
            page.body.contains("name=\"keep\" value=\"1\" checked>"),
            "{}",
            page.body
        );

        service.app.clock.forward(25 * 60 * 60 * 1_000_000);
        capstan_server::tick::due(&service.app).await.expect("done");
        let all = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(all.as_array().map(Vec::len), Some(1));
        assert_eq!(all[0]["id"], first.as_str());
    }
}

#[tokio::test]
async fn a_job_is_typed_looked_at_and_kept_with_forms_alone() {
    for service in services().await {
        let ana = riders(&service).await;
        let typed = "agree=own&platform=Shipt&start=2020-08-24&currency=USD&base=14.58&tip=canary";
        let wrong = service
            .post_as(&ana, "/coalitions/riders/donate/typed", typed)
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("id=\"tip-error\""), "{}", wrong.body);
        assert!(wrong.body.contains("value=\"14.58\""), "{}", wrong.body);

        let typed = "agree=own&platform=canary-platform&start=2020-08-24&currency=USD&base=14.58";
        let sent = service
            .post_as(&ana, "/coalitions/riders/donate/typed", typed)
            .await;
        let page = location(&sent);
        let look = service.get_as(&ana, &page).await;
        assert!(look.body.contains("value=\"14.58\""), "{}", look.body);
        let nothing = service.post_as(&ana, &page, "fix-0-base=14.58").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let kept = service
            .post_as(&ana, &page, "keep=0&fix-0-base=15.00")
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER);
        let shown = service.get_as(&ana, &page).await;
        assert!(shown.body.contains("15.00"), "{}", shown.body);
        assert!(!stands(&service.app.config.data, "canary-platform"));

        let gone = service.post_as(&ana, &format!("{page}/withdraw"), "").await;
        assert!(gone.body.contains("withdrawn"), "{}", gone.body);
        assert_eq!(
            service.get_as(&ana, &page).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn leaving_takes_all_donations_and_their_key_along() {
    for service in services().await {
        let ana = riders(&service).await;
        let bo = service.someone().await;
        assert_eq!(
            join(&service, &bo, "riders", "bo").await,
            StatusCode::CREATED
        );
        let id = donate(&service, &bo, EVENTS).await;
        let wish = json!({"keep": [0, 1]});
        service
            .api(&bo, "PUT", &format!("{ALL}/{id}"), wish.to_string())
            .await;
        let keys = || {
            let folder = service.app.config.data.join("vault");
            std::fs::read_dir(folder).map_or(0, |entries| {
                let names = entries.filter_map(|e| e.ok()?.file_name().into_string().ok());
                names.filter(|name| name.len() == 64).count()
            })
        };
        assert_eq!(keys(), 1);
        let left = service.post_as(&bo, "/coalitions/riders/leave", "").await;
        assert_eq!(left.status, StatusCode::OK, "{}", left.body);
        assert_eq!(keys(), 0);
        let none = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(none, json!([]));
    }
}
