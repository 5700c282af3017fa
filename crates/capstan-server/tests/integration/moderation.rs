//! Reports, rulings and replies.

use crate::coalitions::{found, join};
use crate::support::{Answer, Service, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

/// Sends a form as nobody in particular.
async fn post(service: &Service, path: &str, fields: &'static str) -> Answer {
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    service
        .send(request.body(Body::from(fields)).unwrap())
        .await
}

#[tokio::test]
async fn what_is_reported_is_hidden_or_kept_with_a_reason_that_is_logged() {
    for service in services().await {
        let [ana, bea, cam] = &service.people().await;
        let slug = found(&service, ana, "Riders", "ana").await;
        join(&service, bea, &slug, "beatriz").await;
        found(&service, cam, "Makers", "cam").await;
        let report = format!("/posts/coalition/{slug}/report");
        service.get_as(bea, &report).await.is(200);
        service.get(&report).await.is(401);
        let sent = service
            .post_as(bea, &report, "reason=It+names+a+person.")
            .await;
        assert_eq!(
            sent.headers["location"],
            format!("/coalitions/{slug}?done=reported")
        );
        let again = service
            .post_as(bea, &report, "reason=It+names+a+person.")
            .await;
        again.is(409);
        let other = service.post_as(cam, &report, "reason=x%E2%80%AEy+z").await;
        other.is(422);
        let none = service
            .post_as(cam, "/posts/coalition/none/report", "reason=because")
            .await;
        none.is(404);
        // Only stewards of this coalition see it and rule.
        let reports = format!("/coalitions/{slug}/reports");
        let queue = service.api(ana, "GET", &reports, "").await.json();
        assert_eq!(queue["items"][0]["reason"], "It names a person.");
        assert!(!queue.to_string().contains("beatriz"), "{queue}");
        let hide = json!({"kind": "coalition", "id": slug, "ruling": "hide", "reason": "It does."})
            .to_string();
        service.api(bea, "GET", &reports, "").await.is(403);
        service.api(bea, "POST", &reports, &hide).await.is(403);
        let makers = "/coalitions/makers/reports";
        service.api(cam, "POST", makers, &hide).await.is(404);
        service.api(ana, "POST", &reports, &hide).await.is(204);
        let page = service.get(&format!("/coalitions/{slug}")).await.body;
        assert!(
            page.contains("It does.") && !page.contains("how our pay is made"),
            "{page}"
        );
        let listed = service.get("/api/v1/coalitions?q=riders").await.json();
        assert_eq!(listed["total"], 0);
        assert_eq!(
            service.api(ana, "GET", &reports, "").await.json()["items"],
            json!([])
        );
        let fields = format!("kind=coalition&id={slug}&ruling=keep&reason=Changed+by+now.");
        let kept = service.post_as(ana, &reports, &fields).await;
        kept.is(303);
        assert_eq!(
            service.get("/api/v1/coalitions?q=riders").await.json()["total"],
            1
        );
        let log = service
            .get_as(bea, &format!("/coalitions/{slug}/log"))
            .await
            .body;
        assert!(
            log.contains("Hid a post") && log.contains("Changed by now."),
            "{log}"
        );
    }
}

#[tokio::test]
async fn those_named_reply_without_an_account_once_a_steward_accepts() {
    for service in services().await {
        let [ana, bea] = service.people().await;
        let slug = found(&service, &ana, "Riders", "ana").await;
        join(&service, &bea, &slug, "bea").await;
        let path = format!("/posts/coalition/{slug}/reply");
        service.get(&path).await.is(200);
        let sent = post(
            &service,
            &path,
            "name=Example+Ltd&text=That+is+not+so.&csrf=",
        )
        .await;
        sent.is(303);
        let page = format!("/coalitions/{slug}");
        assert!(!service.get(&page).await.body.contains("That is not so."));
        let reports = format!("/coalitions/{slug}/reports");
        let queue = service.api(&ana, "GET", &reports, "").await.json();
        let id = queue["replies"][0]["id"].as_str().unwrap();
        let settle = format!("/coalitions/{slug}/replies/{id}");
        let accept = "{\"accept\": true}";
        service.api(&bea, "POST", &settle, accept).await.is(403);
        service.api(&ana, "POST", &settle, accept).await.is(204);
        let shown = service.get(&page).await.body;
        assert!(
            shown.contains("That is not so.") && shown.contains("Example Ltd"),
            "{shown}"
        );
        // One peer cannot flood.
        let mut last = StatusCode::OK;
        for _ in 0..30 {
            last = post(&service, &path, "name=Example+Ltd&text=No.&csrf=")
                .await
                .status;
            if last == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
        }
        assert!(
            matches!(last, StatusCode::TOO_MANY_REQUESTS | StatusCode::CONFLICT),
            "{last}"
        );
    }
}
