//! Lists: each one that the API has is asked for and answered in one way.

use crate::coalition::{found, member};
use crate::support::{Answer, Service, services};
use axum::body::Body;
use axum::http::{Request, header};
use capstan_server::demo::book::Book;
use capstan_server::web::parts::query;
use serde_json::Value;

/// The one whose cursor is a handle, which may be that of anybody.
const BY_HANDLE: &str = "/campaigns/{campaign}/people";

/// The paths of all lists, which have a cursor and an end.
async fn lists(service: &Service) -> Vec<String> {
    let description = service.get("/api/v1/openapi.json").await.json();
    let whole = |schema: &Value| match schema["$ref"].as_str() {
        Some(name) => description.pointer(name.trim_start_matches('#')).cloned(),
        None => Some(schema.clone()),
    };
    let mut found = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        let get = &methods["get"];
        let content = &get["responses"]["200"]["content"]["application/json"];
        let schema = whole(&content["schema"]).unwrap();
        assert_ne!(schema["type"], "array", "{path} has no end");
        let parameters = get["parameters"].as_array();
        let named = |name: &str| {
            let mut all = parameters.into_iter().flatten();
            all.find(|p| p["name"] == name && p["in"] == "query")
        };
        let has = |name: &str| schema["properties"].get(name).is_some();
        let list = has("items") && has("next");
        // The gates are nine, whatever comes in.
        assert!(list == has("items") || path.ends_with("/gates"), "{path}");
        assert_eq!(named("after").is_some(), list, "{path}");
        if list {
            let limit = &named("limit").unwrap()["schema"];
            let ends = [&limit["minimum"], &limit["maximum"]].map(Value::as_f64);
            assert_eq!(ends, [Some(1.0), Some(100.0)], "{path}");
            found.push(path.clone());
        }
    }
    found
}

#[tokio::test]
async fn every_list_is_asked_for_in_one_way() {
    let service = services().await.remove(0);
    let who = service.someone().await;
    let all = lists(&service).await;
    assert!(all.len() > 25, "{all:?}");
    for path in all {
        let path = path.replace(['{', '}'], "");
        for (wrong, field) in [
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=x", "limit"),
            ("limit=-1", "limit"),
            ("after=a&after=b", "after"),
        ] {
            let address = format!("{path}?{wrong}");
            let refused = service.api(&who, "GET", &address, "").await;
            assert_eq!(refused.status, 422, "{address}: {}", refused.body);
            assert_eq!(refused.json()["field"], field, "{address}");
        }
    }
}

#[tokio::test]
async fn no_cursor_tells_when_someone_reported_or_who_they_are_inside() {
    for service in services().await {
        found(&service, "riders").await;
        let ana = member(&service, "riders", "ana", "steward", "none").await;
        for name in ["bea", "cem", "dee"] {
            let who = member(&service, "riders", name, "member", "none").await;
            let path = "/posts/coalition/riders/reports";
            let why = r#"{"reason": "It names a person."}"#;
            let sent = service.api(&who, "POST", path, why).await;
            assert!(sent.status.is_success(), "{}", sent.body);
            let path = "/coalitions/riders/members/me/evidence";
            let ask = r#"{"word": "vouched", "note": "We met."}"#;
            let sent = service.api(&who, "PUT", path, ask).await;
            assert!(sent.status.is_success(), "{}", sent.body);
        }
        let reports = "/coalitions/riders/reports?limit=1";
        let next = service.api(&ana, "GET", reports, "").await.json()["next"].clone();
        // The digit that tells ids by chance from those that begin with a time.
        assert_eq!(&next.as_str().unwrap()[12..13], "4", "{next}");
        let ask = async |more: &str| {
            let path = format!("/coalitions/riders/evidence?limit=1{more}");
            service.api(&ana, "GET", &path, "").await
        };
        let first = ask("").await.json();
        assert_eq!(first["next"], first["items"][0]["handle"]);
        let more = format!("&after={}", first["next"].as_str().unwrap());
        assert_ne!(ask(&more).await.json()["items"], first["items"]);
        // Neither someone who asks nothing nor nobody at all is a place in it.
        for wrong in ["ana", "nobody"] {
            ask(&format!("&after={wrong}")).await.is(422);
        }
    }
}

/// Everything in a list that is taken in parts of at most so many.
pub async fn walk(ask: &impl AsyncFn(String) -> Answer, most: usize) -> Vec<Value> {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let answer = ask(format!("limit={most}&after={}", query(&after))).await;
        answer.is(200);
        let page = answer.json();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= most);
        seen.extend(items.iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => return seen,
        }
        assert!(seen.len() < 10_000, "it never ends");
    }
}

/// An address for a path of the API: what stands in the pages of the same room,
/// or in any page.
fn filled(pattern: &str, book: &Book) -> String {
    let room = |path: &str| path.split('/').nth(3).map(str::to_owned);
    let near = book.paths.iter().filter(|(p, _)| room(p) == room(pattern));
    let pages: Vec<_> = near.chain(&book.paths).collect();
    let value = |part: &str| {
        let pairs = pages
            .iter()
            .flat_map(|(p, path)| p.split('/').zip(path.split('/')));
        let mut found = pairs.filter(|(name, _)| *name == part);
        found.next().map_or("0", |(_, value)| value).to_owned()
    };
    let parts = pattern.split('/').map(|part| match part.starts_with('{') {
        true => value(part),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Walks every list of a demonstration as everyone who sees it: whatever the
/// size of its parts, they are the whole.
pub async fn every_list_is_the_same_in_small_parts(service: &Service, book: &Book) {
    for pattern in lists(service).await {
        if pattern.contains("{proposal}") {
            // Of a vote that is over: `ballots` walks them.
            continue;
        }
        let path = book.paths.get(&pattern).cloned();
        let path = path.unwrap_or_else(|| filled(&pattern, book));
        let mut seen = 0;
        for token in book.tokens.values() {
            let ask = async |query: String| {
                let mut request = Request::get(format!("/api/v1{path}?{query}"));
                if let Some(token) = token {
                    request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
                }
                service.send(request.body(Body::empty()).unwrap()).await
            };
            let first = ask(String::new()).await;
            assert!(!first.status.is_server_error(), "{path}: {}", first.body);
            if first.status != 200 {
                continue;
            }
            seen += 1;
            let whole = walk(&ask, 100).await;
            let most = if whole.len() > 30 { 7 } else { 1 };
            assert_eq!(walk(&ask, most).await, whole, "{path}");
            let usual = first.json()["items"].as_array().unwrap().clone();
            assert_eq!(usual[..], whole[..whole.len().min(20)], "{path}");
            if pattern != BY_HANDLE {
                let unknown = ask("after=none-such".to_owned()).await;
                assert_eq!(unknown.status, 422, "{path}: {}", unknown.body);
                assert_eq!(unknown.json()["field"], "after", "{path}");
            }
        }
        assert!(seen > 0, "nobody sees {path}");
    }
}
