//! What is told of proposals, and to whom.

use super::close::kept;
use super::vote::{may_vote, options};
use crate::api::kinds;
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::coalitions::acts::coalition;

use crate::coalitions::charter::Clauses;
use crate::decisions::ballot::{Ballot, FOR};
use crate::decisions::plan::{Kind, Plan};
use crate::moderation;
use crate::moderation::acts::Said;
use crate::moderation::post::Post;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::ballot::{Outcome, Rule, Tally};
use capstan_proof::Digest;
use capstan_store::coalitions::{self, Coalition};
use capstan_store::decisions::{self, Proposal};
use capstan_store::members::{self, Member};
use capstan_store::{Conn, Micros, ballots, charters, id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a proposal is called where posts are reported.
const POST: &str = "proposal";

/// What was counted when voting closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CountedVote)]
pub struct Counted {
    /// The root of the record, by which it is known again.
    #[schema(value_type = String)]
    pub root: Digest,
    /// The hash of the list of receipts.
    #[schema(value_type = String)]
    pub receipts: Digest,
    /// The count.
    #[schema(value_type = Object)]
    pub tally: Tally,
    /// What follows from it.
    #[schema(value_type = Object)]
    pub outcome: Outcome,
    /// What came of it here: "none" (it is for people to act on), "done",
    /// "stale" (the charter changed meanwhile), "returned" (a steward came
    /// back) or "nobody" (all who were named have left).
    pub effect: String,
}

/// A change of the charter.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = CharterChanges)]
pub struct Changes {
    /// The keys of the clauses that change.
    #[schema(example = json!(["retention-days"]))]
    pub clauses: Vec<String>,
    /// The charter when it was proposed.
    pub before: Clauses,
    /// The charter as it would be.
    pub after: Clauses,
}

/// A proposal as it is shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ShownProposal)]
pub struct Shown {
    /// The id.
    pub id: String,
    /// What it is about.
    #[schema(value_type = kinds::ProposalKind)]
    pub kind: String,
    /// The question; empty where it is hidden.
    pub title: String,
    /// Why; empty where it is hidden.
    pub text: String,
    /// Why a steward hid the texts.
    pub hidden: Option<String>,
    /// What others who are named in it say to it.
    pub replies: Vec<Said>,
    /// The handle of who opened it, for members; nothing once they left.
    pub author: Option<String>,
    /// Whether it is one's own.
    pub own: bool,
    /// "waiting", "open" or "closed".
    pub state: String,
    /// Whether nobody learns who cast which ballot.
    pub secret: bool,
    /// Whether everyone may read it.
    pub everyone: bool,
    /// The method of voting.
    #[schema(value_type = kinds::Method)]
    pub method: String,
    /// When a count is a decision.
    #[schema(value_type = Object)]
    pub rule: Rule,
    /// For how many days voters have been members when voting opens.
    pub minimum_age_days: i64,
    /// The options; their numbers where the texts are hidden.
    pub options: Vec<String>,
    /// What it changes in the charter.
    pub changes: Option<Changes>,
    /// The campaign it is about; empty for none.
    pub campaign: String,
    /// Whom it would make stewards, for members.
    pub stewards: Vec<String>,
    /// When voting opens, in microseconds UTC since 1970.
    pub opens: i64,
    /// When it closes.
    pub closes: i64,
    /// The hash of all that the proposal says, as the coalition's log has it.
    #[schema(value_type = String)]
    pub hash: Digest,
    /// Whether unusually many accounts came too late to vote on it.
    pub unusual: bool,
    /// Whether one may vote on it; nothing for those who are no members.
    pub may_vote: Option<bool>,
    /// Whether one's own ballot is recorded in an open vote.
    pub voted: bool,
    /// Whether it passed, or which option was decided on; once it closed.
    pub decided: Option<Decided>,
    /// The count, for those who may have the record.
    pub counted: Option<Counted>,
    /// How many could vote, for those who may have the record.
    pub electorate: Option<i64>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DecidedVote)]
