//! What the first calculator of this kind got wrong, each with its number, and
//! what providers' webhooks are abused with.

use super::TOKEN;
use super::{ANA, BO, cards, form, join, pictures, post, send, sign, stands, text, with_twilio};
use crate::support::Someone;
use axum::http::{Method, StatusCode};
use capstan_server::messages::inbound::Unreached;
use capstan_server::messages::line::Line;
use capstan_server::messages::work::drain;
use capstan_server::outside::Outside;

const URL: &str = "https://capstan.example.org/hooks/twilio";

#[tokio::test]
async fn defect_1_nobody_erases_or_exports_for_another() {
    for (service, _) in with_twilio().await {
        join(&service, ANA).await;
        for (n, word) in ["delete", "delete", "export"].iter().enumerate() {
            let form = form(&format!("SM{n}"), ANA, word, &[]);
            for tag in [
                "",
                "x",
                &sign("12346", URL, &form),
                &sign(TOKEN, "http://localhost/hooks/twilio", &form),
            ] {
                let answer = post(&service, &form, tag).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{tag}");
                assert!(!answer.body.contains("texts"), "{}", answer.body);
            }
            // A signature for another's message does not serve for this one.
            let tag = sign(TOKEN, URL, &form);
            let forged = form.replace(&ANA[1..], &BO[1..]);
            post(&service, &forged, &tag).await.is(403);
        }
        let pay = text(&service, ANA, "pay").await;
        assert!(
            pay.contains("not shared a job yet"),
            "still a member: {pay}"
        );
    }
}

#[tokio::test]
async fn defect_2_pictures_are_nowhere_and_deleting_leaves_nothing() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let made = cards(11, 1);
        pictures(&service, &far, "MM1", ANA, vec![made.file.clone()]).await;
        for path in ["/MM1_0.png", "/static/MM1_0.png", "/texts/MM1_0.png/x"] {
            assert_eq!(
                service.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        assert_eq!(far.heard(&Method::DELETE).len(), 1);
        let export = text(&service, ANA, "export").await;
        text(&service, ANA, "delete").await;
        text(&service, ANA, "delete").await;
        let link = super::code(&export);
        super::fetch(&service, &link).await.is(404);
        let middle = String::from_utf8_lossy(&made.file[1..4]).into_owned();
        assert_eq!(middle, "PNG");
        assert!(
            !stands(&service, "\0\0\0\rIHDR").await,
            "no picture is left"
        );
    }
}

#[tokio::test]
async fn defect_3_media_are_fetched_from_the_provider_alone_and_within_limits() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let other = super::Far::start();
        let elsewhere = other.has("x", "image/png", cards(12, 1).file);
        let own = far.origin.clone();
        let large = far.has("large", "image/png", vec![0; (16 << 20) + 1]);
        let page = far.has("page", "text/html", b"<html>".to_vec());
        let away = far.has("away", "redirect", elsewhere.clone().into_bytes());
        let local = far.has(
            "local",
            "redirect",
            b"http://169.254.169.254/latest".to_vec(),
        );
        let lying = far.has("lying", "image/png", b"<html>no picture</html>".to_vec());
        let none = format!("{own}/none.png");
        for (n, (url, kind)) in [
            (elsewhere.as_str(), "image/png"),
            ("http://169.254.169.254/latest/meta-data", "image/png"),
            ("http://localhost:22/", "image/png"),
            ("file:///etc/passwd", "image/png"),
            (large.as_str(), "image/png"),
            (page.as_str(), "image/png"),
            (page.as_str(), "text/html"),
            (away.as_str(), "image/png"),
            (local.as_str(), "image/png"),
            (lying.as_str(), "image/png"),
            (none.as_str(), "image/png"),
        ]
        .iter()
        .enumerate()
        {
            send(&service, &format!("MM{n}"), ANA, "", &[(url, kind)]).await;
            drain(&service.app).await.expect("answered");
            let said = far.said().join("\n");
            let refused = said.contains("cannot be read") || said.contains("No job was found");
            assert!(refused, "{url} {kind}: {said}");
        }
        assert!(other.heard(&Method::GET).is_empty());
        assert!(other.signed_in().is_empty(), "the token goes nowhere else");
        // One step on its own host is followed, without the token.
        let made = cards(13, 1);
        let to = far.has("there", "image/png", made.file);
        let led = far.has("led", "redirect", to.into_bytes());
        send(&service, "MM-led", ANA, "", &[(&led, "image/png")]).await;
        drain(&service.app).await.expect("answered");
        let said = far.said().join("\n");
        assert!(said.contains("1 new job"), "{said}");
        assert_eq!(
            far.signed_in()
                .iter()
                .filter(|auth| auth.is_empty())
                .count(),
            1
        );
    }
}

