//! What a campaign says: of whom it asks what, by which levers, on which
//! evidence and on which terms.

use crate::gate::PoisonPlan;
use crate::key::keyed;
use crate::lever::Lever;
use crate::pledge::terms::Micros;
use crate::pledge::{Counting, GRID, Terms, TermsError};
use crate::text::{Fault, Kind, LINE, LinkError, NAME, PARAGRAPH, web_link};
use serde::{Deserialize, Serialize};

/// The most claims of one campaign.
pub const MOST_CLAIMS: usize = 50;

/// What a campaign says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// What it is called.
    pub title: String,
    /// Who runs the system.
    pub operator: String,
    /// The system.
    pub system: String,
    /// What is asked of the operator.
    pub demand: String,
    /// The levers, each once. Poison is never pulled, only simulated, so there
    /// is always another.
    pub levers: Vec<Lever>,
    /// Who is called upon, where it is not everyone.
    pub group: Option<String>,
    /// On which condition it stops.
    pub stop: String,
    /// What it claims of the operator.
    pub claims: Vec<Claim>,
    /// The dates, the clock and the threshold.
    pub terms: Terms,
    /// Whose pledges count.
    pub counting: Counting,
    /// What the gates look at, where poison is among the levers.
    pub poison: Option<PoisonPlan>,
}

/// A claim, which always has a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// What is claimed.
    pub text: String,
    /// How far it is settled.
    pub status: Status,
    /// Where it can be read.
    pub source: String,
    /// The date of the source.
    pub dated: Micros,
}

/// How far a claim is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Someone says so.
    Alleged,
    /// Documents show it.
    Documented,
    /// A court or an authority found it.
    Adjudicated,
}

/// A field of a brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// [`Brief::title`].
    Title,
    /// [`Brief::operator`].
    Operator,
    /// [`Brief::system`].
    System,
    /// [`Brief::demand`].
    Demand,
    /// [`Brief::levers`].
    Levers,
    /// [`Brief::group`].
    Group,
    /// [`Brief::stop`].
    Stop,
    /// [`Brief::claims`].
    Claims,
    /// [`Terms::threshold`].
    Threshold,
    /// [`Terms::opens`].
    Opens,
    /// [`Terms::step`].
    Step,
    /// [`Terms::window`].
    Window,
    /// [`Terms::closes`].
    Closes,
    /// [`Brief::counting`].
    Counting,
    /// [`Brief::poison`].
    Poison,
}

keyed! {
    Status {
        Alleged = "alleged",
        Documented = "documented",
        Adjudicated = "adjudicated",
    }
    Field {
        Title = "title",
        Operator = "operator",
        System = "system",
        Demand = "demand",
        Levers = "levers",
        Group = "group",
        Stop = "stop",
        Claims = "claims",
        Threshold = "threshold",
        Opens = "opens",
        Step = "step",
        Window = "window",
        Closes = "closes",
        Counting = "counting",
        Poison = "poison",
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Its text.
    #[error(transparent)]
    Text(#[from] Fault),
    /// The link to a source.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// A date or a span of time, or a threshold that is too low.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A threshold above all published sizes.
    #[error("{found} people: expected {} or fewer; nobody could see a larger one reached", GRID[GRID.len() - 1])]
    ThresholdTooHigh {
        /// The threshold.
        found: u64,
    },
    /// There is no lever to pull.
    #[error("no lever to pull: choose strike, boycott or contribute")]
    NoLever,
    /// A lever is named twice.
    #[error("\"{}\" is named twice: name each lever once", .0.key())]
    LeverTwice(Lever),
    /// Poison without a plan that the gates could look at, or a plan without
    /// poison.
    #[error("poison is a lever if and only if there is a plan of it: add the plan, or remove it")]
    PoisonPlan,
    /// Too many claims.
    #[error("{found} claims: expected {MOST_CLAIMS} or fewer; keep the strongest")]
    TooManyClaims {
        /// How many there are.
        found: usize,
    },
    /// A source that is not there yet.
    #[error("the source is dated in the future: give the date on which it appeared")]
    FutureSource,
}

/// A field that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {problem}", .field.key(), .claim.map_or(String::new(), |n| format!(" {n}")))]
pub struct BriefError {
    /// The field.
    pub field: Field,
    /// In claims, which one, from 1.
    pub claim: Option<usize>,
    /// What is wrong with it.
    pub problem: Problem,
}

impl Problem {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text(fault) => fault.key(),
            Self::Link(error) => error.key(),
            Self::Terms(_) => "out-of-range",
            Self::ThresholdTooHigh { .. } => "threshold-too-high",
            Self::NoLever => "no-lever",
            Self::LeverTwice(_) => "lever-twice",
            Self::PoisonPlan => "poison-plan",
            Self::TooManyClaims { .. } => "too-many-claims",
            Self::FutureSource => "future-source",
        }
    }
}

