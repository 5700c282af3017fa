//! Making a phone and an account one person: whoever shows a code on one of
//! them and uses it on the other holds both. A code is short, so that it can be
//! typed; it holds for an hour, counts once, and can be tried a few times only.

use super::phones::donor;
use crate::app::App;
use crate::coalitions::acts::{coalition, leave, standing};
use crate::donations::acts::{hand_over, settle, vault};
use crate::limits::Limit;
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Deed, Role};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::members::{self, Member};
use capstan_store::messages::links::{self, Way};
use capstan_store::{Conn, Micros, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long a code holds: an hour.
pub const LASTS: Micros = 3600 * 1_000_000;
/// How many characters it has: 16 to the power of 10 are 10 to the power of 12.
const LONG: usize = 10;

/// How an account stands to phones in a coalition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = LinkedPhones)]
pub struct Phones {
    /// Whether this service takes text messages at all.
    pub offered: bool,
    /// Whether they are a member.
    pub member: bool,
    /// How many phones are theirs here.
    #[schema(example = 1)]
    pub phones: i64,
}

/// A code, and until when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PhoneCode)]
pub struct Code {
    /// What the phone sends behind LINK.
    #[schema(example = "3f9a2-c81b0")]
    pub code: String,
    /// Until when it holds, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub until: Micros,
}

/// The code that a phone got.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = PhoneClaim, example = json!({"code": "3f9a2-c81b0"}))]
pub struct Claim {
    /// The code.
    #[schema(required, max_length = 40)]
    pub code: String,
}

/// What comes of a code that a phone sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Linked {
    /// The phone is this member's now.
    To(Member),
    /// The code does not hold.
    Wrong,
    /// It was tried too often.
    TooOften,
    /// The phone is another account's.
    Another,
}

/// What stands for a code in the store: however it is written, its letters and
/// digits count.
fn tag(app: &App, code: &str) -> String {
    let plain = code.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = plain.map(|c| c.to_ascii_lowercase()).collect();
    app.store
        .keys
        .tag("codes of phones and accounts", &[&plain])
}

async fn code(
    app: &App,
    conn: &mut Conn,
    (coalition, member): (&str, &str),
    way: Way,
) -> Result<Code, Problem> {
    let drawn = id::blind();
    let code = format!("{}-{}", &drawn[..LONG / 2], &drawn[LONG / 2..LONG]);
    let until = app.now() + LASTS;
    links::put_code(conn, &tag(app, &code), (coalition, member), way, until).await?;
    Ok(Code { code, until })
}

/// How who asks stands to phones in a coalition.
///
/// # Errors
/// If nobody is signed in, or there is no such coalition.
pub async fn see(app: &App, who: &Who, slug: &str) -> Result<Phones, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let here = coalition(&mut conn, slug).await?;
    let member = who.member(app, &mut conn, &here.id).await?;
    Ok(Phones {
        offered: app.texts.offered(),
        phones: match &member {
            Some(member) => links::phones_of(&mut conn, &member.id).await?,
            None => 0,
        },
        member: member.is_some(),
    })
}

/// A code that makes the phone which sends it that of who asks.
///
/// # Errors
/// If they are no member.
pub async fn make(app: &App, who: &Who, slug: &str) -> Result<Code, Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    let own = (standing.coalition.id.as_str(), standing.member.id.as_str());
    let code = code(app, &mut tx, own, Way::Phone).await?;
    tx.commit().await?;
    Ok(code)
}

/// Makes who asks the member whose phone got this code. If they are a member
/// already, what the phone shared is theirs.
///
/// # Errors
/// If the code does not hold or was tried too often, or the phone's member has
/// a role.
pub async fn claim(app: &App, who: &Who, slug: &str, claim: &Claim) -> Result<(), Problem> {
    who.may("member")?;
    let person = who.tag(app)?;
    app.limits.take(Limit::Link, &person)?;
    let mut tx = app.store.begin().await?;
    let here = coalition(&mut tx, slug).await?;
    let wrong = || Problem::input("code", "messages-link");
    let tag = tag(app, &claim.code);
    let from = links::take_code(&mut tx, &tag, &here.id, Way::Account, app.now()).await?;
    let from = members::find(&mut tx, &from.ok_or_else(wrong)?).await?;
    let from = from.ok_or_else(wrong)?;
    match who.member(app, &mut tx, &here.id).await? {
        None => {
            members::become_person(&mut tx, &from.id, &person).await?;
            links::drop_codes(&mut tx, &from.id).await?;
        }
        Some(own) => {
            if !plain(&from) {
                return Err(Problem::conflict("messages-link-role"));
            }
            links::repoint(&mut tx, &from.id, &own.id).await?;
            merge(app, &mut tx, &here, (&from, &own)).await?;
        }
    }
    tx.commit().await?;
    Ok(settle(app).await?)
}

