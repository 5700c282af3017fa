//! What can be done with campaigns.

use super::draft::{Draft, clean_hosts};
use super::problems::refused;
use crate::api::kinds;
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::coalitions::acts::end::goes_on;
use crate::coalitions::acts::standing::role_of;
use crate::coalitions::acts::{log, standing};
use crate::decisions::acts::mandated;
use crate::moderation;
use crate::people::notices::tell;
use crate::pledges::acts::refused as pledge_refused;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::campaign::{self as rule, Brief, State, Step};
use capstan_coalition::pledge::Refusal;
use capstan_coalition::role::{Deed, Role, may};
use capstan_coalition::text::{PARAGRAPH, handle_key};
use capstan_store::campaigns::{self, Campaign};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::directory::{self, Entry};
use capstan_store::members::{self, Member};
use capstan_store::pledges::{self, Act, Drive, Ledger};
use capstan_store::{Conn, id};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// A campaign as someone sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The campaign, with the state it has now.
    pub campaign: Campaign,
    /// Its coalition.
    pub coalition: Coalition,
    /// Who they are in it, if they are.
    pub member: Option<Member>,
    /// Its pledges, once it has opened.
    pub drive: Option<Drive>,
    /// Why stewards have hidden it, if they have.
    pub hidden: Option<String>,
}

/// Why a draft is sent back.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = CampaignReason, example = json!({"reason": "Name the source of the second figure."}))]
pub struct Reason {
    /// Why.
    #[schema(value_type = kinds::Paragraph)]
    pub reason: String,
}

impl Seen {
    /// Their role, if they are a member.
    pub fn role(&self) -> Option<Role> {
        self.member.as_ref().map(|member| role_of(&member.role))
    }

    /// Whether they may do a deed here.
    pub fn may(&self, deed: Deed) -> bool {
        self.role().is_some_and(|role| may(role, deed))
    }

    /// What is published of its size: those who count, or 0 for too few.
    pub fn size(&self) -> u64 {
        self.drive.as_ref().map_or(0, |drive| drive.sizes.counted)
    }
}

/// What decides who may see a campaign, and act in it.
#[derive(Clone, Debug)]
pub struct Met {
    /// The campaign, with the state it has now.
    pub campaign: Campaign,
    /// Who they are in its coalition, if they are.
    pub member: Option<Member>,
    /// Why stewards have hidden it, if they have.
    pub hidden: Option<String>,
}

impl Met {
    /// Whether they may do a deed here.
    pub fn may(&self, deed: Deed) -> bool {
        let member = self.member.as_ref();
        member.is_some_and(|member| may(role_of(&member.role), deed))
    }
}

/// A campaign, if they may see it: one that is public, all that are being
/// written for who could write them, and one that was taken back or hidden for
/// members.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn meet(app: &App, who: &Who, conn: &mut Conn, id: &str) -> Result<Met, Problem> {
    let mut campaign = campaigns::find(conn, id)
        .await?
        .ok_or_else(Problem::missing)?;
    campaign.state = campaign.state_at(app.now());
    let met = Met {
        member: who.member(app, conn, &campaign.coalition).await?,
        hidden: moderation::hidden(conn, "campaign", id).await?,
        campaign,
    };
    let theirs = match met.campaign.state {
        State::Withdrawn => met.member.is_some(),
        _ if met.hidden.is_some() => met.member.is_some(),
        state => state.public() || met.may(Deed::DraftCampaign),
    };
    match theirs {
        true => Ok(met),
        false => Err(Problem::missing()),
    }
}

/// As [`meet`], with all that is shown of it.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn see(app: &App, who: &Who, conn: &mut Conn, id: &str) -> Result<Seen, Problem> {
    let Met {
        mut campaign,
        member,
        hidden,
    } = meet(app, who, conn, id).await?;
    if let Some(plan) = &mut campaign.brief.poison {
        plan.mandate.voted = mandated(conn, &campaign.coalition, id, plan.written).await?;
    }
    let coalition = coalitions::by_id(conn, &campaign.coalition).await?;
    Ok(Seen {
        coalition: coalition.ok_or_else(Problem::missing)?,
        drive: pledges::drive(conn, id).await?,
        campaign,
        member,
        hidden,
    })
}

/// What the member who acts may do with a campaign: their membership, and who
/// they are to the rules.
async fn acting(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    id: &str,
) -> Result<(Seen, Member, rule::Who), Problem> {
    who.may("organise")?;
    let seen = see(app, who, conn, id).await?;
    let member = seen.member.clone().ok_or_else(Problem::missing)?;
    let acts = rule::Who {
        role: role_of(&member.role),
        author: campaigns::is_author(conn, id, &member.id).await?,
    };
    Ok((seen, member, acts))
}