#[tokio::test]
async fn defect_3_a_host_that_is_too_slow_is_not_waited_for() {
    let far = super::Far::start();
    let silent = far.has("silent", "silent", Vec::new());
    let url: url::Url = silent.parse().expect("an address");
    let outside = Outside::new(std::slice::from_ref(&far.origin));
    let line = Line::new(outside.into(), std::time::Duration::from_millis(50));
    let asked = line.ask(Method::GET, &url, None, None).await;
    assert!(
        matches!(asked, Err(Unreached::Later("too slow"))),
        "{asked:?}"
    );
}

#[tokio::test]
async fn a_provider_that_fails_is_asked_again_and_then_given_up() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let url = far.has("busy", "busy", Vec::new());
        send(&service, "MM1", ANA, "", &[(&url, "image/png")]).await;
        let mut said = Vec::new();
        for _ in 0..7 {
            drain(&service.app).await.expect("tried");
            said.extend(far.said());
            service.app.clock.forward(6 * 60 * 60 * 1_000_000);
        }
        assert_eq!(
            said,
            ["A picture could not be fetched. Please send it again."]
        );
        assert_eq!(far.heard(&Method::GET).len(), 6);
        assert_eq!(far.heard(&Method::DELETE).len(), 1);
    }
}

#[tokio::test]
async fn defect_4_two_workers_with_the_same_job_keep_one_each() {
    for (service, far) in with_twilio().await {
        let made = cards(15, 1);
        for (n, from) in [ANA, BO].iter().enumerate() {
            join(&service, from).await;
            let said = pictures(
                &service,
                &far,
                &format!("MM{n}"),
                from,
                vec![made.file.clone()],
            )
            .await;
            assert!(said.contains("1 new job"), "{said}");
        }
        for from in [ANA, BO] {
            let pay = text(&service, from, "pay").await;
            assert!(pay.contains("Your 1 job paid"), "{pay}");
        }
    }
}

#[tokio::test]
async fn defect_6_a_sum_that_does_not_fit_is_asked() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        // The first calculator would have divided base by ten.
        let table =
            "platform,start,base,tip,total,currency\nshipt,2020-08-24,145.80,0.00,14.58,USD\n";
        let url = far.has("t", "text/csv", table.into());
        send(&service, "MM1", ANA, "", &[(&url, "text/csv")]).await;
        drain(&service.app).await.expect("answered");
        let said = far.said().join("\n");
        assert!(
            said.contains("Was the total 14.58?") && !said.contains("new job"),
            "{said}"
        );
    }
}

#[tokio::test]
async fn defect_7_whoever_is_in_the_middle_of_joining_can_be_forgotten_too() {
    for (service, _) in with_twilio().await {
        text(&service, ANA, "hello").await;
        text(&service, ANA, "yes").await;
        let gone = text(&service, ANA, "delete").await;
        assert!(gone.contains("Nothing of you is kept"), "{gone}");
        let anew = text(&service, ANA, "yes").await;
        assert!(anew.contains("This is Riders"), "{anew}");
    }
}

#[tokio::test]
async fn defect_8_a_group_of_more_than_ten_phones_is_no_fault() {
    for (service, _) in with_twilio().await {
        for n in 0..12 {
            let from = format!("+1415555{n:04}");
            join(&service, &from).await;
            let said = text(&service, &from, "group").await;
            assert!(said.contains("group"), "{said}");
        }
    }
}

