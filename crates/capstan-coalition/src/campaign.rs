//! The life of a campaign, from a draft to its outcome.
//!
//! One person writes a draft and another opens it. From then on nothing in it
//! changes, since people pledge to what they read; a claim that proves wrong
//! can be taken out. [`Drive`](crate::pledge::Drive) holds its pledges.

pub mod brief;

pub use brief::{Brief, BriefError, Claim, Field, MOST_CLAIMS, Problem, Status};

use crate::gate::{self, Gate, Shown};
use crate::key::keyed;
use crate::pledge::terms::Micros;
use crate::pledge::{Terms, TermsError};
use crate::role::{Deed, Role, may};
use crate::text::{PARAGRAPH, TextError};
use serde::{Deserialize, Serialize};

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is being written.
    Draft,
    /// A second person looks at it.
    InReview,
    /// People can pledge.
    Open,
    /// It is over.
    Ended,
    /// It is over, its outcome is entered and its forecast graded.
    Graded,
    /// It was taken back.
    Withdrawn,
}

/// What is done with a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Hands a draft in for review.
    Submit,
    /// Gives it back to be changed, or takes it back to change it.
    SendBack {
        /// Why.
        reason: String,
    },
    /// Opens it.
    Approve,
    /// Ends it before its closing date.
    End,
    /// Takes it back.
    Withdraw,
    /// Enters what came of it.
    EnterOutcome,
}

/// Who takes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// Their role in the coalition.
    pub role: Role,
    /// Whether they wrote the draft or any change to it.
    pub author: bool,
}

/// Why a step is refused. It changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is no step from where the campaign stands.
    #[error("the campaign is \"{}\": this cannot be done with it now", .state.key())]
    NotNow {
        /// Where it stands.
        state: State,
    },
    /// The role does not allow it.
    #[error("this takes another role; ask someone who has it")]
    RoleTooLow,
    /// Who wrote it may not open it.
    #[error("a draft is opened by someone who did not write it: ask another person")]
    OwnDraft,
    /// The brief cannot stand.
    #[error("{} of the draft cannot stand, first {}", .0.len(), .0.first().map_or(String::new(), ToString::to_string))]
    Brief(Vec<BriefError>),
    /// The campaign could not be held any more by its dates.
    #[error("from now on there is too little time: {0}; move the closing date")]
    TooLate(TermsError),
    /// Poison is among the levers, and a gate forbids it.
    #[error("the gate \"{}\" forbids poison: remove this lever", .0.key())]
    Poison(Gate),
    /// The reason for sending it back.
    #[error(transparent)]
    Reason(#[from] TextError),
    /// A field that does not change any more.
    #[error("{} cannot be changed while the campaign is \"{}\"", .field.key(), .state.key())]
    Fixed {
        /// The field.
        field: Field,
        /// Where the campaign stands.
        state: State,
    },
}

keyed! {
    State {
        Draft = "draft",
        InReview = "in-review",
        Open = "open",
        Ended = "ended",
        Graded = "graded",
        Withdrawn = "withdrawn",
    }
}

impl Refusal {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotNow { .. } => "not-now",
            Self::RoleTooLow => "role-too-low",
            Self::OwnDraft => "own-draft",
            Self::Brief(_) => "brief",
            Self::TooLate(_) => "too-late",
            Self::Poison(_) => "poison-gate",
            Self::Reason(error) => error.fault.key(),
            Self::Fixed { .. } => "fixed",
        }
    }
}

impl State {
    /// Where a campaign stands at a time that stood here when it was last
    /// looked at: at its closing date it ends by itself.
    pub fn at(self, now: Micros, terms: &Terms) -> Self {
        match self {
            Self::Open if now >= terms.closes => Self::Ended,
            state => state,
        }
    }

    /// Whether anyone outside the coalition may see it.
    pub fn public(self) -> bool {
        matches!(self, Self::Open | Self::Ended | Self::Graded)
    }
}

