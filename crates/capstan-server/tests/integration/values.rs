//! What data are worth: who may have it worked out, what all members see, and
//! what is each member's own.

use crate::coalition::draft;
use crate::coalitions::{found, join};
use crate::forecasts::{ratings, send_file};
use crate::support::{Answer, Service, Someone, services};
use axum::http::StatusCode;
use capstan_server::{jobs, tick};
use serde_json::{Value, json};

const ALL: &str = "/coalitions/riders/values";
const HOUR: i64 = 60 * 60 * 1_000_000;

/// Eight jobs whose pay is a tenth of the order, and 5. Those of other members
/// are others.
fn events(member: usize) -> String {
    let mut text = String::from(
        "worker,platform,start,end,base,promotion,tip,total,order_total,currency,source\n",
    );
    for day in 1..=8 {
        let order = 1000 * day + 700 * member + 13 * day * day;
        let pay = 500 + order / 10;
        let money = |cents: usize| format!("{}.{:02}", cents / 100, cents % 100);
        let (order, pay) = (money(order), money(pay));
        let start = format!("2026-08-{day:02}T10:00");
        text += &format!("me,shipt,{start},,{pay},,0.00,{pay},{order},USD,export\n");
    }
    text
}

/// Ana's coalition, with so many members who donated. Ana donated nothing.
pub async fn riders(service: &Service, donors: usize) -> (Someone, Vec<Someone>) {
    let ana = service.someone().await;
    assert_eq!(found(service, &ana, "Riders", "ana").await, "riders");
    let mut all = Vec::new();
    for n in 0..donors {
        let one = service.someone().await;
        let joined = join(service, &one, "riders", &format!("rider-{n}")).await;
        assert_eq!(joined, StatusCode::CREATED);
        donate(service, &one, n).await;
        all.push(one);
    }
    (ana, all)
}

async fn donate(service: &Service, who: &Someone, number: usize) {
    let path = "/coalitions/riders/donations";
    let jobs = json!({"agree": ["own", "figures"], "lang": "en", "events": events(number)});
    let answer = service.api(who, "POST", path, jobs.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    let id = answer.json()["id"].as_str().unwrap().to_owned();
    let keep = json!({"keep": [0, 1, 2, 3, 4, 5, 6, 7]}).to_string();
    let kept = service.api(who, "PUT", &format!("{path}/{id}"), keep).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
}

pub async fn withdraw(service: &Service, who: &Someone) {
    let path = "/coalitions/riders/donations";
    let all = service.api(who, "GET", path, "").await.json();
    let id = all["items"][0]["id"].as_str().unwrap();
    let gone = service
        .api(who, "DELETE", &format!("{path}/{id}"), "")
        .await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.body);
}

async fn start(service: &Service, who: &Someone, ask: Value) -> Answer {
    service.api(who, "POST", ALL, ask.to_string()).await
}

/// Asks for values and lets the engine make them; the id.
pub async fn made(service: &Service, who: &Someone, ask: Value) -> String {
    let asked = start(service, who, ask).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.body);
    engine(service).await;
    asked.json()["id"].as_str().unwrap().to_owned()
}

async fn engine(service: &Service) {
    while jobs::next(&service.app, "worker").await.unwrap() {}
}

