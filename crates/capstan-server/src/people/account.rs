//! What people do with their own account.

use crate::api::kinds;
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::coalitions::acts::leave;
use crate::people::acts::used;
use crate::people::phrase::Phrase;
use crate::people::session;
use crate::problem::Problem;
use crate::push::acts::tidy;
use crate::typed;
use crate::who::{SCOPES, Who};
use capstan_coalition::text::NAME;
use capstan_report::Lang;
use capstan_store::id::DAY;
use capstan_store::ledger::accounts;
use capstan_store::sessions::{self, Session, Token};
use capstan_store::{
    Conn, Micros, coalitions, contacts, devices, donations, members, notices, passkeys, people,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most tokens of a person.
const MOST_TOKENS: usize = 20;

/// For how many days a token may hold.
pub const TOKEN_DAYS: [i64; 4] = [7, 30, 90, 365];

/// A membership, as its person sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Membership {
    /// The coalition, by its name in addresses.
    #[schema(example = "riders")]
    pub coalition: String,
    /// Its name.
    #[schema(example = "Riders of the valley")]
    pub name: String,
    /// What they are called there.
    #[schema(example = "ana")]
    pub handle: String,
    /// What they are there.
    #[schema(value_type = kinds::Role)]
    pub role: String,
}

/// The memberships of who asks, for their eyes only.
///
/// # Errors
/// If nobody is signed in.
pub async fn memberships(app: &App, who: &Who) -> Result<Vec<Membership>, Problem> {
    some_memberships(app, who, "", i64::MAX).await
}

/// A part of them.
///
/// # Errors
/// If nobody is signed in, or the cursor is no coalition.
pub async fn part(app: &App, who: &Who, part: &Part) -> Result<Page<Membership>, Problem> {
    let after = part.after().unwrap_or_default();
    if !after.is_empty() {
        let mut conn = app.store.read().await?;
        let found = coalitions::by_slug(&mut conn, after).await?;
        found.ok_or_else(list::unknown)?;
    }
    let found = some_memberships(app, who, after, list::and_one(part.most())).await?;
    Ok(Page::of(found, part.most(), |one| one.coalition.clone()))
}

async fn some_memberships(
    app: &App,
    who: &Who,
    after: &str,
    most: i64,
) -> Result<Vec<Membership>, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let all = members::some_of_person(&mut conn, &who.tag(app)?, after, most).await?;
    let membership = |one: members::Membership| Membership {
        coalition: one.coalition,
        name: one.name,
        handle: one.handle,
        role: one.role,
    };
    Ok(all.into_iter().map(membership).collect())
}

/// The sessions of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn sessions(app: &App, who: &Who) -> Result<Vec<Session>, Problem> {
    let person = who.may("account")?;
    let mut conn = app.store.read().await?;
    Ok(sessions::of(&mut conn, person, app.now()).await?)
}

/// Ends a session of who asks, or all but their own where `id` is nothing.
///
/// # Errors
/// If nobody is signed in.
pub async fn end_session(app: &App, who: &Who, id: Option<&str>) -> Result<(), Problem> {
    let person = who.may("account")?;
    let mut tx = app.store.begin().await?;
    match id {
        Some(id) => sessions::end(&mut tx, person, id).await?,
        None => {
            let own = who.session.as_ref().map_or("", |s| s.id.as_str());
            sessions::end_others(&mut tx, person, own, false).await?;
        }
    }
    tidy(app, &mut tx, person).await?;
    Ok(tx.commit().await?)
}

/// A token to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"name": "My script", "scopes": ["read", "member"], "days": 30}))]
pub struct NewToken {
    /// What it is called.
    #[schema(value_type = kinds::Name)]
    pub name: String,
    /// What it may do.
    #[serde(default)]
    #[schema(value_type = BTreeSet<kinds::Scope>, min_items = 1, required)]
    pub scopes: Vec<String>,
    /// For how many days it holds.
    #[schema(value_type = kinds::TokenDays)]
    pub days: i64,
}

/// A token that was made. Its secret is shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MadeToken {
    /// The secret, for the header "Authorization: Bearer …".
    pub token: String,
    /// The id, for ending it.
    pub id: String,
    /// What it may do.
    #[schema(value_type = Vec<kinds::Scope>)]
    pub scopes: Vec<String>,
    /// When it ends, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub expires: Micros,
}

/// The tokens of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn tokens(app: &App, who: &Who) -> Result<Vec<Token>, Problem> {
    let person = who.may("account")?;
    let mut conn = app.store.read().await?;
    Ok(sessions::tokens_of(&mut conn, person, app.now()).await?)
}

/// Makes a token for who asks. A program cannot make one that may do more than
/// it may itself.
///
/// # Errors
/// If the input cannot be taken, or there are too many already.
pub async fn add_token(app: &App, who: &Who, new: &NewToken) -> Result<MadeToken, Problem> {
    let person = who.may("account")?;
    for scope in SCOPES
        .into_iter()
        .filter(|s| new.scopes.iter().any(|n| n == s))
    {
        who.may(scope)?;
    }
    make_token(app, person, new).await
}