impl Brief {
    /// The brief with its texts cleaned. A brief that is clean stays the same.
    ///
    /// # Errors
    /// Every field that cannot stand at this time.
    pub fn clean(mut self, now: Micros) -> Result<Self, Vec<BriefError>> {
        let mut errors = Vec::new();
        let mut fault = |field, claim, problem| {
            errors.push(BriefError {
                field,
                claim,
                problem,
            });
        };
        let texts = [
            (Field::Title, NAME, &mut self.title),
            (Field::Operator, LINE, &mut self.operator),
            (Field::System, LINE, &mut self.system),
            (Field::Demand, PARAGRAPH, &mut self.demand),
            (Field::Stop, PARAGRAPH, &mut self.stop),
        ];
        let group = self
            .group
            .iter_mut()
            .map(|group| (Field::Group, LINE, group));
        for (field, kind, text) in texts.into_iter().chain(group) {
            if let Err(problem) = clean_text(kind, text) {
                fault(field, None, problem);
            }
        }
        if let Err(problem) = check_levers(&self.levers) {
            fault(Field::Levers, None, problem);
        }
        if self.levers.contains(&Lever::Poison) != self.poison.is_some() {
            fault(Field::Poison, None, Problem::PoisonPlan);
        }
        let found = self.claims.len();
        if found > MOST_CLAIMS {
            fault(Field::Claims, None, Problem::TooManyClaims { found });
        }
        for (at, claim) in (1..).zip(&mut self.claims) {
            if let Err(problem) = claim.clean(now) {
                fault(Field::Claims, Some(at), problem);
            }
        }
        if let Err(error) = self.terms.check() {
            let named = Field::ALL.iter().find(|f| f.key() == error.field);
            let field = named.copied().unwrap_or(Field::Closes);
            fault(field, None, error.into());
        }
        let found = self.terms.threshold;
        if found > GRID[GRID.len() - 1] {
            let problem = Problem::ThresholdTooHigh { found };
            fault(Field::Threshold, None, problem);
        }
        match errors.is_empty() {
            true => Ok(self),
            false => Err(errors),
        }
    }

    /// The fields in which two briefs differ.
    pub fn changed(&self, other: &Self) -> Vec<Field> {
        let differs = |field: &Field| match field {
            Field::Title => self.title != other.title,
            Field::Operator => self.operator != other.operator,
            Field::System => self.system != other.system,
            Field::Demand => self.demand != other.demand,
            Field::Levers => self.levers != other.levers,
            Field::Group => self.group != other.group,
            Field::Stop => self.stop != other.stop,
            Field::Claims => self.claims != other.claims,
            Field::Threshold => self.terms.threshold != other.terms.threshold,
            Field::Opens => self.terms.opens != other.terms.opens,
            Field::Step => self.terms.step != other.terms.step,
            Field::Window => self.terms.window != other.terms.window,
            Field::Closes => self.terms.closes != other.terms.closes,
            Field::Counting => self.counting != other.counting,
            Field::Poison => self.poison != other.poison,
        };
        Field::ALL.iter().copied().filter(differs).collect()
    }
}

impl Claim {
    fn clean(&mut self, now: Micros) -> Result<(), Problem> {
        clean_text(PARAGRAPH, &mut self.text)?;
        self.source = web_link(&self.source)?;
        match self.dated > now {
            true => Err(Problem::FutureSource),
            false => Ok(()),
        }
    }
}

fn clean_text(kind: Kind, text: &mut String) -> Result<(), Problem> {
    *text = kind.clean(kind.name, text).map_err(|e| e.fault)?;
    Ok(())
}