async fn see(service: &Service, who: &Someone, id: &str) -> Value {
    let answer = service.api(who, "GET", &format!("{ALL}/{id}"), "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

#[tokio::test]
async fn all_members_see_steps_of_people_and_each_their_own_alone() {
    for service in services().await {
        let (ana, donors) = riders(&service, 12).await;
        let refused = start(&service, &donors[0], json!({"game": "pay"})).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let asked = start(&service, &ana, json!({"game": "pay"})).await;
        let id = asked.json()["id"].as_str().unwrap().to_owned();
        let early = service
            .api(&donors[0], "GET", &format!("{ALL}/{id}"), "")
            .await;
        assert_eq!(early.status, StatusCode::NOT_FOUND, "not made yet");
        engine(&service).await;

        let whole = see(&service, &ana, &id).await;
        assert_eq!(
            whole["own"],
            Value::Null,
            "who donated nothing has no value"
        );
        let found = &whole["valuation"]["found"];
        assert_eq!(found["platform"], "shipt");
        assert_eq!(found["features"], json!(["order_total"]));
        // The pay follows the order but for a coin: nearly all is foretold.
        let worth = found["worth"]["value"].as_f64().unwrap();
        assert!(worth > 95.0 && worth <= 100.0, "{found}");
        assert_eq!(found["spread"]["people"], 10, "a published size");
        for bin in found["spread"]["bins"].as_array().unwrap() {
            assert_eq!(bin["people"], 5);
        }
        let mut sum = 0.0;
        for donor in &donors {
            let own = see(&service, donor, &id).await["own"].clone();
            assert_eq!(own["jobs"], 8);
            let (low, high) = (own["low"].as_f64().unwrap(), own["high"].as_f64().unwrap());
            let value = own["value"].as_f64().unwrap();
            assert!(low <= value && value <= high);
            sum += value;
        }
        // Shapley values share out the worth; what is told is rounded.
        let nobody = found["nobody"].as_f64().unwrap();
        assert!((sum - (worth - nobody)).abs() < 0.5, "{sum} of {worth}");

        let stranger = service.someone().await;
        let list = service.api(&stranger, "GET", ALL, "").await;
        assert_eq!(list.status, StatusCode::NOT_FOUND);
        let page = service.get_as(&stranger, ALL).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let own = see(&service, &donors[3], &id).await["own"]["value"].to_string();
        let list = service.api(&donors[4], "GET", ALL, "").await;
        assert!(!list.body.contains("rider-"), "{}", list.body);
        assert!(!list.body.contains(&own), "{own} in {}", list.body);
        let page = service.get_as(&donors[3], &format!("{ALL}/{id}")).await;
        assert!(page.body.contains("Your 8 jobs add"), "{}", page.body);
        let page = service.get_as(&ana, &format!("{ALL}/{id}")).await;
        assert!(!page.body.contains("Your 8 jobs"), "{}", page.body);
        let drawn = service
            .get_as(&ana, &format!("{ALL}/{id}/values.csv"))
            .await;
        assert_eq!(drawn.body.lines().count(), 3, "{}", drawn.body);
    }
}

#[tokio::test]
async fn too_few_members_are_no_group() {
    for service in services().await {
        let (ana, donors) = riders(&service, 5).await;
        let id = made(&service, &ana, json!({"game": "pay"})).await;
        let whole = see(&service, &ana, &id).await;
        assert_eq!(whole["valuation"]["state"], "failed");
        let why = whole["valuation"]["problem"].as_str().unwrap();
        assert!(why.starts_with("It takes 6 members"), "{why}");
        let none = service.api(&donors[0], "GET", ALL, "").await.json();
        assert_eq!(none["items"], json!([]));
    }
}

#[tokio::test]
async fn what_is_withdrawn_goes_and_the_rest_is_made_again() {
    for service in services().await {
        let (ana, donors) = riders(&service, 8).await;
        let id = made(&service, &ana, json!({"game": "pay"})).await;
        let list = service.api(&donors[0], "GET", ALL, "").await.json();
        assert_eq!(list["items"][0]["stale"], false);

        withdraw(&service, &donors[0]).await;
        let left = service
            .api(&donors[1], "DELETE", "/coalitions/riders/members/me", "")
            .await;
        assert!(left.status.is_success(), "{}", left.body);
        let mine = see(&service, &donors[0], &id).await;
        assert_eq!(mine["own"], Value::Null, "gone at once");
        assert_eq!(mine["valuation"]["stale"], true);
        tick::due(&service.app).await.unwrap();
        engine(&service).await;
        let still = see(&service, &ana, &id).await;
        assert_eq!(still["valuation"]["stale"], true, "not after each change");

        service.app.clock.forward(2 * HOUR);
        tick::due(&service.app).await.unwrap();
        tick::due(&service.app).await.unwrap();
        engine(&service).await;
        let again = see(&service, &donors[2], &id).await;
        assert_eq!(again["valuation"]["stale"], false, "{again}");
        assert_eq!(again["own"]["jobs"], 8);
        // Two went: who knows the figures of eight could take those of six off.
        let found = &again["valuation"]["found"];
        assert_eq!(found["withheld"], 6, "{found}");
        assert_eq!(found["worth"]["value"], Value::Null);
        assert!(found.get("spread").is_none());
        let page = service.get_as(&ana, &format!("{ALL}/{id}")).await;
        assert!(page.body.contains("Too few people came or went"));

        withdraw(&service, &donors[2]).await;
        service.app.clock.forward(2 * HOUR);
        tick::due(&service.app).await.unwrap();
        engine(&service).await;
        let list = service.api(&donors[3], "GET", ALL, "").await.json();
        assert_eq!(
            list["items"],
            json!([]),
            "five are too few: it is taken back"
        );
        let mine = service
            .api(&donors[3], "GET", &format!("{ALL}/{id}"), "")
            .await;
        assert_eq!(mine.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn figures_come_again_once_enough_people_came_or_went() {
    for service in services().await {
        let (ana, donors) = riders(&service, 9).await;
        let id = made(&service, &ana, json!({"game": "pay"})).await;
        let again = async || {
            service.app.clock.forward(2 * HOUR);
            tick::due(&service.app).await.unwrap();
            engine(&service).await;
            see(&service, &ana, &id).await["valuation"]["found"].clone()
        };
        let records = |found: &Value| found["records"].as_u64();
        let first = see(&service, &ana, &id).await["valuation"]["found"].clone();
        assert_eq!(records(&first), Some(70));
        let come = async |numbers: std::ops::Range<usize>| {
            for n in numbers {
                let one = service.someone().await;
                join(&service, &one, "riders", &format!("late-{n}")).await;
                donate(&service, &one, n).await;
            }
        };
        come(9..12).await;
        let older = again().await;
        assert_eq!(records(&older), Some(70), "three are too few");
        assert_eq!(older["older"], true);
        assert_eq!(older["spread"], first["spread"]);
        come(12..15).await;
        let all = again().await;
        assert_eq!((records(&all), &all["older"]), (Some(120), &json!(false)));
        for donor in &donors[..3] {
            withdraw(&service, donor).await;
        }
        come(15..18).await;
        let other = again().await;
        assert_eq!(records(&other), Some(120), "six came or went: {other}");
        assert!(other["withheld"].is_null());
        let list = service.api(&donors[5], "GET", ALL, "").await;
        assert!(!list.body.contains("basis"), "{}", list.body);
    }
}

#[tokio::test]
async fn groups_of_ratings_are_shown_if_they_are_large_enough() {
    for service in services().await {
        let (ana, _) = riders(&service, 0).await;
        let groups = "busy: top 20% by ratings\nquiet: bottom 20% by ratings\n\
                      few: top 1% by ratings";
        let ask = json!({"game": "ratings", "data": "sample", "model": "item-mean",
                         "metric": "rmse", "unit": "groups", "groups": groups, "method": "loo"});
        let wrong = json!({"game": "ratings", "unit": "groups", "groups": "busy"});
        let refused = start(&service, &ana, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["field"], "groups");
        let others = json!({"game": "ratings", "data": "not-ours"});
        let refused = start(&service, &ana, others).await;
        assert_eq!(refused.json()["field"], "data");

        let id = made(&service, &ana, ask).await;
        let whole = see(&service, &ana, &id).await;
        let found = &whole["valuation"]["found"];
        let names: Vec<&str> = found["groups"]
            .as_array()
            .unwrap_or_else(|| panic!("{whole}"))
            .iter()
            .map(|g| g["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["busy", "quiet"]);
        assert_eq!(found["hidden"], 1);
        let page = service.get_as(&ana, &format!("{ALL}/{id}")).await;
        assert!(
            page.body.contains("One group is too small"),
            "{}",
            page.body
        );
        let gone = service
            .api(&ana, "DELETE", &format!("{ALL}/{id}"), "")
            .await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        let gone = service.get_as(&ana, &format!("{ALL}/{id}")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    }
}

/// A table of groups: each with the people from one number to another.
fn table(groups: &[(&str, std::ops::Range<usize>)]) -> String {
    let mut text = String::from("id,group\n");
    for (name, people) in groups {
        for n in people.clone() {
            text += &format!("u{n},{name}\n");
        }
    }
    text
}

#[tokio::test]
async fn no_two_tables_show_what_few_people_add() {
    for service in services().await {
        let (ana, _) = riders(&service, 0).await;
        let drafted = draft(&service, json!({}));
        let path = "/coalitions/riders/campaigns";
        let campaign = service.api(&ana, "POST", path, &drafted).await;
        assert_eq!(campaign.status, StatusCode::CREATED, "{}", campaign.body);
        let campaign = campaign.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/campaigns/{campaign}/ratings");
        let all = ratings();
        let without: String = (all.lines())
            .filter(|line| !line.starts_with("u59,"))
            .map(|line| format!("{line}\n"))
            .collect();
        let mut files = Vec::new();
        for text in [&all, &without] {
            let kept = send_file(&service, &ana, &path, "yes", text.as_bytes()).await;
            assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.body);
            files.push(kept.json()["id"].as_str().unwrap().to_owned());
        }
        let ask = |data: &str, table: String| {
            json!({"game": "ratings", "data": data, "model": "item-mean", "metric": "rmse",
                   "unit": "groups", "table": table, "method": "loo"})
        };
        let found = async |data: &str, table: String| {
            let id = made(&service, &ana, ask(data, table)).await;
            let whole = see(&service, &ana, &id).await;
            assert_eq!(whole["valuation"]["state"], "done", "{whole}");
            assert_eq!(whole["valuation"]["ask"]["table"], "", "nobody sees it");
            whole["valuation"]["found"].clone()
        };
        let names = |found: &Value| -> Vec<String> {
            let groups = found["groups"].as_array().unwrap();
            groups
                .iter()
                .map(|g| g["name"].as_str().unwrap().to_owned())
                .collect()
        };
        // Somebody is in both.
        let first = found(&files[0], table(&[("a", 0..12), ("b", 5..30)])).await;
        assert_eq!(names(&first), ["a", "b"], "{first}");
        let worth = &first["worth"];
        let number = |of: &str| worth[of].as_f64().unwrap();
        assert!(number("low") < number("value") && number("value") < number("high"));
        let few = [("a", 0..11), ("b", 5..30), ("c", 0..59), ("d", 0..4)];
        let second = found(&files[0], table(&few)).await;
        assert_eq!(names(&second), ["b"], "one fewer, all but one, four");
        assert_eq!(second["hidden"], 3);
        let third = found(&files[1], table(&[("b", 5..30)])).await;
        assert_eq!(third["withheld"], 5, "{third}");
        assert_eq!(third["worth"]["value"], Value::Null);
        let wrong = ask(&files[0], "id,group\nu99,a\n".into());
        let id = made(&service, &ana, wrong).await;
        let why = see(&service, &ana, &id).await["valuation"]["problem"].to_string();
        assert!(why.contains("Line 2 of the table"), "{why}");
    }
}

/// Sends the form that asks for values, with a table of groups.
async fn send(
    service: &Service,
    who: &Someone,
    path: &str,
    fields: &[(&str, &str)],
    table: &str,
) -> Answer {
    let file = ["table", "t.csv", table];
    service.post_file(who, path, fields, file).await
}

#[tokio::test]
async fn values_are_asked_for_and_stopped_with_forms_alone() {
    for service in services().await {
        let (ana, _) = riders(&service, 0).await;
        let new = format!("{ALL}/new");
        let page = service.get_as(&ana, &new).await;
        assert_eq!(page.status, StatusCode::OK);
        let wrong = [
            ("game", "ratings"),
            ("unit", "groups"),
            ("groups", "nobody"),
            ("model", "ease"),
            ("metric", "ndcg@10"),
            ("method", "loo"),
        ];
        let page = send(&service, &ana, &new, &wrong, "").await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("id=\"groups-error\""), "{}", page.body);
        assert!(page.body.contains(">nobody</textarea>"), "{}", page.body);
        let table = [("game", "ratings"), ("unit", "groups"), ("method", "loo")];
        let sent = send(&service, &ana, &new, &table, "id,group\nzoe,a\n").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        engine(&service).await;
        let path = sent.headers["location"].to_str().unwrap();
        let page = service.get_as(&ana, path.split('?').next().unwrap()).await;
        assert!(page.body.contains("Line 2 of the table"), "{}", page.body);
        let pay = [("game", "pay"), ("learner", "knn"), ("unit", "people")];
        let sent = send(&service, &ana, &new, &pay, "").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        let path = sent.headers["location"].to_str().unwrap();
        let path = path.split('?').next().unwrap();
        let page = service.get_as(&ana, path).await;
        assert!(page.body.contains("The engine will begin soon."));
        assert!(page.headers.contains_key("refresh"));
        let stopped = service.post_as(&ana, &format!("{path}/cancel"), "").await;
        assert_eq!(stopped.status, StatusCode::SEE_OTHER);
        engine(&service).await;
        let page = service.get_as(&ana, path).await;
        assert!(page.body.contains("It was stopped."), "{}", page.body);
        let log = service.api(&ana, "GET", "/coalitions/riders/log", "").await;
        assert!(log.body.contains("values-data"), "{}", log.body);
    }
}

#[tokio::test]
async fn anyone_tries_the_example_and_members_the_values_of_their_group() {
    for service in services().await {
        let (ana, donors) = riders(&service, 12).await;
        let at = "/coalitions/riders/dividends";
        let example = service.get(at).await;
        assert_eq!(example.status, StatusCode::OK, "{}", example.body);
        assert!(example.body.contains("666.67"), "{}", example.body);
        assert!(example.body.contains("A value of zero can be paid."));
        let stranger = service.someone().await;
        let none = format!("{at}?on=values");
        let hidden = service.api(&stranger, "GET", &none, "").await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let yet = service.api(&donors[0], "GET", &none, "").await;
        assert_eq!(yet.status, StatusCode::NOT_FOUND, "nothing was made yet");

        made(&service, &ana, json!({"game": "pay"})).await;
        let hidden = service.api(&stranger, "GET", &none, "").await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
        let query = format!("{at}?rule=equal&public_good=10&budget=1000&currency=USD");
        let tried = service.api(&donors[0], "GET", &query, "").await.json();
        assert_eq!(tried["people"], 10);
        let steps = tried["steps"].as_array().unwrap();
        assert_eq!(steps.len(), 2);
        for step in steps {
            assert_eq!(step["each"], 90.0, "{tried}");
        }
        assert_eq!(tried["keeps"][0], "budget");
        assert!(
            tried["breaks"]
                .as_array()
                .unwrap()
                .contains(&json!("null-player"))
        );
        assert_eq!(tried["chain"]["public-good"], 0.1);
        let page = service.get_as(&donors[0], at).await;
        assert!(page.body.contains("published size"), "{}", page.body);
        assert!(page.body.contains("id=\"lorenz"), "{}", page.body);
        let file = format!("{at}/on=example&rule=clip/lorenz.csv");
        let file = service.get(&file).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.body);
        assert!(file.body.ends_with("1,1\n"), "{}", file.body);
    }
}

#[tokio::test]
async fn what_cannot_be_tried_is_said_at_its_field() {
    for service in services().await {
        riders(&service, 0).await;
        let at = "/coalitions/riders/dividends";
        let someone = service.someone().await;
        for (query, field) in [
            ("rule=fair", "rule"),
            ("gini=1", "gini"),
            ("gini=x", "gini"),
            ("public_good=100", "public_good"),
            ("public_good=-1", "public_good"),
            ("floor=400.00", "floor"),
            ("floor=-1", "floor"),
            ("floor=1.234", "floor"),
            ("cap=100", "cap"),
            ("cap=100&floor=200", "cap"),
            ("budget=0", "budget"),
            ("budget=9999999999999999999", "budget"),
            ("currency=XQX", "currency"),
            ("on=moon", "on"),
        ] {
            let path = format!("{at}?{query}");
            let answer = service.api(&someone, "GET", &path, "").await;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            assert_eq!(answer.status, status, "{query}: {}", answer.body);
            assert_eq!(answer.json()["field"], field, "{query}");
        }
        let page = service.get(&format!("{at}?floor=400.00")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.body.contains("200.00"),
            "what is missing: {}",
            page.body
        );
        assert!(page.body.contains("id=\"floor-error\""), "{}", page.body);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_table_is_said_at_its_field() {
    for service in services().await {
        let (ana, _) = riders(&service, 0).await;
        let new = format!("{ALL}/new");
        let fields = [
            ("game", "ratings"),
            ("unit", "groups"),
            ("platform", "kept"),
            ("method", "loo"),
        ];
        let rows = |n: usize| "id,group\n".to_owned() + &"someone,some group\n".repeat(n);
        let sent = send(&service, &ana, &new, &fields, &rows(50_000)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let large = send(&service, &ana, &new, &fields, &rows(60_000)).await;
        assert_eq!(large.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(large.body.contains("id=\"table-error\""), "{}", large.body);
        assert!(large.body.contains("larger than one megabyte"));
        assert!(large.body.contains("value=\"kept\""), "what was typed");
    }
}
