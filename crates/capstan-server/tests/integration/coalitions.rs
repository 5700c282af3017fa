//! Coalitions: founding, joining, roles, the log, leaving.

use crate::support::{Service, Someone, services};
use axum::http::StatusCode;
use capstan_proof::{PublicKey, Published, Signed};
use capstan_server::coalitions::acts;
use capstan_server::tick;
use capstan_store::dialect::Dialect;
use capstan_store::id::DAY;
use capstan_store::sqlx::{self, Row};
use serde_json::json;

/// A request that founds a coalition.
pub fn founding(name: &str, handle: &str, joining: &str) -> String {
    json!({
        "texts": {
            "name": name, "summary": "We want to know how our pay is made.",
            "visions": ["fair-pay"], "place": "Leeds", "languages": ["en"],
        },
        "charter": {
            "purpose": "Fair pay.", "contact": "mail@example.org", "who_may_join": joining,
        },
        "handle": handle,
    })
    .to_string()
}

/// Founds a coalition and gives its slug.
pub async fn found(service: &Service, who: &Someone, name: &str, handle: &str) -> String {
    let body = founding(name, handle, "open");
    let answer = service.api(who, "POST", "/coalitions", &body).await;
    answer.is(201);
    answer.json()["slug"].as_str().unwrap().to_owned()
}

/// Joins a coalition under a handle; the status.
pub async fn join(service: &Service, who: &Someone, slug: &str, handle: &str) -> StatusCode {
    let path = format!("/coalitions/{slug}/members/me");
    let body = json!({"handle": handle, "agrees_to": 1}).to_string();
    service.api(who, "POST", &path, &body).await.status
}

async fn role(
    service: &Service,
    who: &Someone,
    slug: &str,
    handle: &str,
    role: &str,
) -> (StatusCode, String) {
    let path = format!("/coalitions/{slug}/roles");
    let body = json!({"handle": handle, "role": role}).to_string();
    let answer = service.api(who, "POST", &path, &body).await;
    let named = answer.json()["named"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let kind = answer.json()["type"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, named + &kind)
}

const FORM: &str = "name=Riders&summary=What+we+want&visions=fair-pay&visions=&place=&languages=en%2C+es&purpose=Fair+pay.&who_may_join=open&method=approval&quorum=1%2F5&majority=more-than&share=1%2F2&base=voters&minimum_age_days=14&group_public=10&group_members=5&retention_days=365&dividend_rule=&contact=mail%40example.org&handle=ana";

#[tokio::test]
async fn a_coalition_is_founded_and_joined_with_forms() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        service.get_as(&ana, "/coalitions/new").await.is(200);
        service.get("/coalitions/new").await.is(401);
        let wrong = FORM
            .replace("handle=ana", "handle=an%40")
            .replace("Riders", "Ri%E2%80%AEders");
        let form = service.post_as(&ana, "/coalitions", &wrong).await;
        form.is(422);
        assert!(
            form.body.contains("value=\"an@\"") && form.body.contains("aria-invalid"),
            "{}",
            form.body
        );
        let made = service.post_as(&ana, "/coalitions", FORM).await;
        made.is(303);
        assert_eq!(made.headers["location"], "/coalitions/riders?done=founded");
        let page = service.get("/coalitions/riders").await;
        assert!(
            page.body.contains("What we want") && page.body.contains("fewer than 10 people"),
            "{}",
            page.body
        );
        assert!(!page.body.contains("ana"), "{}", page.body);
        assert_eq!(
            service
                .get("/coalitions?q=ridres")
                .await
                .body
                .matches("/coalitions/riders")
                .count(),
            1
        );
        // The charter is read before one joins, and agreed to by its version.
        let ask = service.get_as(&bea, "/coalitions/riders/join").await;
        assert!(ask.body.contains("Fair pay."), "{}", ask.body);
        let joined = service
            .post_as(&bea, "/coalitions/riders/join", "handle=bea")
            .await;
        joined.is(422);
        let other = service
            .post_as(&bea, "/coalitions/riders/join", "handle=bea&agrees_to=2")
            .await;
        other.is(409);
        let taken = service
            .post_as(&bea, "/coalitions/riders/join", "handle=ANA&agrees_to=1")
            .await;
        taken.is(409);
        assert!(taken.body.contains("looks like it"), "{}", taken.body);
        let joined = service
            .post_as(&bea, "/coalitions/riders/join", "handle=bea&agrees_to=1")
            .await;
        assert_eq!(joined.headers["location"], "/coalitions/riders?done=joined");
        let again = service
            .post_as(&bea, "/coalitions/riders/join", "handle=beb&agrees_to=1")
            .await;
        again.is(409);
        for page in ["", "/charter", "/members", "/log", "/handle", "/leave"] {
            let page = format!("/coalitions/riders{page}");
            assert_eq!(
                service.get_as(&bea, &page).await.status,
                StatusCode::OK,
                "{page}"
            );
        }
        let renamed = service
            .post_as(&bea, "/coalitions/riders/handle", "handle=berta")
            .await;
        assert_eq!(
            renamed.headers["location"],
            "/coalitions/riders?done=renamed"
        );
        // A second coalition of the same name has another address.
        assert_eq!(found(&service, &bea, "Riders", "kit").await, "riders-2");
        assert_eq!(found(&service, &bea, "New", "kit").await, "new-2");
        assert!(
            found(&service, &bea, "\u{645}\u{631}\u{64A}\u{645}", "kit")
                .await
                .starts_with("coalition-")
        );
    }
}