pub struct Decided {
    /// The option that was decided on; nothing if none was.
    pub option: Option<usize>,
    /// For a motion, whether it passed.
    pub passed: Option<bool>,
    /// The root of the record, by which it is known again.
    #[schema(value_type = String)]
    pub root: Digest,
}

/// A ballot with a name.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = NamedBallot)]
pub struct Named {
    /// The tag of the ballot in the record.
    pub tag: String,
    /// The handle of who cast it.
    pub handle: String,
    /// What it says.
    pub ballot: Ballot,
}

/// Who reads in a coalition.
struct Reader {
    coalition: Coalition,
    member: Option<Member>,
}

/// The coalition with this slug and who one is in it, if a member may be told
/// what members are.
async fn reader(app: &App, who: &Who, conn: &mut Conn, slug: &str) -> Result<Reader, Problem> {
    let coalition = coalition(conn, slug).await?;
    let member = match who.may("read") {
        Ok(_) => who.member(app, conn, &coalition.id).await?,
        Err(_) => None,
    };
    Ok(Reader { coalition, member })
}

impl Reader {
    /// A proposal that they may read.
    async fn proposal(&self, conn: &mut Conn, id: &str) -> Result<Proposal, Problem> {
        let found = decisions::find(conn, &self.coalition.id, id).await?;
        let found = found.filter(|p| p.public || self.member.is_some());
        found.ok_or_else(Problem::missing)
    }

    /// Whether they may have the record of a closed vote. Everyone may, unless
    /// it is for members, or of so few people that it would tell too much.
    fn may_count(&self, proposal: &Proposal, hidden: bool) -> Result<bool, Problem> {
        if self.member.is_some() {
            return Ok(true);
        }
        let charter = charters::read(&self.coalition.charter)?.charter;
        let least = i64::try_from(charter.minimum_group.public).unwrap_or(i64::MAX);
        Ok(proposal.public && !hidden && proposal.electorate >= least)
    }

    async fn shown(&self, app: &App, conn: &mut Conn, p: Proposal) -> Result<Shown, Problem> {
        let hidden = moderation::hidden(conn, POST, &p.id).await?;
        let replies = moderation::replies(conn, POST, &p.id).await?;
        let mut author = None;
        if let (Some(_), Some(id)) = (&self.member, &p.author) {
            author = members::find(conn, id).await?.map(|m| m.handle);
        }
        let own = self
            .member
            .as_ref()
            .is_some_and(|m| Some(&m.id) == p.author.as_ref());
        let mut voted = false;
        if let Some(member) = &self.member {
            let receipt = ballots::receipt(conn, &app.store.keys, &p.id, &member.id).await?;
            voted = receipt.is_some();
        }
        let stewards = match (&self.member, Kind::of(&p.kind)) {
            (Some(_), Some(Kind::Stewards)) => decisions::nominees(conn, &p.id).await?,
            _ => Vec::new(),
        };
        let plan: Plan = kept("plan", &p.plan)?;
        let clauses = plan.clauses.as_ref().filter(|_| hidden.is_none());
        let changes = clauses.map(|clauses| Changes {
            clauses: clauses
                .changed()
                .iter()
                .map(|c| c.key().to_owned())
                .collect(),
            before: (&clauses.before).into(),
            after: (&clauses.after).into(),
        });
        let counted: Option<Counted> = match p.result.as_str() {
            "" => None,
            text => Some(kept("result", text)?),
        };
        let decided = counted.as_ref().map(|counted| decided(&p, counted));
        let counts = counted.is_some() && self.may_count(&p, hidden.is_some())?;
        let shown = |text: &String| match hidden {
            Some(_) => String::new(),
            None => text.clone(),
        };
        let mut options = options(&p)?;
        if hidden.is_some() && p.kind == Kind::Question.key() {
            options = (1..=options.len()).map(|n| n.to_string()).collect();
        }
        Ok(Shown {
            title: shown(&p.title),
            text: shown(&p.text),
            options,
            rule: kept("rule", &p.rule)?,
            may_vote: self.member.as_ref().map(|member| may_vote(&p, member)),
            electorate: counts.then_some(p.electorate),
            counted: counted.filter(|_| counts),
            hash: plan.hash,
            minimum_age_days: p.minimum_age / capstan_store::id::DAY,
            replies: replies.into_iter().map(Said::from).collect(),
            id: p.id,
            kind: p.kind,
            hidden,
            author,
            own,
            state: p.state,
            secret: p.secret,
            everyone: p.public,
            method: p.method,
            changes,
            campaign: p.about,
            stewards,
            opens: p.opens,
            closes: p.closes,
            unusual: p.unusual,
            voted,
            decided,
        })
    }
}

