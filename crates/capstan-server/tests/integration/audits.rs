//! The pay audit: one's own figures from the first job on, the group's only as
//! far as they tell about no one, now or by comparison with what was shown.

mod checking;
mod rules;

use crate::coalitions::{found, join};
use crate::support::{Answer, Service, Someone, services};
use axum::http::StatusCode;
use capstan_audit::sample::{self, Spec};
use capstan_audit::verify::{Agreement, verify};
use capstan_audit::{Audit, Jobs, gap};
use capstan_data::pay::{self, PayEvent};
use capstan_server::who::SCOPES;
use capstan_server::{donations, jobs, tick};
use capstan_stats::Stream;
use capstan_store::{coalitions, id, sessions};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const RIDERS: &str = "/coalitions/riders";

const RULE: &str = "name = \"town-2020\"\nversion = 1\nkind = \"paid\"\nplatform = \"shipt\"\n\
    currency = \"USD\"\nformula = \"6 + 0.07 * order_total\"\ntolerance = 0.05\nsource = \"A page\"\n\
    [title]\nen = \"the rule of the town\"\nes = \"la regla del pueblo\"\n\
    [[example]]\ngiven = { order_total = 100.0 }\npay = 13.0\n";

/// Someone whose token holds for longer than the weeks of these tests.
async fn lasting(service: &Service) -> Someone {
    let mut who = service.someone().await;
    let (token, now) = (id::blind(), service.app.now());
    let row = sessions::Token {
        id: sessions::hash(&token),
        person: who.person.clone(),
        name: "lasting".into(),
        scopes: SCOPES.join(" "),
        made: now,
        expires: now + 365 * id::DAY,
    };
    let mut tx = service.app.store.begin().await.expect("begun");
    sessions::add_token(&mut tx, &row).await.expect("added");
    tx.commit().await.expect("kept");
    who.token = token;
    who
}

/// A coalition with a steward, and made-up jobs of so many workers.
async fn riders(service: &Service, workers: usize) -> (Someone, BTreeMap<usize, Vec<PayEvent>>) {
    let ana = lasting(service).await;
    assert_eq!(found(service, &ana, "Riders", "ana").await, "riders");
    let spec = Spec {
        workers,
        jobs: 24.0,
        before: 0.1,
        ..Spec::default()
    };
    let mut of = BTreeMap::<usize, Vec<PayEvent>>::new();
    for event in sample::events(&spec, 3) {
        let worker = event.worker[1..].parse().expect("a number");
        of.entry(worker).or_default().push(event);
    }
    (ana, of)
}

pub async fn donate(service: &Service, who: &Someone, events: &[PayEvent]) -> String {
    let mut csv = Vec::new();
    pay::write(events, &mut csv).expect("a table");
    let csv = String::from_utf8(csv).expect("text");
    let jobs = json!({"agree": ["own", "figures"], "lang": "en", "events": csv});
    let all = format!("{RIDERS}/donations");
    let sent = service.api(who, "POST", &all, jobs.to_string()).await;
    sent.is(201);
    let id = sent.json()["id"].as_str().expect("an id").to_owned();
    let keep: Vec<usize> = (0..events.len()).collect();
    let wish = json!({ "keep": keep }).to_string();
    let kept = service.api(who, "PUT", &format!("{all}/{id}"), wish).await;
    kept.is(200);
    id
}

/// A member who donates all jobs of a worker, and the id of the donation.
async fn member(service: &Service, worker: usize, events: &[PayEvent]) -> (Someone, String) {
    let who = lasting(service).await;
    let handle = format!("member-{worker}");
    let joined = join(service, &who, "riders", &handle).await;
    assert_eq!(joined, StatusCode::CREATED, "{handle}");
    let donation = donate(service, &who, events).await;
    (who, donation)
}

async fn ask(service: &Service, who: &Someone, rule: &str, period: &str) -> Answer {
    let ask = json!({"rule": rule, "period": period}).to_string();
    service
        .api(who, "PUT", &format!("{RIDERS}/audit"), ask)
        .await
}

