//! Decisions: who votes, that each counts once, that nobody sees how, and that
//! what was decided holds.

use crate::coalition::draft;
use crate::coalitions::{found, join};
use crate::support::{Answer, Service, Someone, services};
use capstan_coalition::ballot::{Outcome, Record};
use capstan_coalition::text::handle_key;
use capstan_server::decisions::acts::mandated;
use capstan_server::tick;
use capstan_store::id::{DAY, blind};
use capstan_store::members::{self, Member};
use capstan_store::sqlx::{self, Row};
use capstan_store::{Micros, coalitions, sessions, testing};
use serde_json::{Value, json};

/// A coalition founded by the first of these handles and joined by the others,
/// all long enough ago to vote.
pub async fn coalition(service: &Service, handles: &[&str]) -> (String, Vec<Someone>) {
    let mut people = vec![service.someone().await];
    let slug = found(service, &people[0], "Riders", handles[0]).await;
    for handle in &handles[1..] {
        let someone = service.someone().await;
        assert_eq!(join(service, &someone, &slug, handle).await, 201);
        people.push(someone);
    }
    service.app.clock.forward(15 * DAY);
    (slug, people)
}

/// Members who joined at a time, without accounts.
async fn crowd(service: &Service, slug: &str, count: usize, joined: Micros) {
    let mut tx = service.app.store.begin().await.unwrap();
    let coalition = coalitions::by_slug(&mut tx, slug).await.unwrap().unwrap();
    for _ in 0..count {
        let handle = format!("x{}", &blind()[..20]);
        let member = Member {
            joined,
            ..testing::member(&coalition.id, &handle)
        };
        let key = handle_key(&handle);
        members::add(&mut tx, &member, &blind(), &key)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

pub fn kind(answer: &Answer) -> (u16, String) {
    let kind = answer.json()["type"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status.as_u16(), kind)
}

/// Puts something to the members; `more` are further fields, which win.
async fn try_propose(service: &Service, who: &Someone, slug: &str, more: Value) -> Answer {
    let mut body = json!({
        "kind": "question", "title": "When do we meet?", "options": ["May", "June", "July"],
        "days": 3,
    });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let path = format!("/coalitions/{slug}/decisions");
    service.api(who, "POST", &path, &body.to_string()).await
}

/// The same, where it must work; gives its path.
pub async fn propose(service: &Service, who: &Someone, slug: &str, more: Value) -> String {
    let made = try_propose(service, who, slug, more).await;
    made.is(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    format!("/coalitions/{slug}/decisions/{id}")
}

pub async fn vote(service: &Service, who: &Someone, path: &str, ballot: Value) -> Answer {
    let path = format!("{path}/ballot");
    service.api(who, "PUT", &path, &ballot.to_string()).await
}

/// Lets voting of three days end.
pub async fn close(service: &Service) {
    service.app.clock.forward(4 * DAY);
    tick::due(&service.app).await.unwrap();
}

pub async fn record(service: &Service, who: &Someone, path: &str) -> Record {
    let answer = service.api(who, "GET", &format!("{path}/record"), "").await;
    answer.is(200);
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn members_decide_with_forms_and_anyone_counts_again() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let at = format!("/coalitions/{slug}/decisions");
        let menu = service.get_as(&people[1], &format!("{at}/new")).await;
        assert!(menu.body.contains("kind=stewards"));
        let form = format!("{at}/new?kind=question");
        assert!(
            service
                .get_as(&people[1], &form)
                .await
                .body
                .contains("opens_in_days")
        );
        let fields = "kind=question&title=When+%3Cb%3E%3F&text=&options=May%0D%0AJune%0D%0A&counting=&least=&needed=&ballot=secret&readers=everyone&opens_in_days=0&days=";
        let wrong = service
            .post_as(&people[1], &at, &format!("{fields}2"))
            .await;
        wrong.is(422);
        assert!(
            wrong.body.contains("days-error") && wrong.body.contains("May"),
            "{}",
            wrong.body
        );
        let made = service
            .post_as(&people[1], &at, &format!("{fields}3"))
            .await;
        made.is(303);
        let page = made.headers["location"]
            .to_str()
            .unwrap()
            .split('?')
            .next()
            .unwrap();
        let page = page.to_owned();

        let shown = service.get_as(&people[0], &page).await;
        assert!(shown.body.contains("When &lt;b&gt;?"), "{}", shown.body);
        assert!(shown.body.contains("name=\"approve\""));
        let ballot = format!("{page}/ballot");
        for (who, fields) in [(0, "approve=0"), (1, "approve=1"), (2, "abstain=yes")] {
            let cast = service.post_as(&people[who], &ballot, fields).await;
            cast.is(303);
        }
        // The last one counts.
        service.post_as(&people[1], &ballot, "approve=0").await;
        let wrong = service.post_as(&people[1], &ballot, "approve=7").await;
        wrong.is(422);
        assert!(wrong.body.contains("ballot-error"));
        let mine = service.get_as(&people[1], &page).await;
        assert!(mine.body.contains("Your ballot is recorded") && !mine.body.contains("checked"));
        let receipt = service
            .get_as(&people[1], &format!("{page}/receipt.json"))
            .await;
        let receipt: capstan_proof::Signed = receipt.body.parse().unwrap();
        assert!(receipt.verify(None).is_ok());
        let api = format!("{page}/record");
        service.api(&people[0], "GET", &api, "").await.is(404);

        close(&service).await;
        let closed = service.get_as(&people[2], &page).await;
        assert!(
            closed.body.contains("was chosen with 2 ballots"),
            "{}",
            closed.body
        );
        assert!(!closed.body.contains("name=\"approve\""));
        let file = service
            .get_as(&people[2], &format!("{page}/record.json"))
            .await;
        let found: Record = serde_json::from_str(&file.body).unwrap();
        assert_eq!(found.verify(), Ok(()));
        assert_eq!((found.tally.cast, found.question.electorate), (3, 3));
        assert!(matches!(
            found.outcome,
            Outcome::Decided {
                option: 0,
                support: 2,
                ..
            }
        ));
        let receipts = service
            .get_as(&people[2], &format!("{page}/receipts.json"))
            .await;
        let capstan_proof::Fact::Text(own) = &receipt.statement.facts["receipt"] else {
            panic!("{receipt}");
        };
        assert!(receipts.body.contains(own));
        assert_eq!(receipts.json().as_array().unwrap().len(), 3);
        let log = service
            .get_as(&people[2], &format!("/coalitions/{slug}/log.json"))
            .await;
        assert!(log.body.contains(&found.root.to_string()), "{}", log.body);
        let inbox = service.get_as(&people[2], "/inbox").await;
        assert!(inbox.body.contains("A vote closed"), "{}", inbox.body);
        assert!(service.get(&at).await.body.contains("The members chose"));
        // Of three people the count is for members, and the root for everyone.
        let public = service.get(&page).await;
        assert!(public.body.contains(&found.root.to_string()));
        assert!(!public.body.contains("2 ballots"), "{}", public.body);
        service.get(&format!("{page}/record.json")).await.is(404);
        // Doing it again changes nothing.
        tick::due(&service.app).await.unwrap();
        assert_eq!(record(&service, &people[0], &page).await, found);
    }
}

#[tokio::test]
async fn what_passes_holds_and_what_nobody_voted_on_stays() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let at = format!("/coalitions/{slug}");
        let charter =
            async || service.api(&people[0], "GET", &at, "").await.json()["charter"].clone();
        let mut clauses = charter().await;
        clauses["retention_days"] = json!(60);
        let same = json!({"kind": "charter", "title": "Nothing", "clauses": charter().await});
        let refused = try_propose(&service, &people[1], &slug, same).await;
        refused.refuses(422, "clauses-same");
        let more = |kind: &str| json!({"kind": kind, "title": "Less", "clauses": clauses});
        let first = propose(&service, &people[1], &slug, more("charter")).await;
        let shown = service.get_as(&people[0], &first).await.body;
        assert!(
            shown.contains("<del>") && shown.contains("<ins>"),
            "{shown}"
        );
        let second = propose(&service, &people[1], &slug, more("charter")).await;
        clauses["dividend_rule"] = json!("equal");
        clauses["retention_days"] = json!(3000);
        let dividend = json!({"kind": "dividend", "title": "Equal", "clauses": clauses});
        let third = propose(&service, &people[1], &slug, dividend).await;
        for page in [&first, &second, &third] {
            for who in &people {
                let cast = service
                    .post_as(who, &format!("{page}/ballot"), "vote=for")
                    .await;
                cast.is(303);
            }
        }
        close(&service).await;
        let effect = async |page: &str| {
            let shown = service.api(&people[0], "GET", page, "").await.json();
            assert_eq!(shown["decided"]["passed"], true);
            shown["counted"]["effect"].clone()
        };
        assert_eq!(effect(&first).await, "done");
        // The clause it changes was changed meanwhile.
        assert_eq!(effect(&second).await, "stale");
        assert_eq!(effect(&third).await, "done");
        let now = charter().await;
        // A motion on dividends changes nothing else.
        assert_eq!(
            (&now["retention_days"], &now["dividend_rule"]),
            (&json!(60), &json!("equal"))
        );

        let against = json!({"kind": "rule", "title": "No quorum", "clauses": {"quorum": "0/1"}});
        let lost = propose(&service, &people[1], &slug, against).await;
        service
            .post_as(&people[0], &format!("{lost}/ballot"), "vote=against")
            .await;
        close(&service).await;
        let shown = service.api(&people[0], "GET", &lost, "").await.json();
        assert_eq!(shown["decided"]["passed"], false);
        assert_eq!(charter().await, now);
    }
}

