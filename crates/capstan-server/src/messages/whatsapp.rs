//! Messages by WhatsApp Cloud: its webhooks are described at
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks>.

use super::inbound::{
    Address, Doing, InboundMessage, MOST_MEDIA, Media, Posted, Provider, Refused, Unreached,
    shortened,
};
use super::line::{Line, origin};
use super::settings::WhatsApp as Settings;
use super::signature;
use axum::http::Method;
use serde::Deserialize;
use serde_json::json;
use subtle::ConstantTimeEq;
use url::Url;

/// The name of this provider.
pub const NAME: &str = "whatsapp";
/// The host that the API leads to for media.
const HOST: &str = "lookaside.fbsbx.com";
/// The longest challenge that is given back.
const LONGEST: usize = 200;

/// WhatsApp Cloud.
#[derive(Debug)]
pub struct WhatsApp {
    settings: Settings,
    line: Line,
}

/// What it asks when the address of a webhook is set.
#[derive(Debug, Deserialize)]
pub struct Handshake {
    #[serde(rename = "hub.mode", default)]
    mode: String,
    #[serde(rename = "hub.verify_token", default)]
    verify: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
}

#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    entry: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    changes: Vec<Change>,
}

#[derive(Deserialize)]
struct Change {
    value: Value,
}

#[derive(Deserialize)]
struct Value {
    #[serde(default)]
    metadata: Metadata,
    // A report that a message was read has none.
    #[serde(default)]
    messages: Vec<Message>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Metadata {
    display_phone_number: String,
    phone_number_id: String,
}

#[derive(Deserialize)]
struct Message {
    from: String,
    id: String,
    #[serde(default)]
    text: Text,
    image: Option<File>,
    document: Option<File>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Text {
    body: String,
}

#[derive(Deserialize)]
struct File {
    id: String,
    #[serde(default)]
    mime_type: String,
    #[serde(default)]
    caption: String,
}

/// The messages in the body of a webhook; none where it reports something
/// else.
///
/// # Errors
/// If it is no such body.
pub fn messages(body: &[u8], now: i64) -> Result<Vec<InboundMessage>, Refused> {
    let sent: Sent = serde_json::from_slice(body).map_err(|_| Refused::Unreadable)?;
    let changes = sent.entry.into_iter().flat_map(|entry| entry.changes);
    let mut all = Vec::new();
    for Change { value } in changes {
        for one in value.messages {
            let files = [one.image, one.document].into_iter().flatten();
            let files: Vec<File> = files.take(MOST_MEDIA).collect();
            let caption = files
                .iter()
                .map(|file| file.caption.as_str())
                .find(|c| !c.is_empty());
            let text = match one.text.body.as_str() {
                "" => caption.unwrap_or(""),
                text => text,
            };
            all.push(InboundMessage {
                provider: NAME.to_owned(),
                id: one.id,
                account: value.metadata.phone_number_id.clone(),
                from: one.from,
                to: value.metadata.display_phone_number.clone(),
                body: shortened(text).to_owned(),
                media: files
                    .into_iter()
                    .map(|file| Media {
                        at: file.id,
                        kind: file.mime_type,
                        data: None,
                    })
                    .collect(),
                received: now,
            });
        }
    }
    Ok(all)
}

impl WhatsApp {
    /// WhatsApp, reached by `line`.
    pub fn new(settings: &Settings, line: Line) -> Self {
        Self {
            settings: settings.clone(),
            line,
        }
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.settings.token.text())
    }

    /// The address of a thing of the API, whose id holds nothing but letters,
    /// digits and signs between.
    fn address(&self, id: &str, more: &str) -> Result<Url, Unreached> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_".contains(&b);
        if id.is_empty() || !id.bytes().all(plain) {
            return Err(Unreached::Never("no id"));
        }
        let address = format!("{}/{id}{more}", self.settings.url.trim_end_matches('/'));
        Url::parse(&address).map_err(|_| Unreached::Never("no address"))
    }

    /// Where a file is, which the API led to.
    fn led(&self, to: &str) -> Result<Url, Unreached> {
        let url = Url::parse(to).map_err(|_| Unreached::Never("no address"))?;
        let known = url.host_str() == Some(HOST) && url.scheme() == "https";
        match known || origin(&self.settings.url) == Some(url.origin()) {
            true => Ok(url),
            false => Err(Unreached::Never("another host")),
        }
    }
}

/// What is answered to who sets the address of a webhook, if they know the word
/// that was agreed on.
pub fn challenge(settings: &Settings, asked: &Handshake) -> Option<String> {
    let word = settings.verify.text().as_bytes();
    let right: bool = word.ct_eq(asked.verify.as_bytes()).into();
    let held = settings.verify.is_set() && right && asked.mode == "subscribe";
    (held && asked.challenge.len() <= LONGEST).then(|| asked.challenge.clone())
}

