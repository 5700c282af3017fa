//! An audit that is shown is made again from what is stored.

use super::{RIDERS, ask, audit, member, pass, riders};
use crate::support::{Service, Someone, services};
use axum::http::StatusCode;
use capstan_server::jobs;
use capstan_store::id;
use serde_json::{Value, json};

async fn check(service: &Service, who: &Someone) -> StatusCode {
    let path = format!("{RIDERS}/audit/check");
    service.api(who, "POST", &path, "").await.status
}

#[tokio::test]
async fn an_audit_is_checked_against_what_is_stored() {
    for service in services().await {
        let (ana, of) = riders(&service, 31).await;
        assert_eq!(check(&service, &ana).await, StatusCode::CONFLICT);
        let mut donors = Vec::new();
        for worker in 1..=30 {
            donors.push(member(&service, worker, &of[&worker]).await);
        }
        let bo = &donors[0].0;
        ask(&service, &ana, "shipt-2019", "all").await;
        pass(&service).await;
        assert_eq!(audit(&service, bo).await["check"], Value::Null);
        let eve = service.someone().await;
        assert_eq!(check(&service, &eve).await, StatusCode::NOT_FOUND);
        // What came since is not in it.
        member(&service, 31, &of[&31]).await;
        for _ in 0..2 {
            assert_eq!(check(&service, bo).await, StatusCode::ACCEPTED);
        }
        let making = service.get_as(bo, &format!("{RIDERS}/audit")).await;
        assert!(making.body.contains("being made again, to compare"));
        jobs::work(service.app.clone(), true).await;
        let same = audit(&service, bo).await["check"].clone();
        assert_eq!(
            (same["said"].as_str(), same["places"].as_array()),
            (Some("same"), Some(&Vec::new()))
        );
        let page = service.get_as(bo, &format!("{RIDERS}/audit")).await;
        assert!(
            page.body.contains("the same to the last byte"),
            "{}",
            page.body
        );
        assert_eq!(check(&service, bo).await, StatusCode::CONFLICT);
        let zip = service
            .api(bo, "GET", &format!("{RIDERS}/audit/evidence"), "")
            .await;
        zip.is(200);
        assert!(zip.body.contains("method.html") && zip.body.contains("rule.toml"));

        // Someone writes another figure into the store.
        let mut tx = service.app.store.begin().await.expect("begun");
        capstan_store::sqlx::query(
            "UPDATE audit_releases SET result = replace(result, '\"counted\": ', '\"counted\": 1')",
        )
        .execute(&mut *tx)
        .await
        .expect("changed");
        tx.commit().await.expect("kept");
        service.app.clock.forward(id::DAY);
        assert_eq!(check(&service, bo).await, StatusCode::ACCEPTED);
        jobs::work(service.app.clone(), true).await;
        let differs = audit(&service, bo).await["check"].clone();
        assert_eq!(
            (differs["said"].as_str(), &differs["places"]),
            (
                Some("differs"),
                &json!(["/jobs/counted", "/workers/counted"])
            )
        );
        let form = service
            .post_as(bo, &format!("{RIDERS}/audit/check"), "")
            .await;
        assert!(form.body.contains("within the last hour"), "{}", form.body);
        assert!(form.body.contains("/workers/counted"), "{}", form.body);

        // Something is withdrawn while a check waits.
        service.app.clock.forward(id::DAY);
        assert_eq!(check(&service, bo).await, StatusCode::ACCEPTED);
        let (who, donation) = &donors[7];
        let gone = format!("{RIDERS}/donations/{donation}");
        service.api(who, "DELETE", &gone, "").await;
        jobs::work(service.app.clone(), true).await;
        assert_eq!(audit(&service, bo).await["check"]["said"], "gone");
        let page = service.get_as(bo, &format!("{RIDERS}/audit")).await;
        assert!(page.body.contains("was withdrawn since"), "{}", page.body);
        assert_eq!(check(&service, bo).await, StatusCode::CONFLICT);
    }
}
