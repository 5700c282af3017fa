//! What stewards say of members, and what follows from it.

use crate::coalition::{draft, member};
use crate::coalitions::whole;
use crate::support::{Answer, Service, Someone, services};
use capstan_server::tick;
use capstan_store::id::DAY;
use serde_json::{Value, json};

/// Founds "Riders" with a charter by which it takes so many stewards. Its
/// first steward is Ana.
async fn found(service: &Service, words_needed: u32) -> Someone {
    let ana = service.someone().await;
    let founding = json!({
        "texts": {"name": "Riders", "summary": "Who drives.", "visions": ["fair-pay"], "languages": ["en"]},
        "charter": {"purpose": "Fair pay.", "contact": "mail@example.org", "words_needed": words_needed},
        "handle": "Ana",
    });
    let made = service
        .api(&ana, "POST", "/coalitions", founding.to_string())
        .await;
    made.is(201);
    ana
}

/// Someone who joins it by themselves.
async fn joins(service: &Service, handle: &str) -> Someone {
    let someone = service.someone().await;
    let join = json!({"handle": handle, "agrees_to": 1});
    let at = "/coalitions/riders/members/me";
    let joined = service.api(&someone, "POST", at, join.to_string()).await;
    assert!(joined.status.is_success(), "{}", joined.body);
    someone
}

/// A second steward.
async fn steward(service: &Service, ana: &Someone, handle: &str) -> Someone {
    let ben = joins(service, handle).await;
    let naming = json!({"handle": handle, "role": "steward"}).to_string();
    let at = "/coalitions/riders/roles";
    let named = service.api(ana, "POST", at, naming).await;
    assert!(named.status.is_success(), "{}", named.body);
    ben
}

async fn say(service: &Service, who: &Someone, handle: &str, word: &str) -> Answer {
    let say = json!({"handle": handle, "word": word}).to_string();
    let at = "/coalitions/riders/evidence";
    service.api(who, "POST", at, say).await
}

async fn unsay(service: &Service, who: &Someone, handle: &str, word: &str) -> Answer {
    let unsay = json!({"handle": handle, "word": word, "reason": "It was a mistake."});
    let at = "/coalitions/riders/evidence/take-back";
    service.api(who, "POST", at, unsay.to_string()).await
}

async fn known(service: &Service, who: &Someone) -> Value {
    let at = "/coalitions/riders/members/me/evidence";
    service.api(who, "GET", at, "").await.json()
}

/// The texts of what someone was told, newest first.
async fn told(service: &Service, who: &Someone) -> Vec<String> {
    let all = service.api(who, "GET", "/inbox", "").await.json();
    let items = all["items"].as_array().unwrap();
    let text = |item: &Value| item["text"].as_str().unwrap().to_owned();
    items.iter().map(text).collect()
}

#[tokio::test]
async fn two_stewards_vouch_where_the_charter_asks_it_and_the_log_names_nobody() {
    for service in services().await {
        let ana = found(&service, 2).await;
        let ben = steward(&service, &ana, "Benito").await;
        let cleo = joins(&service, "Cleopatra").await;

        let first = say(&service, &ana, "Cleopatra", "vouched").await;
        assert_eq!(first.json(), json!({"outcome": "waits"}));
        assert_eq!(known(&service, &cleo).await["tier"], "none");
        let again = say(&service, &ana, "Cleopatra", "vouched").await;
        again.refuses(409, "evidence-said");
        let open = service
            .api(&ben, "GET", "/coalitions/riders/evidence", "")
            .await;
        let waiting = json!([{"handle": "Cleopatra", "word": "vouched"}]);
        assert_eq!(open.json()["waiting"], waiting);
        let second = say(&service, &ben, "cleopatra", "vouched").await;
        assert_eq!(second.json(), json!({"outcome": "done"}));
        let own = known(&service, &cleo).await;
        assert_eq!(own["tier"], "vouched");
        assert_eq!(own["words"][0]["stewards"], 2);
        assert!(told(&service, &cleo).await[0].contains("vouch for you"));

        let taken = unsay(&service, &ben, "Cleopatra", "vouched").await;
        taken.is(204);
        assert_eq!(known(&service, &cleo).await["tier"], "none");
        assert!(told(&service, &cleo).await[0].contains("It was a mistake."));
        let none = unsay(&service, &ben, "Cleopatra", "vouched").await;
        assert_eq!(none.problem(), "evidence-unsaid");

        // Everyone reads that it was done, and she alone of whom.
        let log = service
            .api(&cleo, "GET", "/coalitions/riders/log?limit=100", "")
            .await;
        let mark = own["mark"].as_str().unwrap();
        assert!(!log.body.contains("Cleopatra"), "{}", log.body);
        assert!(!log.body.contains("mistake"), "{}", log.body);
        let entries = log.json();
        let marked = entries["items"].as_array().unwrap().iter();
        let marked = marked.filter(|e| e["entry"].as_str().unwrap().contains(mark));
        assert_eq!(marked.count(), 3);
    }
}

