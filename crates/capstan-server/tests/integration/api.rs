//! What programs can rely on: a description with examples, problems in one
//! form, scopes, and that nothing about people is told to those who watch.

use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use capstan_server::web;
use capstan_store::id::{DAY, blind};
use capstan_store::sessions;
use serde_json::Value;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

/// An operation of the description.
struct Operation {
    method: String,
    path: String,
    said: Value,
}

impl Operation {
    /// Whether it takes a token.
    fn is_closed(&self) -> bool {
        let security = self.said["security"].as_array();
        security.is_some_and(|all| all.iter().all(|one| one.get("token").is_some()))
    }

    /// What its description gives as an example, for JSON.
    fn example(&self, description: &Value) -> Option<Value> {
        let content = &self.said["requestBody"]["content"]["application/json"];
        let schema = &content["schema"];
        let schema = match schema["$ref"].as_str() {
            Some(name) => description.pointer(name.trim_start_matches('#')).unwrap(),
            None => schema,
        };
        let given = [
            &content["example"],
            &schema["example"],
            &schema["examples"][0],
        ];
        given.into_iter().find(|given| !given.is_null()).cloned()
    }

    fn takes(&self, kind: &str) -> bool {
        self.said["requestBody"]["content"].get(kind).is_some()
    }
}

async fn description(service: &Service) -> (Value, Vec<Operation>) {
    let description = service.get("/api/v1/openapi.json").await.json();
    let mut all = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for (method, said) in methods.as_object().unwrap() {
            all.push(Operation {
                method: method.to_uppercase(),
                path: path.clone(),
                said: said.clone(),
            });
        }
    }
    (description, all)
}

/// Someone's token that may do only this.
async fn token(service: &Service, who: &Someone, scope: &str) -> Someone {
    let token = blind();
    let now = service.app.now();
    let row = sessions::Token {
        id: sessions::hash(&token),
        person: who.person.clone(),
        name: scope.to_owned(),
        scopes: scope.to_owned(),
        made: now,
        expires: now + DAY,
    };
    let mut tx = service.app.store.begin().await.unwrap();
    sessions::add_token(&mut tx, &row).await.unwrap();
    tx.commit().await.unwrap();
    Someone {
        person: who.person.clone(),
        session: String::new(),
        token,
    }
}

fn is_problem(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let said = answer.json();
    assert_eq!(said["status"], status.as_u16());
    assert!(said["type"].as_str().unwrap().starts_with("/problems/"));
    let title = said["title"].as_str().unwrap();
    assert!(!title.is_empty() && !title.contains("problem-"), "{title}");
}

#[tokio::test]
async fn every_operation_is_described_with_what_it_takes_and_how_it_refuses() {
    let service = services().await.remove(0);
    let (description, all) = description(&service).await;
    assert!(all.len() > 80);
    for one in &all {
        let what = format!("{} {}", one.method, one.path);
        assert!(one.said["summary"].is_string(), "{what}");
        let parameters = one.said["parameters"].as_array();
        let parameters = parameters.map_or(&[][..], Vec::as_slice);
        for parameter in parameters.iter().filter(|p| p["in"] == "path") {
            let given = [&parameter["example"], &parameter["schema"]["examples"][0]];
            assert!(given.iter().any(|g| !g.is_null()), "{what}: {parameter}");
        }
        let key = parameters.iter().any(|p| p["name"] == "Idempotency-Key");
        assert_eq!(key, one.method != "GET", "{what}");
        if one.takes("application/json") {
            // A forecast is what `capstan forecast` writes, too long for one.
            let file = one.path.ends_with("/forecasts/file");
            assert_eq!(one.example(&description).is_some(), !file, "{what}");
        }
        let answers = one.said["responses"].as_object().unwrap();
        let (good, bad): (Vec<_>, Vec<_>) = answers.iter().partition(|(s, _)| s.starts_with('2'));
        assert_eq!(good.len(), 1, "{what}");
        for (status, answer) in bad {
            let problem = answer["content"].get("application/problem+json");
            assert!(problem.is_some(), "{what} {status}");
        }
    }
}

