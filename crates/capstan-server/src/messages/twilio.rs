//! Messages by Twilio: SMS, MMS and WhatsApp. The form of its webhooks and its
//! signature are described at <https://www.twilio.com/docs/usage/security>.

use super::inbound::{
    Address, Doing, InboundMessage, MOST_MEDIA, Media, Posted, Provider, Refused, Unreached,
    shortened,
};
use super::line::{Line, basic, origin};
use super::settings::Twilio as Settings;
use super::signature;
use axum::http::{Method, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;
use url::{Url, form_urlencoded};

/// The name of this provider.
pub const NAME: &str = "twilio";
/// The hosts that Twilio's API leads to for media.
const HOSTS: [&str; 3] = [
    "mms.twiliocdn.com",
    "media.twiliocdn.com",
    "s3-external-1.amazonaws.com",
];

/// Twilio.
#[derive(Debug)]
pub struct Twilio {
    settings: Settings,
    line: Line,
}

/// The parameters of a form, each pair once, in the order of their bytes.
pub type Parameters = BTreeSet<(String, String)>;

/// The parameters in the body of a form.
pub fn parameters(body: &[u8]) -> Parameters {
    form_urlencoded::parse(body).into_owned().collect()
}

/// Whether Twilio signed these parameters, sent to `url`, with `token`:
/// HMAC-SHA1 over the address and every name and value.
pub fn signed(token: &str, url: &str, all: &Parameters, tag: &str) -> bool {
    let Ok(tag) = STANDARD.decode(tag) else {
        return false;
    };
    let pairs = all
        .iter()
        .flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
    let parts: Vec<&[u8]> = std::iter::once(url.as_bytes()).chain(pairs).collect();
    signature::sha1(token, &parts, &tag)
}

/// The message in the parameters of a webhook.
///
/// # Errors
/// If there is no id, sender or number.
pub fn message(all: &Parameters, now: i64) -> Result<InboundMessage, Refused> {
    let of = |name: &str| {
        let mut found = all
            .iter()
            .filter(|(n, _)| n == name)
            .map(|(_, value)| value.as_str());
        // Two values for one name: nobody can tell which was meant.
        found.next().filter(|_| found.next().is_none())
    };
    let needed = |name| {
        of(name)
            .filter(|v| !v.is_empty())
            .ok_or(Refused::Unreadable)
    };
    let count: usize = of("NumMedia")
        .unwrap_or("0")
        .parse()
        .map_err(|_| Refused::Unreadable)?;
    let media = (0..count.min(MOST_MEDIA)).filter_map(|n| {
        Some(Media {
            at: of(&format!("MediaUrl{n}"))?.to_owned(),
            kind: of(&format!("MediaContentType{n}")).unwrap_or("").to_owned(),
            data: None,
        })
    });
    Ok(InboundMessage {
        provider: NAME.to_owned(),
        id: needed("MessageSid")?.to_owned(),
        account: of("AccountSid").unwrap_or("").to_owned(),
        from: needed("From")?.to_owned(),
        to: needed("To")?.to_owned(),
        body: shortened(of("Body").unwrap_or("")).to_owned(),
        media: media.collect(),
        received: now,
    })
}

/// The answer that Twilio sends on.
pub fn twiml(said: &[String]) -> Markup {
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"))
        Response { @for text in said { Message { (text) } } }
    }
}

impl Twilio {
    /// Twilio, reached by `line`.
    pub fn new(settings: &Settings, line: Line) -> Self {
        Self {
            settings: settings.clone(),
            line,
        }
    }

    fn auth(&self, account: &str) -> String {
        basic(account, self.settings.token.text())
    }

    /// The address of something of an account, if it is the API's.
    fn own(&self, at: &str) -> Result<Url, Unreached> {
        let url = Url::parse(at).map_err(|_| Unreached::Never("no address"))?;
        match origin(&self.settings.url) {
            Some(own) if own == url.origin() => Ok(url),
            _ => Err(Unreached::Never("another host")),
        }
    }

    /// Where a file is, which the API led to.
    fn led(&self, from: &Url, to: &str) -> Result<Url, Unreached> {
        let url = from.join(to).map_err(|_| Unreached::Never("no address"))?;
        let known = url.host_str().is_some_and(|host| HOSTS.contains(&host));
        match known && url.scheme() == "https" {
            true => Ok(url),
            false => self.own(url.as_str()),
        }
    }

