//! How text messages reach this installation: part `[messages]` of
//! `capstan.toml`, and the environment.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// How text messages come and go. A provider is used where its secret is set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Messages {
    /// The coalition that messages are for, by its name in addresses. Without
    /// it, they are for the only one there is, and in a demonstration for the
    /// one in which pay is donated.
    pub coalition: Option<String>,
    /// The coalitions of single numbers, where there are several.
    pub numbers: BTreeMap<String, String>,
    /// How many seconds a provider may take to answer.
    pub seconds: u64,
    /// Twilio.
    pub twilio: Twilio,
    /// WhatsApp Cloud.
    pub whatsapp: WhatsApp,
    /// SMS Gateway for Android, on a telephone of one's own.
    pub sms_gateway: SmsGateway,
    /// A folder into which messages are put as files, for places without a
    /// network.
    pub folder: Option<PathBuf>,
}

impl Default for Messages {
    fn default() -> Self {
        Self {
            coalition: None,
            numbers: BTreeMap::new(),
            seconds: 20,
            twilio: Twilio::default(),
            whatsapp: WhatsApp::default(),
            sms_gateway: SmsGateway::default(),
            folder: None,
        }
    }
}

/// Twilio.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Twilio {
    /// The auth token of the account.
    pub token: Secret,
    /// Where its API is.
    pub url: String,
}

impl Default for Twilio {
    fn default() -> Self {
        Self {
            token: Secret::default(),
            url: "https://api.twilio.com".to_owned(),
        }
    }
}

/// WhatsApp Cloud.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WhatsApp {
    /// The secret of the app, by which its requests are signed.
    pub secret: Secret,
    /// What it says when it asks for the first time whether the address is
    /// right: chosen by whoever sets it up.
    pub verify: Secret,
    /// The access token.
    pub token: Secret,
    /// Where its API is, with the version.
    pub url: String,
}

impl Default for WhatsApp {
    fn default() -> Self {
        Self {
            secret: Secret::default(),
            verify: Secret::default(),
            token: Secret::default(),
            url: "https://graph.facebook.com/v25.0".to_owned(),
        }
    }
}

/// SMS Gateway for Android.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmsGateway {
    /// The key by which its webhooks are signed.
    pub key: Secret,
    /// Where messages to be sent are posted.
    pub url: String,
    /// The user of its API.
    pub user: String,
    /// The password of that user.
    pub password: Secret,
}

/// Something that is never shown.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_set() { "set" } else { "not set" })
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Secret {
    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether there is one. An empty secret would be known to everyone.
    pub fn is_set(&self) -> bool {
        !self.0.is_empty()
    }
}

impl Messages {
    /// Changes what the environment sets.
    pub fn environment(&mut self, env: &impl Fn(&str) -> Option<String>) {
        for (name, secret) in [
            ("CAPSTAN_TWILIO_TOKEN", &mut self.twilio.token),
            ("CAPSTAN_WHATSAPP_SECRET", &mut self.whatsapp.secret),
            ("CAPSTAN_WHATSAPP_VERIFY", &mut self.whatsapp.verify),
            ("CAPSTAN_WHATSAPP_TOKEN", &mut self.whatsapp.token),
            ("CAPSTAN_SMS_GATEWAY_KEY", &mut self.sms_gateway.key),
            (
                "CAPSTAN_SMS_GATEWAY_PASSWORD",
                &mut self.sms_gateway.password,
            ),
        ] {
            if let Some(text) = env(name) {
                *secret = Secret(text);
            }
        }
        for (name, field) in [
            ("CAPSTAN_TWILIO_URL", &mut self.twilio.url),
            ("CAPSTAN_WHATSAPP_URL", &mut self.whatsapp.url),
            ("CAPSTAN_SMS_GATEWAY_URL", &mut self.sms_gateway.url),
            ("CAPSTAN_SMS_GATEWAY_USER", &mut self.sms_gateway.user),
        ] {
            if let Some(text) = env(name) {
                *field = text;
            }
        }
        if let Some(slug) = env("CAPSTAN_MESSAGES_COALITION") {
            self.coalition = Some(slug);
        }
        if let Some(folder) = env("CAPSTAN_MESSAGES_FOLDER") {
            self.folder = Some(folder.into());
        }
    }

    /// The servers of the providers, which may stand beside this machine where
    /// the settings say so.
    pub fn servers(&self) -> Vec<String> {
        let all = [&self.twilio.url, &self.whatsapp.url, &self.sms_gateway.url];
        all.into_iter().cloned().collect()
    }

    /// The coalition that messages to a number are for, if the settings say.
    pub fn coalition_of(&self, to: &str) -> Option<&str> {
        let same = |text: &str| {
            let one = super::inbound::number(text);
            one.is_some() && one == super::inbound::number(to)
        };
        let named = self.numbers.iter().find(|(number, _)| same(number));
        named
            .map(|(_, slug)| slug.as_str())
            .or(self.coalition.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_wins_and_secrets_are_not_shown() {
        let text = "coalition = \"riders\"\nnumbers = { \"+1 202 555 0123\" = \"drivers\" }\n\
                    [twilio]\ntoken = \"from the file\"\n";
        let mut messages: Messages = toml::from_str(text).expect("settings");
        let env = |name: &str| (name == "CAPSTAN_TWILIO_TOKEN").then(|| "12345".to_owned());
        messages.environment(&env);
        assert_eq!(messages.twilio.token.text(), "12345");
        assert!(!messages.whatsapp.secret.is_set());
        let shown = format!("{messages:?}");
        assert!(!shown.contains("12345"), "{shown}");
        assert_eq!(
            messages.coalition_of("whatsapp:+12025550123"),
            Some("drivers")
        );
        assert_eq!(messages.coalition_of("+12025550124"), Some("riders"));
        assert_eq!(messages.coalition_of(""), Some("riders"));
    }

    #[test]
    fn what_is_no_setting_is_refused() {
        let wrong = toml::from_str::<Messages>("[twilio]\ntokn = \"x\"\n").expect_err("refused");
        assert!(wrong.to_string().contains("tokn"), "{wrong}");
    }
}