fn decided(proposal: &Proposal, counted: &Counted) -> Decided {
    let option = match counted.outcome {
        Outcome::Decided { option, .. } => Some(option),
        _ => None,
    };
    let motion = Kind::of(&proposal.kind).is_some_and(Kind::is_motion);
    Decided {
        option,
        passed: motion.then_some(option == Some(FOR)),
        root: counted.root,
    }
}

/// The proposals of a coalition that one may read, newest first.
///
/// # Errors
/// If there is no such coalition.
pub async fn list(app: &App, who: &Who, slug: &str, part: &Part) -> Result<Page<Shown>, Problem> {
    let after = part.behind(id::read)?.unwrap_or_default();
    let mut conn = app.store.read().await?;
    let reader = reader(app, who, &mut conn, slug).await?;
    let (coalition, member) = (&reader.coalition.id, reader.member.is_some());
    let ask = list::and_one(part.most());
    let found = decisions::list(&mut conn, coalition, member, &after, ask).await?;
    let found = Page::of(found, part.most(), |proposal| proposal.id.clone());
    let mut items = Vec::new();
    for proposal in found.items {
        items.push(reader.shown(app, &mut conn, proposal).await?);
    }
    Ok(Page {
        items,
        next: found.next,
    })
}

/// A proposal.
///
/// # Errors
/// If there is none that they may read.
pub async fn show(app: &App, who: &Who, slug: &str, id: &str) -> Result<Shown, Problem> {
    let mut conn = app.store.read().await?;
    let reader = reader(app, who, &mut conn, slug).await?;
    let proposal = reader.proposal(&mut conn, id).await?;
    reader.shown(app, &mut conn, proposal).await
}

/// Who asks, if they may have what was published of a closed vote.
async fn published(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    id: &str,
) -> Result<Reader, Problem> {
    let reader = reader(app, who, conn, slug).await?;
    let proposal = reader.proposal(conn, id).await?;
    let hidden = moderation::hidden(conn, POST, id).await?;
    // Names are written down while it is closed, before anyone may read them.
    let closed = proposal.state == "closed";
    match closed && reader.may_count(&proposal, hidden.is_some())? {
        true => Ok(reader),
        false => Err(Problem::missing()),
    }
}

/// The record of a closed vote: JSON as `capstan verify` reads it.
///
/// # Errors
/// If there is none that they may have.
pub async fn record(app: &App, who: &Who, slug: &str, id: &str) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    published(app, who, &mut conn, slug, id).await?;
    let record = decisions::record(&mut conn, id).await?;
    record.ok_or_else(Problem::missing)
}

/// The receipts that a closed vote counted: a JSON list.
///
/// # Errors
/// If there is none that they may have.
pub async fn receipts(app: &App, who: &Who, slug: &str, id: &str) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    published(app, who, &mut conn, slug, id).await?;
    let receipts = decisions::receipts(&mut conn, id).await?;
    receipts.ok_or_else(Problem::missing)
}

