//! An address for mail: kept sealed, used once its code came back.

use crate::api::kinds;
use crate::app::App;
use crate::evidence::acts::counted;
use crate::limits::Limit;
use crate::problem::Problem;
use crate::who::Who;
use axum::http::StatusCode;
use capstan_report::Lang;
use capstan_store::contacts::{self, Contact};
use capstan_store::{Micros, id, members};
use lettre::Address;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use utoipa::ToSchema;

/// How long a code holds: an hour.
const CODE_LASTS: Micros = 60 * 60 * 1_000_000;
/// How many digits a code has.
const DIGITS: usize = 8;
/// How many wrong codes are taken.
const TRIES: i64 = 5;
/// The longest address, in bytes (RFC 5321, section 4.5.3.1.3, less its angle
/// brackets).
const LONGEST: usize = 254;

/// How someone is told by mail.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mail {
    /// Whether this service sends mail at all.
    pub offered: bool,
    /// The address, if there is one.
    #[schema(example = "ana@example.org")]
    pub address: Option<String>,
    /// Whether its code came back, so that notices go there.
    pub confirmed: bool,
    /// Whether mail may name coalitions.
    pub names: bool,
}

/// The address to be used.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"address": "ana@example.org"}))]
pub struct NewAddress {
    /// The address.
    #[schema(value_type = kinds::MailAddress)]
    pub address: String,
}

/// A code that was mailed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"code": "12345678"}))]
pub struct Code {
    /// The code.
    #[schema(value_type = kinds::MailCode)]
    pub code: String,
}

/// What mail may hold.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"names": false}))]
pub struct Names {
    /// Whether it may name the coalitions in which something waits.
    pub names: bool,
}

/// The address of a contact; empty if it cannot be opened.
pub fn address(app: &App, contact: &Contact) -> String {
    let keys = &app.store.keys;
    let open = keys.open_sealed("mail addresses", &contact.person, &contact.address);
    open.unwrap_or_default()
}

/// The tag by which two accounts with one address are noticed. What stands
/// after a plus, and capitals, make no other address.
fn evidence(app: &App, address: &str) -> String {
    let small = address.to_lowercase();
    let (local, host) = small.rsplit_once('@').unwrap_or((&small, ""));
    let local = local.split('+').next().unwrap_or(local);
    app.store.keys.tag("mail evidence", &[local, host])
}

/// How who asks is told by mail.
///
/// # Errors
/// If nobody is signed in.
pub async fn get(app: &App, who: &Who) -> Result<Mail, Problem> {
    who.may("account")?;
    let mut conn = app.store.read().await?;
    let contact = contacts::of_person(&mut conn, &who.tag(app)?).await?;
    Ok(Mail {
        offered: app.config.smtp_url.is_some(),
        confirmed: contact.as_ref().is_some_and(|c| c.confirmed),
        names: contact.as_ref().is_some_and(|c| c.names),
        address: contact.map(|c| address(app, &c)),
    })
}

/// Keeps an address and mails it a code.
///
/// # Errors
/// If it is none, if no mail is sent here, or too many were asked for.
pub async fn put(app: &App, who: &Who, lang: Lang, new: &NewAddress) -> Result<(), Problem> {
    let person = who.may("account")?;
    if app.config.smtp_url.is_none() {
        return Err(Problem::conflict("mail-not-offered"));
    }
    let text = new.address.trim();
    if text.len() > LONGEST || text.parse::<Address>().is_err() {
        return Err(Problem::input("address", "mail-address"));
    }
    app.limits.take(Limit::Mail, person)?;
    let (keys, tag, now) = (&app.store.keys, who.tag(app)?, app.now());
    let code = draw_code();
    let contact = Contact {
        address: keys.seal("mail addresses", &tag, text),
        lang: lang.code().to_owned(),
        code: keys.tag("mail codes", &[&tag, &code]),
        code_until: now + CODE_LASTS,
        tries: 0,
        confirmed: false,
        names: false,
        person: tag,
    };
    let sealed = keys.seal("mail codes", &contact.person, &code);
    let mut tx = app.store.begin().await?;
    contacts::put(&mut tx, &contact).await?;
    contacts::post(&mut tx, &contact.person, "code", &sealed, now).await?;
    Ok(tx.commit().await?)
}

