//! Putting something to the members.

use super::close::open;
use crate::api::kinds;
use crate::app::App;
use crate::coalitions::acts::standing;
use crate::coalitions::charter::Clauses;
use crate::decisions::plan::{self, Kind, Plan};
use crate::problem::Problem;
use crate::typed::{clean, clean_or_empty};
use crate::who::Who;
use capstan_coalition::ballot::{Majority, Rule, Share, find};
use capstan_coalition::charter::Charter;
use capstan_coalition::role::{Actor, Deed, Refusal, allowed};
use capstan_coalition::text::{LINE, PARAGRAPH, handle_key};
use capstan_report::words::{Args, Voice};
use capstan_store::decisions::{self, Proposal};
use capstan_store::id::{self, DAY};
use capstan_store::{Conn, campaigns, charters, members, roles};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most options of a question: so few that instant runoff can follow every
/// tie on the way.
pub const MOST_OPTIONS: usize = 14;
/// The fewest and the most days for which people vote.
pub const SHORTEST_DAYS: u32 = 3;
/// See [`SHORTEST_DAYS`].
pub const MOST_DAYS: u32 = 60;
/// The most days before voting opens.
pub const MOST_WAIT: u32 = 30;
/// The most proposals of one member that are not closed.
const MOST_OWN: i64 = 3;
/// The most proposals of a coalition that are not closed.
const MOST_OPEN: i64 = 50;
/// The most stewards that one proposal names.
const MOST_STEWARDS: usize = 9;

/// What is put to the members.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({
    "kind": "question", "title": "When do we meet?", "text": "Many of us work on weekends.",
    "options": ["Saturday", "Monday"], "method": "approval", "secret": true, "everyone": true,
    "opens_in_days": 0, "days": 7
}))]
pub struct Proposing {
    /// What it is about.
    #[schema(value_type = kinds::ProposalKind, required)]
    pub kind: String,
    /// The question in a line.
    #[schema(value_type = kinds::Line, required)]
    pub title: String,
    /// Why; may be empty.
    #[schema(value_type = kinds::ParagraphOrEmpty)]
    pub text: String,
    /// The options of a question, at least two; other kinds have none.
    #[schema(value_type = BTreeSet<kinds::Line>, max_items = 14)]
    pub options: Vec<String>,
    /// How a question is counted; empty for the charter's method. Other kinds
    /// are for or against.
    #[schema(value_type = kinds::MethodOrEmpty)]
    pub method: String,
    /// For a question another quorum than the charter's.
    #[schema(value_type = kinds::ShareOrEmpty)]
    pub quorum: String,
    /// For a question another majority than the charter's: more than this
    /// share.
    #[schema(value_type = kinds::ShareOrEmpty)]
    pub share: String,
    /// Whether nobody learns who cast which ballot.
    pub secret: bool,
    /// Whether everyone may read it; else only members.
    pub everyone: bool,
    /// How many days before voting opens.
    #[schema(maximum = 30)]
    pub opens_in_days: u32,
    /// For how many days people vote.
    #[schema(minimum = 3, maximum = 60)]
    pub days: u32,
    /// The clauses as they would be, for "charter", "rule" and "dividend".
    pub clauses: Option<Clauses>,
    /// The id of the campaign, for "campaign"; empty for none in particular.
    pub campaign: String,
    /// The handles of the new stewards, for "stewards".
    #[schema(value_type = Vec<kinds::Handle>, max_items = 9)]
    pub stewards: Vec<String>,
}

impl Default for Proposing {
    fn default() -> Self {
        Self {
            kind: String::new(),
            title: String::new(),
            text: String::new(),
            options: Vec::new(),
            method: String::new(),
            quorum: String::new(),
            share: String::new(),
            secret: true,
            everyone: true,
            opens_in_days: 0,
            days: 7,
            clauses: None,
            campaign: String::new(),
            stewards: Vec::new(),
        }
    }
}

impl Proposing {
    fn options(&self) -> Result<Vec<String>, Problem> {
        let mut options: Vec<String> = Vec::new();
        for option in self.options.iter().filter(|o| !o.trim().is_empty()) {
            let option = clean(&LINE, "options", option)?;
            if options.contains(&option) {
                return Err(Problem::input("options", "option-twice"));
            }
            options.push(option);
        }
        if !(2..=MOST_OPTIONS).contains(&options.len()) {
            return Err(Problem::input("options", "option-number").with("most", MOST_OPTIONS));
        }
        Ok(options)
    }