/// The member with a handle, for whom people may be shown to.
async fn counsel(
    conn: &mut Conn,
    coalition: &str,
    handle: &str,
) -> Result<Option<String>, Problem> {
    if handle.trim().is_empty() {
        return Ok(None);
    }
    let found = members::by_handle(conn, coalition, &handle_key(handle.trim())).await?;
    match found {
        Some(member) => Ok(Some(member.id)),
        None => Err(Problem::input("counsel", "campaign-counsel")),
    }
}

/// Writes a new draft. Gives its id.
///
/// # Errors
/// What cannot be taken.
pub async fn write(app: &App, who: &Who, slug: &str, draft: &Draft) -> Result<String, Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::DraftCampaign).await?;
    let now = app.now();
    let brief = cleaned(at(draft.brief()?, now), now)?;
    let campaign = Campaign {
        id: id::id(),
        coalition: standing.coalition.id.clone(),
        state: State::Draft,
        brief,
        hosts: clean_hosts(&draft.hosts)?,
        counsel: counsel(&mut tx, &standing.coalition.id, &draft.counsel).await?,
        note: String::new(),
        outcome: None,
        made: now,
        opened: 0,
        ended: 0,
    };
    campaigns::put(&mut tx, &campaign).await?;
    campaigns::wrote(&mut tx, &campaign.id, &standing.member.id).await?;
    tx.commit().await?;
    Ok(campaign.id)
}

/// A brief as it is written now.
fn at(mut brief: Brief, now: i64) -> Brief {
    if let Some(plan) = &mut brief.poison {
        plan.written = now;
    }
    brief
}

fn cleaned(brief: Brief, now: i64) -> Result<Brief, Problem> {
    brief
        .clean(now)
        .map_err(|errors| refused(&rule::Refusal::Brief(errors)))
}

/// Changes a draft. Whoever does is one of its authors from then on.
///
/// # Errors
/// What cannot be taken, or that it is no draft any more.
pub async fn change(app: &App, who: &Who, id: &str, draft: &Draft) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (seen, member, acts) = acting(app, who, &mut tx, id).await?;
    let mut campaign = seen.campaign;
    let after = at(draft.brief()?, app.now());
    campaign.brief = rule::edit(campaign.state, &campaign.brief, after, acts, app.now())
        .map_err(|refusal| refused(&refusal))?;
    if campaign.state != State::Draft {
        return Err(Problem::conflict("campaign-fixed"));
    }
    campaign.hosts = clean_hosts(&draft.hosts)?;
    campaign.counsel = counsel(&mut tx, &campaign.coalition, &draft.counsel).await?;
    campaigns::put(&mut tx, &campaign).await?;
    campaigns::wrote(&mut tx, id, &member.id).await?;
    Ok(tx.commit().await?)
}

