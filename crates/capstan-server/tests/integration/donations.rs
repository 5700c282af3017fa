//! Donating pay: what is read, looked at, kept, and withdrawn.

use crate::coalitions::{found, join};
use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::{Request, header};
use capstan_donation::Card;
use capstan_donation::receipt::Receipt;
use capstan_server::donations::acts::{Donor, draft_of};
use capstan_server::tick;
use capstan_store::id::DAY;
use serde_json::{Value, json};

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
    answer.is(201);
    answer.json()["id"].as_str().expect("an id").to_owned()
}

/// A receipt, which holds by itself.
fn receipt(text: &str) -> Receipt {
    let receipt = Receipt::parse(text).expect("a receipt");
    receipt.verify(None, None).expect("it holds");
    receipt
}

/// Donates and keeps all of it, and gives where it is, with its receipt.
async fn kept(service: &Service, who: &Someone) -> (String, Receipt) {
    let one = format!("{ALL}/{}", donate(service, who, EVENTS).await);
    let wish = json!({"keep": [0, 1]}).to_string();
    let answer = service.api(who, "PUT", &one, wish).await;
    answer.is(200);
    (one, receipt(&answer.body))
}

/// A receipt as anyone gets it back who has it.
async fn completed(service: &Service, text: &str) -> Answer {
    let request = Request::post("/api/v1/receipts/completed")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "receipt": text }).to_string()));
    service.send(request.expect("a request")).await
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
        none.is(404);

        let wish =
            json!({"keep": [0], "corrections": [{"job": 0, "field": "tip", "value": "819.27"}]});
        let kept = service.api(&ana, "PUT", &one, wish.to_string()).await;
        kept.is(200);
        let first = receipt(&kept.body);
        assert!(
            !kept.body.contains("81927") && !kept.body.contains("819.27"),
            "a receipt says nothing of the pay"
        );
        let seen = service.api(&ana, "GET", &one, "").await.json();
        assert_eq!(seen["jobs"].as_array().map(Vec::len), Some(1));
        assert_eq!(seen["jobs"][0]["tip"]["value"], 81927);
        let twice = service.api(&ana, "PUT", &one, wish.to_string()).await;
        twice.is(409);
        let again = service
            .api(&ana, "GET", &format!("{one}/receipt"), "")
            .await;
        assert_eq!(receipt(&again.body), first);

        let gone = service.api(&ana, "DELETE", &one, "").await;
        let gone = receipt(&gone.body);
        assert_eq!(gone.receipt, first.receipt);
        let (_, withdrawn) = gone.verify(None, None).expect("it holds");
        assert!(withdrawn.is_some());
        let seen = service.api(&ana, "GET", &one, "").await;
        seen.is(404);
    }
}