/// A person whose sessions have ended, signed in again.
async fn again(service: &Service, who: &Someone) -> Someone {
    let token = blind();
    let row = sessions::Token {
        id: sessions::hash(&token),
        person: who.person.clone(),
        name: "test".into(),
        scopes: capstan_server::who::SCOPES.join(" "),
        made: 0,
        expires: service.app.now() + 60 * DAY,
    };
    let mut tx = service.app.store.begin().await.unwrap();
    sessions::add_token(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    Someone {
        person: who.person.clone(),
        session: who.session.clone(),
        token,
    }
}

#[tokio::test]
async fn members_replace_stewards_who_vanished() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea", "cem"]).await;
        let more = |handle: &str| json!({"kind": "stewards", "title": "New stewards", "stewards": [handle]});
        let early = try_propose(&service, &people[1], &slug, more("bea")).await;
        early.refuses(409, "not-vanished");
        service.app.clock.forward(90 * DAY);
        let (bea, cem) = (
            again(&service, &people[1]).await,
            again(&service, &people[2]).await,
        );
        let unknown = try_propose(&service, &bea, &slug, more("dan")).await;
        unknown.refuses(422, "handle-unknown");
        let page = propose(&service, &bea, &slug, more("bea")).await;
        for who in [&bea, &cem] {
            vote(&service, who, &page, json!({"approve": [0]}))
                .await
                .is(200);
        }
        close(&service).await;
        let shown = service.api(&cem, "GET", &page, "").await.json();
        assert_eq!(shown["counted"]["effect"], "done");
        let staff = service
            .api(&cem, "GET", &format!("/coalitions/{slug}/roles"), "")
            .await;
        assert_eq!(staff.json()["stewards"], json!(["bea"]), "{}", staff.body);
    }
}