/// Takes a claim that proves wrong out of what people can read: the one with
/// this number, from 1.
///
/// # Errors
/// If there is none, or they may not.
pub async fn drop_claim(app: &App, who: &Who, id: &str, number: usize) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (seen, member, acts) = acting(app, who, &mut tx, id).await?;
    let mut campaign = seen.campaign;
    let mut after = campaign.brief.clone();
    if number == 0 || number > after.claims.len() {
        return Err(Problem::missing());
    }
    after.claims.remove(number - 1);
    campaign.brief = rule::edit(campaign.state, &campaign.brief, after, acts, app.now())
        .map_err(|refusal| refused(&refusal))?;
    campaigns::put(&mut tx, &campaign).await?;
    let more = json!({"campaign": id, "claim": number});
    log(
        &mut tx,
        &campaign.coalition,
        &member.handle,
        "drop-claim",
        more,
        app.now(),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Takes a step with a campaign.
///
/// # Errors
/// If it cannot be taken now, or not by them.
pub async fn step(app: &App, who: &Who, id: &str, step: &Step) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (seen, member, acts) = acting(app, who, &mut tx, id).await?;
    let mut campaign = seen.campaign;
    let opened = campaign.opened > 0;
    campaign.state = rule::next(campaign.state, step, acts, &campaign.brief, now)
        .map_err(|refusal| refused(&refusal))?;
    let did = match step {
        Step::Submit => {
            campaign.note = String::new();
            None
        }
        Step::SendBack { reason } => {
            campaign.note = clean(&PARAGRAPH, "reason", reason)?;
            None
        }
        Step::Approve => {
            goes_on(&mut tx, &campaign.coalition).await?;
            campaign.brief.terms = rule::terms_from(&campaign.brief, now)
                .map_err(|e| refused(&rule::Refusal::TooLate(e)))?;
            campaign.opened = now;
            Some("open-campaign")
        }
        Step::End => {
            campaign.ended = now;
            Some("end-campaign")
        }
        Step::Withdraw => {
            campaign.ended = now;
            Some("withdraw-campaign")
        }
        Step::EnterOutcome => return Err(Problem::conflict("campaign-not-now")),
    };
    campaigns::put(&mut tx, &campaign).await?;
    match campaign.state {
        State::Open => {
            pledges::open(&mut tx, id, &campaign.brief.terms, campaign.brief.counting).await?;
            list(&mut tx, &campaign, &seen.coalition).await?;
        }
        State::Ended | State::Withdrawn if opened => close(&mut tx, id, now).await?,
        _ => {}
    }
    if campaign.state == State::Withdrawn {
        directory::drop(&mut tx, "campaign", id).await?;
    }
    tell_authors(&mut tx, &campaign, step, now).await?;
    if let Some(did) = did {
        let more = json!({"campaign": id, "title": campaign.brief.title});
        log(&mut tx, &campaign.coalition, &member.handle, did, more, now).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends the pledges of a campaign.
async fn close(conn: &mut Conn, id: &str, now: i64) -> Result<(), Problem> {
    let mut ledger = Ledger::default();
    // It may have ended by itself a moment ago.
    match ledger.apply(conn, id, now, &Act::Close).await? {
        Ok(()) | Err(Refusal::NotOpen) => {}
        Err(refusal) => return Err(pledge_refused(refusal)),
    }
    Ok(ledger.close(conn).await?)
}

/// Tells those who wrote a draft that it was opened or sent back.
async fn tell_authors(
    conn: &mut Conn,
    campaign: &Campaign,
    step: &Step,
    now: i64,
) -> Result<(), Problem> {
    let key = match step {
        Step::Approve => "campaign-opened",
        Step::SendBack { .. } => "campaign-sent-back",
        _ => return Ok(()),
    };
    let args = json!({"campaign": campaign.brief.title});
    let link = format!("/campaigns/{}", campaign.id);
    for author in campaigns::authors(conn, &campaign.id).await? {
        tell(conn, &author, key, &args, &link, now).await?;
    }
    Ok(())
}

/// Puts a campaign into the directory again that was hidden and is not any
/// more.
///
/// # Errors
/// If the store fails.
pub async fn list_again(conn: &mut Conn, id: &str) -> Result<(), Problem> {
    let Some(campaign) = campaigns::find(conn, id)
        .await?
        .filter(|c| c.state.public())
    else {
        return Ok(());
    };
    let home = coalitions::by_id(conn, &campaign.coalition).await?;
    list(conn, &campaign, &home.ok_or_else(Problem::missing)?).await
}

/// Puts a campaign into the directory.
async fn list(conn: &mut Conn, campaign: &Campaign, home: &Coalition) -> Result<(), Problem> {
    let drive = pledges::drive(conn, &campaign.id).await?;
    let size = drive
        .and_then(|drive| i64::try_from(drive.sizes.counted).ok())
        .unwrap_or(0);
    let entry = Entry {
        kind: "campaign".to_owned(),
        id: campaign.id.clone(),
        coalition: campaign.coalition.clone(),
        path: format!("/campaigns/{}", campaign.id),
        title: campaign.brief.title.clone(),
        summary: campaign.brief.demand.clone(),
        visions: coalitions::visions(conn, &campaign.coalition).await?,
        system: campaign.brief.system.clone(),
        operator: campaign.brief.operator.clone(),
        place: home.place.clone(),
        languages: home.languages.split(' ').map(str::to_owned).collect(),
        size,
        made: campaign.opened,
        ..Entry::default()
    };
    Ok(directory::put(conn, &entry).await?)
}

/// The campaigns of a coalition that they may see, newest first.
///
/// # Errors
/// If there is no such coalition.
pub async fn of_coalition(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    part: &Part,
    most: usize,
) -> Result<(Coalition, Option<Member>, Page<Campaign>), Problem> {
    let after = part.behind(id::read)?;
    let coalition = crate::coalitions::acts::coalition(conn, slug).await?;
    let member = who.member(app, conn, &coalition.id).await?;
    let organises = member
        .as_ref()
        .is_some_and(|m| may(role_of(&m.role), Deed::DraftCampaign));
    let (after, ask) = (after.as_deref(), list::and_one(most));
    let mut found = campaigns::of_coalition(conn, &coalition.id, !organises, after, ask).await?;
    for campaign in &mut found {
        campaign.state = campaign.state_at(app.now());
    }
    let page = Page::of(found, most, |campaign| campaign.id.clone());
    Ok((coalition, member, page))
}

/// Ends what has come to its closing date.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let closing = campaigns::closing(&mut conn, now).await?;
    drop(conn);
    for id in closing {
        let mut tx = app.store.begin().await?;
        if let Some(mut campaign) = campaigns::find(&mut tx, &id).await?
            && campaign.state_at(now) != campaign.state
        {
            campaign.state = campaign.state_at(now);
            campaign.ended = campaign.brief.terms.closes;
            campaigns::put(&mut tx, &campaign).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