    /// The method and the rule of a question.
    fn counting(&self, charter: &Charter) -> Result<(String, Rule), Problem> {
        let method = match self.method.as_str() {
            "" => &charter.decisions.method,
            method => method,
        };
        find(method).map_err(|_| Problem::input("method", "charter-method"))?;
        let share = |field, text: &str| -> Result<Option<Share>, Problem> {
            let wrong = |_| Problem::input(field, "charter-share");
            let text = text.trim();
            (!text.is_empty())
                .then(|| text.parse().map_err(wrong))
                .transpose()
        };
        let mut rule = charter.decisions.rule;
        if let Some(quorum) = share("quorum", &self.quorum)? {
            rule.quorum = quorum;
        }
        if let Some(needed) = share("share", &self.share)? {
            rule.majority = Majority::MoreThan(needed);
        }
        rule.check()
            .map_err(|_| Problem::input("share", "charter-majority"))?;
        Ok((method.to_owned(), rule))
    }

    /// The clauses that it would change.
    fn clauses(&self, kind: Kind, now: &Charter) -> Result<Option<plan::Clauses>, Problem> {
        let given = match (kind, &self.clauses) {
            (Kind::Charter | Kind::Rule | Kind::Dividend, Some(given)) => given.clone(),
            (Kind::Charter | Kind::Rule | Kind::Dividend, None) => {
                return Err(Problem::input("clauses", "clauses-same"));
            }
            _ => return Ok(None),
        };
        let written = Clauses::from(now);
        let wanted = match kind {
            Kind::Rule => Clauses {
                method: given.method,
                quorum: given.quorum,
                majority: given.majority,
                share: given.share,
                base: given.base,
                minimum_age_days: given.minimum_age_days,
                ..written
            },
            Kind::Dividend => Clauses {
                dividend_rule: given.dividend_rule,
                dividend_chain: given.dividend_chain,
                ..written
            },
            _ => given,
        };
        let clauses = plan::Clauses {
            before: now.clone(),
            after: wanted.charter()?,
        };
        if clauses.changed().is_empty() {
            return Err(Problem::input("clauses", "clauses-same"));
        }
        Ok(Some(clauses))
    }

    /// The ids and handles of the members whom it would make stewards.
    async fn nominees(
        &self,
        conn: &mut Conn,
        coalition: &str,
    ) -> Result<Vec<(String, String)>, Problem> {
        let mut named = Vec::new();
        for handle in self.stewards.iter().filter(|h| !h.trim().is_empty()) {
            let member = members::by_handle(conn, coalition, &handle_key(handle.trim())).await?;
            let member = member.ok_or_else(|| Problem::input("stewards", "handle-unknown"))?;
            named.push((member.id, member.handle));
        }
        named.sort();
        named.dedup();
        if !(1..=MOST_STEWARDS).contains(&named.len()) {
            return Err(Problem::input("stewards", "steward-number").with("most", MOST_STEWARDS));
        }
        Ok(named)
    }

    /// The campaign it is about, if there is one.
    async fn campaign(&self, conn: &mut Conn, coalition: &str) -> Result<String, Problem> {
        let id = self.campaign.trim();
        if !id.is_empty() {
            let found = campaigns::find(conn, id).await?;
            if found.is_none_or(|c| c.coalition != coalition) {
                return Err(Problem::input("campaign", "no-such-campaign"));
            }
        }
        Ok(id.to_owned())
    }
}

fn days(field: &'static str, found: u32, least: u32, most: u32) -> Result<i64, Problem> {
    if !(least..=most).contains(&found) {
        let wrong = Problem::input(field, "proposal-days");
        return Err(wrong.with("least", least).with("most", most));
    }
    Ok(i64::from(found) * DAY)
}

fn written(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|_| Problem::input("title", "unreadable"))
}

