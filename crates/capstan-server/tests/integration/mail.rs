//! Notices by mail, against a small mail server of the test's own.

use crate::support::{Service, services_with};
use axum::http::StatusCode;
use capstan_server::config::Config;
use capstan_server::mail::post::drain;
use capstan_server::people::notices::tell;
use capstan_store::id::DAY;
use capstan_store::members;
use capstan_store::testing::joined;
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Takes mail one after another; refuses the first `refused`.
fn server(refused: usize) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, mails) = channel();
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().enumerate() {
            let _ = take(stream.unwrap(), n < refused, &sender);
        }
    });
    (url, mails)
}

fn take(mut out: std::net::TcpStream, refuse: bool, mails: &Sender<String>) -> std::io::Result<()> {
    let mut lines = BufReader::new(out.try_clone()?).lines();
    out.write_all(b"220 test\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let answer = match line.get(..4).unwrap_or("") {
            "MAIL" if refuse => "451 later",
            "DATA" => {
                out.write_all(b"354 go on\r\n")?;
                let mut mail = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    mail += &line;
                    mail.push('\n');
                }
                let _ = mails.send(mail);
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        out.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

async fn with_mail(refused: usize) -> Vec<(Service, Receiver<String>)> {
    let mut all = Vec::new();
    let mut mails = Vec::new();
    let services = services_with(|| {
        let (url, received) = server(refused);
        mails.push(received);
        Config {
            smtp_url: Some(url),
            mail_from: Some("capstan@example.org".into()),
            public_url: Some("https://capstan.example.org".into()),
            ..Config::default()
        }
    });
    for (service, received) in services.await.into_iter().zip(mails) {
        all.push((service, received));
    }
    all
}

/// The text of a mail, with its lines joined again.
fn text(mail: &str) -> String {
    let (_, body) = mail.split_once("\n\n").unwrap();
    body.replace("=\n", "").replace("=3D", "=")
}

fn code(mail: &str) -> String {
    let text = text(mail);
    let (_, rest) = text.split_once("Your code is ").unwrap();
    rest[..8].to_owned()
}

#[tokio::test]
async fn an_address_is_used_once_its_code_came_back_and_told_nothing_but_that_something_waits() {
    for (service, mails) in with_mail(0).await {
        let app = &service.app;
        let ana = service.someone().await;
        let tag = members::tag(&app.store.keys, &ana.person);
        let mut tx = app.store.begin().await.unwrap();
        let member = joined(&mut tx, &tag, "riders").await;
        tell(&mut tx, &member, "k", &json!({}), "/x", app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let sent = service
            .post_as(&ana, "/you/mail/address", "address=ana%40example.org")
            .await;
        sent.is(303);
        drain(app).await.unwrap();
        let mail = mails.try_recv().unwrap();
        assert!(mail.contains("To: ana@example.org"), "{mail}");
        assert!(
            mails.try_recv().is_err(),
            "no notice before the address is confirmed"
        );
        let code = code(&mail);
        let wrong = json!({"code": "1"}).to_string();
        let wrong = service.api(&ana, "POST", "/you/mail/code", &wrong).await;
        wrong.is(422);
        let right = service
            .post_as(&ana, "/you/mail/code", &format!("code={code}"))
            .await;
        assert_eq!(right.headers["location"], "/you/mail?done=mail");
        let done = service.get_as(&ana, "/you/mail?done=mail").await;
        assert!(done.body.contains("Your address is confirmed."));

        for n in 0..2 {
            let mut tx = app.store.begin().await.unwrap();
            tell(&mut tx, &member, "k", &json!({"n": n}), "/x", app.now())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        drain(app).await.unwrap();
        drain(app).await.unwrap();
        let mail = mails.try_recv().unwrap();
        assert!(mails.try_recv().is_err(), "several notices, one mail");
        let said = text(&mail);
        assert!(said.contains("https://capstan.example.org/inbox"), "{said}");
        assert!(
            !mail.contains("RIDERS") && !mail.contains("ana-riders"),
            "{mail}"
        );

        let names = service
            .api(&ana, "PUT", "/you/mail/names", "{\"names\": true}")
            .await;
        names.is(204);
        let mut tx = app.store.begin().await.unwrap();
        tell(&mut tx, &member, "k", &json!({}), "/x", app.now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        drain(app).await.unwrap();
        assert!(text(&mails.try_recv().unwrap()).contains("- RIDERS"));

        // The link in the mail asks first, then removes the address.
        let (_, stop) = said
            .split_once("https://capstan.example.org/mail/stop/")
            .unwrap();
        let stop = format!("/mail/stop/{}", stop.split_whitespace().next().unwrap());
        service.get(&stop).await.is(200);
        let still = service.api(&ana, "GET", "/you/mail", "").await.json();
        assert_eq!(still["address"], "ana@example.org");
        let stopped = service.post_as(&ana, &stop, "").await;
        stopped.is(303);
        let gone = service.api(&ana, "GET", "/you/mail", "").await.json();
        assert!(gone["address"].is_null());
        let forged = service.post_as(&ana, "/mail/stop/00ff", "").await;
        forged.is(404);
    }
}

#[tokio::test]
async fn what_the_mail_server_refuses_is_sent_later() {
    for (service, mails) in with_mail(1).await {
        let app = &service.app;
        let ana = service.someone().await;
        let put = "{\"address\": \"ana@example.org\"}";
        let put = service.api(&ana, "PUT", "/you/mail", put).await;
        put.is(204);
        drain(app).await.unwrap();
        drain(app).await.unwrap();
        assert!(mails.try_recv().is_err());
        app.clock.forward(61 * 1_000_000);
        drain(app).await.unwrap();
        assert!(mails.try_recv().is_ok());
        app.clock.forward(DAY);
        drain(app).await.unwrap();
        assert!(mails.try_recv().is_err(), "none is sent twice");
        // By now the code is over.
        let late = service
            .api(&ana, "POST", "/you/mail/code", "{\"code\": \"1\"}")
            .await;
        late.is(409);
    }
}

#[tokio::test]
async fn codes_are_not_guessed_and_addresses_are_addresses() {
    for (service, _mails) in with_mail(0).await {
        let ana = service.someone().await;
        let long = format!("{}@example.org", "a".repeat(300));
        for wrong in ["", "ana", "ana@", "ana@a b.org", "a\r\nBcc: b@c.org", &long] {
            let body = json!({"address": wrong}).to_string();
            let answer = service.api(&ana, "PUT", "/you/mail", &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
        }
        let put = json!({"address": "ana@example.org"}).to_string();
        service.api(&ana, "PUT", "/you/mail", &put).await;
        for n in 0..5 {
            let guess = json!({"code": n.to_string()}).to_string();
            let answer = service.api(&ana, "POST", "/you/mail/code", &guess).await;
            answer.is(422);
        }
        let guess = service
            .api(&ana, "POST", "/you/mail/code", "{\"code\": \"9\"}")
            .await;
        guess.is(409);
        for _ in 0..4 {
            let again = service.api(&ana, "PUT", "/you/mail", &put).await;
            again.is(204);
        }
        let flood = service.api(&ana, "PUT", "/you/mail", &put).await;
        flood.is(429);
    }
}