#[tokio::test]
async fn a_burst_of_new_accounts_changes_nothing_and_is_told() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        crowd(&service, &slug, 38, 0).await;
        crowd(&service, &slug, 12, service.app.now()).await;
        let late = service.someone().await;
        join(&service, &late, &slug, "dan").await;
        let page = propose(&service, &people[0], &slug, json!({"quorum": "1/40"})).await;
        assert!(
            service
                .get(&page)
                .await
                .body
                .contains("Unusually many accounts")
        );
        vote(&service, &late, &page, json!({"approve": [1]}))
            .await
            .is(403);
        vote(&service, &people[0], &page, json!({"approve": [0]})).await;
        close(&service).await;
        // So many may vote that the record is for everyone.
        let public = service.get(&format!("{page}/record.json")).await;
        let found: Record = serde_json::from_str(&public.body).unwrap();
        assert_eq!(found.verify(), Ok(()));
        assert_eq!((found.question.electorate, found.tally.cast), (40, 1));
        assert!(matches!(found.outcome, Outcome::Decided { option: 0, .. }));
    }
}

#[tokio::test]
async fn proposals_have_their_readers_and_their_limits() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let stranger = service.someone().await;
        let refused = try_propose(&service, &stranger, &slug, json!({})).await;
        refused.is(404);
        for (more, field) in [
            (json!({"title": "\u{202E}x"}), "title"),
            (json!({"title": "x".repeat(201)}), "title"),
            (json!({"text": "x\u{200B}"}), "text"),
            (json!({"options": ["one"]}), "options"),
            (json!({"options": ["one", "one"]}), "options"),
            (
                json!({"options": (0..15).map(|n| format!("o{n}")).collect::<Vec<_>>()}),
                "options",
            ),
            (json!({"method": "dice"}), "method"),
            (json!({"share": "1/1"}), "share"),
            (json!({"days": 1}), "days"),
            (json!({"opens_in_days": 31}), "opens_in_days"),
            (json!({"kind": "coup"}), "kind"),
            (json!({"kind": "campaign", "campaign": "none"}), "campaign"),
        ] {
            let refused = try_propose(&service, &people[1], &slug, more.clone()).await;
            assert_eq!(refused.status, 422, "{more}");
            assert_eq!(refused.json()["field"], field, "{more}");
        }
        let members = json!({"everyone": false, "opens_in_days": 3});
        let page = propose(&service, &people[1], &slug, members).await;
        let list = format!("/coalitions/{slug}/decisions");
        for who in [None, Some(&stranger)] {
            let (one, all) = match who {
                None => (service.get(&page).await, service.get(&list).await),
                Some(who) => (
                    service.get_as(who, &page).await,
                    service.get_as(who, &list).await,
                ),
            };
            assert_eq!((one.status.as_u16(), all.status.as_u16()), (404, 200));
            assert!(!all.body.contains("When do we meet"), "{}", all.body);
        }
        for _ in 0..2 {
            propose(&service, &people[1], &slug, json!({})).await;
        }
        let many = try_propose(&service, &people[1], &slug, json!({})).await;
        many.refuses(409, "proposals-many");
        // Only who opened it takes it back, and only before voting opens.
        service.api(&people[0], "DELETE", &page, "").await.is(403);
        let gone = service
            .post_as(&people[1], &format!("{page}/withdraw"), "")
            .await;
        gone.is(303);
        service.api(&people[1], "GET", &page, "").await.is(404);
        let open = propose(&service, &people[1], &slug, json!({})).await;
        let began = service.api(&people[1], "DELETE", &open, "").await;
        began.refuses(409, "vote-began");
        let page = service
            .api(&people[0], "GET", &format!("{list}?limit=2"), "")
            .await
            .json();
        let next = page["next"].as_str().unwrap();
        let rest = service
            .api(
                &people[0],
                "GET",
                &format!("{list}?limit=2&after={next}"),
                "",
            )
            .await;
        assert_eq!(rest.json()["items"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_young_coalition_waits_until_someone_may_vote() {
    for service in services().await {
        let founder = service.someone().await;
        let slug = found(&service, &founder, "Riders", "ana").await;
        let early = try_propose(&service, &founder, &slug, json!({})).await;
        early.refuses(409, "nobody-votes");
        propose(&service, &founder, &slug, json!({"opens_in_days": 15})).await;
        let mut conn = service.app.store.read().await.unwrap();
        let row = sqlx::query("SELECT count(*) FROM proposals")
            .fetch_one(&mut *conn)
            .await;
        assert_eq!(row.unwrap().get::<i64, _>(0), 1);
    }
}

#[tokio::test]
async fn a_campaign_has_a_mandate_only_once_the_members_gave_it() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let path = format!("/coalitions/{slug}/campaigns");
        let made = service
            .api(&people[0], "POST", &path, &draft(&service, json!({})))
            .await;
        made.is(201);
        let campaign = made.json()["id"].as_str().unwrap().to_owned();
        let more = json!({"kind": "campaign", "title": "Shall we?", "campaign": campaign});
        let mandate = async || {
            let mut conn = service.app.store.read().await.unwrap();
            let found = coalitions::by_slug(&mut conn, &slug)
                .await
                .unwrap()
                .unwrap();
            mandated(&mut conn, &found.id, &campaign, 0).await.unwrap()
        };
        for (option, expected) in [(0, true), (1, false)] {
            let before = mandate().await;
            let page = propose(&service, &people[1], &slug, more.clone()).await;
            vote(&service, &people[1], &page, json!({"approve": [option]})).await;
            assert_eq!(mandate().await, before, "an open vote decides nothing");
            close(&service).await;
            assert_eq!(mandate().await, expected, "the last vote holds");
        }
    }
}