#[tokio::test]
async fn defect_9_where_someone_is_is_not_kept_at_all() {
    for (service, _) in with_twilio().await {
        // Every form of these tests says from which ZIP it comes.
        assert!(form("SM1", ANA, "hi", &[]).contains("FromZip=94107"));
        join(&service, ANA).await;
        assert!(!stands(&service, "94107-canary").await);
    }
}

#[tokio::test]
async fn defect_10_a_webhook_answers_before_anything_is_fetched() {
    for (service, far) in with_twilio().await {
        join(&service, ANA).await;
        let url = far.has("x", "image/png", cards(16, 1).file);
        let got = send(&service, "MM1", ANA, "", &[(&url, "image/png")]).await;
        assert!(got.contains("We got 1 picture and read it now."), "{got}");
        assert!(far.heard(&Method::GET).is_empty());
    }
}

/// Twelve jobs of a worker, all paid a tenth less than the old rule gives.
fn jobs(worker: u32) -> String {
    let mut table = "platform,start,base,tip,total,order_total,currency\n".to_owned();
    for n in 0..12_u32 {
        let order = 4000 + 900 * n + 37 * worker;
        let base = (500 + order * 75 / 1000) * 9 / 10;
        let money = |minor: u32| format!("{}.{:02}", minor / 100, minor % 100);
        let (base, order) = (money(base), money(order));
        table += &format!(
            "shipt,2020-09-{:02},{base},0.00,{base},{order},USD\n",
            n + 1
        );
    }
    table
}

#[tokio::test]
async fn defect_11_whoever_asks_is_not_one_of_the_people_it_takes() {
    for (service, far) in with_twilio().await {
        let steward = Someone {
            person: String::new(),
            session: String::new(),
            token: far.steward.clone(),
        };
        let ask = "{\"rule\": \"shipt-2019\"}";
        let asked = service
            .api(&steward, "PUT", "/coalitions/riders/audit", ask)
            .await;
        assert!(asked.status.is_success(), "{}", asked.body);
        // The charter says 10: with 10 donors each has only 9 others.
        for worker in 1..=11_u32 {
            let from = format!("+1415555{worker:04}");
            join(&service, &from).await;
            let name = format!("MM{worker}");
            let url = far.has(&name, "text/csv", jobs(worker).into());
            send(&service, &name, &from, "", &[(&url, "text/csv")]).await;
            drain(&service.app).await.expect("answered");
            let said = far.said().join("\n");
            assert!(said.contains("12 new jobs"), "{said}");
            if worker >= 10 {
                capstan_server::tick::due(&service.app).await.expect("done");
                capstan_server::jobs::work(service.app.clone(), true).await;
                let group = text(&service, &from, "group").await;
                assert_eq!(
                    group.contains("/coalitions/riders/audit"),
                    worker == 11,
                    "{group}"
                );
                assert_eq!(
                    group.contains("at least 10 others"),
                    worker == 10,
                    "{group}"
                );
            }
        }
    }
}

#[tokio::test]
async fn nothing_is_taken_where_nothing_is_set_up() {
    for service in crate::support::services().await {
        for path in ["/hooks/twilio", "/hooks/whatsapp", "/hooks/sms-gateway"] {
            let request = axum::http::Request::post(path).body(axum::body::Body::from("From=x"));
            let answer = service.send(request.unwrap()).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        let asked = service
            .get("/hooks/whatsapp?hub.mode=subscribe&hub.verify_token=&hub.challenge=1")
            .await;
        asked.is(404);
    }
    // Without the public address a signature says nothing.
    let form = form("SM1", ANA, "hi", &[]);
    let bare = crate::support::services_with(|| {
        let mut config = capstan_server::config::Config::default();
        config.messages.twilio.token = TOKEN.into();
        config
    });
    for service in bare.await {
        post(&service, &form, &sign(TOKEN, URL, &form))
            .await
            .is(404);
    }
}

#[tokio::test]
async fn whoever_floods_is_not_answered_and_others_are() {
    for (service, _) in with_twilio().await {
        let mut silent = 0;
        for _ in 0..70 {
            let said = text(&service, ANA, "hello").await;
            silent += usize::from(said.ends_with("<Response></Response>"));
        }
        assert!((5..=10).contains(&silent), "{silent}");
        assert!(text(&service, BO, "hello").await.contains("This is Riders"));
    }
}
