//! What every page has.

use crate::support::services;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

#[tokio::test]
async fn pages_and_programs_get_problems_in_their_own_form() {
    for service in services().await {
        let home = service.get("/").await;
        assert_eq!(home.status, StatusCode::OK);
        let policy = home.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let none = service.get("/none").await;
        assert_eq!(none.status, StatusCode::NOT_FOUND);
        assert!(
            none.body.contains("<h1>There is nothing here</h1>"),
            "{}",
            none.body
        );
        // What the framework refuses, and what does not tell who asks.
        let odd = service.get("/coalitions/%FF").await;
        assert_eq!(odd.status, StatusCode::BAD_REQUEST);
        let basic = Request::get("/").header(header::AUTHORIZATION, "Basic YTpi");
        let basic = service.send(basic.body(Body::empty()).unwrap()).await;
        assert_eq!(basic.status, StatusCode::UNAUTHORIZED);
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
        assert_eq!(service.get("/readyz").await.status, StatusCode::OK);
        service.app.store.close().await;
        assert_eq!(service.get("/healthz").await.status, StatusCode::OK);
        let ready = service.get("/readyz").await;
        assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
        let page = service.get_as(&someone, "/about").await;
        assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.body.contains("<h1>"), "{}", page.body);
    }
}
