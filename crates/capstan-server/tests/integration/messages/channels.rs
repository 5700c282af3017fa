//! The other ways by which messages come.

use super::{ANA, cards, with};
use crate::support::Service;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use capstan_server::messages::work::drain;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use std::path::Path;

fn tag(key: &str, parts: &[&str]) -> String {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()).unwrap();
    parts.iter().for_each(|part| mac.update(part.as_bytes()));
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn post(service: &Service, path: &str, headers: &[(&str, &str)], body: &str) -> StatusCode {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    service.send(request).await.status
}

#[tokio::test]
async fn whatsapp_is_heard_and_answered() {
    let all = with(|far, messages| {
        messages.whatsapp.url = format!("{}/v25.0", far.origin);
        messages.whatsapp.secret = "app secret".into();
        messages.whatsapp.verify = "word".into();
        messages.whatsapp.token = "bearer token".into();
    });
    for (service, far) in all.await {
        let ask = |word: &str| {
            format!("/hooks/whatsapp?hub.mode=subscribe&hub.verify_token={word}&hub.challenge=77")
        };
        assert_eq!(service.get(&ask("word")).await.body, "77");
        service.get(&ask("other")).await.is(403);
        let message = |id: &str, more: Value| {
            let mut message = json!({"from": &ANA[1..], "id": id, "timestamp": "1"});
            message
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            let value = json!({
                "metadata": {"display_phone_number": "12025550123", "phone_number_id": "106"},
                "messages": [message],
            });
            json!({"entry": [{"changes": [{"value": value}]}]}).to_string()
        };
        let send = async |body: &str| {
            let tag = format!("sha256={}", tag("app secret", &[body]));
            let status = post(
                &service,
                "/hooks/whatsapp",
                &[("x-hub-signature-256", &tag)],
                body,
            )
            .await;
            assert_eq!(status, StatusCode::OK);
            drain(&service.app).await.expect("answered");
        };
        for (n, word) in ["hola", "sí", "sí", "no"].iter().enumerate() {
            send(&message(
                &format!("wamid.{n}"),
                json!({"type": "text", "text": {"body": word}}),
            ))
            .await;
        }
        let posted = far.heard(&Method::POST);
        assert!(posted.iter().all(|(path, _)| path == "/v25.0/106/messages"));
        let last: Value = serde_json::from_str(&posted.last().unwrap().1).unwrap();
        assert_eq!(last["to"], ANA[1..]);
        assert!(
            last["text"]["body"]
                .as_str()
                .unwrap()
                .contains("Ya estás dentro"),
            "{last}"
        );
        assert!(
            far.signed_in()
                .iter()
                .all(|auth| auth == "Bearer bearer token")
        );

        let unsigned = message("wamid.x", json!({"text": {"body": "borrar"}}));
        let wrong = format!("sha256={}", tag("other", &[&unsigned]));
        let status = post(
            &service,
            "/hooks/whatsapp",
            &[("x-hub-signature-256", &wrong)],
            &unsigned,
        )
        .await;
        assert_eq!(status, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_gateway_brings_pictures_in_its_messages() {
    let all = with(|far, messages| {
        messages.sms_gateway.url = format!("{}/messages", far.origin);
        messages.sms_gateway.key = "signing key".into();
        messages.sms_gateway.user = "capstan".into();
        messages.sms_gateway.password = "secret".into();
    });
    for (service, far) in all.await {
        let now = capstan_store::id::now() / 1_000_000;
        let send = async |body: &str, at: i64| {
            let stamp = at.to_string();
            let tag = tag("signing key", &[body, &stamp]);
            let headers = [("x-signature", tag.as_str()), ("x-timestamp", &stamp)];
            let status = post(&service, "/hooks/sms-gateway", &headers, body).await;
            drain(&service.app).await.expect("answered");
            status
        };
        for (n, word) in ["hello", "yes", "yes", "no"].iter().enumerate() {
            let payload = json!({"message": word, "sender": ANA, "recipient": null});
            let body = json!({"event": "sms:received", "id": n.to_string(), "payload": payload});
            assert_eq!(send(&body.to_string(), now).await, StatusCode::OK);
        }
        let made = cards(21, 1);
        let data = STANDARD.encode(&made.file);
        let payload = json!({"sender": ANA, "body": "", "attachments": [
            {"partId": 1, "contentType": "image/png", "name": "a.png", "size": 1, "data": data}]});
        let body = json!({"event": "mms:downloaded", "id": "m", "payload": payload}).to_string();
        assert_eq!(
            send(&body, now - 3600).await,
            StatusCode::FORBIDDEN,
            "an old one"
        );
        assert_eq!(send(&body, now).await, StatusCode::OK);
        let (_, last) = far.heard(&Method::POST).pop().unwrap();
        let last: Value = serde_json::from_str(&last).unwrap();
        assert_eq!(last["phoneNumbers"], json!([ANA]));
        let said = last["textMessage"]["text"].as_str().unwrap().to_owned();
        assert!(said.contains("1 new job"), "{said}");
    }
}

fn answers(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = std::fs::read_dir(folder.join("out"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let answer: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(answer["to"], ANA);
        answer["body"].as_str().unwrap().to_owned()
    };
    paths.iter().map(read).collect()
}

#[tokio::test]
async fn a_folder_is_enough() {
    let temp = tempfile::tempdir().unwrap();
    let made = cards(22, 1);
    let next = std::sync::atomic::AtomicU32::new(0);
    let all = with(|_, messages| {
        let n = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        messages.folder = Some(temp.path().join(n.to_string()));
    });
    for (service, _) in all.await {
        let folder = service.app.config.messages.folder.clone().unwrap();
        let put = |id: &str, text: &str, media: &[&str]| {
            std::fs::create_dir_all(folder.join("in")).unwrap();
            let media: Vec<Value> = media
                .iter()
                .map(|file| json!({"file": file, "type": "image/png"}))
                .collect();
            let message = json!({"id": id, "from": ANA, "body": text, "media": media});
            std::fs::write(folder.join(format!("in/{id}.json")), message.to_string()).unwrap();
        };
        for (id, text) in [("1", "hello"), ("2", "yes"), ("3", "yes"), ("4", "yes")] {
            put(id, text, &[]);
        }
        std::fs::write(folder.join("in/card.png"), &made.file).unwrap();
        put("5", "", &["card.png"]);
        drain(&service.app).await.expect("answered");
        let said = answers(&folder);
        assert_eq!(said.len(), 5, "{said:?}");
        assert!(said[3].contains("You are in"), "{said:?}");
        assert!(said[4].contains("1 new job"), "{said:?}");
        // Nothing stays behind, and the same file again changes nothing.
        assert_eq!(std::fs::read_dir(folder.join("in")).unwrap().count(), 0);
        put("5", "delete", &[]);
        drain(&service.app).await.expect("nothing");
        assert_eq!(answers(&folder).len(), 5);
    }
}