    async fn get(&self, account: &str, at: &str) -> Result<Vec<u8>, Unreached> {
        let url = self.own(at)?;
        let auth = self.auth(account);
        let answer = self.line.ask(Method::GET, &url, Some(&auth), None).await?;
        if !answer.status.is_redirection() {
            return answer.file();
        }
        // Once, and without the token: it is for the API alone.
        let to = answer.header(header::LOCATION);
        let url = self.led(&url, to)?;
        self.line.ask(Method::GET, &url, None, None).await?.file()
    }
}

impl Provider for Twilio {
    fn name(&self) -> &'static str {
        NAME
    }

    fn receive(&self, posted: &Posted<'_>) -> Result<Vec<InboundMessage>, Refused> {
        let all = parameters(posted.body);
        let tag = posted.header("x-twilio-signature");
        match signed(self.settings.token.text(), posted.url, &all, tag) {
            true => Ok(vec![message(&all, posted.now)?]),
            false => Err(Refused::Unsigned),
        }
    }

    fn fetch<'a>(&'a self, message: &'a InboundMessage, media: &'a Media) -> Doing<'a, Vec<u8>> {
        Box::pin(self.get(&message.account, &media.at))
    }

    fn forget<'a>(&'a self, message: &'a InboundMessage, media: &'a Media) -> Doing<'a, ()> {
        Box::pin(async move {
            let url = self.own(&media.at)?;
            let auth = self.auth(&message.account);
            let answer = self
                .line
                .ask(Method::DELETE, &url, Some(&auth), None)
                .await?;
            answer.gone()
        })
    }

    fn send<'a>(&'a self, to: &'a Address, text: &'a str) -> Doing<'a, ()> {
        Box::pin(async move {
            let named =
                !to.account.is_empty() && to.account.bytes().all(|b| b.is_ascii_alphanumeric());
            if !named {
                return Err(Unreached::Never("no account"));
            }
            let path = format!("/2010-04-01/Accounts/{}/Messages.json", to.account);
            let url = self.own(&format!(
                "{}{path}",
                self.settings.url.trim_end_matches('/')
            ))?;
            let form = form_urlencoded::Serializer::new(String::new())
                .append_pair("From", &to.from)
                .append_pair("To", &to.to)
                .append_pair("Body", text)
                .finish();
            let auth = self.auth(&to.account);
            let body = Some(("application/x-www-form-urlencoded", form));
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
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};

    const TOKEN: &str = "12345";
    const URL: &str = "https://example.org/sms";
    const TAG: &str = "8LwYzU9MFJ7EFn8AQtCZHjQ79Vw=";

    fn pairs(all: &[(&str, &str)]) -> Parameters {
        all.iter()
            .map(|&(n, v)| (n.to_owned(), v.to_owned()))
            .collect()
    }

    fn vector() -> Parameters {
        pairs(&[
            ("Body", "Shipt: pay"),
            ("From", "+14158675309"),
            ("MessageSid", "MM0123"),
            ("NumMedia", "0"),
            ("To", "+12025550123"),
        ])
    }

    #[test]
    fn the_known_signatures_hold() {
        let known = pairs(&[
            ("CallSid", "CA1234567890ABCDE"),
            ("Caller", "+14158675309"),
            ("Digits", "1234"),
            ("From", "+14158675309"),
            ("To", "+18005551212"),
        ]);
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        assert!(signed(TOKEN, url, &known, "RSOYDt4T1cUTdK1PDd93/VVr8B8="));
        assert!(signed(TOKEN, URL, &vector(), TAG));
        assert!(!signed("", URL, &vector(), TAG));
        assert!(!signed(TOKEN, URL, &vector(), ""));
        assert!(!signed(TOKEN, URL, &vector(), "no base64"));
    }

    /// All that is signed, in one line.
    fn said(url: &str, all: &Parameters) -> String {
        let pairs = all.iter().map(|(name, value)| format!("{name}{value}"));
        std::iter::once(url.to_owned()).chain(pairs).collect()
    }

    #[test]
    fn of_a_hundred_thousand_changed_requests_none_is_taken() {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(71);
        let mut tried = 0;
        while tried < 100_000 {
            let (mut url, mut all, mut tag) = (URL.to_owned(), vector(), TAG.to_owned());
            for _ in 0..rng.random_range(1..4) {
                let letter = char::from(rng.random_range(32..127u8));
                let change = |text: &mut String, at: usize, how: u8| {
                    let at = at % text.len().max(1);
                    match how {
                        0 if !text.is_empty() => drop(text.remove(at)),
                        1 => text.insert(at, letter),
                        _ if !text.is_empty() => text.replace_range(at..=at, &letter.to_string()),
                        _ => text.push(letter),
                    }
                };
                let (at, how) = (rng.random_range(0..64), rng.random_range(0..3u8));
                match rng.random_range(0..6) {
                    0 => change(&mut url, at, how),
                    1 => change(&mut tag, at, how),
                    2 => {
                        all.insert(("ExtraParameter".into(), letter.to_string()));
                    }
                    3 => {
                        let gone = all.iter().nth(at % all.len().max(1)).cloned();
                        gone.map(|pair| all.remove(&pair));
                    }
                    which => {
                        let Some(mut pair) = all.iter().nth(at % all.len().max(1)).cloned() else {
                            continue;
                        };
                        all.remove(&pair);
                        change(if which == 4 { &mut pair.0 } else { &mut pair.1 }, at, how);
                        all.insert(pair);
                    }
                }
            }
            // The signature does not say where a name ends and its value
            // begins, so what reads the same is the same to it; and padding
            // bits of base64 are no part of it.
            let same = STANDARD.decode(&tag).ok() == STANDARD.decode(TAG).ok();
            if same && said(&url, &all) == said(URL, &vector()) {
                continue;
            }
            assert!(!signed(TOKEN, &url, &all, &tag), "{url} {all:?} {tag}");
            tried += 1;
        }
    }

    #[test]
    fn a_message_is_read_with_its_media() {
        let mut all = vector();
        all.remove(&("NumMedia".into(), "0".into()));
        all.extend(pairs(&[
            ("NumMedia", "2"),
            ("MediaUrl0", "https://api.twilio.com/a"),
            ("MediaContentType0", "image/png"),
            ("MediaUrl1", "https://api.twilio.com/b"),
            ("AccountSid", "AC1"),
            ("FromZip", "94107"),
        ]));
        let read = message(&all, 7).expect("a message");
        assert_eq!((read.id.as_str(), read.received), ("MM0123", 7));
        assert_eq!(
            (read.from.as_str(), read.to.as_str()),
            ("+14158675309", "+12025550123")
        );
        assert_eq!(
            (read.body.as_str(), read.account.as_str()),
            ("Shipt: pay", "AC1")
        );
        assert_eq!(read.media.len(), 2);
        assert_eq!(read.media[0].kind, "image/png");
        // Where someone is, is nobody's business.
        let kept = serde_json::to_string(&read).expect("JSON");
        assert!(!kept.contains("94107"), "{kept}");
        for gone in ["From", "To", "MessageSid"] {
            let less: Parameters = all.iter().filter(|(n, _)| n != gone).cloned().collect();
            assert_eq!(message(&less, 7), Err(Refused::Unreadable));
        }
        all.insert(("From".into(), "+15550000000".into()));
        assert_eq!(message(&all, 7), Err(Refused::Unreadable));
    }

    #[test]
    fn an_answer_is_one_text_whatever_is_in_it() {
        let said = twiml(&["a < b & \"c\"".into(), "</Message>".into()]).into_string();
        assert!(
            said.starts_with(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Message>a &lt; b"
            )
        );
        assert_eq!(said.matches("<Message>").count(), 2);
        assert!(twiml(&[]).into_string().ends_with("<Response></Response>"));
    }

    #[test]
    fn media_are_fetched_from_twilio_alone() {
        let twilio = Twilio::new(
            &Settings::default(),
            Line::new(Default::default(), Default::default()),
        );
        let own = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";
        let from = twilio.own(own).expect("its own");
        for other in [
            "http://api.twilio.com/a",
            "https://api.twilio.com.example.org/a",
            "https://api.twilio.com@example.org/a",
            "https://169.254.169.254/latest",
            "file:///etc/passwd",
            "/etc/passwd",
        ] {
            assert!(twilio.own(other).is_err(), "{other}");
        }
        assert!(
            twilio
                .led(&from, "https://mms.twiliocdn.com/x?Signature=y")
                .is_ok()
        );
        assert!(twilio.led(&from, "/elsewhere").is_ok());
        for other in [
            "http://mms.twiliocdn.com/x",
            "https://localhost/x",
            "//example.org/x",
        ] {
            assert!(twilio.led(&from, other).is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn nothing_in_a_form_stops_the_reader(body: Vec<u8>) {
            let _ = message(&parameters(&body), 0);
        }
    }
}