/// Puts something to the members; the words of a motion's options are of the
/// language of whoever asks. Gives the id of the proposal.
///
/// # Errors
/// If they may not, or what cannot be taken.
pub async fn propose(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
    asked: &Proposing,
) -> Result<String, Problem> {
    let kind = Kind::of(&asked.kind).ok_or_else(|| Problem::input("kind", "proposal-kind"))?;
    let deed = match kind {
        Kind::Stewards => Deed::ReplaceStewards,
        _ => Deed::OpenProposal,
    };
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, deed).await?;
    let coalition = &standing.coalition.id;
    let actor = Actor {
        person: &standing.member.id,
        role: standing.role,
    };
    let stewards = roles::stewards(&mut tx, coalition).await?;
    allowed(deed, &actor, None, stewards, now).map_err(|why| match why {
        Refusal::NotVanished => Problem::conflict("not-vanished"),
        _ => Problem::forbidden("role-too-low"),
    })?;
    let charter = charters::read(&standing.coalition.charter)?.charter;

    let title = clean(&LINE, "title", &asked.title)?;
    let text = clean_or_empty(&PARAGRAPH, "text", &asked.text)?;
    let (options, (method, rule)) = if kind.is_motion() {
        let word = |key| voice.say(key, Args::new());
        let options = vec![word("option-for"), word("option-against")];
        (options, ("approval".to_owned(), charter.decisions.rule))
    } else {
        (asked.options()?, asked.counting(&charter)?)
    };
    let clauses = asked.clauses(kind, &charter)?;
    let about = match kind {
        Kind::Campaign => asked.campaign(&mut tx, coalition).await?,
        _ => String::new(),
    };
    let nominees = match kind {
        Kind::Stewards => asked.nominees(&mut tx, coalition).await?,
        _ => Vec::new(),
    };
    let wait = days("opens_in_days", asked.opens_in_days, 0, MOST_WAIT)?;
    let length = days("days", asked.days, SHORTEST_DAYS, MOST_DAYS)?;
    let (own, all) = decisions::unfinished(&mut tx, coalition, &standing.member.id).await?;
    if own >= MOST_OWN || all >= MOST_OPEN {
        return Err(Problem::conflict("proposals-many").with("most", MOST_OWN));
    }

    let minimum_age = i64::from(charter.decisions.minimum_age_days) * DAY;
    // What is said in days is kept to the day: it opens as a day begins, and
    // closes as one ends.
    let opens = match wait {
        0 => now,
        wait => id::day(now) + wait,
    };
    if decisions::arrivals(&mut tx, coalition, opens - minimum_age)
        .await?
        .may_vote
        == 0
    {
        let days = charter.decisions.minimum_age_days;
        return Err(Problem::conflict("nobody-votes").with("days", days));
    }
    let (nominees, handles): (Vec<String>, Vec<String>) = nominees.into_iter().unzip();
    let hash = plan::hash(serde_json::json!({
        "kind": kind.key(), "title": title, "text": text, "options": options, "about": about,
        "clauses": clauses, "stewards": handles,
    }));
    let mut proposal = Proposal {
        id: id::id(),
        coalition: coalition.clone(),
        author: Some(standing.member.id.clone()),
        kind: kind.key().to_owned(),
        about,
        title,
        text,
        options: written(&options)?,
        plan: written(&Plan { hash, clauses })?,
        method,
        rule: written(&rule)?,
        minimum_age,
        secret: asked.secret,
        public: asked.everyone,
        opens,
        closes: id::day(opens + length) + DAY,
        state: "waiting".to_owned(),
        electorate: 0,
        unusual: false,
        result: String::new(),
    };
    decisions::add(&mut tx, &proposal).await?;
    decisions::nominate(&mut tx, &proposal.id, &nominees).await?;
    if wait == 0 {
        open(&mut tx, &mut proposal, now).await?;
    }
    tx.commit().await?;
    Ok(proposal.id)
}

/// Takes back one's own proposal before voting opens.
///
/// # Errors
/// If it is not theirs, or people vote on it.
pub async fn withdraw(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::OpenProposal).await?;
    let proposal = decisions::find(&mut tx, &standing.coalition.id, id).await?;
    let proposal = proposal.ok_or_else(Problem::missing)?;
    if proposal.author.as_deref() != Some(&standing.member.id) {
        return Err(Problem::forbidden("not-yours"));
    }
    if proposal.state != "waiting" {
        return Err(Problem::conflict("vote-began"));
    }
    decisions::remove(&mut tx, id).await?;
    Ok(tx.commit().await?)
}
