//! What people do with their pledges.

use crate::api::kinds;
use crate::api::list::{self, Page};
use crate::app::App;
use crate::campaigns::acts::{Seen, meet};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::campaign::State;
use capstan_coalition::pledge::{Audience, Refusal, Stand, Tier};
use capstan_coalition::role::Deed;
use capstan_store::campaigns::Campaign;
use capstan_store::pledges::{self, Act, Ledger, Phase, Pledge};
use capstan_store::{Conn, Micros};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What someone pledges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = PledgeTerms, example = json!({"others": 0, "audience": "participants"}))]
pub struct Terms {
    /// How many counted others must take part.
    #[schema(value_type = kinds::Others)]
    pub others: u64,
    /// To whom they agree to be shown.
    #[schema(value_type = kinds::Audience)]
    pub audience: Audience,
}

/// The second act: agreeing to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = PledgeConfirmation, example = json!({"round": 1}))]
pub struct Confirmation {
    /// The round that the notice named.
    #[schema(minimum = 1)]
    pub round: u64,
}

/// A pledge, for the eyes of its person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Pledge)]
pub struct Own {
    /// How many counted others it asks for.
    #[schema(example = 0)]
    pub others: u64,
    /// Whether it counts in this campaign.
    pub counted: bool,
    /// What was known of the person when they pledged.
    #[schema(value_type = kinds::Tier)]
    pub evidence: Tier,
    /// To whom they agree to be shown.
    #[schema(value_type = kinds::Audience)]
    pub audience: Audience,
    /// Where they stand.
    #[schema(value_type = kinds::Stand)]
    pub stand: Stand,
    /// What they may confirm now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
}

/// The time in which someone may confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PledgeWindow)]
pub struct Window {
    /// The round to name.
    #[schema(example = 1)]
    pub round: u64,
    /// Its end, in microseconds UTC since 1970.
    pub until: Micros,
}

/// Those whom someone may see, in the order of the alphabet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PledgePeople)]
pub struct People {
    /// As whom they see them.
    #[schema(value_type = kinds::Audience)]
    pub audience: Audience,
    /// Their handles.
    pub items: Vec<String>,
    /// What to ask for the next of them with; nothing at the end.
    pub next: Option<String>,
}

/// The problem of an act that is refused.
pub fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::NotOpen => Problem::conflict("pledge-not-open"),
        Refusal::NoPledge => Problem::conflict("pledge-none"),
        Refusal::OffGrid { .. } => Problem::input("others", "pledge-off-grid"),
        Refusal::NoNotice => Problem::conflict("pledge-no-notice"),
        Refusal::Shown => Problem::conflict("pledge-shown"),
    }
}

/// The id of the member who acts in a campaign.
async fn acting(app: &App, who: &Who, id: &str) -> Result<(Campaign, String), Problem> {
    who.may("member")?;
    let mut conn = app.store.read().await?;
    let met = meet(app, who, &mut conn, id).await?;
    let may = met.may(Deed::Pledge);
    match met.member {
        Some(member) if may => Ok((met.campaign, member.id)),
        _ => Err(Problem::forbidden("pledge-members")),
    }
}

/// Pledges, or changes a pledge.
///
/// # Errors
/// If the campaign is not open to them, or the terms cannot be taken.
pub async fn pledge(app: &App, who: &Who, id: &str, terms: Terms) -> Result<(), Problem> {
    let (campaign, member) = acting(app, who, id).await?;
    if campaign.state != State::Open {
        return Err(Problem::conflict("pledge-not-open"));
    }
    if terms.audience == Audience::Counsel && campaign.counsel.is_none() {
        return Err(Problem::input("audience", "pledge-no-counsel"));
    }
    let act = Act::Pledge {
        member,
        others: terms.others,
        audience: terms.audience,
    };
    app.pledges.apply(app, id, act).await
}

/// Agrees to be shown, in the round that a notice named.
///
/// # Errors
/// If there is nothing to confirm.
pub async fn confirm(app: &App, who: &Who, id: &str, round: u64) -> Result<(), Problem> {
    let (_, member) = acting(app, who, id).await?;
    app.pledges
        .apply(app, id, Act::Confirm { member, round })
        .await
}

/// Takes a pledge back. Nothing of it stays.
///
/// # Errors
/// If there is none.
pub async fn withdraw(app: &App, who: &Who, id: &str) -> Result<(), Problem> {
    let (_, member) = acting(app, who, id).await?;
    app.pledges.apply(app, id, Act::Withdraw { member }).await
}

/// The pledge of whoever asks, if there is one.
///
/// # Errors
/// If the store fails.
pub async fn own(conn: &mut Conn, seen: &Seen) -> Result<Option<Own>, Problem> {
    let Some(member) = &seen.member else {
        return Ok(None);
    };
    let pledge = pledges::find(conn, &seen.campaign.id, &member.id).await?;
    Ok(pledge.map(|pledge| shown(seen, &pledge)))
}

fn shown(seen: &Seen, pledge: &Pledge) -> Own {
    let asked = matches!(pledge.stand, Stand::Noticed | Stand::Confirmed);
    let drive = seen.drive.as_ref();
    let drive = drive.filter(|drive| asked && drive.phase == Phase::Confirming);
    Own {
        others: pledge.need.others,
        counted: pledge.need.counted,
        evidence: pledge.tier,
        audience: pledge.audience,
        stand: pledge.stand,
        window: drive.map(|drive| Window {
            round: drive.round,
            until: drive.until,
        }),
    }
}

/// Those whom whoever asks may see, at most `most`, behind `after`.
///
/// # Errors
/// If the store fails.
pub async fn people(
    conn: &mut Conn,
    seen: &Seen,
    after: Option<&str>,
    most: usize,
) -> Result<People, Problem> {
    let (campaign, own) = (&seen.campaign, own(conn, seen).await?);
    let counsel = seen.member.as_ref().map(|member| &member.id);
    let audience = if counsel.is_some() && counsel == campaign.counsel.as_ref() {
        Audience::Counsel
    } else if seen.may(Deed::DraftCampaign) {
        Audience::Organisers
    } else if own.is_some_and(|own| own.stand == Stand::Revealed) {
        Audience::Participants
    } else {
        Audience::Public
    };
    let ask = list::and_one(most);
    let found = pledges::seen_by(conn, &campaign.id, audience, after, ask).await?;
    let Page { items, next } = Page::of(found, most, Clone::clone);
    Ok(People {
        audience,
        items,
        next,
    })
}

/// Takes back all pledges of a member who leaves. To be called in the
/// transaction that removes them, before it does.
///
/// # Errors
/// If the store fails.
pub async fn forget(conn: &mut Conn, member: &str, now: Micros) -> Result<(), Problem> {
    let mut ledger = Ledger::default();
    for pledge in pledges::of_member(conn, member).await? {
        let act = Act::Withdraw {
            member: member.to_owned(),
        };
        // What was due may just have ended it.
        match ledger.apply(conn, &pledge.campaign, now, &act).await? {
            Ok(()) | Err(Refusal::NoPledge) => {}
            Err(refusal) => return Err(refused(refusal)),
        }
    }
    Ok(ledger.close(conn).await?)
}

/// Does what is due in campaigns: looks, ends of windows, sizes.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let due = pledges::due(&mut conn, now).await?;
    drop(conn);
    for campaign in due {
        let mut tx = app.store.begin().await?;
        let mut ledger = Ledger::default();
        ledger.advance(&mut tx, &campaign, now).await?;
        ledger.close(&mut tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
