//! A campaign as its organisers write it.

use super::problems::claim_field;
use crate::api::kinds;
use crate::problem::Problem;
use crate::typed;
use capstan_coalition::campaign::{Brief, Claim, Status};
use capstan_coalition::gate::{Alternative, Mandate, PoisonPlan};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::{Counting, Terms, Tier};
use capstan_store::Micros;
use capstan_store::campaigns::Campaign;
use capstan_store::id::DAY;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most hosts that kits may lead to.
const MOST_HOSTS: usize = 20;

/// A campaign as its organisers write it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = CampaignDraft, example = json!({
    "title": "Tell us how pay is set", "operator": "Quick Rides", "system": "The pay algorithm",
    "demand": "Publish how each fare is split.", "levers": ["strike"],
    "group": "Drivers in Leeds", "stop": "The split is published.",
    "claims": [{
        "text": "Fares rose and pay did not.", "status": "documented",
        "source": "https://example.org/report", "dated": "2025-03-01"
    }],
    "threshold": 100, "counting": "invitation", "opens": "2030-05-01", "closes": "2030-08-01",
    "step": 1, "window": 7, "hosts": ["help.example.org"], "counsel": ""
}))]
pub struct Draft {
    /// What it is called.
    #[schema(value_type = kinds::Name)]
    pub title: String,
    /// Who runs the system.
    #[schema(value_type = kinds::Line)]
    pub operator: String,
    /// The system.
    #[schema(value_type = kinds::Line)]
    pub system: String,
    /// What is asked of the operator.
    #[schema(value_type = kinds::Paragraph)]
    pub demand: String,
    /// The levers. Poison is only ever simulated, and needs a plan.
    #[schema(value_type = BTreeSet<kinds::Lever>, min_items = 1)]
    pub levers: Vec<Lever>,
    /// Who is called upon; empty for everyone.
    #[serde(default)]
    #[schema(value_type = kinds::LineOrEmpty)]
    pub group: String,
    /// On which condition it stops.
    #[schema(value_type = kinds::Paragraph)]
    pub stop: String,
    /// What it claims of the operator.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub claims: Vec<ClaimDraft>,
    /// How many counted people must be bound, and confirm, before anyone is
    /// shown.
    #[schema(minimum = 10, maximum = 5000000)]
    pub threshold: u64,
    /// Whose pledges count.
    #[schema(value_type = kinds::Counting)]
    pub counting: Tier,
    /// The first day on which people can pledge.
    #[schema(value_type = kinds::Day)]
    pub opens: String,
    /// The day on which it ends: a step and a window or more after it opens.
    #[schema(value_type = kinds::Day)]
    pub closes: String,
    /// The days between two looks at the count.
    #[schema(minimum = 1, maximum = 365)]
    pub step: u16,
    /// The days in which people can confirm.
    #[schema(minimum = 7, maximum = 365)]
    pub window: u16,
    /// The hosts that kits may lead to.
    #[serde(default)]
    #[schema(value_type = Vec<kinds::Host>, max_items = 20)]
    pub hosts: Vec<String>,
    /// The handle of the member to whom people may agree to be shown as to a
    /// person of trust; empty for none.
    #[serde(default)]
    #[schema(value_type = kinds::HandleOrEmpty)]
    pub counsel: String,
    /// What the gates before poison look at. Who reviewed and decided is not
    /// taken from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub poison: Option<PoisonPlan>,
}

/// A claim, which always has a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClaimDraft {
    /// What is claimed.
    #[schema(value_type = kinds::Paragraph)]
    pub text: String,
    /// How far it is settled.
    #[schema(value_type = kinds::ClaimStatus)]
    pub status: Status,
    /// Where it can be read.
    #[schema(value_type = kinds::Link)]
    pub source: String,
    /// The date of the source, not in the future.
    #[schema(value_type = kinds::Day)]
    pub dated: String,
}

/// The beginning of a day such as "2030-05-01", UTC.
///
/// # Errors
/// If it is none.
pub fn day(field: &'static str, text: &str) -> Result<Micros, Problem> {
    let date: Option<Date> = text.trim().parse().ok();
    let zoned = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    zoned
        .map(|zoned| zoned.timestamp().as_microsecond())
        .ok_or_else(|| Problem::input(field, "campaign-date"))
}

/// A time as the day it is on: "2030-05-01".
pub fn date(at: Micros) -> String {
    let stamp = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
    stamp.to_zoned(TimeZone::UTC).date().to_string()
}