/// The terms on which the pledges of a campaign start that is approved now:
/// its own, and not before now.
///
/// # Errors
/// If there is no time left for a look at the count and a window.
pub fn terms_from(brief: &Brief, now: Micros) -> Result<Terms, TermsError> {
    let terms = Terms {
        opens: brief.terms.opens.max(now),
        ..brief.terms.clone()
    };
    terms.check().map(|()| terms)
}

/// Where a campaign stands after a step.
///
/// # Errors
/// If the step cannot be taken.
pub fn next(
    state: State,
    step: &Step,
    who: Who,
    brief: &Brief,
    now: Micros,
) -> Result<State, Refusal> {
    let state = state.at(now, &brief.terms);
    let (after, deed) = match (state, step) {
        (State::Draft, Step::Submit) => (State::InReview, Deed::DraftCampaign),
        (State::InReview, Step::SendBack { .. }) => (State::Draft, Deed::ReviewCampaign),
        (State::InReview, Step::Approve) => (State::Open, Deed::ReviewCampaign),
        (State::Draft | State::InReview, Step::Withdraw) => (State::Withdrawn, Deed::DraftCampaign),
        (State::Open, Step::Withdraw) => (State::Withdrawn, Deed::CloseCampaign),
        (State::Open, Step::End) => (State::Ended, Deed::CloseCampaign),
        (State::Ended, Step::EnterOutcome) => (State::Graded, Deed::EnterOutcome),
        _ => return Err(Refusal::NotNow { state }),
    };
    if !may(who.role, deed) {
        return Err(Refusal::RoleTooLow);
    }
    match step {
        Step::SendBack { reason } => {
            PARAGRAPH.clean("reason", reason)?;
        }
        Step::Approve if who.author => return Err(Refusal::OwnDraft),
        Step::Submit | Step::Approve => ready(brief, now)?,
        Step::End | Step::Withdraw | Step::EnterOutcome => {}
    }
    Ok(after)
}

/// Whether a brief can be opened at this time.
fn ready(brief: &Brief, now: Micros) -> Result<(), Refusal> {
    brief.clone().clean(now).map_err(Refusal::Brief)?;
    terms_from(brief, now).map_err(Refusal::TooLate)?;
    let Some(plan) = &brief.poison else {
        return Ok(());
    };
    match gate::what_is_shown(&gate::gates(plan, now)) {
        Shown::Greyed { failing } => Err(Refusal::Poison(failing[0].gate)),
        Shown::SimulationOnly { .. } => Ok(()),
    }
}

/// The brief after a change, cleaned. A draft may change in every field. What
/// people can read may only lose a claim, so that one that proves wrong does
/// not stay; nothing else changes while it is reviewed or once it was.
///
/// # Errors
/// If a field is fixed, or the brief could not stand.
pub fn edit(
    state: State,
    before: &Brief,
    after: Brief,
    who: Who,
    now: Micros,
) -> Result<Brief, Refusal> {
    let state = state.at(now, &before.terms);
    if !may(who.role, Deed::DraftCampaign) {
        return Err(Refusal::RoleTooLow);
    }
    let after = after.clean(now).map_err(Refusal::Brief)?;
    let free = |field| match (state, field) {
        (State::Draft, _) => true,
        (_, Field::Claims) => state.public() && only_fewer(&before.claims, &after.claims),
        _ => false,
    };
    match before.changed(&after).into_iter().find(|&f| !free(f)) {
        Some(field) => Err(Refusal::Fixed { field, state }),
        None => Ok(after),
    }
}

/// Whether the second list is the first without some of it.
fn only_fewer(before: &[Claim], after: &[Claim]) -> bool {
    let mut left = before.iter();
    after.iter().all(|claim| left.any(|c| c == claim))
}

#[cfg(test)]
mod tests {
    use super::brief::tests::brief;
    use super::*;
    use crate::gate::PoisonPlan;
    use crate::lever::Lever;
    use crate::pledge::terms::DAY;
    use proptest::prelude::*;

    const NOW: Micros = 20_000 * DAY;

    fn who(role: Role, author: bool) -> Who {
        Who { role, author }
    }

