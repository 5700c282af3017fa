//! Ending a coalition: never by one steward, never at once, and whole.

use crate::coalition::{found, member, opened};
use crate::support::{Answer, Service, Someone, services};
use capstan_coalition::charter::Version;
use capstan_server::coalitions::charter::Clauses;
use capstan_server::tick;
use capstan_store::id::DAY;
use capstan_store::ledger::{Account, Book};
use capstan_store::{charters, coalitions, members, roles};
use serde_json::json;

const AT: &str = "/coalitions/riders";
const WISH: &str = r#"{"reason": "We have what we asked for."}"#;

async fn stewards<const N: usize>(service: &Service, names: [&str; N]) -> [Someone; N] {
    found(service, "riders").await;
    let texts = r#"{"purpose": "Fair pay.", "contact": "mail@example.org"}"#;
    let clauses: Clauses = serde_json::from_str(texts).unwrap();
    let charter = Version::first(clauses.charter().unwrap());
    let mut tx = service.app.store.begin().await.unwrap();
    charters::put(&mut tx, "riders", &charter, 0).await.unwrap();
    tx.commit().await.unwrap();
    let mut all = Vec::new();
    for name in names {
        all.push(member(service, "riders", name, "steward", "vouched").await);
    }
    all.try_into().unwrap_or_else(|_| unreachable!())
}

async fn end(service: &Service, who: &Someone, method: &str, more: &str) -> Answer {
    let body = if method == "POST" && more.is_empty() {
        WISH
    } else {
        ""
    };
    service
        .api(who, method, &format!("{AT}/ending{more}"), body)
        .await
}

async fn is_there(service: &Service) -> bool {
    let mut conn = service.app.store.read().await.unwrap();
    coalitions::by_slug(&mut conn, "riders")
        .await
        .unwrap()
        .is_some()
}

async fn inbox(service: &Service, who: &Someone) -> String {
    service.api(who, "GET", "/inbox", "").await.body
}

/// The day in the directory, as programs get it.
async fn listed(service: &Service) -> i64 {
    let all = service.get("/api/v1/coalitions").await.json();
    all["items"][0]["ends"].as_i64().unwrap()
}