/// Makes members one again who became one after the backup that was restored.
/// To be called after [`donations::acts::catch_up`](crate::donations::acts::catch_up),
/// before anything is served.
///
/// # Errors
/// If the store fails.
pub async fn catch_up(app: &App) -> Result<(), Problem> {
    let mut pairs = Vec::new();
    for (from, to) in vault(app).moved()? {
        let pair = (from.member, to.member);
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    for (from, to) in pairs {
        let mut conn = app.store.read().await?;
        let from = members::find(&mut conn, &from).await?;
        let to = members::find(&mut conn, &to).await?;
        drop(conn);
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        let mut tx = app.store.begin().await?;
        let here = coalitions::by_id(&mut tx, &to.coalition).await?;
        if let Some(here) = here.filter(|_| from.coalition == to.coalition && plain(&from)) {
            links::repoint(&mut tx, &from.id, &to.id).await?;
            merge(app, &mut tx, &here, (&from, &to)).await?;
            tx.commit().await?;
        }
    }
    Ok(settle(app).await?)
}

/// Forgets the phones of who asks. What they shared stays. It is written down
/// beside the database too, so that no backup from before brings them back.
///
/// # Errors
/// If they are no member.
pub async fn unlink(app: &App, who: &Who, slug: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Donate).await?;
    links::unlink(&mut tx, &standing.member.id).await?;
    vault(app).unlink(&standing.member.id, app.now())?;
    Ok(tx.commit().await?)
}

/// Whether a member is known by their phone alone.
///
/// # Errors
/// If the store fails.
pub async fn is_phone(
    app: &App,
    conn: &mut Conn,
    member: &str,
    phone: &str,
) -> Result<bool, Problem> {
    let person = members::tag(&app.store.keys, phone);
    Ok(members::is_person(conn, member, &person).await?)
}

/// A code by which an account becomes the member of a phone; nothing if it is
/// an account's already.
///
/// # Errors
/// If the store fails.
pub async fn for_account(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    (member, phone): (&str, &str),
) -> Result<Option<Code>, Problem> {
    if !is_phone(app, conn, member, phone).await? {
        return Ok(None);
    }
    let own = (coalition.id.as_str(), member);
    Ok(Some(code(app, conn, own, Way::Account).await?))
}

/// Makes a phone that of the member whose code it sent; what it shared before
/// is theirs from then on. To be called in a transaction that writes;
/// [`settle`] is to be called once it is committed.
///
/// # Errors
/// If the store fails.
pub async fn by_phone(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    (phone, before): (&str, Option<&str>),
    code: &str,
) -> Result<Linked, Problem> {
    if app.limits.take(Limit::Link, phone).is_err() {
        return Ok(Linked::TooOften);
    }
    let person = members::tag(&app.store.keys, phone);
    let own = members::of_person(conn, &coalition.id, &person).await?;
    let another = before.is_some_and(|id| own.as_ref().is_none_or(|own| own.id != id));
    if another || own.as_ref().is_some_and(|own| !plain(own)) {
        return Ok(Linked::Another);
    }
    let tag = tag(app, code);
    let found = links::take_code(conn, &tag, &coalition.id, Way::Phone, app.now()).await?;
    let Some(found) = found else {
        return Ok(Linked::Wrong);
    };
    let Some(to) = members::find(conn, &found).await? else {
        return Ok(Linked::Wrong);
    };
    if let Some(own) = own {
        merge(app, conn, coalition, (&own, &to)).await?;
    }
    // Whoever lost the code to another learns of it.
    let page = format!("/coalitions/{}/phone", coalition.slug);
    tell(
        conn,
        &to.id,
        "phone-linked",
        &serde_json::json!({}),
        &page,
        app.now(),
    )
    .await?;
    Ok(Linked::To(to))
}

fn plain(member: &Member) -> bool {
    member.role == Role::Member.key()
}

/// Makes one member of two: all that is kept of `from` is `to`'s, and `from`
/// leaves.
async fn merge(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    (from, to): (&Member, &Member),
) -> Result<(), Problem> {
    hand_over(app, conn, &from.id, &donor(coalition, &to.id)).await?;
    leave::take_out(app, conn, coalition, from).await?;
    Ok(())
}