    fn steps() -> [Step; 6] {
        [
            Step::Submit,
            Step::SendBack {
                reason: "Name the source of the second figure.".to_owned(),
            },
            Step::Approve,
            Step::End,
            Step::Withdraw,
            Step::EnterOutcome,
        ]
    }

    /// Every state with every step, for someone who may do all.
    #[test]
    fn the_whole_life() {
        use State::{Draft, Ended, Graded, InReview, Open, Withdrawn};
        let other = who(Role::Steward, false);
        // In the order of `steps`.
        let expected = [
            (
                Draft,
                [Some(InReview), None, None, None, Some(Withdrawn), None],
            ),
            (
                InReview,
                [None, Some(Draft), Some(Open), None, Some(Withdrawn), None],
            ),
            (Open, [None, None, None, Some(Ended), Some(Withdrawn), None]),
            (Ended, [None, None, None, None, None, Some(Graded)]),
            (Graded, [None; 6]),
            (Withdrawn, [None; 6]),
        ];
        for (state, after) in expected {
            for (step, after) in steps().iter().zip(after) {
                let found = next(state, step, other, &brief(), NOW);
                let expected = after.ok_or(Refusal::NotNow { state });
                assert_eq!(found, expected, "{state:?} {step:?}");
            }
        }
    }

    #[test]
    fn nobody_opens_their_own_draft_and_members_none() {
        let of = |step: &Step, role, author| {
            next(State::InReview, step, who(role, author), &brief(), NOW)
        };
        let approve = Step::Approve;
        assert_eq!(of(&approve, Role::Organiser, false), Ok(State::Open));
        for role in [Role::Organiser, Role::Steward] {
            assert_eq!(of(&approve, role, true), Err(Refusal::OwnDraft));
            // Whoever wrote it may take it back to change it.
            assert_eq!(of(&steps()[1], role, true), Ok(State::Draft));
        }
        let low = Err(Refusal::RoleTooLow);
        for state in [State::Draft, State::InReview, State::Open, State::Ended] {
            for step in steps() {
                let found = next(state, &step, who(Role::Member, true), &brief(), NOW);
                assert!(found == low || found == Err(Refusal::NotNow { state }));
            }
        }
        assert_eq!(of(&approve, Role::Member, false), low);
    }

    #[test]
    fn sending_back_gives_a_reason() {
        let back = |reason: &str| {
            let step = Step::SendBack {
                reason: reason.to_owned(),
            };
            next(
                State::InReview,
                &step,
                who(Role::Organiser, false),
                &brief(),
                NOW,
            )
        };
        assert_eq!(back("Say when."), Ok(State::Draft));
        assert_eq!(back("  ").unwrap_err().key(), "text-too-short");
    }

    #[test]
    fn a_campaign_ends_by_itself() {
        let terms = brief().terms;
        assert_eq!(State::Open.at(terms.closes - 1, &terms), State::Open);
        assert_eq!(State::Open.at(terms.closes, &terms), State::Ended);
        assert_eq!(State::Draft.at(terms.closes, &terms), State::Draft);
        let steward = who(Role::Steward, false);
        let late = |step| next(State::Open, &step, steward, &brief(), terms.closes);
        assert_eq!(late(Step::EnterOutcome), Ok(State::Graded));
        let state = State::Ended;
        assert_eq!(late(Step::End), Err(Refusal::NotNow { state }));
        assert_eq!(late(Step::Withdraw), Err(Refusal::NotNow { state }));
    }

    #[test]
    fn a_draft_must_be_ready() {
        let organiser = who(Role::Organiser, false);
        for (state, step) in [
            (State::Draft, Step::Submit),
            (State::InReview, Step::Approve),
        ] {
            let key = |change: fn(&mut Brief), now| {
                let mut brief = brief();
                change(&mut brief);
                let found = next(state, &step, organiser, &brief, now);
                found.err().map(|refusal| refusal.key())
            };
            assert_eq!(key(|_| (), NOW), None);
            assert_eq!(key(|b| b.demand.clear(), NOW), Some("brief"));
            // A look and a window take eight days of the sixty.
            assert_eq!(key(|_| (), NOW + 52 * DAY), None);
            assert_eq!(key(|_| (), NOW + 52 * DAY + 1), Some("too-late"));
            let poison = |b: &mut Brief| {
                b.levers.push(Lever::Poison);
                b.poison = Some(PoisonPlan::default());
            };
            assert_eq!(key(poison, NOW), Some("poison-gate"));
        }
    }