fn check_levers(levers: &[Lever]) -> Result<(), Problem> {
    let twice = (1..levers.len()).find(|&at| levers[..at].contains(&levers[at]));
    if let Some(at) = twice {
        return Err(Problem::LeverTwice(levers[at]));
    }
    match levers.iter().any(|&lever| lever != Lever::Poison) {
        true => Ok(()),
        false => Err(Problem::NoLever),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::pledge::Tier;
    use crate::pledge::terms::DAY;

    const NOW: Micros = 20_000 * DAY;

    pub(crate) fn brief() -> Brief {
        Brief {
            title: "Tell us how pay is set".to_owned(),
            operator: "Quick Rides".to_owned(),
            system: "The pay algorithm".to_owned(),
            demand: "Publish how each fare is split.".to_owned(),
            levers: vec![Lever::Strike, Lever::Contribute],
            group: None,
            stop: "The split is published.".to_owned(),
            claims: vec![Claim {
                text: "Fares rose and pay did not.".to_owned(),
                status: Status::Documented,
                source: "https://example.org/report".to_owned(),
                dated: NOW - 30 * DAY,
            }],
            terms: Terms {
                threshold: 200,
                opens: NOW,
                step: DAY,
                window: 7 * DAY,
                closes: NOW + 60 * DAY,
            },
            counting: Counting::at_least(Tier::Invitation).unwrap(),
            poison: None,
        }
    }

    #[test]
    fn a_brief_is_cleaned_once() {
        assert_eq!(brief().clean(NOW), Ok(brief()));
        let mut untidy = brief();
        untidy.title = "  Tell us   how pay is set ".to_owned();
        untidy.claims[0].source = "HTTPS://Example.ORG/report".to_owned();
        assert_eq!(untidy.clean(NOW), Ok(brief()));
        let text = serde_json::to_string(&brief()).unwrap();
        assert_eq!(serde_json::from_str::<Brief>(&text).unwrap(), brief());
    }

    #[test]
    fn every_field_keeps_to_its_rules() {
        type Fault = (Field, Option<usize>, &'static str);
        let faults = |change: fn(&mut Brief)| -> Vec<Fault> {
            let mut brief = brief();
            change(&mut brief);
            let errors = brief.clean(NOW).err().unwrap_or_default();
            let all = errors.iter();
            all.map(|e| (e.field, e.claim, e.problem.key())).collect()
        };
        let one = |change, field, key| assert_eq!(faults(change), [(field, None, key)]);
        one(
            |b| b.title = "ab".to_owned(),
            Field::Title,
            "text-too-short",
        );
        one(|b| b.operator.clear(), Field::Operator, "text-too-short");
        one(
            |b| b.system.push('\u{202e}'),
            Field::System,
            "text-direction",
        );
        one(
            |b| b.demand = "a".repeat(4001),
            Field::Demand,
            "text-too-long",
        );
        one(|b| b.stop = " ".to_owned(), Field::Stop, "text-too-short");
        one(
            |b| b.group = Some(String::new()),
            Field::Group,
            "text-too-short",
        );
        one(|b| b.levers.clear(), Field::Levers, "no-lever");
        one(
            |b| b.levers.push(Lever::Strike),
            Field::Levers,
            "lever-twice",
        );
        one(
            |b| b.levers.push(Lever::Poison),
            Field::Poison,
            "poison-plan",
        );
        let planned = |b: &mut Brief| b.poison = Some(PoisonPlan::default());
        one(planned, Field::Poison, "poison-plan");
        let alone = |b: &mut Brief| {
            b.levers = vec![Lever::Poison];
            b.poison = Some(PoisonPlan::default());
        };
        one(alone, Field::Levers, "no-lever");
        one(|b| b.terms.threshold = 9, Field::Threshold, "out-of-range");
        one(
            |b| b.terms.threshold = 5_000_001,
            Field::Threshold,
            "threshold-too-high",
        );
        one(|b| b.terms.step = 0, Field::Step, "out-of-range");
        one(|b| b.terms.window = 0, Field::Window, "out-of-range");
        one(
            |b| b.terms.closes = b.terms.opens,
            Field::Closes,
            "out-of-range",
        );
        let claim = |change, key| assert_eq!(faults(change), [(Field::Claims, Some(1), key)]);
        claim(|b| b.claims[0].text.clear(), "text-too-short");
        claim(|b| b.claims[0].source.clear(), "link-not-https");
        claim(|b| b.claims[0].dated = NOW + 1, "future-source");
        assert!(faults(|b| b.claims.clear()).is_empty());
        one(
            |b| b.claims = vec![b.claims[0].clone(); 51],
            Field::Claims,
            "too-many-claims",
        );
        assert!(faults(|b| b.claims = vec![b.claims[0].clone(); 50]).is_empty());
    }

    #[test]
    fn all_faults_are_said_at_once_and_by_name() {
        let mut brief = brief();
        brief.title.clear();
        brief.claims.push(Claim {
            source: "http://example.org".to_owned(),
            ..brief.claims[0].clone()
        });
        let errors = brief.clean(NOW).unwrap_err();
        let said: Vec<String> = errors.iter().map(BriefError::to_string).collect();
        assert!(
            said[0].starts_with("title: 0 characters: expected 3 or more"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with("claims 2: the link does not begin"),
            "{said:?}"
        );
        assert_eq!(said.len(), 2);
    }
}
