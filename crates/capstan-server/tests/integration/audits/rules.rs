//! Rules that a coalition adds, and questions beside each other.

use super::{RIDERS, RULE, ask, audit, member, pass, riders};
use crate::support::{Answer, Service, Someone, services};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;

/// Sends a file of a rule as the page does.
async fn upload(service: &Service, who: &Someone, text: &str) -> Answer {
    let path = format!("{RIDERS}/audit/rule");
    let file = ["file", "r.toml", text];
    service.post_file(who, &path, &[], file).await
}

#[tokio::test]
async fn rules_are_checked_with_their_examples_and_questions_do_not_overlap() {
    for service in services().await {
        let (ana, of) = riders(&service, 30).await;
        let (bo, _) = member(&service, 1, &of[&1]).await;
        upload(&service, &bo, RULE).await.is(403);
        for (from, to, said) in [
            (
                "pay = 13.0",
                "pay = 14.0",
                "The formula gives 13 in example 1, which says 14.",
            ),
            (
                "formula = \"6",
                "formula = \"six",
                "The formula, character 1: found",
            ),
            ("version = 1", "version = ", "Line 2 of the file"),
            ("town-2020", "shipt-2019", "and not as one that is there"),
        ] {
            let refused = upload(&service, &ana, &RULE.replace(from, to)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
            assert!(refused.body.contains(said), "{said}: {}", refused.body);
        }
        let wrong = json!({"file": RULE.replace("order_total\"", "order_totl\"")}).to_string();
        let request = Request::post(format!("/api/v1{RIDERS}/audit/rules"))
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, format!("Bearer {}", ana.token))
            .header(header::ACCEPT_LANGUAGE, "es")
            .header(header::CONTENT_TYPE, "application/json");
        let refused = service
            .send(request.body(Body::from(wrong)).expect("a request"))
            .await;
        assert!(
            refused.body.contains("La fórmula, carácter 12: hay")
                && refused
                    .body
                    .contains("se esperaba uno de order_total, fees"),
            "{}",
            refused.body
        );
        let example = RULE.split("[[example]]").next().expect("a part");
        assert!(
            upload(&service, &ana, example)
                .await
                .body
                .contains("no worked example")
        );
        upload(&service, &ana, RULE).await.is(303);
        let twice = upload(&service, &ana, RULE).await;
        assert!(
            twice.body.contains("There is a rule of this name already."),
            "{}",
            twice.body
        );
        for name in ["town-2", "town-3"] {
            let new = RULE.replace("town-2020", name);
            upload(&service, &ana, &new).await.is(303);
        }
        let fourth = json!({"file": RULE.replace("town-2020", "town-4")}).to_string();
        let fourth = service
            .api(&ana, "POST", &format!("{RIDERS}/audit/rules"), fourth)
            .await;
        fourth.is(409);
        let log = service.get_as(&bo, &format!("{RIDERS}/log")).await;
        assert!(
            log.body.contains("6 + 0.07 * order_total"),
            "the whole rule is in the log"
        );

        for (rule, period, field) in [
            ("none", "all", "rule"),
            ("shipt-2019.toml", "all", "rule"),
            ("shipt-2019", "2020-Q7", "period"),
        ] {
            let refused = ask(&service, &ana, rule, period).await;
            refused.is(422);
            assert_eq!(refused.json()["field"], field);
        }
        let form = "rule=shipt-2019&platform=uber&period=all&tolerance=usual";
        let other = service
            .post_as(&ana, &format!("{RIDERS}/audit"), form)
            .await;
        other.is(422);
        assert!(other.body.contains("another platform"), "{}", other.body);

        for (worker, events) in of.iter().skip(1) {
            member(&service, *worker, events).await;
        }
        let form = "rule=town-2020&platform=&period=2020&tolerance=double";
        let asked = service
            .post_as(&ana, &format!("{RIDERS}/audit"), form)
            .await;
        asked.is(303);
        pass(&service).await;
        let shown = audit(&service, &bo).await;
        assert_eq!(
            (shown["state"].as_str(), &shown["ask"]["tolerance"]),
            (Some("shown"), &json!("double"))
        );
        for (period, status) in [
            ("all", StatusCode::UNPROCESSABLE_ENTITY),
            ("2020-Q3", StatusCode::UNPROCESSABLE_ENTITY),
            ("2021", StatusCode::ACCEPTED),
            ("2020", StatusCode::ACCEPTED),
        ] {
            let asked = ask(&service, &ana, "shipt-2019", period).await;
            assert_eq!(asked.status, status, "{period}");
        }
    }
}