impl Provider for WhatsApp {
    fn name(&self) -> &'static str {
        NAME
    }

    fn receive(&self, posted: &Posted<'_>) -> Result<Vec<InboundMessage>, Refused> {
        let tag = posted.header("x-hub-signature-256").strip_prefix("sha256=");
        let tag = tag.and_then(signature::bytes).ok_or(Refused::Unsigned)?;
        match signature::sha256(self.settings.secret.text(), &[posted.body], &tag) {
            true => messages(posted.body, posted.now),
            false => Err(Refused::Unsigned),
        }
    }

    fn fetch<'a>(&'a self, message: &'a InboundMessage, media: &'a Media) -> Doing<'a, Vec<u8>> {
        Box::pin(async move {
            let mut url = self.address(&media.at, "")?;
            url.query_pairs_mut()
                .append_pair("phone_number_id", &message.account);
            let auth = self.bearer();
            let found = self
                .line
                .ask(Method::GET, &url, Some(&auth), None)
                .await?
                .json()?;
            let at = self.led(found["url"].as_str().unwrap_or(""))?;
            self.line
                .ask(Method::GET, &at, Some(&auth), None)
                .await?
                .file()
        })
    }

    fn forget<'a>(&'a self, _: &'a InboundMessage, media: &'a Media) -> Doing<'a, ()> {
        Box::pin(async move {
            let url = self.address(&media.at, "")?;
            let auth = self.bearer();
            self.line
                .ask(Method::DELETE, &url, Some(&auth), None)
                .await?
                .gone()
        })
    }

    fn send<'a>(&'a self, to: &'a Address, text: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let url = self.address(&to.account, "/messages")?;
            let body = json!({
                "messaging_product": "whatsapp",
                "recipient_type": "individual",
                "to": to.to,
                "type": "text",
                "text": {"body": text},
            });
            let (auth, body) = (self.bearer(), ("application/json", body.to_string()));
            self.line
                .ask(Method::POST, &url, Some(&auth), Some(body))
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

    fn settings() -> Settings {
        Settings {
            secret: "app secret".into(),
            verify: "the word".into(),
            token: "token".into(),
            ..Settings::default()
        }
    }

    fn whatsapp() -> WhatsApp {
        WhatsApp::new(
            &settings(),
            Line::new(Default::default(), Default::default()),
        )
    }

    const BODY: &str = r#"{"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{
        "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "12025550123", "phone_number_id": "106540352242922"},
            "contacts": [{"profile": {"name": "canary"}, "wa_id": "14158675309"}],
            "messages": [
                {"from": "14158675309", "id": "wamid.A", "timestamp": "1", "type": "text", "text": {"body": "hola"}},
                {"from": "14158675309", "id": "wamid.B", "timestamp": "2", "type": "image",
                 "image": {"id": "77", "mime_type": "image/jpeg", "sha256": "x", "caption": "pay"}}
            ]}}]}]}"#;

    #[test]
    fn messages_are_read_and_names_are_not() {
        let all = messages(BODY.as_bytes(), 3).expect("messages");
        let seen: Vec<_> = all
            .iter()
            .map(|m| (m.id.as_str(), m.body.as_str(), m.media.len()))
            .collect();
        assert_eq!(seen, [("wamid.A", "hola", 0), ("wamid.B", "pay", 1)]);
        assert_eq!(
            (all[1].media[0].at.as_str(), all[1].media[0].kind.as_str()),
            ("77", "image/jpeg")
        );
        assert_eq!(all[0].account, "106540352242922");
        let kept = serde_json::to_string(&all).expect("JSON");
        assert!(!kept.contains("canary"), "{kept}");
        let report = r#"{"entry": [{"changes": [{"value": {"statuses": [{"id": "wamid.A"}]}}]}]}"#;
        assert_eq!(messages(report.as_bytes(), 3), Ok(vec![]));
        assert_eq!(messages(b"7", 3), Err(Refused::Unreadable));
    }

    #[test]
    fn only_what_is_signed_over_its_very_bytes_is_taken() {
        let receive = |header: &str, body: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("x-hub-signature-256", header.parse().expect("a value"));
            let posted = Posted {
                url: "",
                headers: &headers,
                body: body.as_bytes(),
                now: 0,
            };
            whatsapp().receive(&posted).map(|all| all.len())
        };
        // printf '{"entry": []}' | openssl dgst -sha256 -hmac 'app secret'
        let tag = "sha256=bbae251a3db39b2ca4f18a6545e955ff36d7bd80eb4f03b0593d0af1e8dba55c";
        assert_eq!(receive(tag, "{\"entry\": []}"), Ok(0));
        for (tag, body) in [
            (tag, "{\"entry\":[]}"),
            (&tag[7..], "{\"entry\": []}"),
            ("sha256=", "{\"entry\": []}"),
            ("", "{\"entry\": []}"),
        ] {
            assert_eq!(receive(tag, body), Err(Refused::Unsigned), "{tag}");
        }
    }

    #[test]
    fn the_first_question_is_answered_to_who_knows_the_word() {
        let asked = |mode: &str, verify: &str, challenge: &str| {
            let asked = Handshake {
                mode: mode.into(),
                verify: verify.into(),
                challenge: challenge.into(),
            };
            challenge_of(&settings(), &asked)
        };
        use super::challenge as challenge_of;
        assert_eq!(
            asked("subscribe", "the word", "1158201444").as_deref(),
            Some("1158201444")
        );
        assert_eq!(asked("subscribe", "a word", "1"), None);
        assert_eq!(asked("", "the word", "1"), None);
        assert_eq!(asked("subscribe", "the word", &"1".repeat(201)), None);
        let empty = Handshake {
            mode: "subscribe".into(),
            verify: String::new(),
            challenge: "1".into(),
        };
        assert_eq!(challenge_of(&Settings::default(), &empty), None);
    }

    #[test]
    fn media_are_fetched_from_its_hosts_alone() {
        let whatsapp = whatsapp();
        assert!(
            whatsapp
                .led("https://lookaside.fbsbx.com/whatsapp_business/x")
                .is_ok()
        );
        for other in [
            "http://lookaside.fbsbx.com/x",
            "https://example.org/x",
            "https://127.0.0.1/x",
            "",
        ] {
            assert!(whatsapp.led(other).is_err(), "{other}");
        }
        assert!(whatsapp.address("77", "").is_ok());
        for none in ["", "../me", "7/7", "7?x"] {
            assert!(whatsapp.address(none, "").is_err(), "{none}");
        }
    }

    proptest! {
        #[test]
        fn nothing_in_a_body_stops_the_reader(body: Vec<u8>) {
            let _ = messages(&body, 0);
        }
    }
}