#[tokio::test]
async fn nothing_is_taken_without_consent_and_nobody_sees_what_is_anothers() {
    for service in services().await {
        let ana = riders(&service).await;
        let jobs = json!({"agree": ["figures"], "lang": "en", "events": EVENTS});
        let refused = service.api(&ana, "POST", ALL, jobs.to_string()).await;
        refused.is(422);
        let all = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(all["items"], json!([]));

        let id = donate(&service, &ana, EVENTS).await;
        let bo = service.someone().await;
        for (method, body) in [("GET", ""), ("PUT", "{\"keep\": [0]}"), ("DELETE", "")] {
            let answer = service.api(&bo, method, &format!("{ALL}/{id}"), body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method}");
        }
        let page = service.get_as(&bo, "/coalitions/riders/donate").await;
        page.is(404);
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
        assert_eq!(all["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(all["items"][0]["id"], first.as_str());
    }
}

#[tokio::test]
async fn a_day_alone_stands_for_one_job_of_that_day_only() {
    const HEAD: &str = "platform,start,base,tip,total,currency,source\n";
    for service in services().await {
        let ana = riders(&service).await;
        for (start, said, ticked, all) in [
            ("2020-08-24", "", true, 1),
            ("2020-08-24T09:00", "before, without its time", true, 1),
            ("2020-08-24T16:00", "", true, 2),
            ("2020-08-24", "so they count as one", false, 2),
            ("2020-08-25T09:00", "", true, 3),
            ("2020-08-25", "so they count as one", false, 3),
            ("2020-08-25T16:00", "", true, 4),
        ] {
            let events = format!("{HEAD}shipt,{start},10.00,2.00,12.00,USD,export\n");
            let one = format!("{ALL}/{}", donate(&service, &ana, &events).await);
            let page = service.get_as(&ana, &one).await.body;
            let tick = format!("value=\"0\"{}>", if ticked { " checked" } else { "" });
            assert!(
                page.contains(said) && page.contains(&tick),
                "{start}: {page}"
            );
            let before = page.contains("You donated");
            assert_eq!(before, !said.is_empty(), "{start}: {page}");
            // Whoever keeps it all the same changes no figure.
            let keep = json!({"keep": [0]}).to_string();
            let kept = service.api(&ana, "PUT", &one, keep).await;
            kept.is(200);
            assert_eq!(counted(&service).await, all, "{start}");
        }
        let twice = "shipt,2020-08-26,10.00,2.00,12.00,USD,export\n".repeat(2);
        let one = donate(&service, &ana, &format!("{HEAD}{twice}")).await;
        let keep = json!({"keep": [0, 1]}).to_string();
        service
            .api(&ana, "PUT", &format!("{ALL}/{one}"), keep)
            .await;
        assert_eq!(counted(&service).await, 6, "two lines of one file");
        let own = service.api(&ana, "GET", "/coalitions/riders/pay", "").await;
        assert_eq!(own.json()["platforms"][0]["jobs"], 6, "{}", own.body);
    }
}

/// How many jobs count in figures of the group.
async fn counted(service: &Service) -> usize {
    let mut conn = service.app.store.read().await.expect("a connection");
    let found = capstan_store::coalitions::by_slug(&mut conn, "riders").await;
    let id = found.expect("read").expect("a coalition").id;
    let events = capstan_server::donations::acts::events(&service.app, &mut conn, &id).await;
    events.expect("events").len()
}

#[tokio::test]
async fn leaving_takes_all_donations_and_their_key_along() {
    for service in services().await {
        let ana = riders(&service).await;
        let bo = service.someone().await;
        assert_eq!(
            join(&service, &bo, "riders", "bobo").await,
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
                entries
                    .filter(|e| e.as_ref().is_ok_and(|e| e.path().is_dir()))
                    .count()
            })
        };
        assert_eq!(keys(), 1);
        let left = service.post_as(&bo, "/coalitions/riders/leave", "").await;
        left.is(200);
        assert_eq!(keys(), 0);
        let none = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(none["items"], json!([]));
    }
}

#[tokio::test]
async fn a_receipt_leads_to_the_root_of_its_day_even_for_those_who_left() {
    for service in services().await {
        let ana = riders(&service).await;
        let bo = service.someone().await;
        let joined = join(&service, &bo, "riders", "bobo").await;
        assert_eq!(joined, StatusCode::CREATED);
        let (_, of_ana) = kept(&service, &ana).await;
        let (one, of_bo) = kept(&service, &bo).await;
        service.api(&bo, "DELETE", &one, "").await;
        service.post_as(&bo, "/coalitions/riders/leave", "").await;
        let roots = "/api/v1/receipts/roots";
        let none = service.get(roots).await.json();
        assert_eq!(
            none["items"],
            json!([]),
            "a day that is not over has no root"
        );
        let bare = |receipt: &Receipt| serde_json::to_string(receipt).expect("json");
        let early = completed(&service, &bare(&of_ana)).await;
        assert_eq!(receipt(&early.body), of_ana);

        service.app.clock.forward(DAY);
        tick::due(&service.app).await.expect("done");
        tick::due(&service.app).await.expect("nothing more to do");
        let roots = service.get(roots).await.json();
        let items = roots["items"].as_array().expect("roots");
        assert_eq!((items.len(), &items[0]["leaves"]), (1, &json!(16)));
        let root = items[0]["root"].as_str().expect("a root");
        let known = root.parse().expect("a hash");
        let key = roots["key"]
            .as_str()
            .expect("a key")
            .parse()
            .expect("a key");
        let said: capstan_proof::Signed = items[0]["statement"]
            .as_str()
            .expect("a statement")
            .parse()
            .expect("as it was signed");
        said.verify(Some(&key)).expect("by the same key");

        for (before, withdrawn) in [(&of_ana, false), (&of_bo, true)] {
            let whole = completed(&service, &bare(before)).await;
            whole.is(200);
            let whole = receipt(&whole.body);
            let (donated, gone) = whole.verify(Some(&key), Some(&known)).expect("it holds");
            assert_eq!(gone.is_some(), withdrawn);
            assert_eq!(donated.coalition, "riders");
            let other = capstan_proof::Digest::new([1; 32]);
            assert!(whole.verify(Some(&key), Some(&other)).is_err());
        }
        let page = service.get("/receipts").await;
        assert!(page.body.contains(root), "{}", page.body);

        // What is kept after midnight is of the next day.
        kept(&service, &ana).await;
        service.app.clock.forward(DAY);
        tick::due(&service.app).await.expect("done");
        let newest = service.get("/api/v1/receipts/roots?limit=1").await.json();
        assert_ne!(newest["items"][0]["root"], root);
        let next = newest["next"].as_str().expect("a next page");
        let older = format!("/api/v1/receipts/roots?after={next}");
        let older = service.get(&older).await.json();
        assert_eq!(older["items"], json!([items[0]]));
    }
}