#[tokio::test]
async fn a_steward_hides_texts_but_cannot_stop_a_vote() {
    for service in services().await {
        let (slug, people) = coalition(&service, &["ana", "bea"]).await;
        let page = propose(
            &service,
            &people[1],
            &slug,
            json!({"title": "Who is at 4 Elm Road?"}),
        )
        .await;
        let id = page.rsplit('/').next().unwrap();
        let report = format!("/posts/proposal/{id}/report");
        let told = service
            .post_as(&people[1], &report, "reason=An+address.")
            .await;
        assert_eq!(told.headers["location"], format!("{page}?done=reported"));
        let hide =
            json!({"kind": "proposal", "id": id, "ruling": "hide", "reason": "It is an address."});
        let reports = format!("/coalitions/{slug}/reports");
        let hidden = service
            .api(&people[0], "POST", &reports, &hide.to_string())
            .await;
        hidden.is(204);
        for answer in [
            service.get(&page).await,
            service
                .get_as(&people[1], &format!("/coalitions/{slug}/decisions"))
                .await,
            service.api(&people[1], "GET", &page, "").await,
        ] {
            answer.is(200);
            assert!(
                !answer.body.contains("Elm Road") && !answer.body.contains("June"),
                "{}",
                answer.body
            );
        }
        assert!(service.get(&page).await.body.contains("It is an address."));
        vote(&service, &people[1], &page, json!({"approve": [0]}))
            .await
            .is(200);
        close(&service).await;
        assert_eq!(record(&service, &people[1], &page).await.tally.cast, 1);
    }
}
