//! Messages by SMS Gateway for Android (<https://docs.sms-gate.app>): an app
//! that makes a telephone of one's own a gateway. Pictures come inside of the
//! webhook `mms:downloaded`, so there is nothing to fetch.

use super::inbound::{
    Address, Doing, InboundMessage, MOST_MEDIA, Media, Posted, Provider, Refused, Unreached,
    shortened,
};
use super::line::{Line, basic};
use super::settings::SmsGateway as Settings;
use super::signature;
use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use url::Url;

/// The name of this provider.
pub const NAME: &str = "sms-gateway";
/// By how many seconds the telephone's clock may differ from ours.
const APART: i64 = 15 * 60;

/// SMS Gateway for Android.
#[derive(Debug)]
pub struct SmsGateway {
    settings: Settings,
    line: Line,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    event: String,
    id: String,
    #[serde(default)]
    device_id: String,
    #[serde(default)]
    payload: Payload,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Payload {
    message: Option<String>,
    body: Option<String>,
    sender: Option<String>,
    phone_number: Option<String>,
    recipient: Option<String>,
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attachment {
    part_id: i64,
    #[serde(default)]
    content_type: String,
    data: Option<String>,
}

/// The message in the body of a webhook; none where it tells of something
/// else.
///
/// # Errors
/// If it is no such body, or does not say who sent the message.
pub fn message(body: &[u8], now: i64) -> Result<Option<InboundMessage>, Refused> {
    let event: Event = serde_json::from_slice(body).map_err(|_| Refused::Unreadable)?;
    if !matches!(event.event.as_str(), "sms:received" | "mms:downloaded") {
        return Ok(None);
    }
    let Payload {
        message,
        body,
        sender,
        phone_number,
        recipient,
        attachments,
    } = event.payload;
    let from = sender.or(phone_number).filter(|from| !from.is_empty());
    let media = attachments.into_iter().filter(|part| part.data.is_some());
    Ok(Some(InboundMessage {
        provider: NAME.to_owned(),
        id: event.id,
        account: event.device_id,
        from: from.ok_or(Refused::Unreadable)?,
        to: recipient.unwrap_or_default(),
        body: shortened(&message.or(body).unwrap_or_default()).to_owned(),
        media: media
            .filter(|part| {
                !part.content_type.starts_with("text/plain")
                    && part.content_type != "application/smil"
            })
            .take(MOST_MEDIA)
            .map(|part| Media {
                at: part.part_id.to_string(),
                kind: part.content_type,
                data: part.data,
            })
            .collect(),
        received: now,
    }))
}

impl SmsGateway {
    /// The gateway, reached by `line`.
    pub fn new(settings: &Settings, line: Line) -> Self {
        Self {
            settings: settings.clone(),
            line,
        }
    }
}

impl Provider for SmsGateway {
    fn name(&self) -> &'static str {
        NAME
    }

    fn receive(&self, posted: &Posted<'_>) -> Result<Vec<InboundMessage>, Refused> {
        let stamp = posted.header("x-timestamp");
        let sent: i64 = stamp.parse().map_err(|_| Refused::Unsigned)?;
        let tag = signature::bytes(posted.header("x-signature")).ok_or(Refused::Unsigned)?;
        let parts = [posted.body, stamp.as_bytes()];
        let held = signature::sha256(self.settings.key.text(), &parts, &tag);
        // The app signs anew whenever it tries again.
        let fresh = (posted.now / 1_000_000)
            .saturating_sub(sent)
            .saturating_abs()
            <= APART;
        match held && fresh {
            true => Ok(message(posted.body, posted.now)?.into_iter().collect()),
            false => Err(Refused::Unsigned),
        }
    }

    fn fetch<'a>(&'a self, _: &'a InboundMessage, media: &'a Media) -> Doing<'a, Vec<u8>> {
        Box::pin(async move {
            let data = media.data.as_deref().unwrap_or("");
            let text: String = data.split_ascii_whitespace().collect();
            STANDARD
                .decode(text)
                .map_err(|_| Unreached::Never("no base64"))
        })
    }

    fn forget<'a>(&'a self, _: &'a InboundMessage, _: &'a Media) -> Doing<'a, ()> {
        // It stands in the message alone, which goes with its row.
        Box::pin(async { Ok(()) })
    }

    fn send<'a>(&'a self, to: &'a Address, text: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let url = Url::parse(&self.settings.url).map_err(|_| Unreached::Never("no address"))?;
            let body = json!({"textMessage": {"text": text}, "phoneNumbers": [to.to]});
            let auth = basic(&self.settings.user, self.settings.password.text());
            let body = Some(("application/json", body.to_string()));
            self.line
                .ask(Method::POST, &url, Some(&auth), body)
                .await?
                .done()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderMap;
    use proptest::prelude::*;

    const BODY: &str = r#"{"deviceId": "d1", "event": "mms:downloaded", "id": "Ey6", "payload": {
        "messageId": "m", "sender": "+14158675309", "recipient": null, "simNumber": 1,
        "body": "pay", "subject": null, "receivedAt": "2026-02-17T12:00:00.000+07:00",
        "attachments": [
            {"partId": 1, "contentType": "application/smil", "name": null, "size": 3, "data": "AAAA"},
            {"partId": 2, "contentType": "image/png", "name": "a.png", "size": 3, "data": "AQID"},
            {"partId": 3, "contentType": "image/png", "name": "b.png", "size": 3, "data": null}]},
        "webhookId": "w"}"#;

    #[test]
    fn texts_and_pictures_are_read_and_other_events_are_not() {
        let read = message(BODY.as_bytes(), 1)
            .expect("an event")
            .expect("a message");
        assert_eq!(
            (read.id.as_str(), read.body.as_str(), read.to.as_str()),
            ("Ey6", "pay", "")
        );
        assert_eq!(read.media.len(), 1);
        assert_eq!(read.media[0].data.as_deref(), Some("AQID"));
        let text = r#"{"event": "sms:received", "id": "a", "payload": {"message": "hola", "phoneNumber": "6505551212"}}"#;
        let read = message(text.as_bytes(), 1)
            .expect("an event")
            .expect("a message");
        assert_eq!(
            (read.from.as_str(), read.body.as_str()),
            ("6505551212", "hola")
        );
        let sent = r#"{"event": "sms:sent", "id": "a", "payload": {"phoneNumber": "1"}}"#;
        assert_eq!(message(sent.as_bytes(), 1), Ok(None));
        let nobody = r#"{"event": "sms:received", "id": "a", "payload": {"message": "hola"}}"#;
        assert_eq!(message(nobody.as_bytes(), 1), Err(Refused::Unreadable));
    }

    #[test]
    fn only_what_is_signed_with_its_time_and_fresh_is_taken() {
        let settings = Settings {
            key: "signing key".into(),
            ..Settings::default()
        };
        let gateway = SmsGateway::new(&settings, Line::new(Default::default(), Default::default()));
        let receive = |stamp: &str, tag: &str, now: i64| {
            let mut headers = HeaderMap::new();
            headers.insert("x-timestamp", stamp.parse().expect("a value"));
            headers.insert("x-signature", tag.parse().expect("a value"));
            let posted = Posted {
                url: "",
                headers: &headers,
                body: b"{\"event\": \"system:ping\", \"id\": \"1\"}",
                now: now * 1_000_000,
            };
            gateway.receive(&posted).map(|all| all.len())
        };
        // The body and 1700000000, by openssl dgst -sha256 -hmac 'signing key'.
        let tag = "f7a068f8e55f9281f9a4a8d22eac89a55751e42b484e89f095aa33b0e222b1a3";
        assert_eq!(receive("1700000000", tag, 1_700_000_100), Ok(0));
        for (stamp, tag, now) in [
            ("1700000001", tag, 1_700_000_100),
            ("1700000000", tag, 1_700_001_000),
            ("1700000000", tag, 1_699_999_000),
            ("1700000000", "", 1_700_000_100),
            ("", tag, 1_700_000_100),
        ] {
            assert_eq!(
                receive(stamp, tag, now),
                Err(Refused::Unsigned),
                "{stamp} {now}"
            );
        }
    }

    proptest! {
        #[test]
        fn nothing_in_a_body_stops_the_reader(body: Vec<u8>) {
            let _ = message(&body, 0);
        }
    }
}
