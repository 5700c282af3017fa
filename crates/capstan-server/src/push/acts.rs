//! The devices on which someone is told: kept sealed, and only as long as the
//! session or token by which they came.

use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use capstan_report::Lang;
use capstan_store::devices::{self, Device as Stored};
use capstan_store::{Conn, members, sessions};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;
use utoipa::ToSchema;
use web_push_native::Auth;
use web_push_native::p256::PublicKey;

/// The most devices of a person.
const MOST: usize = 20;
/// The longest address of a device, in bytes.
const LONGEST: usize = 1024;

/// What browsers say, which leave the padding off; others do not.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// A device to be told.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({
    "endpoint": "https://push.example.org/send/fVZ7Kd3",
    "keys": {
        "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg"
    }
}))]
pub struct NewDevice {
    /// Its address at its push service.
    #[schema(max_length = 1024, format = "uri")]
    pub endpoint: String,
    /// Its keys.
    pub keys: DeviceKeys,
}

/// The keys for which messages to a device are locked (RFC 8291), base64url.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct DeviceKeys {
    /// A public key: 65 bytes.
    #[schema(min_length = 87, max_length = 88)]
    pub p256dh: String,
    /// A secret: 16 bytes.
    #[schema(min_length = 22, max_length = 24)]
    pub auth: String,
}

/// A device on which someone is told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Device {
    /// The id, for removing it.
    pub id: String,
    /// What kind of browser it is; empty if it was added by a program.
    #[schema(example = "Firefox, Linux")]
    pub browser: String,
    /// The push service that messages to it go through.
    #[schema(example = "push.example.org")]
    pub server: String,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// The devices on which someone is told.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Devices {
    /// The key that a browser must be given when it subscribes
    /// (`applicationServerKey`).
    pub key: String,
    /// The devices.
    pub items: Vec<Device>,
    /// The cursor of the next part; null at the end.
    pub next: Option<String>,
}

/// What is sealed of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its address at its push service.
    pub endpoint: String,
    p256dh: String,
    auth: String,
    /// The language it is told in.
    pub lang: String,
    browser: String,
    /// The session or token by which it came.
    pub pass: String,
}

impl Kept {
    /// The keys for which messages are locked. What is kept was checked.
    pub fn keys(&self) -> Option<(PublicKey, Auth)> {
        let public = BASE64.decode(&self.p256dh).ok()?;
        let auth = BASE64.decode(&self.auth).ok()?;
        let auth: [u8; 16] = auth.try_into().ok()?;
        Some((PublicKey::from_sec1_bytes(&public).ok()?, auth.into()))
    }

    fn server(&self) -> String {
        let url = Url::parse(&self.endpoint).ok();
        let host = url.as_ref().and_then(Url::host_str);
        host.unwrap_or_default().to_owned()
    }
}

/// What is sealed of a device; nothing if it was sealed with another secret.
pub fn open(app: &App, device: &Stored) -> Option<Kept> {
    let keys = &app.store.keys;
    let text = keys.open_sealed("devices", &device.id, &device.sealed)?;
    serde_json::from_str(&text).ok()
}

/// The devices of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn list(app: &App, who: &Who) -> Result<Devices, Problem> {
    who.may("account")?;
    let own = who.pass()?;
    let mut conn = app.store.read().await?;
    let found = devices::of_person(&mut conn, &who.tag(app)?).await?;
    let shown = |stored: &Stored| {
        let kept = open(app, stored)?;
        Some(Device {
            id: stored.id.clone(),
            server: kept.server(),
            here: kept.pass == own.id,
            browser: kept.browser,
        })
    };
    Ok(Devices {
        key: app.vapid.public(),
        items: found.iter().filter_map(shown).collect(),
        next: None,
    })
}

/// Keeps a device of who asks, in place of an earlier one of theirs that came
/// by the same session or has the same address.
///
/// # Errors
/// If its address may not be asked, its keys are none, or there are too many.
pub async fn add(app: &App, who: &Who, lang: Lang, new: &NewDevice) -> Result<Device, Problem> {
    who.may("account")?;
    let pass = who.pass()?;
    let wrong = || Problem::input("endpoint", "push-endpoint");
    let url = Url::parse(&new.endpoint).map_err(|_| wrong())?;
    if new.endpoint.len() > LONGEST || !app.outside.allows(&url) {
        return Err(wrong());
    }
    let kept = Kept {
        endpoint: url.to_string(),
        p256dh: new.keys.p256dh.clone(),
        auth: new.keys.auth.clone(),
        lang: lang.code().to_owned(),
        browser: who
            .session
            .as_ref()
            .map_or_else(String::new, |s| s.label.clone()),
        pass: pass.id.clone(),
    };
    if kept.keys().is_none() {
        return Err(Problem::input("keys", "push-keys"));
    }
    let (keys, tag) = (&app.store.keys, who.tag(app)?);
    let id = keys.tag("devices", &[&tag, &kept.endpoint]);
    let text = json!(kept).to_string();
    let stored = Stored {
        sealed: keys.seal("devices", &id, &text),
        until: pass.expires,
        tries: 0,
        person: tag,
        id,
    };
    let mut tx = app.store.begin().await?;
    let mut others = 0;
    for other in devices::of_person(&mut tx, &stored.person).await? {
        let same = open(app, &other).is_none_or(|o| o.pass == pass.id && who.session.is_some());
        if same {
            devices::remove(&mut tx, &stored.person, &other.id).await?;
        } else if other.id != stored.id {
            others += 1;
        }
    }
    if others >= MOST {
        return Err(Problem::conflict("push-many").with("most", MOST));
    }
    devices::put(&mut tx, &stored).await?;
    tx.commit().await?;
    Ok(Device {
        id: stored.id,
        server: kept.server(),
        here: true,
        browser: kept.browser,
    })
}

/// Removes a device of who asks.
///
/// # Errors
/// If it is none of theirs.
pub async fn remove(app: &App, who: &Who, id: &str) -> Result<(), Problem> {
    who.may("account")?;
    let mut tx = app.store.begin().await?;
    if !devices::remove(&mut tx, &who.tag(app)?, id).await? {
        return Err(Problem::missing());
    }
    Ok(tx.commit().await?)
}

/// Removes the devices of a person whose session or token has ended. To be
/// called in the transaction that ends them.
///
/// # Errors
/// If the store fails.
pub async fn tidy(app: &App, conn: &mut Conn, person: &str) -> Result<(), Problem> {
    let tag = members::tag(&app.store.keys, person);
    for device in devices::of_person(conn, &tag).await? {
        let holds = match open(app, &device) {
            Some(kept) => sessions::holds(conn, &kept.pass, app.now()).await?,
            None => false,
        };
        if !holds {
            devices::remove(conn, &tag, &device.id).await?;
        }
    }
    Ok(())
}

/// All that is held about the devices of a person, for their own eyes.
///
/// # Errors
/// If the store fails.
pub async fn export(app: &App, conn: &mut Conn, tag: &str) -> Result<Vec<Value>, Problem> {
    let found = devices::of_person(conn, tag).await?;
    let shown = |stored: &Stored| {
        let kept = open(app, stored)?;
        Some(json!({
            "browser": kept.browser,
            "endpoint": kept.endpoint,
            "keys": {"p256dh": kept.p256dh, "auth": kept.auth},
            "language": kept.lang,
            "until": stored.until,
        }))
    };
    Ok(found.iter().filter_map(shown).collect())
}
