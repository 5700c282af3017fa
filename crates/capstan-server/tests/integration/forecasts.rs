//! Forecasts: asked for, made, shown, played with, and let go.

use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use capstan_coalition::campaign::{Brief, State};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::{Counting, Terms, Tier};
use capstan_server::forecasts::acts;
use capstan_server::jobs;
use capstan_store::campaigns::{self, Campaign};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::id::DAY;
use capstan_store::members::{self, Member};
use capstan_store::testing;
use std::fmt::Write as _;

/// A small question about the sample.
const ASK: &str = "data=sample&model=item-mean&settings=&lever=strike&amount=&group=random&participation=30,60&target=&replicates=1";
const ASK_JSON: &str =
    r#"{"data": "sample", "model": "item-mean", "participation": [0.3, 0.6], "replicates": 1}"#;

async fn coalition(service: &Service, id: &str) {
    let mut tx = service.app.store.begin().await.unwrap();
    let coalition = Coalition {
        name: "Riders".into(),
        ..testing::coalition(id)
    };
    coalitions::add(&mut tx, &coalition, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

/// A new member of a coalition.
async fn member(service: &Service, coalition: &str, role: &str) -> Someone {
    let someone = service.someone().await;
    let keys = &service.app.store.keys;
    let member = Member {
        id: someone.person.clone(),
        role: role.into(),
        ..testing::member(coalition, &someone.person[..8])
    };
    let mut tx = service.app.store.begin().await.unwrap();
    let tag = members::tag(keys, &someone.person);
    members::add(&mut tx, &member, &tag, &member.handle)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    someone
}

async fn campaign(service: &Service, coalition: &str, id: &str, state: State) {
    let now = service.app.now();
    let campaign = Campaign {
        id: id.into(),
        coalition: coalition.into(),
        state,
        brief: Brief {
            title: "Fair <b>pay</b>".into(),
            operator: "Streamer".into(),
            system: "Recommender".into(),
            demand: "Pay".into(),
            levers: vec![Lever::Strike],
            group: None,
            stop: "A deal".into(),
            claims: Vec::new(),
            terms: Terms {
                threshold: 10,
                opens: now,
                step: DAY,
                window: 7 * DAY,
                closes: now + 60 * DAY,
            },
            counting: Counting::at_least(Tier::Invitation).unwrap(),
            poison: None,
        },
        hosts: Vec::new(),
        counsel: None,
        note: String::new(),
        outcome: None,
        made: now,
        opened: now,
        ended: 0,
    };
    let mut tx = service.app.store.begin().await.unwrap();
    campaigns::put(&mut tx, &campaign).await.unwrap();
    tx.commit().await.unwrap();
}

/// A coalition with an open campaign "k" and its organiser.
async fn set_up(service: &Service) -> Someone {
    coalition(service, "c").await;
    campaign(service, "c", "k", State::Open).await;
    member(service, "c", "organiser").await
}

/// How often the job of a forecast was begun.
async fn tries(service: &Service, forecast: &str) -> i64 {
    let mut conn = service.app.store.read().await.unwrap();
    let row = capstan_store::forecasts::find(&mut conn, forecast).await;
    let job = row.unwrap().unwrap().job;
    let job = capstan_store::jobs::find(&mut conn, &job).await;
    job.unwrap().unwrap().tries
}

async fn work(service: &Service) {
    while jobs::next(&service.app, "worker").await.unwrap() {}
}

/// Ratings of 60 people as text.
pub fn ratings() -> String {
    let mut text = String::from("user,item,rating\n");
    for user in 0..60u32 {
        for n in 0..12u32 {
            let item = (user * 7 + n * 3) % 40;
            let rating = 1 + (user + item * 3) % 5;
            let _ = writeln!(text, "u{user},i{item},{rating}");
        }
    }
    text
}

pub async fn send_file(
    service: &Service,
    who: &Someone,
    path: &str,
    keep: &str,
    file: &[u8],
) -> Answer {
    let mut body = Vec::new();
    let part = |head: &str| format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n");
    body.extend(part("name=\"keep\"").bytes());
    body.extend(keep.bytes());
    body.extend(b"\r\n");
    body.extend(part("name=\"file\"; filename=\"../../etc/passwd\"").bytes());
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
    service.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn an_organiser_asks_and_everyone_reads_and_plays() {
    for service in services().await {
        let ana = set_up(&service).await;
        let none = service.get("/campaigns/k/forecast").await;
        assert!(
            none.body.contains("There is no forecast yet."),
            "{}",
            none.body
        );
        let form = service.get_as(&ana, "/campaigns/k/forecast/new").await;
        assert!(form.body.contains("Fair &lt;b&gt;pay&lt;/b&gt;"));
        let asked = service
            .post_as(&ana, "/campaigns/k/forecast/new", ASK)
            .await;
        asked.is(303);
        let at = asked.headers["location"].to_str().unwrap().to_owned();
        let waits = service.get_as(&ana, &at).await;
        assert!(waits.headers.contains_key("refresh"));
        assert!(
            waits.body.contains("It waits for its turn."),
            "{}",
            waits.body
        );
        service.get(&at).await.is(404);
        work(&service).await;
        let page = service.get("/campaigns/k/forecast").await;
        assert!(!page.headers.contains_key("refresh"));
        assert!(
            page.body.contains("If 3 in 10 members strike"),
            "{}",
            page.body
        );
        assert!(page.body.contains("These data are made up"));
        assert!(!page.body.contains("data:text") && !page.body.contains(" style="));
        let path = at.split('?').next().unwrap();
        for (file, mime, start) in [
            ("forecast.json", "application/json", "{\n"),
            (
                "points.csv",
                "text/csv; charset=utf-8",
                "participation,people",
            ),
            ("curve.svg", "image/svg+xml", "<svg"),
            ("curve.csv", "text/csv; charset=utf-8", ""),
        ] {
            let got = service.get(&format!("{path}/{file}")).await;
            assert_eq!(got.headers["content-type"], mime, "{file}");
            assert!(got.body.starts_with(start), "{file}: {:.80}", got.body);
        }
        for file in ["none.svg", "curve.exe", "..%2Fsecret.key", "curve"] {
            let got = service.get(&format!("{path}/{file}")).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND, "{file}");
        }
        let play = service
            .get("/campaigns/k/explore?lever=strike&group=random&participation=45")
            .await;
        assert!(
            play.body.contains("a straight line between two points"),
            "{}",
            play.body
        );
        assert!(play.body.contains("class=\"here\""));
        let play = service
            .get("/campaigns/k/explore?lever=strike&group=random&participation=30")
            .await;
        assert!(play.body.contains("This was computed."), "{}", play.body);
        let curves = service.get("/api/v1/campaigns/k/curves").await.json();
        assert_eq!(curves["items"][0]["points"][1]["participation"], 0.6);
        assert_eq!(curves["items"][0]["points"][1]["people"], 366);
        let mut conn = service.app.store.read().await.unwrap();
        // The mean of each item serves all alike: there is nothing to lose, and
        // so nothing to be graded.
        assert!(acts::of(&mut conn, "k").await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_missing_point_is_asked_for_once_by_members_only() {
    for service in services().await {
        let ana = set_up(&service).await;
        let asked = service
            .api(&ana, "POST", "/campaigns/k/forecasts", ASK_JSON)
            .await;
        asked.is(202);
        let id = asked.json()["id"].as_str().unwrap().to_owned();
        work(&service).await;
        let points = format!("/campaigns/k/curves/{id}/points");
        let stranger = service.someone().await;
        let body = r#"{"participation": 0.45}"#;
        let refused = service.api(&stranger, "POST", &points, body).await;
        refused.is(403);
        let bea = member(&service, "c", "member").await;
        let first = service.api(&bea, "POST", &points, body).await;
        first.is(202);
        assert!(first.json()["id"].is_string());
        let again = service.api(&bea, "POST", &points, body).await;
        assert!(again.json()["id"].is_null());
        let curves = service.get("/api/v1/campaigns/k/curves").await.json();
        assert_eq!(curves["items"][0]["under_way"][0], 0.45);
        work(&service).await;
        let curves = service.get("/api/v1/campaigns/k/curves").await.json();
        let shares: Vec<f64> = curves["items"][0]["points"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["participation"].as_f64().unwrap())
            .collect();
        assert_eq!(shares, [0.3, 0.45, 0.6]);
        for wrong in ["0", "1.5", "-1"] {
            let body = format!("{{\"participation\": {wrong}}}");
            let refused = service.api(&bea, "POST", &points, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        }
    }
}

#[tokio::test]
async fn ratings_go_with_their_worlds_once_the_forecast_is_made() {
    for service in services().await {
        let ana = set_up(&service).await;
        let text = ratings();
        let files = |folder: &str| {
            std::fs::read_dir(service.app.config.data.join(folder)).map_or(0, Iterator::count)
        };
        for (keep, left) in [("", 0), ("yes", 1)] {
            let sent = send_file(
                &service,
                &ana,
                "/campaigns/k/ratings",
                keep,
                text.as_bytes(),
            )
            .await;
            sent.is(201);
            let kept = sent.json();
            assert_eq!(kept["found"]["people"], 60);
            assert_eq!(kept["found"]["ratings"], 720);
            assert_eq!(files("blobs/ratings"), 1);
            let id = kept["id"].as_str().unwrap();
            let ask = ASK_JSON.replace("sample", id);
            let asked = service
                .api(&ana, "POST", "/campaigns/k/forecasts", &ask)
                .await;
            asked.is(202);
            work(&service).await;
            let forecast = asked.json()["id"].as_str().unwrap().to_owned();
            let made = service
                .api(
                    &ana,
                    "GET",
                    &format!("/campaigns/k/forecasts/{forecast}"),
                    "",
                )
                .await;
            assert_eq!(made.json()["brief"]["state"], "done", "{}", made.body);
            assert!(!made.body.contains("passwd"));
            assert_eq!(files("blobs/ratings"), left);
            assert_eq!(files("worlds"), left);
            let more = service.get("/api/v1/campaigns/k/curves").await.json();
            let more = &more["items"].as_array().unwrap().last().unwrap()["more"];
            assert_eq!(*more, left == 1);
            if left == 1 {
                let gone = service
                    .api(&ana, "DELETE", &format!("/campaigns/k/ratings/{id}"), "")
                    .await;
                gone.is(204);
                assert_eq!((files("blobs/ratings"), files("worlds")), (0, 0));
            }
        }
    }
}

#[tokio::test]
async fn hostile_files_are_refused_and_leave_nothing() {
    for service in services().await {
        let ana = set_up(&service).await;
        for file in [
            &b""[..],
            b"PK\x03\x04",
            b"user,item,rating\na,b,good\n",
            b"\x1f\x8b\x08",
        ] {
            let sent = send_file(&service, &ana, "/campaigns/k/ratings", "", file).await;
            sent.is(422);
            let data = service.app.config.data.display().to_string();
            assert!(!sent.body.contains(&data), "{}", sent.body);
        }
        let blobs = service.app.config.data.join("blobs/ratings");
        assert_eq!(std::fs::read_dir(blobs).map_or(0, Iterator::count), 0);
        let here = r#"{"data": "sample", "group": "ids /etc/passwd"}"#;
        let refused = service
            .api(&ana, "POST", "/campaigns/k/forecasts", here)
            .await;
        assert_eq!(refused.problem(), "forecasts-group-file");
        let other = r#"{"data": "../../secret.key"}"#;
        let refused = service
            .api(&ana, "POST", "/campaigns/k/forecasts", other)
            .await;
        assert_eq!(refused.json()["field"], "data");
    }
}

#[tokio::test]
async fn only_organisers_of_the_coalition_add_and_only_all_may_read() {
    for service in services().await {
        let ana = set_up(&service).await;
        campaign(&service, "c", "draft", State::Draft).await;
        coalition(&service, "d").await;
        let other = member(&service, "d", "steward").await;
        let bea = member(&service, "c", "member").await;
        for who in [&other, &bea] {
            let refused = service
                .api(who, "POST", "/campaigns/k/forecasts", ASK_JSON)
                .await;
            refused.is(403);
            let refused = send_file(&service, who, "/campaigns/k/ratings", "", b"a,b\n1,2\n").await;
            refused.is(403);
            let hidden = service
                .api(who, "GET", "/campaigns/draft/forecasts", "")
                .await;
            hidden.is(404);
            let hidden = service.get_as(who, "/campaigns/k/forecast/new").await;
            hidden.is(404);
        }
        let nobody = service.get("/campaigns/draft/explore").await;
        nobody.is(404);
        let seen = service
            .api(&ana, "GET", "/campaigns/draft/forecasts", "")
            .await;
        seen.is(200);
        // A page of others cannot send a file for the one who looks at it.
        let request = Request::post("/campaigns/k/forecast/ratings")
            .header(header::COOKIE, format!("capstan={}", ana.session))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut");
        let body = "--cut\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\na,b\n1,2\n\r\n--cut--\r\n";
        let forged = service.send(request.body(Body::from(body)).unwrap()).await;
        forged.is(403);
    }
}

#[tokio::test]
async fn a_worker_that_dies_leaves_its_job_to_the_next_and_a_cancelled_one_ends() {
    for service in services().await {
        let ana = set_up(&service).await;
        let long = r#"{"data": "sample", "settings": "factors=2, epochs=3", "participation": [0.3], "replicates": 32}"#;
        let asked = service
            .api(&ana, "POST", "/campaigns/k/forecasts", long)
            .await;
        let id = asked.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/campaigns/k/forecasts/{id}");
        let state = async || {
            let one = service.api(&ana, "GET", &path, "").await.json();
            one["brief"]["state"].as_str().unwrap().to_owned()
        };
        // The first worker ends as soon as it has claimed the job.
        let dies = tokio::time::timeout(
            std::time::Duration::from_millis(50),
            jobs::next(&service.app, "dies"),
        );
        assert!(dies.await.is_err());
        assert_eq!(state().await, "running");
        assert!(!jobs::next(&service.app, "early").await.unwrap());
        service.app.clock.forward(DAY);
        let cancels = async {
            while tries(&service, &id).await < 2 {}
            let cancelled = service
                .api(&ana, "POST", &format!("{path}/cancel"), "")
                .await;
            cancelled.is(204);
        };
        let (taken, ()) = tokio::join!(jobs::next(&service.app, "next"), cancels);
        assert!(taken.unwrap());
        assert_eq!(state().await, "cancelled");
        assert!(!jobs::next(&service.app, "last").await.unwrap());
    }
}

#[tokio::test]
async fn a_forecast_from_elsewhere_is_marked_until_it_is_made_again() {
    for service in services().await {
        let ana = set_up(&service).await;
        campaign(&service, "c", "l", State::Open).await;
        let asked = service
            .api(&ana, "POST", "/campaigns/k/forecasts", ASK_JSON)
            .await;
        work(&service).await;
        let id = asked.json()["id"].as_str().unwrap().to_owned();
        let file = service
            .get(&format!("/campaigns/k/forecasts/{id}/forecast.json"))
            .await
            .body;
        for (old, new) in [
            ("\"seed\": 1", "\"sead\": 1"),
            ("\"item-mean\"", "\"nobody\""),
            ("\"participation\": 0.3", "\"participation\": 7"),
            ("\"random\"", "\"ids /etc/passwd\""),
            ("\"folds\": 5", "\"folds\": 5, \"more\": 1"),
        ] {
            assert!(file.contains(old), "{old}");
            let wrong = file.replacen(old, new, 1);
            let refused = service
                .api(&ana, "POST", "/campaigns/l/forecasts/file", &wrong)
                .await;
            assert_eq!(
                refused.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{new}: {}",
                refused.body
            );
        }
        let taken = service
            .api(&ana, "POST", "/campaigns/l/forecasts/file", &file)
            .await;
        taken.is(201);
        let page = service.get("/campaigns/l/forecast").await;
        assert!(page.body.contains("not verified here"), "{}", page.body);
        let id = taken.json()["id"].as_str().unwrap().to_owned();
        let verify = format!("/campaigns/l/forecasts/{id}/verify");
        service.api(&ana, "POST", &verify, "").await.is(202);
        work(&service).await;
        let page = service.get("/campaigns/l/forecast").await;
        assert!(page.body.contains("the numbers agree"), "{}", page.body);
        let body = format!("{{\"forecast\": \"{id}\"}}");
        let picked = service
            .api(&ana, "POST", "/campaigns/k/forecasts/stored", &body)
            .await;
        picked.is(201);
    }
}