#[tokio::test]
async fn nobody_speaks_for_themselves_or_without_being_a_steward() {
    for service in services().await {
        let ana = found(&service, 1).await;
        let cleo = joins(&service, "Cleo").await;
        let stranger = service.someone().await;
        assert_eq!(
            say(&service, &ana, "Ana", "card").await.problem(),
            "evidence-oneself"
        );
        say(&service, &cleo, "Ana", "card").await.is(403);
        unsay(&service, &cleo, "Ana", "card").await.is(403);
        say(&service, &stranger, "Cleo", "card").await.is(404);
        assert_eq!(
            say(&service, &ana, "Nobody", "card").await.problem(),
            "handle-unknown"
        );
        assert_eq!(
            say(&service, &ana, "Cleo", "charming").await.problem(),
            "evidence-word"
        );
        let page = "/coalitions/riders/evidence/members";
        service.get_as(&cleo, page).await.is(403);
        service.get_as(&stranger, page).await.is(404);
        assert_eq!(known(&service, &cleo).await["words"], json!([]));
    }
}

#[tokio::test]
async fn what_a_member_writes_goes_with_the_answer_and_with_time() {
    for service in services().await {
        let ana = found(&service, 1).await;
        let cleo = joins(&service, "Cleo").await;
        let dora = joins(&service, "Dora").await;
        let asked = "word=card&note=My+licence+is+4711";
        let page = "/coalitions/riders/evidence";
        for who in [&cleo, &dora] {
            let sent = service.post_as(who, page, asked).await;
            sent.is(303);
        }
        let shown = service
            .get_as(&ana, "/coalitions/riders/evidence/members")
            .await;
        assert!(shown.body.contains("4711") && shown.body.contains("Dora"));
        let held = service.api(&cleo, "GET", "/you/export", "").await;
        assert!(
            held.body.contains("licence is 4711"),
            "it is hers: {}",
            held.body
        );
        assert_eq!(
            whole(&service, &["My licence"]).await,
            [""; 0],
            "it is sealed"
        );

        let answered = "handle=Cleo&word=card";
        let at = "/coalitions/riders/evidence/members";
        service.post_as(&ana, at, answered).await.is(303);
        let own = known(&service, &cleo).await;
        assert_eq!(
            (&own["tier"], &own["asked"]),
            (&json!("verified"), &Value::Null)
        );
        let again = service.post_as(&cleo, page, asked).await;
        again.is(409);

        let declined = "handle=Dora&reason=We+could+not+read+it.";
        let at = "/coalitions/riders/evidence/decline";
        service.post_as(&ana, at, declined).await.is(303);
        service.post_as(&ana, at, declined).await.is(422);
        assert!(told(&service, &dora).await[0].contains("could not read"));
        assert_eq!(known(&service, &dora).await["asked"], Value::Null);

        service.post_as(&dora, page, asked).await;
        assert_eq!(
            known(&service, &dora).await["asked"]["note"],
            "My licence is 4711"
        );
        service.app.clock.forward(30 * DAY);
        tick::due(&service.app).await.unwrap();
        let mut conn = service.app.store.read().await.unwrap();
        assert!(
            !capstan_store::evidence::over(&mut conn, i64::MAX)
                .await
                .unwrap()
        );
    }
}

#[tokio::test]
async fn a_pledge_counts_from_the_moment_its_person_is_known_and_no_longer() {
    for service in services().await {
        let ana = found(&service, 1).await;
        let ben = steward(&service, &ana, "Benito").await;
        let riders = {
            let mut conn = service.app.store.read().await.unwrap();
            let found = capstan_store::coalitions::by_slug(&mut conn, "riders").await;
            found.unwrap().unwrap().id
        };
        let at = "/coalitions/riders/campaigns";
        let asked = draft(&service, json!({"counting": "vouched"}));
        let made = service.api(&ana, "POST", at, asked).await.json();
        let id = made["id"].as_str().unwrap();
        for (who, step) in [(&ana, "submit"), (&ben, "approve")] {
            let at = format!("/campaigns/{id}/{step}");
            service.api(who, "POST", &at, "").await.is(204);
        }
        let mut all = Vec::new();
        for n in "abcdefghjkmn".chars() {
            let handle = format!("rad-{n}");
            let one = member(&service, &riders, &handle, "member", "invitation").await;
            let own = format!("/campaigns/{id}/pledge");
            let terms = json!({"others": 0, "audience": "public"}).to_string();
            let pledged = service.api(&one, "PUT", &own, terms).await;
            assert!(pledged.status.is_success(), "{}", pledged.body);
            let mine = service.api(&one, "GET", &own, "").await.json();
            assert_eq!(mine["pledge"]["counted"], false);
            all.push((one, handle, own));
        }
        let stands = async |n: usize| {
            let (one, _, own) = &all[n];
            service.api(one, "GET", own, "").await.json()["pledge"].clone()
        };
        // A day passes: those of whom too little is known trip nothing.
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        assert_eq!(stands(0).await["stand"], "pledged");
        for (_, handle, _) in &all[..10] {
            say(&service, &ana, handle, "vouched").await.is(200);
        }
        assert_eq!(stands(0).await["counted"], true);
        assert_eq!(stands(0).await["evidence"], "vouched");
        unsay(&service, &ana, "rad-a", "vouched").await.is(204);
        assert_eq!(stands(0).await["counted"], false);
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        assert_eq!(stands(1).await["stand"], "pledged", "nine count, of ten");
        say(&service, &ana, "rad-m", "work").await.is(200);
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        assert_eq!(stands(1).await["stand"], "noticed");
        let campaign = service
            .api(&ana, "GET", &format!("/campaigns/{id}"), "")
            .await;
        assert_eq!(campaign.json()["sizes"]["counted"], 10);
        assert_eq!(campaign.json()["sizes"]["tiers"][3], json!(["vouched", 0]));
    }
}