async fn audit(service: &Service, who: &Someone) -> Value {
    let answer = service
        .api(who, "GET", &format!("{RIDERS}/audit"), "")
        .await;
    answer.is(200);
    answer.json()
}

/// Lets what is due be done, and the engine work.
pub async fn pass(service: &Service) {
    tick::due(&service.app).await.expect("done");
    jobs::work(service.app.clone(), true).await;
}

async fn weeks(service: &Service, n: i64) {
    service.app.clock.forward(n * 7 * id::DAY);
    pass(service).await;
}

#[tokio::test]
async fn ones_own_figures_begin_at_the_first_job_and_are_nobody_elses() {
    for service in services().await {
        let (ana, of) = riders(&service, 3).await;
        let path = format!("{RIDERS}/pay");
        let none = service.get_as(&ana, &path).await;
        assert!(none.body.contains("There is nothing to reckon with yet."));
        let id = donate(&service, &ana, &of[&1][..1]).await;
        let mine = service.api(&ana, "GET", &path, "").await.json();
        let one = &mine["platforms"][0];
        assert_eq!(
            (one["platform"].as_str(), one["jobs"].as_i64()),
            (Some("shipt"), Some(1))
        );
        let expected = of[&1][0].base.unwrap_or(0) + of[&1][0].promotion.unwrap_or(0);
        assert_eq!(
            (one["paid"].as_i64(), one["rule"].as_str()),
            (Some(expected), Some("shipt-2019"))
        );
        assert_eq!(
            (one["own"]["jobs"].as_i64(), &one["own"]["change"]),
            (Some(1), &Value::Null)
        );
        assert_eq!(mine["donations"][0]["donation"], id.as_str());
        donate(&service, &ana, &of[&1][1..]).await;
        let page = service
            .get_as(&ana, &format!("{path}?rule=shipt-2019"))
            .await;
        for said in [
            "could be put beside",
            "<figure",
            "pay/shipt-2019/months-1.csv",
            &id,
        ] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        let table = service
            .get_as(&ana, &format!("{path}/shipt-2019/months-1.csv"))
            .await;
        assert!(
            table.body.starts_with("month,jobs,paid,by_rule,"),
            "{}",
            table.body
        );
        let none = service
            .get_as(&ana, &format!("{path}?rule=/etc/passwd"))
            .await;
        none.is(422);

        let (bo, _) = member(&service, 2, &of[&2]).await;
        let other = service.api(&bo, "GET", &path, "").await.json();
        assert_eq!(other["donations"].as_array().map(Vec::len), Some(1));
        assert_ne!(other["platforms"][0]["paid"], mine["platforms"][0]["paid"]);
        let eve = service.someone().await;
        for path in ["pay", "audit", "audit/files/audit.json"] {
            let answer = service.get_as(&eve, &format!("{RIDERS}/{path}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

#[tokio::test]
async fn the_groups_audit_is_shown_above_the_minimum_and_can_be_made_again() {
    for service in services().await {
        let (ana, of) = riders(&service, 30).await;
        let (bo, _) = member(&service, 1, &of[&1]).await;
        let mut names = vec!["member-1".to_owned()];
        ask(&service, &bo, "shipt-2019", "all").await.is(403);
        assert_eq!(audit(&service, &bo).await["state"], "none");
        ask(&service, &ana, "shipt-2019", "all").await.is(202);
        assert_eq!(audit(&service, &bo).await["state"], "making");
        pass(&service).await;
        let few = audit(&service, &bo).await;
        assert_eq!(
            (few["state"].as_str(), &few["audit"]),
            (Some("few"), &Value::Null)
        );
        let page = service.get_as(&bo, &format!("{RIDERS}/audit")).await;
        assert!(
            page.body.contains("Too few workers have enough jobs"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("What is asked"), "only organisers ask");

        for (worker, events) in of.iter().skip(1) {
            member(&service, *worker, events).await;
            names.push(format!("member-{worker}"));
        }
        pass(&service).await;
        let shown = audit(&service, &bo).await;
        assert_eq!(
            (shown["state"].as_str(), shown["minimum"].as_i64()),
            (Some("shown"), Some(10))
        );
        let page = service.get_as(&bo, &format!("{RIDERS}/audit")).await;
        for said in [
            "were paid less than by the old pay rule of Shipt",
            "These data are made up.",
            "What else could have been chosen",
            "What more workers could say",
            "If some donors were false",
            "no worker weighs more than",
            "capstan verify audit.json",
            "<figure",
        ] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        for file in ["audit.json", "evidence.zip", "verdicts.svg", "choices.csv"] {
            let answer = service
                .get_as(&bo, &format!("{RIDERS}/audit/files/{file}"))
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{file}");
            let told = names
                .iter()
                .find(|name| answer.body.contains(name.as_str()));
            assert_eq!(told, None, "{file}");
        }
        let file = service
            .get_as(&bo, &format!("{RIDERS}/audit/files/audit.json"))
            .await;
        let made: Audit = serde_json::from_str(&file.body).expect("an audit");
        assert_eq!(
            made.recipe.choices.limits.people, 11,
            "one of them reads it"
        );
        let mut conn = service.app.store.read().await.expect("a reader");
        let here = coalitions::by_slug(&mut conn, "riders")
            .await
            .expect("found")
            .expect("one")
            .id;
        let events = donations::acts::events(&service.app, &mut conn, &here)
            .await
            .expect("events");
        let events: Vec<PayEvent> = events.into_iter().map(|(_, event)| event).collect();
        let verdict = verify(&made, &file.body, &events).expect("a verdict");
        assert_eq!(
            verdict.agreement,
            Agreement::Bytes,
            "{:?}",
            verdict.differences
        );
        assert!(
            events.iter().all(|e| !file.body.contains(&e.worker)),
            "a member's id"
        );
    }
}

#[tokio::test]
async fn what_is_withdrawn_is_shown_no_more_and_the_rest_only_with_enough_others() {
    for service in services().await {
        let (ana, of) = riders(&service, 44).await;
        let mut donors = Vec::new();
        for worker in 1..=30 {
            donors.push(member(&service, worker, &of[&worker]).await);
        }
        ask(&service, &ana, "shipt-2019", "all").await;
        pass(&service).await;
        assert_eq!(audit(&service, &ana).await["state"], "shown");

        // One more: what is shown stays, and says that it is not all.
        member(&service, 31, &of[&31]).await;
        let still = audit(&service, &ana).await;
        assert_eq!(
            (still["state"].as_str(), &still["newer"]),
            (Some("shown"), &json!(true))
        );
        weeks(&service, 1).await;
        assert_eq!(audit(&service, &ana).await["made"], still["made"]);

        let (who, donation) = &donors[7];
        let gone = format!("{RIDERS}/donations/{donation}");
        let answer = service.api(who, "DELETE", &gone, "").await;
        answer.is(200);
        let at_once = audit(&service, &ana).await;
        assert_eq!(
            (at_once["state"].as_str(), &at_once["audit"]),
            (Some("again"), &Value::Null)
        );
        let page = service.get_as(&ana, &format!("{RIDERS}/audit")).await;
        assert!(
            page.body.contains("The audit is being made again."),
            "{}",
            page.body
        );
        let file = format!("{RIDERS}/audit/files/audit.json");
        service.get_as(&ana, &file).await.is(404);
        weeks(&service, 1).await;
        let near = audit(&service, &ana).await;
        assert_eq!(
            (near["state"].as_str(), &near["audit"]),
            (Some("near"), &Value::Null)
        );

        // Without its file nothing can bring the earlier audit back.
        let mut conn = service.app.store.read().await.expect("a reader");
        let here = coalitions::by_slug(&mut conn, "riders")
            .await
            .expect("found")
            .expect("one")
            .id;
        let keys = &service.app.store.keys;
        let all = capstan_store::audits::releases(&mut conn, keys, &here)
            .await
            .expect("releases");
        assert!(all.iter().all(|release| release.result.is_empty()));
        drop(conn);

        for worker in 32..=44 {
            member(&service, worker, &of[&worker]).await;
        }
        weeks(&service, 1).await;
        let shown = audit(&service, &ana).await;
        assert_eq!(
            (shown["state"].as_str(), &shown["newer"]),
            (Some("shown"), &json!(false))
        );
    }
}

/// What someone can know behind an audit: whose jobs are counted, and which.
fn behind(audit: &Audit, events: &[PayEvent]) -> BTreeMap<String, BTreeSet<String>> {
    let question = audit.question().expect("a question");
    let jobs = Jobs::new(events, &question.rule);
    let found = gap::gaps(&jobs, &question.rule, &question.choices);
    let people = gap::people(&found.gaps, question.choices.jobs);
    let counted = people
        .iter()
        .filter(|p| p.gaps.len() >= question.choices.min_jobs);
    counted
        .map(|p| {
            let day = |g: &gap::Gap<'_>| format!("{:?} {:?}", g.job.times, g.job.order_total);
            (
                jobs.workers[p.worker].clone(),
                p.gaps.iter().map(day).collect(),
            )
        })
        .collect()
}

/// The adversary comes, donates, withdraws, has the rule changed, and takes
/// every two audits ever shown apart, knowing whose jobs are in which.
#[tokio::test]
async fn no_two_audits_ever_shown_tell_about_few() {
    for service in services().await {
        let (ana, of) = riders(&service, 40).await;
        let add = json!({ "file": RULE }).to_string();
        let added = service
            .api(&ana, "POST", &format!("{RIDERS}/audit/rules"), add)
            .await;
        assert_eq!(added.json()["name"], "town-2020", "{}", added.body);
        let mut donors = BTreeMap::new();
        for (worker, events) in of.iter().take(30) {
            donors.insert(*worker, member(&service, *worker, events).await);
        }
        let mut away: BTreeSet<usize> = (31..=40).collect();
        let stream = Stream::root(8);
        let mut shown: Vec<(Audit, BTreeMap<String, BTreeSet<String>>)> = Vec::new();
        let (mut last, mut refused) = (Value::Null, 0);
        for step in 0..9_u64 {
            let draw = |n: u64| stream.nth("step", step).uniform(n);
            let rule = if draw(0) < 0.6 {
                "shipt-2019"
            } else {
                "town-2020"
            };
            ask(&service, &ana, rule, "all").await;
            // Now and then many come and go at once.
            let changes = match step % 3 {
                0 => 16,
                _ => (draw(1) * 4.0) as u64,
            };
            for n in 0..changes {
                let worker = 1 + (draw(2 + n) * 40.0) as usize;
                if away.remove(&worker) {
                    let new = match donors.remove(&worker) {
                        None => member(&service, worker, &of[&worker]).await,
                        Some((who, _)) => {
                            let donation = donate(&service, &who, &of[&worker]).await;
                            (who, donation)
                        }
                    };
                    donors.insert(worker, new);
                } else if let Some((who, donation)) = donors.get(&worker) {
                    let gone = format!("{RIDERS}/donations/{donation}");
                    let answer = service.api(who, "DELETE", &gone, "").await;
                    answer.is(200);
                    away.insert(worker);
                }
            }
            weeks(&service, 1).await;
            let now = audit(&service, &ana).await;
            if now["audit"].is_null() || now["made"] == last {
                refused += 1;
                continue;
            }
            last = now["made"].clone();
            let made: Audit = serde_json::from_value(now["audit"].clone()).expect("an audit");
            let here = |worker: &&usize| !away.contains(*worker) && donors.contains_key(*worker);
            let events: Vec<PayEvent> = (of.keys().filter(here))
                .flat_map(|worker| of[worker].iter().cloned())
                .collect();
            let told = behind(&made, &events);
            assert_eq!(
                told.len(),
                made.workers.counted,
                "the adversary knows it all"
            );
            shown.push((made, told));
        }
        assert!(shown.len() > 2 && refused > 2, "{} {refused}", shown.len());
        for (one, a) in &shown {
            assert!(a.len() > 10);
            for (other, b) in &shown {
                let absent = |x: &BTreeMap<String, BTreeSet<String>>, y: &BTreeMap<String, _>| {
                    x.keys().filter(|who| !y.contains_key(*who)).count()
                };
                let (gone, came) = (absent(a, b), absent(b, a));
                let altered = a
                    .iter()
                    .filter(|(who, jobs)| b.get(*who).is_some_and(|j| j != *jobs));
                let altered = altered.count();
                let nested = altered == 0 && (gone == 0 || came == 0);
                let least = if nested { 11 } else { 6 };
                let told = gone + came + altered;
                assert!(told == 0 || told >= least, "{told} of {least}");
                // Nobody's pay is what is left after subtracting.
                let paid = |audit: &Audit| audit.headline.and_then(|h| h.paid);
                let Some((x, y)) = paid(one).zip(paid(other)) else {
                    continue;
                };
                for events in of.values() {
                    let own: i64 = events.iter().filter_map(|e| e.base).sum();
                    assert!(((x - y).abs() - own as f64 / 100.0).abs() > 0.005);
                }
            }
        }
    }
}

#[tokio::test]
async fn what_is_public_has_noise_or_is_not_offered() {
    for service in services().await {
        let (ana, of) = riders(&service, 30).await;
        let mut donors = Vec::new();
        for (worker, events) in &of {
            donors.push(member(&service, *worker, events).await);
        }
        ask(&service, &ana, "shipt-2019", "all").await;
        pass(&service).await;
        let path = format!("{RIDERS}/audit/public");
        let bo = &donors[0].0;
        let forbidden = service.api(bo, "POST", &path, "").await;
        forbidden.is(403);
        let ledger = service.api(bo, "GET", &format!("{path}/ledger"), "").await;
        ledger.is(403);
        let published = service.api(&ana, "POST", &path, "").await;
        let open = async || service.get(&format!("/api/v1{path}")).await.json();
        if !cfg!(feature = "privacy") {
            published.is(409);
            assert_eq!(
                (&open().await["offered"], &open().await["figures"]),
                (&json!(false), &Value::Null)
            );
            let page = service.get(&path).await;
            assert!(
                page.body.contains("built without the means"),
                "{}",
                page.body
            );
            continue;
        }
        published.is(204);
        let first = open().await;
        let exact = audit(&service, &ana).await["audit"]["headline"]["share"]["of"].clone();
        assert_eq!(first["figures"]["of"], exact);
        // Asked again, nothing is drawn and nothing is spent.
        service.api(&ana, "POST", &path, "").await;
        assert_eq!(open().await["figures"], first["figures"]);
        let ledger = service
            .api(&ana, "GET", &format!("{path}/ledger"), "")
            .await
            .json();
        assert_eq!(
            (
                ledger["left"].as_f64(),
                ledger["entries"].as_array().map(Vec::len)
            ),
            (Some(3.0), Some(2))
        );
        let page = service.get(&path).await;
        assert!(
            page.body.contains("were paid less than the rule gives"),
            "{}",
            page.body
        );
        // The budget stops. Each rule is another figure of the same people.
        for tolerance in ["half", "double"] {
            let ask = json!({"rule": "shipt-2019", "tolerance": tolerance}).to_string();
            service
                .api(&ana, "PUT", &format!("{RIDERS}/audit"), ask)
                .await;
            weeks(&service, 1).await;
            service.api(&ana, "POST", &path, "").await;
        }
        let ledger = service
            .api(&ana, "GET", &format!("{path}/ledger"), "")
            .await
            .json();
        assert!(
            ledger["left"].as_f64().is_some_and(|left| left <= 3.0),
            "{ledger}"
        );

        let (who, donation) = &donors[3];
        service
            .api(who, "DELETE", &format!("{RIDERS}/donations/{donation}"), "")
            .await;
        let gone = open().await;
        assert_eq!(
            (&gone["figures"], &gone["withdrawn"]),
            (&Value::Null, &json!(true))
        );
    }
}
