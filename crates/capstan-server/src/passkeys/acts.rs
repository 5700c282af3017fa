//! Adding passkeys and signing in with them.
//!
//! The rules of WebAuthn (level 3, sections 7.1 and 7.2) are those of the
//! library. A challenge is kept nowhere: it travels, sealed, with the form
//! that answers it. So whoever asks for many of them fills nothing here; what
//! is kept is only that one was answered.

use crate::app::App;
use crate::limits::{Limit, Peer};
use crate::people::session;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use axum::http::HeaderMap;
use capstan_coalition::text::NAME;
use capstan_store::passkeys::{self, Passkey as Stored};
use capstan_store::{Micros, StoreError, id, people};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::Url;
use utoipa::ToSchema;
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, Webauthn, WebauthnBuilder,
};

/// The most passkeys of a person.
const MOST: usize = 20;
/// For how long a challenge may be answered: half an hour.
const ANSWER_WITHIN: Micros = 30 * 60 * 1_000_000;
/// A passkey may be added so long after signing in: else whoever finds an
/// open browser would have a key for good.
const FRESH: Micros = 60 * 60 * 1_000_000;
/// For what the challenges of those who are not signed in are.
const SIGN_IN: &str = "sign in";

/// A passkey, as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Passkey)]
pub struct Own {
    /// The id, for renaming and removing it.
    pub id: String,
    /// What its person calls it.
    #[schema(example = "My phone")]
    pub name: String,
    /// The day it was added, as the time of its beginning.
    #[schema(example = 1_789_948_800_000_000_i64)]
    pub made_day: Micros,
    /// The day it was last used, as the time of its beginning.
    #[schema(example = 1_789_948_800_000_000_i64)]
    pub used_day: Micros,
}

/// What a browser is asked, and the same sealed, to come back with its answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The options for `navigator.credentials`, as JSON with bytes in
    /// base64url.
    pub options: Value,
    /// The challenge, sealed.
    pub sealed: String,
}

/// What a browser answers.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The sealed challenge that came with the question.
    pub sealed: String,
    /// The credential, as JSON with bytes in base64url.
    pub answer: String,
}

/// Who answers for this service towards devices. Keys belong to the host of
/// its public address; nothing if that has no name, since keys need one.
fn party(app: &App) -> Option<Webauthn> {
    let local = app.config.public_url.is_none();
    let url = app.config.public_url.as_deref();
    let url = Url::parse(url.unwrap_or("http://localhost")).ok()?;
    let builder = WebauthnBuilder::new(url.domain()?, &url).ok()?;
    // Without a public address people come to this machine, at any port.
    let builder = builder.rp_name("Capstan").allow_any_port(local);
    builder.build().ok()
}

/// Whether people can use passkeys here.
pub fn are_possible(app: &App) -> bool {
    party(app).is_some()
}

fn unknown() -> Problem {
    Problem::input("answer", "passkey-unknown")
}

fn seal<T: Serialize>(app: &App, about: &str, state: &T) -> String {
    let text = json!({"until": app.now() + ANSWER_WITHIN, "state": state}).to_string();
    app.store.keys.seal("passkeys", about, &text)
}

#[derive(Deserialize)]
struct Sealed<T> {
    until: Micros,
    state: T,
}

fn open<T: DeserializeOwned>(app: &App, about: &str, sealed: &str) -> Result<Sealed<T>, Problem> {
    let text = app.store.keys.open_sealed("passkeys", about, sealed);
    text.and_then(|text| serde_json::from_str::<Sealed<T>>(&text).ok())
        .filter(|sealed| sealed.until > app.now())
        .ok_or_else(|| Problem::conflict("passkey-over"))
}