/// Eight digits, each as likely as the others.
fn draw_code() -> String {
    let mut code = String::new();
    while code.len() < DIGITS {
        let mut byte = [0];
        id::random(&mut byte);
        // The last six values would make some digits likelier.
        if byte[0] < 250 {
            code.push(char::from(b'0' + byte[0] % 10));
        }
    }
    code
}

/// Takes the code that came back.
///
/// # Errors
/// If it is another, too old, or too many were tried.
pub async fn confirm(app: &App, who: &Who, code: &Code) -> Result<(), Problem> {
    who.may("account")?;
    let tag = who.tag(app)?;
    let mut tx = app.store.begin().await?;
    let contact = contacts::of_person(&mut tx, &tag).await?;
    let contact = contact.filter(|c| !c.confirmed);
    let contact = contact.ok_or_else(|| Problem::conflict("mail-nothing"))?;
    if contact.code_until <= app.now() || contact.tries >= TRIES {
        return Err(Problem::conflict("mail-code-over"));
    }
    let typed: String = code.code.split_whitespace().collect();
    let typed = app.store.keys.tag("mail codes", &[&tag, &typed]);
    let right: bool = typed.as_bytes().ct_eq(contact.code.as_bytes()).into();
    if !right {
        contacts::tried(&mut tx, &tag).await?;
        tx.commit().await?;
        return Err(Problem::input("code", "mail-code"));
    }
    let evidence = evidence(app, &address(app, &contact));
    contacts::confirm(&mut tx, &tag, &evidence).await?;
    for member in members::all_of_person(&mut tx, &tag).await? {
        counted(&mut tx, &member.id, app.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// Changes whether mail may name coalitions.
///
/// # Errors
/// If nobody is signed in.
pub async fn set_names(app: &App, who: &Who, names: &Names) -> Result<(), Problem> {
    who.may("account")?;
    let mut tx = app.store.begin().await?;
    contacts::set_names(&mut tx, &who.tag(app)?, names.names).await?;
    Ok(tx.commit().await?)
}

/// Removes the address of who asks.
///
/// # Errors
/// If nobody is signed in.
pub async fn remove(app: &App, who: &Who) -> Result<(), Problem> {
    who.may("account")?;
    let mut tx = app.store.begin().await?;
    contacts::remove(&mut tx, &who.tag(app)?).await?;
    Ok(tx.commit().await?)
}

/// What a link holds by which mail is stopped without signing in: it cannot be
/// made by others, and tells nothing.
pub fn stop_code(app: &App, person: &str) -> String {
    app.store.keys.seal("stopping mail", "", person)
}

/// Removes the address whose mail held this code. Doing it twice changes
/// nothing.
///
/// # Errors
/// If the code was not made here.
pub async fn stop(app: &App, code: &str) -> Result<(), Problem> {
    let person = app.store.keys.open_sealed("stopping mail", "", code);
    let person = person.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "missing"))?;
    let mut tx = app.store.begin().await?;
    contacts::remove(&mut tx, &person).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use capstan_store::testing;

    #[tokio::test]
    async fn one_mailbox_is_one_evidence() {
        let test = testing::sqlite().await;
        let app = App::new(test.store.clone(), Config::default());
        let of = |address| evidence(&app, address);
        assert_eq!(of("Ana+x@Example.org"), of("ana@example.org"));
        assert_ne!(of("ana@example.org"), of("ana@example.com"));
        let code = draw_code();
        assert!(
            code.len() == 8 && code.bytes().all(|b| b.is_ascii_digit()),
            "{code}"
        );
    }
}