#[tokio::test]
async fn of_two_who_take_one_handle_at_once_one_gets_it() {
    for service in services().await {
        let ana = service.someone().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        let people = [service.someone().await, service.someone().await];
        let (one, other) = tokio::join!(
            join(&service, &people[0], &slug, "Bea"),
            join(&service, &people[1], &slug, "bea"),
        );
        let mut both = [one, other];
        both.sort();
        assert_eq!(both, [StatusCode::CREATED, StatusCode::CONFLICT]);
    }
}

#[tokio::test]
async fn who_is_no_member_sees_and_does_nothing() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let riders = found(&service, &ana, "Riders", "ana").await;
        let makers = found(&service, &bea, "Makers", "beatriz").await;
        for page in [
            "members", "log", "log.json", "handle", "leave", "texts", "reports",
        ] {
            let path = format!("/coalitions/{riders}/{page}");
            assert_eq!(
                service.get_as(&bea, &path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
            let nobody = service.get(&path).await.status;
            assert!(
                nobody == StatusCode::UNAUTHORIZED || nobody == StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for (method, path, body) in [
            ("GET", "log", ""),
            ("GET", "log/published", ""),
            ("GET", "members/me", ""),
            ("GET", "roles", ""),
            ("GET", "reports", ""),
            ("DELETE", "members/me", ""),
            ("PATCH", "members/me", "{\"handle\": \"bob\"}"),
            (
                "POST",
                "roles",
                "{\"handle\": \"ana\", \"role\": \"member\"}",
            ),
        ] {
            let path = format!("/coalitions/{riders}/{path}");
            let answer = service.api(&bea, method, &path, body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
        }
        // Being a steward of one coalition is nothing in another.
        assert_eq!(
            join(&service, &bea, &riders, "bob").await,
            StatusCode::CREATED
        );
        let texts =
            json!({"name": "Mine", "summary": "x", "visions": ["fair-pay"], "languages": ["en"]});
        let path = format!("/coalitions/{riders}");
        let answer = service.api(&bea, "PUT", &path, &texts.to_string()).await;
        answer.is(403);
        assert_eq!(
            role(&service, &bea, &riders, "bob", "steward").await.0,
            StatusCode::FORBIDDEN
        );
        // Nobody learns by asking whether a handle is there.
        let (known, unknown) = (
            role(&service, &bea, &riders, "ana", "organiser").await,
            role(&service, &bea, &riders, "nobody", "organiser").await,
        );
        assert_eq!(known, unknown);
        // No answer joins the handles of two coalitions.
        let me = service
            .api(&bea, "GET", &format!("/coalitions/{riders}/members/me"), "")
            .await;
        assert!(
            !me.body.contains("beatriz") && !me.body.contains(&makers),
            "{}",
            me.body
        );
    }
}

#[tokio::test]
async fn a_second_steward_confirms_the_next() {
    for service in services().await {
        let [ana, bea, cam] = &service.people().await;
        let slug = found(&service, ana, "Riders", "ana").await;
        join(&service, bea, &slug, "bea").await;
        join(&service, cam, &slug, "cam").await;
        // The only steward cannot go, but names the next one alone.
        let last = "/problems/last-steward".to_owned();
        assert_eq!(
            role(&service, ana, &slug, "ana", "member").await,
            (StatusCode::CONFLICT, last.clone())
        );
        let me = format!("/coalitions/{slug}/members/me");
        let leave = service.api(ana, "DELETE", &me, "").await;
        assert_eq!(
            (leave.status, leave.json()["type"].clone()),
            (StatusCode::CONFLICT, json!(last))
        );
        assert_eq!(role(&service, ana, &slug, "bea", "steward").await.1, "done");
        // From two on, one proposes and another confirms.
        assert_eq!(
            role(&service, ana, &slug, "cam", "steward").await.1,
            "waits"
        );
        let alone = role(&service, ana, &slug, "cam", "steward").await;
        assert_eq!(
            alone,
            (StatusCode::CONFLICT, "/problems/same-person".into())
        );
        let own = role(&service, cam, &slug, "cam", "steward").await;
        assert_eq!(own.0, StatusCode::FORBIDDEN);
        assert_eq!(
            role(&service, bea, &slug, "ana", "member").await.1,
            "/problems/steward-stays"
        );
        assert_eq!(role(&service, bea, &slug, "cam", "steward").await.1, "done");
        assert_eq!(
            role(&service, cam, &slug, "cam", "organiser").await.1,
            "done"
        );
        // Who was told was told; the log says all of it and holds.
        let log = service
            .get_as(cam, &format!("/coalitions/{slug}/log.json"))
            .await;
        let log: Published = serde_json::from_str(&log.body).unwrap();
        let head = log.verify(None).unwrap();
        let did: Vec<String> = log
            .entries
            .iter()
            .map(|e| {
                serde_json::from_str::<serde_json::Value>(&e.entry).unwrap()["did"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        assert_eq!(
            did,
            ["found", "name", "propose-steward", "name", "step-down"]
        );
        let part = service
            .api(
                cam,
                "GET",
                &format!("/coalitions/{slug}/log?limit=2&after=2"),
                "",
            )
            .await
            .json();
        assert_eq!(
            (&part["items"][0]["n"], &part["next"]),
            (&json!(3), &json!("4"))
        );
        assert_eq!(part["head"], head.to_string());
        let page = service
            .get_as(cam, &format!("/coalitions/{slug}/log"))
            .await;
        assert!(page.body.contains("Proposed a steward"), "{}", page.body);
    }
}

#[tokio::test]
async fn stewards_who_vanished_can_be_replaced_and_others_not() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        join(&service, &bea, &slug, "bea").await;
        let app = &service.app;
        let replace = async || {
            let mut tx = app.store.begin().await.unwrap();
            let id = acts::coalition(&mut tx, &slug).await.unwrap().id;
            let done = acts::replace_stewards(&mut tx, &id, &["bea".to_owned()], app.now()).await;
            tx.commit().await.unwrap();
            done.map_err(|p| p.key)
        };
        app.clock.forward(89 * DAY);
        assert_eq!(replace().await, Err("not-vanished"));
        app.clock.forward(2 * DAY);
        assert_eq!(replace().await, Ok(()));
        assert_eq!(replace().await, Err("not-vanished"), "the new one is there");
    }
}

#[tokio::test]
async fn sizes_are_published_once_a_day_and_coarsely() {
    for service in services().await {
        let ana = service.someone().await;
        let slug = found(&service, &ana, "Riders", "person0").await;
        for n in 1..12 {
            let who = service.someone().await;
            assert_eq!(
                join(&service, &who, &slug, &format!("person{n}")).await,
                StatusCode::CREATED
            );
        }
        let size = async || {
            tick::due(&service.app).await.unwrap();
            let answer = service
                .get(&format!("/api/v1/coalitions/{slug}"))
                .await
                .json();
            let found = service.get("/api/v1/coalitions?q=riders").await.json();
            assert_eq!(answer["size"], found["items"][0]["size"]);
            (
                answer["size"].as_i64().unwrap(),
                answer["size_at"].as_i64().unwrap(),
            )
        };
        let (first, at) = size().await;
        assert_eq!(first, 0, "nothing is shown on the first day");
        service.app.clock.forward(DAY);
        assert_eq!(size().await, (10, at + DAY));
        for n in 12..25 {
            let who = service.someone().await;
            join(&service, &who, &slug, &format!("person{n}")).await;
        }
        assert_eq!(size().await, (10, at + DAY), "not before the next tick");
        service.app.clock.forward(3 * DAY);
        assert_eq!(size().await, (20, at + 4 * DAY));
    }
}

/// Where in all the store one of these texts stands.
pub async fn whole(service: &Service, needles: &[&str]) -> Vec<String> {
    let store = &service.app.store;
    let mut conn = store.read().await.unwrap();
    let columns = match store.dialect() {
        Dialect::Sqlite => {
            "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
             WHERE m.type = 'table'"
        }
        Dialect::Postgres => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    let columns = sqlx::query(columns).fetch_all(&mut *conn).await.unwrap();
    assert!(columns.len() > 40);
    let mut found = Vec::new();
    for row in columns {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        if table.starts_with("_sqlx") {
            continue;
        }
        let sql = format!("SELECT CAST({column} AS TEXT) FROM {table}");
        let query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for row in query.fetch_all(&mut *conn).await.unwrap() {
            let value: Option<String> = row.get(0);
            let value = value.unwrap_or_default();
            if needles.iter().any(|needle| value.contains(needle)) {
                found.push(format!("{table}.{column}: {value}"));
            }
        }
    }
    found
}

#[tokio::test]
async fn leaving_removes_the_handle_and_the_tag_and_proves_it() {
    for service in services().await {
        let [ana, zoe] = service.people().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        join(&service, &zoe, &slug, "zoezoe").await;
        let tag = capstan_store::members::tag(&service.app.store.keys, &zoe.person);
        assert!(!whole(&service, &["zoezoe", &tag]).await.is_empty());
        let page = service
            .get_as(&zoe, &format!("/coalitions/{slug}/leave"))
            .await;
        assert!(
            page.body.contains("This is removed at once") && !page.body.contains("last member")
        );
        let left = service
            .post_as(&zoe, &format!("/coalitions/{slug}/leave"), "")
            .await;
        left.is(200);
        assert_eq!(whole(&service, &["zoezoe", &tag]).await, [""; 0]);
        // The statement is checked with the key of the installation.
        let start = left.body.find("{&quot;key").unwrap();
        let end = left.body[start..].find('<').unwrap() + start;
        let text = left.body[start..end].replace("&quot;", "\"");
        let signed: Signed = text.parse().unwrap();
        let keys = service.get("/coalitions/keys.json").await.json();
        let key: PublicKey = keys["statements"].as_str().unwrap().parse().unwrap();
        let said = signed.verify(Some(&key)).unwrap();
        assert_eq!(
            (said.kind.as_str(), said.about.as_str()),
            ("left", slug.as_str())
        );
        let api = service.get("/api/v1/keys").await.json();
        assert_eq!(api["statements"], keys["statements"]);
        // It is given back as a file, and nothing else is.
        let file = serde_html_form::to_string([("statement", &text)]).unwrap();
        let file = service.post_as(&ana, "/coalitions/statement", &file).await;
        assert_eq!(file.body, format!("{text}\n"));
        let other = text.replace("zoezoe", "yoezoe");
        let other = serde_html_form::to_string([("statement", &other)]).unwrap();
        let other = service.post_as(&ana, "/coalitions/statement", &other).await;
        other.is(404);
        // Leaving twice is not possible, joining again is.
        let me = format!("/coalitions/{slug}/members/me");
        service.api(&zoe, "DELETE", &me, "").await.is(404);
        assert_eq!(
            join(&service, &zoe, &slug, "zoe2").await,
            StatusCode::CREATED
        );
        service.api(&zoe, "DELETE", &me, "").await.is(200);
        // With its last member the coalition goes.
        let leaving = service
            .api(&ana, "GET", &format!("{me}/leaving"), "")
            .await
            .json();
        assert_eq!(
            (
                &leaving["last_member"],
                &leaving["last_steward"],
                &leaving["in_log"]
            ),
            (&json!(true), &json!(false), &json!(true))
        );
        service.api(&ana, "DELETE", &me, "").await.is(200);
        service.get(&format!("/coalitions/{slug}")).await.is(404);
        assert_eq!(service.get("/api/v1/coalitions").await.json()["total"], 0);
        assert_eq!(whole(&service, &["\"ana\""]).await, [""; 0]);
    }
}

#[tokio::test]
async fn joining_by_invitation_takes_one() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let body = founding("Riders", "ana", "invitation");
        let slug = service.api(&ana, "POST", "/coalitions", &body).await.json()["slug"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            join(&service, &bea, &slug, "bea").await,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let path = format!("/coalitions/{slug}/members/me");
        let with =
            |code: &str| json!({"handle": "bea", "agrees_to": 1, "invitation": code}).to_string();
        let guess = service.api(&bea, "POST", &path, &with("guess")).await;
        guess.is(422);
        let made = service
            .api(
                &ana,
                "POST",
                &format!("/coalitions/{slug}/invitations"),
                "{\"uses\": 1, \"days\": 7}",
            )
            .await
            .json();
        let code = made["link"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        service.api(&bea, "POST", &path, &with(&code)).await.is(201);
        let me = service.api(&bea, "GET", &path, "").await.json();
        assert_eq!(me["tier"], "invitation");
        let cam = service.someone().await;
        service
            .api(&cam, "POST", &path, &with(&code).replace("bea", "cam"))
            .await
            .is(422);
    }
}

#[tokio::test]
async fn an_amended_charter_is_told_and_agreed_to_again() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        join(&service, &bea, &slug, "bea").await;
        let app = &service.app;
        let mut tx = app.store.begin().await.unwrap();
        let coalition = acts::coalition(&mut tx, &slug).await.unwrap();
        let mut charter = capstan_store::charters::read(&coalition.charter)
            .unwrap()
            .charter;
        charter.retention_days = 30;
        acts::amend(&mut tx, &coalition.id, charter, app.now())
            .await
            .unwrap();
        let versions = capstan_store::charters::all(&mut tx, &coalition.id)
            .await
            .unwrap();
        assert!(versions[1].follows(&versions[0]));
        tx.commit().await.unwrap();
        assert_eq!(
            join(&service, &service.someone().await, &slug, "cam").await,
            StatusCode::CONFLICT
        );
        capstan_server::tick::due(app).await.unwrap();
        let inbox = service.get_as(&bea, "/inbox").await;
        assert!(
            inbox.body.contains("The charter has a new version: 2"),
            "{}",
            inbox.body
        );
        let path = format!("/coalitions/{slug}/charter");
        assert!(
            service
                .get_as(&bea, &path)
                .await
                .body
                .contains("Agree to this version")
        );
        let agreed = service.post_as(&bea, &path, "agrees_to=2").await;
        agreed.is(303);
        assert!(
            service
                .get_as(&bea, &path)
                .await
                .body
                .contains("You agreed to this version")
        );
    }
}
