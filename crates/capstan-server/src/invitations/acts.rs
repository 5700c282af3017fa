//! What can be done with invitations.

use crate::api::kinds;
use crate::app::App;
use crate::limits::{Limit, Peer};
use crate::people::session::secret;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::{Deed, Role, may};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::id::{self, DAY};
use capstan_store::invitations::{self, Invitation};
use capstan_store::members::Member;
use capstan_store::sessions::hash;
use capstan_store::{Conn, Micros};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most invitations of a member that hold at the same time.
const MOST: usize = 10;
/// The most people whom one invitation of a member may bring.
pub const MOST_USES: i64 = 20;
/// The most people whom one invitation of an organiser may bring.
pub const MOST_USES_ORGANISER: i64 = 200;
/// For how many days an invitation may hold.
pub const DAYS: [i64; 4] = [1, 7, 14, 30];

/// An invitation to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(example = json!({"uses": 5, "days": 7}))]
pub struct NewInvitation {
    /// How many people it may bring: at most 20, or 200 for organisers.
    #[schema(minimum = 1, maximum = 200)]
    pub uses: i64,
    /// For how many days it holds.
    #[schema(value_type = kinds::InvitationDays)]
    pub days: i64,
}

/// An invitation that was made. Its link is shown this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MadeInvitation {
    /// The id, for ending it.
    pub id: String,
    /// The link.
    #[schema(example = "https://capstan.example.org/join/5f0c…")]
    pub link: String,
    /// How many people it may bring.
    #[schema(example = 5)]
    pub uses: i64,
    /// When it ends, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub expires: Micros,
}

/// An invitation that holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Holding {
    /// The id, for ending it.
    pub id: String,
    /// How many people it may still bring.
    #[schema(example = 4)]
    pub uses: i64,
    /// When it ends, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub expires: Micros,
}

/// What an invitation leads to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invited {
    /// The coalition, by its name in addresses.
    #[schema(example = "riders")]
    pub coalition: String,
    /// Its name.
    #[schema(example = "Riders of the valley")]
    pub name: String,
    /// What it wants.
    pub summary: String,
}

/// The coalition and the member that who asks is in it, if they may invite.
async fn inviting(
    app: &App,
    conn: &mut Conn,
    who: &Who,
    slug: &str,
    scope: &'static str,
) -> Result<(Coalition, Member, Role), Problem> {
    who.may(scope)?;
    let coalition = coalitions::by_slug(conn, slug).await?;
    let coalition = coalition.ok_or_else(Problem::missing)?;
    let member = who.member(app, conn, &coalition.id).await?;
    let member = member.ok_or_else(Problem::missing)?;
    let role = Role::ALL.iter().find(|role| role.key() == member.role);
    let role = role.copied().unwrap_or(Role::Member);
    if !may(role, Deed::Invite) {
        return Err(Problem::missing());
    }
    Ok((coalition, member, role))
}

/// The address under which people reach the service, without a slash at its
/// end.
pub fn public_url(app: &App) -> String {
    match &app.config.public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://{}", app.config.listen),
    }
}

/// Makes an invitation. Only a hash of its code is kept.
///
/// # Errors
/// If who asks is no member, the input cannot be taken, or too many hold.
pub async fn make(
    app: &App,
    who: &Who,
    slug: &str,
    new: &NewInvitation,
) -> Result<MadeInvitation, Problem> {
    let mut tx = app.store.begin().await?;
    let (coalition, member, role) = inviting(app, &mut tx, who, slug, "member").await?;
    let most = match role {
        Role::Member => MOST_USES,
        Role::Organiser | Role::Steward => MOST_USES_ORGANISER,
    };
    if !(1..=most).contains(&new.uses) {
        return Err(Problem::input("uses", "invitation-uses").with("most", most));
    }
    if !DAYS.contains(&new.days) {
        return Err(Problem::input("days", "invitation-days"));
    }
    let now = app.now();
    let holding = invitations::of_member(&mut tx, &member.id, now).await?;
    if holding.len() >= MOST {
        return Err(Problem::conflict("invitations-many").with("most", MOST));
    }
    let code = secret();
    let invitation = Invitation {
        id: id::blind(),
        coalition: coalition.id,
        member: member.id,
        uses: new.uses,
        made: now,
        expires: now + new.days * DAY,
    };
    invitations::add(&mut tx, &invitation, &hash(&code)).await?;
    tx.commit().await?;
    Ok(MadeInvitation {
        id: invitation.id,
        link: format!("{}/join/{code}", public_url(app)),
        uses: invitation.uses,
        expires: invitation.expires,
    })
}

/// The invitations of who asks into a coalition that hold.
///
/// # Errors
/// If they are no member.
pub async fn list(app: &App, who: &Who, slug: &str) -> Result<Vec<Holding>, Problem> {
    let mut conn = app.store.read().await?;
    let (_, member, _) = inviting(app, &mut conn, who, slug, "read").await?;
    let found = invitations::of_member(&mut conn, &member.id, app.now()).await?;
    Ok(found
        .into_iter()
        .map(|invitation| Holding {
            id: invitation.id,
            uses: invitation.uses,
            expires: invitation.expires,
        })
        .collect())
}

/// Ends an invitation of who asks.
///
/// # Errors
/// If it is none of theirs.
pub async fn end(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (_, member, _) = inviting(app, &mut tx, who, slug, "member").await?;
    if !invitations::end(&mut tx, &member.id, id).await? {
        return Err(Problem::missing());
    }
    Ok(tx.commit().await?)
}

/// Where the invitation with this code leads. Who invited is not told.
///
/// # Errors
/// If it does not hold.
pub async fn look(app: &App, peer: &Peer, code: &str) -> Result<Invited, Problem> {
    app.limits.take(Limit::Code, &peer.0)?;
    let mut conn = app.store.read().await?;
    let over = || Problem::new(axum::http::StatusCode::NOT_FOUND, "invitation-over");
    let found = invitations::find(&mut conn, &hash(code), app.now()).await?;
    let found = found.ok_or_else(over)?;
    let coalition = coalitions::by_id(&mut conn, &found.coalition).await?;
    let coalition = coalition.ok_or_else(over)?;
    Ok(Invited {
        coalition: coalition.slug,
        name: coalition.name,
        summary: coalition.summary,
    })
}

/// Takes one use of an invitation into a coalition (its id), for joining it in
/// the same transaction.
///
/// # Errors
/// If it does not hold there.
pub async fn redeem(
    conn: &mut Conn,
    coalition: &str,
    code: &str,
    now: Micros,
) -> Result<(), Problem> {
    if invitations::redeem(conn, coalition, &hash(code), now).await? {
        return Ok(());
    }
    Err(Problem::input("invitation", "invitation-over"))
}