#[tokio::test]
async fn nobody_gets_in_without_a_token_or_further_than_its_scope() {
    for service in services().await {
        let (description, all) = description(&service).await;
        let who = service.someone().await;
        let reads = token(&service, &who, "read").await;
        let accounts = token(&service, &who, "account").await;
        for one in all.iter().filter(|one| one.is_closed()) {
            let body = one
                .example(&description)
                .map_or(String::new(), |e| e.to_string());
            let path = one
                .path
                .replace("{claim}", "1")
                .replace("{lever}", "strike");
            let path = path.replace(['{', '}'], "");
            let file = one.said.get("requestBody").is_some() && body.is_empty();
            let nobody = Someone {
                person: String::new(),
                session: String::new(),
                token: "none".to_owned(),
            };
            let answer = service.api(&nobody, &one.method, &path, &body).await;
            is_problem(&answer, StatusCode::UNAUTHORIZED);
            let write = one.method != "GET" && !file;
            let request = Request::builder()
                .method(one.method.as_str())
                .uri(format!("/api/v1{path}"))
                .header(header::CONTENT_TYPE, "application/json");
            if !file {
                let answer = service.send(request.body(Body::from(body.clone())).unwrap());
                let answer = answer.await;
                is_problem(&answer, StatusCode::UNAUTHORIZED);
            }
            let scopes = one.said["security"][0]["token"].as_array().unwrap();
            assert!(!scopes.is_empty(), "{} {path} names no scope", one.method);
            if one.method == "GET" && scopes.iter().any(|s| s == "read") {
                let answer = service.api(&accounts, "GET", &path, "").await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            }
            if write {
                let answer = service.api(&reads, &one.method, &path, &body).await;
                assert_eq!(answer.status, 403, "{} {path}", one.method);
                is_problem(&answer, StatusCode::FORBIDDEN);
                assert_eq!(answer.json()["type"], "/problems/scope", "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_browser_reads_here_but_writes_only_with_forms_of_our_own() {
    for service in services().await {
        let who = service.someone().await;
        service.get_as(&who, "/api/v1/you").await.is(200);
        for (method, path) in [("POST", "/inbox/read"), ("DELETE", "/you/sessions")] {
            let request = Request::builder()
                .method(method)
                .uri(format!("/api/v1{path}"))
                .header(header::COOKIE, format!("capstan={}", who.session));
            let answer = service.send(request.body(Body::empty()).unwrap()).await;
            is_problem(&answer, StatusCode::UNAUTHORIZED);
            let answer = service.api(&who, method, path, "").await;
            assert!(answer.status.is_success(), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn whatever_is_refused_is_a_problem() {
    for service in services().await {
        let who = service.someone().await;
        let api = async |method: &str, path: &str, body: &str| {
            service.api(&who, method, path, body).await
        };
        is_problem(&api("GET", "/none", "").await, StatusCode::NOT_FOUND);
        is_problem(
            &api("GET", "/coalitions/%FF", "").await,
            StatusCode::BAD_REQUEST,
        );
        is_problem(
            &api("POST", "/coalitions", "{").await,
            StatusCode::BAD_REQUEST,
        );
        is_problem(
            &api("GET", "/coalitions?limit=x", "").await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        is_problem(
            &api("GET", "/inbox?limit=x", "").await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        let shape = r#"{"handle": 1}"#;
        is_problem(
            &api("POST", "/coalitions", shape).await,
            StatusCode::UNPROCESSABLE_ENTITY,
        );
        let long = format!("\"{}\"", "a".repeat(300_000));
        is_problem(
            &api("POST", "/coalitions", &long).await,
            StatusCode::PAYLOAD_TOO_LARGE,
        );
        let wrong = api("PATCH", "/coalitions", "").await;
        is_problem(&wrong, StatusCode::METHOD_NOT_ALLOWED);
        assert!(wrong.headers["allow"].to_str().unwrap().contains("POST"));
        let request = Request::post("/api/v1/coalitions")
            .header(header::AUTHORIZATION, format!("Bearer {}", who.token))
            .header(header::CONTENT_TYPE, "text/plain");
        let answer = service.send(request.body(Body::from("{}")).unwrap()).await;
        is_problem(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        let key = Request::post("/api/v1/coalitions")
            .header("idempotency-key", "a".repeat(201))
            .header(header::CONTENT_TYPE, "application/json");
        let answer = service.send(key.body(Body::from("{}")).unwrap()).await;
        is_problem(&answer, StatusCode::BAD_REQUEST);
        let file = api("POST", "/campaigns/none/ratings", "{}").await;
        assert!(file.status.is_client_error());
        is_problem(&file, file.status);
    }
}

#[tokio::test]
async fn every_answer_tells_browsers_to_trust_nothing_else() {
    let service = services().await.remove(0);
    let pages = web::pages();
    let list = pages.list();
    let others = [
        "/api/v1/openapi.json",
        "/api/v1/none",
        "/none",
        web::assets::STYLE.path(),
    ];
    for pattern in list.iter().copied().chain(others) {
        let path = pattern.replace(['{', '}'], "");
        let answer = service.get(&path).await;
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; "),
            "{path}: {policy}"
        );
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{path}"
        );
        assert_eq!(
            answer.headers["x-content-type-options"], "nosniff",
            "{path}"
        );
    }
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_name_nobody() {
    let service = services().await.remove(0);
    service.get("/coalitions/a-secret-name?q=another").await;
    let odd = Request::builder()
        .method("ODD")
        .uri("/")
        .body(Body::empty());
    service.send(odd.unwrap()).await;
    let join = Request::post("/api/v1/coalitions/a/members/me").body(Body::empty());
    service.send(join.unwrap()).await;
    let ask = async |peer: Option<&str>, proxy: bool| {
        let mut request = Request::get("/metrics");
        if proxy {
            request = request.header("x-forwarded-for", "127.0.0.1");
        }
        let mut request = request.body(Body::empty()).unwrap();
        if let Some(peer) = peer {
            let peer: SocketAddr = peer.parse().unwrap();
            request.extensions_mut().insert(ConnectInfo(peer));
        }
        service.send(request).await
    };
    let here = ask(Some("127.0.0.1:1000"), false).await;
    here.is(200);
    assert!(
        here.body.contains(r#"route="/coalitions/{coalition}""#),
        "{}",
        here.body
    );
    assert!(here.body.contains(r#"route="writes""#), "{}", here.body);
    for told in ["secret", "another", "ODD", "member", "people", "person"] {
        assert!(!here.body.contains(told), "{told}: {}", here.body);
    }
    for (peer, proxy) in [
        (None, false),
        (Some("10.0.0.1:1"), false),
        (Some("127.0.0.1:1"), true),
    ] {
        ask(peer, proxy).await.is(404);
    }
}

/// What was logged.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn logs_hold_nothing_about_people_however_much_they_say() {
    // For all tests of this process: a log of one thread alone would miss what
    // was met first without one.
    let logged = Logged::default();
    let writer = logged.clone();
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(move || writer.clone())
        .init();
    for service in services().await {
        let who = service.someone().await;
        let (description, all) = description(&service).await;
        let found = all
            .iter()
            .find(|o| o.method == "POST" && o.path == "/coalitions");
        let mut founding = found.unwrap().example(&description).unwrap();
        founding["handle"] = "an-unlogged-rider".into();
        founding["texts"]["name"] = "An Unlogged Harbour".into();
        let made = service
            .api(&who, "POST", "/coalitions", founding.to_string())
            .await;
        made.is(201);
        service
            .api(
                &who,
                "POST",
                "/coalitions/an-unlogged-harbour/members/me",
                "{}",
            )
            .await;
        service
            .api(
                &who,
                "GET",
                "/coalitions/an-unlogged-harbour/log?after=0",
                "",
            )
            .await;
        let account = service.api(&who, "POST", "/accounts", "{}").await.json();
        let phrase = account["phrase"].as_str().unwrap().to_owned();
        let old = serde_json::json!({"phrase": phrase}).to_string();
        service.api(&who, "POST", "/you/phrase", old).await;
        service
            .get_as(&who, "/coalitions/an-unlogged-harbour")
            .await;
        service.get("/coalitions?q=an-unlogged-rider").await;
        let said = String::from_utf8(logged.0.lock().unwrap().clone()).unwrap();
        assert!(
            said.contains(r#""route":"/api/v1/coalitions/{coalition}/members/me""#),
            "{said}"
        );
        for told in [
            "an-unlogged-rider",
            "an-unlogged-harbour",
            "An Unlogged Harbour",
            &who.person,
            &who.token,
            &who.session,
            &phrase,
        ] {
            assert!(!said.contains(told), "{told}");
        }
    }
}