    #[test]
    fn pledges_start_when_it_is_opened_or_later() {
        let brief = brief();
        let opens = |now| terms_from(&brief, now).map(|t| t.opens);
        assert_eq!(opens(NOW - 5 * DAY), Ok(NOW));
        assert_eq!(opens(NOW + 5 * DAY), Ok(NOW + 5 * DAY));
    }

    #[test]
    fn what_people_pledged_to_stays() {
        let organiser = who(Role::Organiser, true);
        let mut before = brief();
        before.claims.push(Claim {
            text: "Another.".to_owned(),
            ..before.claims[0].clone()
        });
        let edited = |state, change: &dyn Fn(&mut Brief)| {
            let mut after = before.clone();
            change(&mut after);
            edit(state, &before, after.clone(), organiser, NOW).map(|b| assert_eq!(b, after))
        };
        type Edit = fn(&mut Brief);
        let changes: [(Field, Edit); 9] = [
            (Field::Title, |b| b.title = "Another title".to_owned()),
            (Field::Demand, |b| b.demand = "Pay us.".to_owned()),
            (Field::Levers, |b| b.levers = vec![Lever::Boycott]),
            (Field::Threshold, |b| b.terms.threshold = 10),
            (Field::Closes, |b| b.terms.closes += 1),
            (Field::Window, |b| b.terms.window += 1),
            (Field::Claims, |b| b.claims.reverse()),
            (Field::Claims, |b| b.claims[1].status = Status::Adjudicated),
            (Field::Claims, |b| b.claims.push(b.claims[0].clone())),
        ];
        for (field, change) in changes {
            assert_eq!(edited(State::Draft, &change), Ok(()));
            for state in &State::ALL[1..] {
                let fixed = Err(Refusal::Fixed {
                    field,
                    state: *state,
                });
                assert_eq!(edited(*state, &change), fixed, "{field:?}");
            }
        }
        // A claim can be taken out of what is public.
        for state in State::ALL {
            let taken = edited(*state, &|b| drop(b.claims.remove(0)));
            let may = *state == State::Draft || state.public();
            assert_eq!(taken.is_ok(), may, "{state:?}");
        }
        let member = who(Role::Member, true);
        let refused = edit(State::Draft, &before, before.clone(), member, NOW);
        assert_eq!(refused, Err(Refusal::RoleTooLow));
    }

    proptest! {
        /// However people act, no campaign is open without the act of someone
        /// who did not write it, and what was read at opening stays.
        #[test]
        fn two_people_open_a_campaign(
            acts in prop::collection::vec(
                (0usize..8, 0u8..3, prop::sample::select(vec![Role::Member, Role::Organiser, Role::Steward])),
                0..40,
            ),
        ) {
            let (mut state, mut brief) = (State::Draft, brief());
            let mut authors = std::collections::BTreeSet::from([0]);
            let mut opened: Option<Brief> = None;
            for (act, person, role) in acts {
                let who = who(role, authors.contains(&person));
                let Some(step) = steps().get(act).cloned() else {
                    let mut after = brief.clone();
                    after.terms.threshold += 1;
                    if let Ok(after) = edit(state, &brief, after, who, NOW) {
                        brief = after;
                        authors.insert(person);
                    }
                    continue;
                };
                if let Ok(after) = next(state, &step, who, &brief, NOW) {
                    if after == State::Open {
                        prop_assert!(!authors.contains(&person) && role > Role::Member);
                        opened = Some(brief.clone());
                    }
                    state = after;
                }
            }
            if let Some(opened) = opened {
                prop_assert_eq!(opened, brief);
            }
        }
    }
}