#[tokio::test]
async fn only_receipts_of_ours_are_completed() {
    for service in services().await {
        let ana = riders(&service).await;
        let (_, own) = kept(&service, &ana).await;
        let mut changed = own.clone();
        changed.receipt.statement.at += 1;
        let stranger = capstan_proof::Key::new(&[7; 32]);
        let forged = Receipt {
            receipt: own.receipt.statement.clone().sign(&stranger),
            ..own
        };
        let texts = [changed, forged].map(|r| serde_json::to_string(&r).expect("json"));
        for text in texts.iter().map(String::as_str).chain(["", "{}"]) {
            let answer = completed(&service, text).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
            assert_eq!(answer.json()["field"], "receipt");
        }
        for query in ["limit=0", "limit=101", "limit=x", "after=soon"] {
            let answer = service
                .get(&format!("/api/v1/receipts/roots?{query}"))
                .await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
    }
}

#[tokio::test]
async fn figures_count_each_job_once_and_only_of_those_who_agree() {
    for service in services().await {
        let ana = riders(&service).await;
        let now = async || {
            let mut conn = service.app.store.read().await.expect("a connection");
            let id = capstan_store::coalitions::by_slug(&mut conn, "riders")
                .await
                .expect("read")
                .expect("a coalition")
                .id;
            let version = capstan_store::donations::version(&mut conn, &id)
                .await
                .expect("a version");
            let events = capstan_server::donations::acts::events(&service.app, &mut conn, &id)
                .await
                .expect("events");
            (version, events)
        };
        let (none, events) = now().await;
        assert!(events.is_empty());
        kept(&service, &ana).await;
        let (one, _) = kept(&service, &ana).await;
        let (first, events) = now().await;
        assert!(first > none);
        let tips: Vec<_> = events.iter().map(|(_, event)| event.tip).collect();
        assert_eq!(tips, [Some(300), Some(0)], "the same jobs came twice");
        assert!(events.iter().all(|(who, event)| *who == event.worker));
        service.api(&ana, "DELETE", &one, "").await;
        let (second, events) = now().await;
        assert!(second > first);
        assert_eq!(events.len(), 2);

        let jobs = json!({"agree": ["own"], "lang": "en", "events": EVENTS});
        service.api(&ana, "POST", ALL, jobs.to_string()).await;
        let (third, events) = now().await;
        assert!(third > second);
        assert!(
            events.is_empty(),
            "who does not agree any more counts nowhere"
        );
    }
}

#[tokio::test]
async fn a_refused_deed_destroys_nothing() {
    for service in services().await {
        // Ana is the only steward, so she may not leave while bo is there.
        let ana = riders(&service).await;
        let bo = service.someone().await;
        let joined = join(&service, &bo, "riders", "bobo").await;
        assert_eq!(joined, StatusCode::CREATED);
        let (one, _) = kept(&service, &ana).await;
        let refused = service.post_as(&ana, "/coalitions/riders/leave", "").await;
        refused.is(409);
        let refused = service.api(&ana, "DELETE", "/you", "").await;
        assert!(!refused.status.is_success());
        let there = service.api(&ana, "GET", &one, "").await.json();
        assert_eq!(there["kept"], true);

        // Nor does what fails after the donations were removed.
        let mut tx = service.app.store.begin().await.expect("begun");
        let tag = capstan_store::members::tag(&service.app.store.keys, &ana.person);
        let member = capstan_store::members::all_of_person(&mut tx, &tag);
        let member = member.await.expect("read").remove(0).id;
        capstan_server::donations::acts::forget(&service.app, &mut tx, &member)
            .await
            .expect("forgotten");
        tx.rollback().await.expect("undone");
        tick::due(&service.app).await.expect("done");
        let there = service.api(&ana, "GET", &one, "").await.json();
        assert_eq!(there["jobs"][0]["tip"]["value"], 300);
    }
}

#[tokio::test]
async fn a_donor_gets_their_jobs_out_and_a_coalition_does_not() {
    for service in services().await {
        let ana = riders(&service).await;
        kept(&service, &ana).await;
        let all = service.api(&ana, "GET", "/you/export", "").await.json();
        let own = &all["memberships"][0];
        assert_eq!(own["donations"][0]["jobs"][0]["tip"]["value"], 300);
        assert_eq!(own["held"]["donations"], Value::Null);
        let mut conn = service.app.store.read().await.expect("a connection");
        let found = capstan_store::coalitions::by_slug(&mut conn, "riders").await;
        let id = found.expect("read").expect("a coalition").id;
        drop(conn);
        let whole = capstan_store::export::coalition(&service.app.store, &id).await;
        let whole = whole.expect("read").expect("a coalition").to_string();
        assert!(whole.contains("\"members\""));
        assert!(
            !whole.contains("donation_") && !whole.contains("\"donations\""),
            "{whole}"
        );
    }
}

#[tokio::test]
async fn what_was_agreed_to_can_be_taken_back_and_then_stops() {
    for service in services().await {
        let ana = riders(&service).await;
        let (app, agreement) = (&service.app, "/coalitions/riders/donation-agreement");
        let change = async |agree: Value| {
            let body = json!({"agree": agree, "lang": "en"}).to_string();
            service.api(&ana, "PUT", agreement, body).await.status
        };
        let pictures = || {
            let folder = app.config.data.join("blobs/donations");
            std::fs::read_dir(folder).map_or(0, Iterator::count)
        };
        assert_eq!(
            change(json!(["own", "picture"])).await,
            StatusCode::NO_CONTENT
        );
        let mut tx = app.store.begin().await.expect("begun");
        let tag = capstan_store::members::tag(&app.store.keys, &ana.person);
        let member = capstan_store::members::all_of_person(&mut tx, &tag);
        let member = member.await.expect("read").remove(0);
        let donor = Donor {
            coalition: member.coalition,
            slug: "riders".into(),
            member: member.id,
        };
        let cards = vec![Card::default()];
        draft_of(app, &mut tx, &donor, "test", cards, Some(b"a picture"))
            .await
            .expect("locked");
        tx.commit().await.expect("committed");
        assert_eq!(pictures(), 1);
        let all = service.api(&ana, "GET", agreement, "").await.json();
        assert_eq!(all["agree"], json!(["own", "picture"]));

        assert_eq!(
            change(json!(["own", "figures"])).await,
            StatusCode::NO_CONTENT
        );
        assert_eq!(pictures(), 0);
        let all = service.api(&ana, "GET", ALL, "").await.json();
        assert_eq!(all["items"][0]["picture"], false);
        let none = change(json!(["figures"])).await;
        assert_eq!(none, StatusCode::UNPROCESSABLE_ENTITY);
        let form = service
            .post_as(&ana, "/coalitions/riders/donate/agree", "agree=own")
            .await;
        form.is(303);
        let all = service.api(&ana, "GET", agreement, "").await.json();
        assert_eq!(all["agree"], json!(["own"]));
    }
}

#[tokio::test]
async fn a_job_that_is_still_to_come_is_asked_back() {
    for service in services().await {
        let ana = riders(&service).await;
        let events = "platform,start,base,currency,source\nshipt,2999-01-01,1.00,USD,export\n";
        let id = donate(&service, &ana, events).await;
        let page = service
            .get_as(&ana, &format!("/coalitions/riders/donations/{id}"))
            .await;
        assert!(
            page.body.contains("This day is still to come."),
            "{}",
            page.body
        );
    }
}
