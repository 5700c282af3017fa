//! Who writes: a phone is known by a keyed hash of its number, and becomes a
//! member under a made-up handle once its owner agreed.

use super::inbound::{Address, InboundMessage};
use crate::app::App;
use crate::demo::book;
use crate::donations::acts::{Donor, agree_of};
use crate::donations::consent::Purpose;
use crate::invitations::acts::redeem;
use crate::problem::Problem;
use capstan_coalition::charter::Joining;
use capstan_coalition::text::handle_key;
use capstan_report::words::Voice;
use capstan_store::coalitions::{self, Coalition};
use capstan_store::members::{self, Member};
use capstan_store::{Conn, charters, id};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What the keys are used for here.
pub(super) const USE: &str = "text messages";

/// What stands for a number.
pub fn tag(app: &App, number: &str) -> String {
    app.store.keys.tag("phones", &[number])
}

/// What stands for a message, so that it is known when it comes again.
pub fn mark(app: &App, message: &InboundMessage) -> String {
    let parts = [message.provider.as_str(), &message.id];
    app.store.keys.tag("messages that came", &parts)
}

/// Something of a phone, locked.
pub fn seal(app: &App, phone: &str, what: &impl Serialize) -> String {
    // Of structs with text keys only: it cannot fail.
    let text = serde_json::to_string(what).unwrap_or_default();
    app.store.keys.seal(USE, phone, &text)
}

/// What was locked; nothing if it was locked with another secret or in another
/// form.
pub fn open<T: DeserializeOwned>(app: &App, phone: &str, sealed: &str) -> Option<T> {
    let text = app.store.keys.open_sealed(USE, phone, sealed)?;
    serde_json::from_str(&text).ok()
}

/// An answer that is to be sent.
#[derive(Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Letter {
    /// Where it goes.
    pub to: Address,
    /// What it says.
    pub text: String,
}

/// The coalition that a message is for, if that is known: what the settings
/// say, that of a demonstration in which pay is donated, or the only one there
/// is.
///
/// # Errors
/// If the store fails.
pub async fn coalition(app: &App, conn: &mut Conn, to: &str) -> Result<Option<Coalition>, Problem> {
    let named = app.config.messages.coalition_of(to).map(str::to_owned);
    let shown = || {
        let book = book::read(app).ok()?;
        let path = book.paths.get("/coalitions/{coalition}/donate")?;
        path.split('/').nth(2).map(str::to_owned)
    };
    if let Some(slug) = named.or_else(shown) {
        return Ok(coalitions::by_slug(conn, &slug).await?);
    }
    match coalitions::all(conn).await?.as_slice() {
        [(only, _)] => Ok(coalitions::by_id(conn, only).await?),
        _ => Ok(None),
    }
}

/// Whether a coalition takes only people who were invited.
///
/// # Errors
/// If its charter cannot be read.
pub fn invites(coalition: &Coalition) -> Result<bool, Problem> {
    let charter = charters::read(&coalition.charter)?.charter;
    Ok(charter.who_may_join != Joining::Open)
}

/// Who donates from a phone.
pub fn donor(coalition: &Coalition, member: &str) -> Donor {
    Donor {
        coalition: coalition.id.clone(),
        slug: coalition.slug.clone(),
        member: member.to_owned(),
    }
}

/// Makes the owner of a phone a member who agrees to the charter that holds
/// and to these purposes. To be called in a transaction that writes.
///
/// # Errors
/// `invitation-over` if it takes an invitation and this is none.
pub async fn join(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    (phone, code): (&str, &str),
    voice: &Voice,
    purposes: &[Purpose],
) -> Result<Member, Problem> {
    let now = app.now();
    let person = members::tag(&app.store.keys, phone);
    let member = match members::of_person(conn, &coalition.id, &person).await? {
        Some(member) => member,
        None => {
            let invited = invites(coalition)?;
            if invited {
                redeem(conn, &coalition.id, code, now).await?;
            }
            // Nothing of the number, and no two alike in practice.
            let handle = format!("member-{}", &id::blind()[..12]);
            let member = Member {
                id: id::blind(),
                coalition: coalition.id.clone(),
                handle,
                role: "member".to_owned(),
                tier: if invited { "invitation" } else { "none" }.to_owned(),
                joined: now,
                seen_day: id::day(now),
            };
            members::add(conn, &member, &person, &handle_key(&member.handle)).await?;
            let version = charters::read(&coalition.charter)?;
            charters::agree(conn, &member.id, &version, now).await?;
            member
        }
    };
    agree_of(app, conn, &donor(coalition, &member.id), voice, purposes).await?;
    Ok(member)
}