/// Notes that a challenge was answered.
async fn spend(
    app: &App,
    conn: &mut capstan_store::Conn,
    sealed: &str,
    until: Micros,
) -> Result<(), Problem> {
    let challenge = app.store.keys.tag("passkey answers", &[sealed]);
    match passkeys::spend(conn, &challenge, until).await {
        Err(StoreError::Taken { .. }) => Err(Problem::conflict("passkey-over")),
        done => Ok(done?),
    }
}

fn hash(app: &App, credential: &[u8]) -> String {
    let hex: String = credential.iter().map(|b| format!("{b:02x}")).collect();
    app.store.keys.tag("passkeys", &[&hex])
}

fn kept(stored: &Stored) -> Option<Passkey> {
    serde_json::from_str(&stored.credential).ok()
}

/// The passkeys of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn list(app: &App, who: &Who) -> Result<Vec<Own>, Problem> {
    let person = who.may("account")?;
    let mut conn = app.store.read().await?;
    let found = passkeys::of(&mut conn, person).await?;
    let own = found.into_iter().map(|key| Own {
        id: key.id,
        name: key.name,
        made_day: key.made_day,
        used_day: key.used_day,
    });
    Ok(own.collect())
}

/// Whether who asks signed in so lately that they may add a passkey.
///
/// # Errors
/// If they did not, or a program asks, which has no keys of its own.
pub fn may_add(app: &App, who: &Who) -> Result<(), Problem> {
    who.person()?;
    let session = who.session.as_ref();
    let session = session.ok_or_else(|| Problem::forbidden("passkey-browser"))?;
    if app.now() - session.started > FRESH {
        return Err(Problem::conflict("passkey-fresh"));
    }
    Ok(())
}

/// What a browser is asked, to add a passkey of who asks.
///
/// # Errors
/// As [`may_add`]; if no passkeys are possible here or there are too many.
pub async fn ask_new(app: &App, who: &Who) -> Result<Asked, Problem> {
    may_add(app, who)?;
    let person = who.person()?;
    let party = party(app).ok_or_else(Problem::missing)?;
    let mut conn = app.store.read().await?;
    let own = passkeys::of(&mut conn, person).await?;
    room(&own)?;
    let handle = match own.first() {
        Some(key) => Uuid::parse_str(&key.handle).map_err(|_| unknown())?,
        None => {
            let mut bytes = [0; 16];
            id::random(&mut bytes);
            Uuid::from_bytes(bytes)
        }
    };
    let known: Vec<CredentialID> = own
        .iter()
        .filter_map(|key| Some(kept(key)?.cred_id().clone()))
        .collect();
    // The name is put in by the page, from what the person types.
    let (options, state) = party
        .start_passkey_registration(handle, "Capstan", "Capstan", Some(known))
        .map_err(|_| unknown())?;
    let mut options = json!(options);
    // A key that the device finds by itself: nobody has to say who they are.
    let choice = &mut options["publicKey"]["authenticatorSelection"];
    choice["residentKey"] = json!("required");
    choice["requireResidentKey"] = json!(true);
    Ok(Asked {
        options,
        sealed: seal(app, person, &(handle, state)),
    })
}

fn room(own: &[Stored]) -> Result<(), Problem> {
    if own.len() >= MOST {
        return Err(Problem::conflict("passkeys-many").with("most", MOST));
    }
    Ok(())
}

