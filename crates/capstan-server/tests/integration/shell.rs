//! What every page has.

use crate::support::services;
use axum::body::Body;
use axum::http::{Request, header};

#[tokio::test]
async fn pages_and_programs_get_problems_in_their_own_form() {
    for service in services().await {
        let home = service.get("/").await;
        home.is(200);
        let policy = home.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let none = service.get("/none").await;
        none.is(404);
        assert!(
            none.body.contains("<h1>There is nothing here</h1>"),
            "{}",
            none.body
        );
        // What the framework refuses, and what does not tell who asks.
        let odd = service.get("/coalitions/%FF").await;
        odd.is(400);
        let basic = Request::get("/").header(header::AUTHORIZATION, "Basic YTpi");
        let basic = service.send(basic.body(Body::empty()).unwrap()).await;
        basic.is(401);
        for page in [odd, basic] {
            assert!(page.body.contains("<h1>"), "{}", page.body);
        }
        let none = service.get("/api/v1/none").await;
        assert_eq!(none.headers["content-type"], "application/problem+json");
        assert_eq!(none.json()["type"], "/problems/missing");
        let description = service.get("/api/v1/openapi.json").await;
        assert_eq!(description.json()["info"]["title"], "Capstan");
    }
}

#[tokio::test]
async fn it_says_whether_it_is_alive_and_ready() {
    for service in services().await {
        let someone = service.someone().await;
        assert_eq!(service.get("/healthz").await.body, "ok\n");
        service.get("/readyz").await.is(200);
        service.app.store.close().await;
        service.get("/healthz").await.is(200);
        let ready = service.get("/readyz").await;
        ready.is(503);
        let page = service.get_as(&someone, "/about").await;
        page.is(500);
        assert!(page.body.contains("<h1>"), "{}", page.body);
    }
}