/// A part of them, in the order of the alphabet.
///
/// # Errors
/// If there is none that they may have.
pub async fn some_receipts(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    part: &Part,
) -> Result<Page<String>, Problem> {
    let place = |text: &str| text.parse().ok().filter(|from: &u32| *from > 0);
    let from = i64::from(part.behind(place)?.unwrap_or_default());
    let mut conn = app.store.read().await?;
    published(app, who, &mut conn, slug, id).await?;
    let ask = list::and_one(part.most());
    let found = decisions::some_receipts(&mut conn, id, from, ask).await?;
    let found = found.ok_or_else(Problem::missing)?;
    // The list never changes, so a place in it is one.
    let next = format!("{}", from.saturating_add(ask - 1));
    Ok(Page::of(found, part.most(), |_| next.clone()))
}

/// Whose the ballots of a closed vote are that was not secret, at most `most`,
/// for members: ballots with the handles of those who cast them and are still
/// members.
///
/// # Errors
/// If there is no such vote, or they are no member.
pub async fn names(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    part: &Part,
    most: usize,
) -> Result<Page<Named>, Problem> {
    let after = part.behind(id::read)?.unwrap_or_default();
    let mut conn = app.store.read().await?;
    let reader = published(app, who, &mut conn, slug, id).await?;
    reader.member.ok_or_else(Problem::missing)?;
    let named = ballots::signed(&mut conn, id, &after, list::and_one(most)).await?;
    let named = Page::of(named, most, |signed| signed.tag.clone());
    // In a vote that closed long ago they stand in the record alone.
    let old = named.items.iter().any(|signed| signed.choice.is_empty());
    let record = match old {
        true => decisions::record(&mut conn, id).await?,
        false => None,
    };
    let record: Option<Record> = match record {
        Some(record) => Some(kept("record", &record)?),
        None => None,
    };
    let mut items = Vec::with_capacity(named.items.len());
    for signed in named.items {
        let ballot = match &record {
            None => kept("choice", &signed.choice)?,
            Some(record) => {
                let place = record.ballots.binary_search_by(|b| b.tag.cmp(&signed.tag));
                let Ok(place) = place else { continue };
                record.ballots[place].choice.clone()
            }
        };
        items.push(Named {
            tag: signed.tag,
            handle: signed.who,
            ballot,
        });
    }
    Ok(Page {
        items,
        next: named.next,
    })
}

/// The parts of a record that are read here.
#[derive(Deserialize)]
struct Record {
    ballots: Vec<Cast>,
}

#[derive(Deserialize)]
struct Cast {
    tag: String,
    choice: Ballot,
}

/// Whether the coalition decided by its charter that it runs this campaign, in
/// its last vote on it that opened at a time or later.
///
/// # Errors
/// If the store fails.
pub async fn mandated(
    conn: &mut Conn,
    coalition: &str,
    campaign: &str,
    since: Micros,
) -> Result<bool, Problem> {
    let kind = Kind::Campaign.key();
    let votes = decisions::closed_about(conn, coalition, kind, campaign).await?;
    let Some(last) = votes.iter().find(|vote| vote.opens >= since) else {
        return Ok(false);
    };
    let counted: Counted = kept("result", &last.result)?;
    Ok(decided(last, &counted).passed == Some(true))
}

/// A proposal as a post that can be reported. One for members has no title
/// here, since everyone may report.
///
/// # Errors
/// If there is none.
pub async fn post(conn: &mut Conn, id: &str) -> Result<Post, Problem> {
    let proposal = decisions::by_id(conn, id).await?;
    let proposal = proposal.ok_or_else(Problem::missing)?;
    let coalition = coalitions::by_id(conn, &proposal.coalition).await?;
    let slug = coalition.ok_or_else(Problem::missing)?.slug;
    Ok(Post {
        coalition: proposal.coalition,
        path: format!("/coalitions/{slug}/decisions/{id}"),
        slug,
        authors: proposal.author.into_iter().collect(),
        title: if proposal.public {
            proposal.title
        } else {
            proposal.id
        },
    })
}