/// Adds a passkey of who asks.
///
/// # Errors
/// As [`ask_new`]; if the name cannot be taken, the answer is none to what was
/// asked, or it came too late or twice.
pub async fn add(app: &App, who: &Who, name: &str, answer: &Answer) -> Result<(), Problem> {
    may_add(app, who)?;
    let person = who.person()?;
    let party = party(app).ok_or_else(Problem::missing)?;
    let name = clean(&NAME, "name", name)?;
    let Sealed { until, state } = open::<(Uuid, PasskeyRegistration)>(app, person, &answer.sealed)?;
    let (handle, state) = state;
    let wrong = || Problem::input("answer", "passkey-wrong");
    let credential: RegisterPublicKeyCredential =
        serde_json::from_str(&answer.answer).map_err(|_| wrong())?;
    let key = party
        .finish_passkey_registration(&credential, &state)
        .map_err(|_| wrong())?;
    let today = id::day(app.now());
    let stored = Stored {
        id: id::blind(),
        person: person.to_owned(),
        handle: handle.to_string(),
        hash: hash(app, key.cred_id().as_ref()),
        credential: json!(key).to_string(),
        name,
        made_day: today,
        used_day: today,
    };
    let mut tx = app.store.begin().await?;
    spend(app, &mut tx, &answer.sealed, until).await?;
    room(&passkeys::of(&mut tx, person).await?)?;
    match passkeys::add(&mut tx, &stored).await {
        Err(StoreError::Taken { .. }) => return Err(wrong()),
        done => done?,
    }
    Ok(tx.commit().await?)
}

/// Renames a passkey of who asks.
///
/// # Errors
/// If the name cannot be taken, or it is none of theirs.
pub async fn rename(app: &App, who: &Who, id: &str, name: &str) -> Result<(), Problem> {
    let person = who.may("account")?;
    let name = clean(&NAME, "name", name)?;
    let mut tx = app.store.begin().await?;
    if !passkeys::rename(&mut tx, person, id, &name).await? {
        return Err(Problem::missing());
    }
    Ok(tx.commit().await?)
}

/// Removes a passkey of who asks: it opens nothing any more.
///
/// # Errors
/// If it is none of theirs.
pub async fn remove(app: &App, who: &Who, id: &str) -> Result<(), Problem> {
    let person = who.may("account")?;
    let mut tx = app.store.begin().await?;
    if !passkeys::remove(&mut tx, person, id).await? {
        return Err(Problem::missing());
    }
    Ok(tx.commit().await?)
}

/// What a browser is asked, to sign in whoever has a key; nothing if no
/// passkeys are possible here.
pub fn ask(app: &App) -> Option<Asked> {
    let (options, state) = party(app)?.start_discoverable_authentication().ok()?;
    Some(Asked {
        options: json!(options),
        sealed: seal(app, SIGN_IN, &state),
    })
}

/// Signs in with a passkey: the secret of the session, and the language of the
/// person. Why a key opens nothing is not told.
///
/// # Errors
/// If it opens no account, the answer came too late or twice, or it was tried
/// too often.
pub async fn sign_in(
    app: &App,
    peer: &Peer,
    who: &Who,
    headers: &HeaderMap,
    answer: &Answer,
) -> Result<(String, String), Problem> {
    app.limits.take(Limit::SignIn, &peer.0)?;
    let party = party(app).ok_or_else(Problem::missing)?;
    let Sealed { until, state } = open::<DiscoverableAuthentication>(app, SIGN_IN, &answer.sealed)?;
    let credential: PublicKeyCredential =
        serde_json::from_str(&answer.answer).map_err(|_| unknown())?;
    let (handle, key_id) = party
        .identify_discoverable_authentication(&credential)
        .map_err(|_| unknown())?;
    let mut tx = app.store.begin().await?;
    let stored = passkeys::by_hash(&mut tx, &hash(app, key_id)).await?;
    let stored = stored
        .filter(|key| key.handle == handle.to_string())
        .ok_or_else(unknown)?;
    let mut key = kept(&stored).ok_or_else(unknown)?;
    let result = party
        .finish_discoverable_authentication_v2(&credential, state, &key)
        .map_err(|_| unknown())?;
    key.update_credential(&result);
    spend(app, &mut tx, &answer.sealed, until).await?;
    passkeys::used(&mut tx, &stored.id, &json!(key).to_string(), app.now()).await?;
    let about = people::about(&mut tx, &stored.person).await?;
    let (lang, _) = about.ok_or_else(unknown)?;
    let secret = session::begin(app, &mut tx, who, &stored.person, headers).await?;
    tx.commit().await?;
    Ok((secret, lang))
}