impl Draft {
    /// What the campaign would say. What can only be checked with the time is
    /// left to [`capstan_coalition::campaign`].
    ///
    /// # Errors
    /// If a date or whose pledges count cannot be read.
    pub fn brief(&self) -> Result<Brief, Problem> {
        let claim = |(n, claim): (usize, &ClaimDraft)| -> Result<Claim, Problem> {
            Ok(Claim {
                text: claim.text.clone(),
                status: claim.status,
                source: claim.source.clone(),
                dated: day(claim_field(n).unwrap_or("claims"), &claim.dated)?,
            })
        };
        let group = Some(self.group.clone()).filter(|group| !group.trim().is_empty());
        Ok(Brief {
            title: self.title.clone(),
            operator: self.operator.clone(),
            system: self.system.clone(),
            demand: self.demand.clone(),
            levers: self.levers.clone(),
            group,
            stop: self.stop.clone(),
            claims: (1..)
                .zip(&self.claims)
                .map(claim)
                .collect::<Result<_, _>>()?,
            terms: Terms {
                threshold: self.threshold,
                opens: day("opens", &self.opens)?,
                step: i64::from(self.step) * DAY,
                window: i64::from(self.window) * DAY,
                closes: day("closes", &self.closes)?,
            },
            counting: Counting::at_least(self.counting)
                .map_err(|_| Problem::input("counting", "campaign-counting"))?,
            poison: self.poison.clone().map(unproven),
        })
    }

    /// The draft that a campaign was written from; `counsel` is a handle.
    pub fn of(campaign: &Campaign, counsel: &str) -> Self {
        let brief = &campaign.brief;
        let days = |span: Micros| u16::try_from(span / DAY).unwrap_or(u16::MAX);
        Self {
            title: brief.title.clone(),
            operator: brief.operator.clone(),
            system: brief.system.clone(),
            demand: brief.demand.clone(),
            levers: brief.levers.clone(),
            group: brief.group.clone().unwrap_or_default(),
            stop: brief.stop.clone(),
            claims: brief.claims.iter().map(ClaimDraft::of).collect(),
            threshold: brief.terms.threshold,
            counting: brief.counting.lowest(),
            opens: date(brief.terms.opens),
            closes: date(brief.terms.closes),
            step: days(brief.terms.step),
            window: days(brief.terms.window),
            hosts: campaign.hosts.clone(),
            counsel: counsel.to_owned(),
            poison: brief.poison.clone(),
        }
    }
}

impl ClaimDraft {
    /// A claim as it was written.
    pub fn of(claim: &Claim) -> Self {
        Self {
            text: claim.text.clone(),
            status: claim.status,
            source: claim.source.clone(),
            dated: date(claim.dated),
        }
    }
}

/// Hosts that kits may lead to, cleaned, each once.
///
/// # Errors
/// If one is none, or there are too many.
pub fn clean_hosts(hosts: &[String]) -> Result<Vec<String>, Problem> {
    if hosts.len() > MOST_HOSTS {
        return Err(Problem::input("hosts", "too-many").with("most", MOST_HOSTS));
    }
    let host = |host: &String| {
        let link = typed::link("hosts", &format!("https://{}", host.trim()))?;
        let host = link
            .strip_prefix("https://")
            .and_then(|l| l.strip_suffix('/'));
        match host {
            Some(host) if !host.contains(['/', '?', '#']) => Ok(host.to_owned()),
            _ => Err(Problem::input("hosts", "link-host")),
        }
    };
    let mut hosts: Vec<String> = hosts.iter().map(host).collect::<Result<_, _>>()?;
    hosts.sort();
    hosts.dedup();
    Ok(hosts)
}

/// A plan without what its author cannot vouch for: who reviewed it, who
/// decided on it, and what another lever would do.
fn unproven(plan: PoisonPlan) -> PoisonPlan {
    let known = PoisonPlan::default();
    PoisonPlan {
        reviews: known.reviews,
        alternative: Alternative {
            enough: plan.alternative.enough,
            ..known.alternative
        },
        mandate: Mandate { ..known.mandate },
        ..plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        assert_eq!(day("opens", " 1970-01-02 "), Ok(DAY));
        assert_eq!(date(DAY), "1970-01-02");
        for wrong in ["", "soon", "2030-02-30", "01/02/2030"] {
            assert_eq!(day("opens", wrong).unwrap_err().key, "campaign-date");
        }
    }

    #[test]
    fn hosts_are_names_alone() {
        let hosts = |hosts: &[&str]| {
            let hosts: Vec<String> = hosts.iter().map(|h| (*h).to_owned()).collect();
            clean_hosts(&hosts)
        };
        let found = hosts(&["Help.Example.org", "a.org", "a.org"]).unwrap();
        assert_eq!(found, ["a.org", "help.example.org"]);
        for wrong in [
            "a.org/path",
            "a.org?x",
            "me@a.org",
            "127.0.0.1",
            "a.org:80",
            "",
        ] {
            assert!(hosts(&[wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn nobody_vouches_for_their_own_plan() {
        let mut plan = PoisonPlan::default();
        plan.mandate.voted = true;
        plan.contract.terms_shown = true;
        plan.alternative.open = false;
        let kept = unproven(plan);
        assert!(!kept.mandate.voted && kept.alternative.open);
        assert!(kept.contract.terms_shown);
    }
}