#[tokio::test]
async fn two_stewards_end_it_after_fourteen_days_and_no_one_alone() {
    for service in services().await {
        let [ana, ben] = stewards(&service, ["Ana", "Ben"]).await;
        let cleo = member(&service, "riders", "Cleo", "member", "none").await;
        let texts = r#"{"name": "Riders", "summary": "Who rides.", "visions": ["fair-pay"], "languages": ["en"]}"#;
        let changed = service.api(&ana, "PUT", AT, texts).await;
        assert!(changed.status.is_success(), "{}", changed.body);

        end(&service, &cleo, "POST", "").await.is(403);
        let stranger = service.someone().await;
        for method in ["GET", "POST", "DELETE"] {
            end(&service, &stranger, method, "").await.is(404);
        }
        let empty = service
            .api(&ana, "POST", &format!("{AT}/ending"), r#"{"reason": " "}"#)
            .await;
        assert_eq!(
            (empty.status.as_u16(), &empty.json()["field"]),
            (422, &json!("reason"))
        );
        end(&service, &ben, "POST", "/confirmation").await.is(404);
        end(&service, &ana, "POST", "").await.is(204);
        let alone = end(&service, &ana, "POST", "/confirmation").await;
        alone.is(409);
        assert_eq!(
            end(&service, &ben, "POST", "").await.status,
            409,
            "it was asked for"
        );
        end(&service, &cleo, "POST", "/confirmation").await.is(403);
        let seen = end(&service, &cleo, "GET", "").await.json();
        assert_eq!(
            (&seen["state"], &seen["by"], &seen["ends"]),
            (&json!("asked"), &json!("Ana"), &json!(0))
        );
        assert!(
            inbox(&service, &ben)
                .await
                .contains("Ana asks to end the coalition.")
        );
        assert_eq!(listed(&service).await, 0, "nothing is set");

        let before = service.app.now();
        let set = end(&service, &ben, "POST", "/confirmation").await;
        set.is(200);
        let ends = set.json()["ends"].as_i64().unwrap();
        assert_eq!(ends % DAY, 0);
        assert!(ends - before >= 14 * DAY && ends - before <= 15 * DAY + DAY / 24);
        tick::due(&service.app).await.unwrap();
        for who in [&ana, &ben, &cleo] {
            assert!(inbox(&service, who).await.contains("is to end on"));
        }
        assert_eq!(listed(&service).await, ends);
        for page in ["/coalitions", AT] {
            let page = service.get(page).await.body;
            assert!(page.contains("This coalition is to end on"), "{page}");
            assert!(!page.contains(&format!("{AT}/join")), "nobody is asked in");
        }
        // Nobody comes in any more; who is in it can look and go.
        let join = r#"{"handle": "dan", "agrees_to": 1}"#;
        let refused = service
            .api(&stranger, "POST", &format!("{AT}/members/me"), join)
            .await;
        refused.is(409);
        let export = service.api(&cleo, "GET", "/you/export", "").await;
        assert!(export.body.contains("riders"));
        let left = service
            .api(&cleo, "DELETE", &format!("{AT}/members/me"), "")
            .await;
        left.is(200);

        service.app.clock.forward(ends - DAY - service.app.now());
        tick::due(&service.app).await.unwrap();
        assert!(is_there(&service).await, "the day has not come");
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        assert!(!is_there(&service).await);
        tick::due(&service.app).await.unwrap();
        service.get(AT).await.is(404);
        assert_eq!(
            service.get("/api/v1/coalitions").await.json()["items"],
            json!([])
        );
        let mut conn = service.app.store.read().await.unwrap();
        let all = members::all_of_person(
            &mut conn,
            &members::tag(&service.app.store.keys, &ana.person),
        )
        .await;
        assert!(all.unwrap().is_empty());
    }
}

#[tokio::test]
async fn it_is_called_off_by_whose_word_it_rests_on_or_by_two_others() {
    for service in services().await {
        let [ana, ben, cem, dee] = stewards(&service, ["Ana", "Ben", "Cem", "Dee"]).await;
        let set = async || {
            end(&service, &ana, "POST", "").await.is(204);
            end(&service, &ben, "POST", "/confirmation").await.is(200);
        };
        let stop = async |who: &Someone| {
            let answer = end(&service, who, "DELETE", "").await;
            answer.json()["stopped"].as_str().map(str::to_owned)
        };
        let state = async || end(&service, &ana, "GET", "").await.json();
        end(&service, &ana, "DELETE", "").await.is(404);
        for one in [&ana, &ben] {
            set().await;
            assert_eq!(stop(one).await.as_deref(), Some("done"));
            assert_eq!(state().await["state"], "none");
        }
        set().await;
        assert_eq!(stop(&cem).await.as_deref(), Some("waits"));
        assert_eq!(state().await["against"], "Cem");
        let again = end(&service, &cem, "DELETE", "").await;
        assert_eq!(again.status, 409, "one person twice is one person");
        // Who wanted it is no steward any more: the next one is the first.
        let mut tx = service.app.store.begin().await.unwrap();
        let id = members::by_handle(&mut tx, "riders", "Cem")
            .await
            .unwrap()
            .unwrap()
            .id;
        roles::set(&mut tx, &id, "member").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stop(&dee).await.as_deref(), Some("waits"));
        let mut tx = service.app.store.begin().await.unwrap();
        roles::set(&mut tx, &id, "steward").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(stop(&cem).await.as_deref(), Some("done"));
        tick::due(&service.app).await.unwrap();
        assert!(
            inbox(&service, &dee)
                .await
                .contains("goes on. Its end was called off.")
        );
        service.app.clock.forward(20 * DAY);
        tick::due(&service.app).await.unwrap();
        assert!(is_there(&service).await);
        let log = service
            .api(&dee, "GET", &format!("{AT}/log?limit=100"), "")
            .await
            .body;
        for did in [
            "ask-ending",
            "set-ending",
            "oppose-ending",
            "call-off-ending",
        ] {
            assert!(log.contains(did), "{did}");
        }
        // The chain of the log holds with them.
        let page = service.get_as(&dee, &format!("{AT}/log")).await.body;
        assert!(
            page.contains("Wants to call off the end of the coalition"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_wish_that_nobody_answers_ends_nothing() {
    for service in services().await {
        let [ana, _] = stewards(&service, ["ana", "ben"]).await;
        end(&service, &ana, "POST", "").await.is(204);
        service.app.clock.forward(29 * DAY);
        tick::due(&service.app).await.unwrap();
        let seen = end(&service, &ana, "GET", "").await.json();
        assert_eq!(seen["state"], "asked");
        service.app.clock.forward(2 * DAY);
        tick::due(&service.app).await.unwrap();
        tick::due(&service.app).await.unwrap();
        // The tokens of the others have run out by now.
        let cem = member(&service, "riders", "cem", "steward", "vouched").await;
        let dee = member(&service, "riders", "dee", "steward", "vouched").await;
        let seen = end(&service, &cem, "GET", "").await.json();
        assert_eq!(seen["state"], "none");
        let none = end(&service, &cem, "POST", "/confirmation").await;
        none.is(404);
        // Nor does one whose steward stepped down before another agreed.
        end(&service, &cem, "POST", "").await.is(204);
        let down = r#"{"handle": "cem", "role": "member"}"#;
        let down = service
            .api(&cem, "POST", &format!("{AT}/roles"), down)
            .await;
        down.is(200);
        let none = end(&service, &dee, "POST", "/confirmation").await;
        none.is(404);
        assert!(is_there(&service).await);
    }
}

#[tokio::test]
async fn a_steward_who_is_the_only_one_ends_nothing() {
    for service in services().await {
        let [ana] = stewards(&service, ["ana"]).await;
        end(&service, &ana, "POST", "").await.is(204);
        let alone = end(&service, &ana, "POST", "/confirmation").await;
        alone.is(409);
        service.app.clock.forward(20 * DAY);
        tick::due(&service.app).await.unwrap();
        assert!(is_there(&service).await);
    }
}

#[tokio::test]
async fn open_campaigns_and_money_hinder_it_until_the_day_itself() {
    for service in services().await {
        let of = opened(&service, "riders", json!({})).await;
        let ana = member(&service, "riders", "Sam", "steward", "vouched").await;
        let ben = member(&service, "riders", "Sue", "steward", "vouched").await;
        let refused = end(&service, &ana, "POST", "").await;
        refused.is(409);
        assert!(
            refused.body.contains("A campaign is open."),
            "{}",
            refused.body
        );
        let over = format!("/campaigns/{}/end", of.id);
        service.api(&of.ana, "POST", &over, "").await.is(204);
        end(&service, &ana, "POST", "").await.is(204);

        let common = async |from: Account<'_>, to: Account<'_>, act: &str| {
            let book = Book {
                coalition: "riders",
                currency: "EUR",
                now: service.app.now(),
            };
            let mut tx = service.app.store.begin().await.unwrap();
            book.post(&mut tx, act, (from, to), 500).await.unwrap();
            tx.commit().await.unwrap();
        };
        common(Account::Budget, Account::PublicGood, "in").await;
        let refused = end(&service, &ben, "POST", "/confirmation").await;
        refused.is(409);
        assert!(refused.body.contains("Money is due"), "{}", refused.body);
        common(Account::PublicGood, Account::Bank, "out").await;
        let set = end(&service, &ben, "POST", "/confirmation").await;
        let ends = set.json()["ends"].as_i64().unwrap();

        // Nothing new begins; money that comes back makes the day wait.
        let draft = crate::coalition::draft(&service, json!({}));
        let made = service
            .api(&of.ana, "POST", &format!("{AT}/campaigns"), &draft)
            .await
            .json();
        let path = format!("/campaigns/{}", made["id"].as_str().unwrap());
        let sent = service
            .api(&of.ana, "POST", &format!("{path}/submit"), "")
            .await;
        sent.is(204);
        let refused = service
            .api(&of.ben, "POST", &format!("{path}/approve"), "")
            .await;
        refused.is(409);
        common(Account::Bank, Account::Member("a"), "back").await;
        service.app.clock.forward(ends + 1 - service.app.now());
        tick::due(&service.app).await.unwrap();
        tick::due(&service.app).await.unwrap();
        assert!(is_there(&service).await, "money is due");
        let seen = end(&service, &ana, "GET", "").await.json();
        assert_eq!(
            (seen["ends"].as_i64(), &seen["hindrances"]),
            (Some(ends + DAY), &json!(["money"]))
        );
        common(Account::Member("a"), Account::Bank, "paid").await;
        tick::due(&service.app).await.unwrap();
        assert!(is_there(&service).await, "the next day has not come");
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.unwrap();
        assert!(!is_there(&service).await);
    }
}

#[tokio::test]
async fn the_page_does_it_without_scripts() {
    for service in services().await {
        let [ana, ben] = stewards(&service, ["Ana", "Ben"]).await;
        let cleo = member(&service, "riders", "Cleo", "member", "none").await;
        let at = format!("{AT}/end");
        service.get(&at).await.is(401);
        let page = service.get_as(&cleo, &at).await.body;
        assert!(
            page.contains("Nobody has asked to end this coalition."),
            "{page}"
        );
        assert!(!page.contains("<textarea"), "a member is asked for nothing");
        let wrong = service.post_as(&ana, &at, "reason=").await;
        wrong.is(422);
        assert!(wrong.body.contains("aria-invalid"));
        let asked = service.post_as(&ana, &at, "reason=We+have+won").await;
        assert_eq!(asked.headers["location"], format!("{at}?done=ending-asked"));
        let own = service.get_as(&ana, &at).await.body;
        assert!(
            !own.contains("/end/confirm"),
            "one does not agree with oneself"
        );
        let other = service.get_as(&ben, &at).await.body;
        assert!(other.contains("/end/confirm") && other.contains("We have won"));
        let set = service.post_as(&ben, &format!("{at}/confirm"), "").await;
        assert_eq!(set.headers["location"], format!("{at}?done=ending-set"));
        let page = service.get_as(&cleo, &at).await.body;
        assert!(page.contains("<time datetime="), "{page}");
        let off = service.post_as(&ben, &format!("{at}/call-off"), "").await;
        assert_eq!(off.headers["location"], format!("{at}?done=ending-off"));
        let none = service.post_as(&cleo, &format!("{at}/call-off"), "").await;
        none.is(403);
    }
}