/// Makes a token for a person who was recognised.
///
/// # Errors
/// If the input cannot be taken, or there are too many already.
pub async fn make_token(app: &App, person: &str, new: &NewToken) -> Result<MadeToken, Problem> {
    let name = typed::clean(&NAME, "name", &new.name)?;
    let scopes: Vec<String> = SCOPES
        .into_iter()
        .filter(|known| new.scopes.iter().any(|s| s == known))
        .map(str::to_owned)
        .collect();
    let unknown = new.scopes.iter().any(|s| !SCOPES.contains(&s.as_str()));
    if scopes.is_empty() || unknown {
        return Err(Problem::input("scopes", "scopes").with("known", SCOPES.join(", ")));
    }
    if !TOKEN_DAYS.contains(&new.days) {
        return Err(Problem::input("days", "token-days"));
    }
    let now = app.now();
    let secret = session::secret();
    let token = Token {
        id: sessions::hash(&secret),
        person: person.to_owned(),
        name,
        scopes: scopes.join(" "),
        made: now,
        expires: now + new.days * DAY,
    };
    let mut tx = app.store.begin().await?;
    if sessions::tokens_of(&mut tx, person, now).await?.len() >= MOST_TOKENS {
        return Err(Problem::conflict("tokens-many").with("most", MOST_TOKENS));
    }
    sessions::add_token(&mut tx, &token).await?;
    tx.commit().await?;
    Ok(MadeToken {
        token: secret,
        id: token.id,
        scopes,
        expires: token.expires,
    })
}

/// Ends a token of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn end_token(app: &App, who: &Who, id: &str) -> Result<(), Problem> {
    let person = who.may("account")?;
    let mut tx = app.store.begin().await?;
    sessions::end_token(&mut tx, person, id).await?;
    tidy(app, &mut tx, person).await?;
    Ok(tx.commit().await?)
}

/// Changes the language of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn set_lang(app: &App, who: &Who, lang: Lang) -> Result<(), Problem> {
    let person = who.may("account")?;
    let mut tx = app.store.begin().await?;
    people::set_lang(&mut tx, person, lang.code()).await?;
    Ok(tx.commit().await?)
}

/// Gives who asks a new phrase, once the old one was recognised as theirs, and
/// ends every other session, every token and every passkey: someone else may
/// have the old one.
///
/// # Errors
/// If the new phrase is in use.
pub async fn set_phrase(app: &App, who: &Who, phrase: &Phrase) -> Result<(), Problem> {
    let person = who.may("account")?;
    let hash = app.people.hashing.hash(phrase).await?;
    let lookup = phrase.lookup(&app.store.keys);
    let mut tx = app.store.begin().await?;
    people::set_phrase(&mut tx, person, &lookup, &hash)
        .await
        .map_err(used)?;
    let own = who.session.as_ref().map_or("", |s| s.id.as_str());
    sessions::end_others(&mut tx, person, own, true).await?;
    passkeys::remove_all(&mut tx, person).await?;
    tidy(app, &mut tx, person).await?;
    Ok(tx.commit().await?)
}

/// What remains of an account: signed statements, kept nowhere but with who
/// left.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Deleted {
    /// One for each coalition, as `capstan verify` reads them.
    pub statements: Vec<String>,
}

/// Deletes the account of who asks: leaves every coalition and removes the
/// rest, all of it or nothing.
///
/// # Errors
/// If they have to name another steward of a coalition first.
pub async fn delete(app: &App, who: &Who) -> Result<Deleted, Problem> {
    who.may("member")?;
    let person = who.may("account")?;
    let tag = who.tag(app)?;
    let mut statements = Vec::new();
    let mut tx = app.store.begin().await?;
    for member in members::all_of_person(&mut tx, &tag).await? {
        let coalition = coalitions::by_id(&mut tx, &member.coalition).await?;
        let coalition = coalition.ok_or_else(Problem::missing)?;
        let left = leave::remove(app, &mut tx, &coalition, &member).await?;
        statements.push(left.to_string());
    }
    donations::gone(&mut tx, person, app.now()).await?;
    erase(app, &mut tx, person).await?;
    tx.commit().await?;
    crate::donations::acts::settle(app).await?;
    Ok(Deleted { statements })
}

/// Removes what is held of a person who is no member any more. To be called in a
/// transaction that writes.
///
/// # Errors
/// If the store fails.
pub async fn erase(app: &App, conn: &mut Conn, person: &str) -> Result<(), Problem> {
    let keys = &app.store.keys;
    let tag = members::tag(keys, person);
    contacts::forget(conn, &tag).await?;
    for (_, account) in accounts::of_person(conn, keys, &tag).await? {
        accounts::set_way(conn, keys, &account, None).await?;
    }
    devices::remove_all(conn, &tag).await?;
    Ok(people::remove(conn, person).await?)
}

/// Removes what is due: ended sessions and tokens, and notices that were read
/// half a year ago.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    const KEPT: Micros = 180 * DAY;
    app.limits.forget();
    let now = app.now();
    if !app.people.sweeps(now) {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    sessions::forget(&mut tx, now).await?;
    devices::forget(&mut tx, now).await?;
    passkeys::forget(&mut tx, now).await?;
    notices::forget(&mut tx, now - KEPT).await?;
    capstan_store::invitations::forget(&mut tx, now).await?;
    Ok(tx.commit().await?)
}
