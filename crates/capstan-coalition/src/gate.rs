//! The gates before the poison lever.
//!
//! Poison is shown greyed, with the gate that forbids it. Only where every gate
//! lets a plan through is its simulation shown; nothing that poisons ships at
//! all. Each gate is a function of the plan alone, and its answer carries the
//! reason.

use crate::pledge::terms::{DAY, Micros};
use serde::{Deserialize, Serialize};

/// The longest time for which a plan may stand: thirty days.
pub const LONGEST: Micros = 30 * DAY;

/// What the data are that would mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// Traces that one's own behaviour leaves without further effort.
    OwnTraces,
    /// One's own works before they are published.
    OwnUnpublishedWorks,
    /// Health.
    Health,
    /// Money, credit, financial standing.
    Finance,
    /// Insurance.
    Insurance,
    /// Records of employment.
    Employment,
    /// School.
    School,
    /// A census or another form of a government.
    Government,
    /// Biometric identification.
    Biometric,
    /// Emergencies.
    Emergency,
    /// Elections.
    Elections,
    /// What people's safety hangs on.
    Safety,
    /// Children.
    Children,
    /// Anything else.
    Other,
}

/// What the plan would say to a counter-party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representation {
    /// It states a fact to someone who relies on it.
    pub states_fact: bool,
    /// It is on a form that is signed.
    pub signed: bool,
    /// Its truth is warranted.
    pub warranted: bool,
}

/// What binds the people to the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The people are shown the operator's terms on automation and false data.
    pub terms_shown: bool,
    /// The data are paid work.
    pub paid: bool,
}

/// Whose account it is and how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// Each person uses their own account.
    pub own_account: bool,
    /// Each person uses their own device.
    pub own_device: bool,
    /// A program acts for people.
    pub automated: bool,
    /// One person uses several accounts.
    pub several_accounts: bool,
    /// It goes faster than a person could.
    pub faster_than_human: bool,
}

/// Who else would be hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParties {
    /// Advertisers or others would be billed.
    pub billed: bool,
    /// Other people's safety would suffer.
    pub safety: bool,
    /// The target is a commons: an encyclopedia, a map, answers on health.
    pub commons: bool,
}

/// What a lawful lever would do instead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// A strike or an objection is open to the people.
    pub open: bool,
    /// Its forecast effect as a share of that of poison; nothing if there is no
    /// forecast.
    pub share_of_effect: Option<f64>,
    /// The share from which the alternative comes first, 0 to 1.
    pub enough: f64,
}

/// The review of the plan for a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The country.
    pub country: String,
    /// Who reviewed it.
    pub reviewer: String,
    /// When.
    pub at: Micros,
}

/// How the plan ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The condition on which it stops is published.
    pub stop_published: bool,
    /// An operator that meets it is spared.
    pub spares_compliant: bool,
    /// When it begins.
    pub from: Micros,
    /// When it ends by itself.
    pub until: Micros,
}

/// Who has agreed to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The coalition decided on it by its charter, with the quorum.
    pub voted: bool,
    /// A reviewer of ethics agreed.
    pub reviewed: bool,
    /// The person who launches it and the reviewer are two people.
    pub two_people: bool,
}

/// All that the gates look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PoisonPlan {
    /// What the data are.
    pub data: DataClass,
    /// What it says to others.
    pub representation: Representation,
    /// What binds people to the operator.
    pub contract: Contract,
    /// Whose account it is.
    pub ownership: Ownership,
    /// Who else would be hurt.
    pub third_parties: ThirdParties,
    /// What a lawful lever would do.
    pub alternative: Alternative,
    /// The country of the people.
    pub country: String,
    /// The reviews there are; without one for the country the lever is off.
    pub reviews: Vec<Review>,
    /// How it ends.
    pub exit: Exit,
    /// Who has agreed.
    pub mandate: Mandate,
}

/// A gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// What the data are.
    Data,
    /// No false statement to a counter-party.
    Representation,
    /// What was agreed with the operator.
    Contract,
    /// Own account, own device, own hands.
    Ownership,
    /// Nobody else is hurt.
    ThirdParties,
    /// Lawful levers come first.
    Proportion,
    /// The country allows it.
    Jurisdiction,
    /// It ends.
    Exit,
    /// Nobody launches it alone.
    TwoPeople,
}

/// What a gate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The plan may go on.
    Pass,
    /// It may go on, and people are told the reason first.
    Warn,
    /// It stays a draft until the reason is mended.
    Draft,
    /// The alternative is offered first.
    Redirect,
    /// The lever is off here.
    Off,
    /// It may not go on as it is.
    Block,
    /// It may never go on, however the plan is changed around it.
    Never,
}

/// What a gate says, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The gate.
    pub gate: Gate,
    /// What it says.
    pub answer: Answer,
    /// Why, in a sentence; empty where it passes.
    pub reason: &'static str,
}

type Verdict = Option<(Answer, &'static str)>;

/// What every gate says of a plan at a time, in the order of the gates.
pub fn gates(plan: &PoisonPlan, now: Micros) -> [Finding; 9] {
    [
        (Gate::Data, data(plan.data)),
        (Gate::Representation, representation(&plan.representation)),
        (Gate::Contract, contract(&plan.contract)),
        (Gate::Ownership, ownership(&plan.ownership)),
        (Gate::ThirdParties, third_parties(&plan.third_parties)),
        (Gate::Proportion, proportion(&plan.alternative)),
        (Gate::Jurisdiction, jurisdiction(plan, now)),
        (Gate::Exit, exit(&plan.exit, now)),
        (Gate::TwoPeople, two_people(&plan.mandate)),
    ]
    .map(|(gate, verdict)| {
        let (answer, reason) = verdict.unwrap_or((Answer::Pass, ""));
        Finding {
            gate,
            answer,
            reason,
        }
    })
}

/// Whether the simulation may be shown: every gate passes or only warns.
pub fn open(findings: &[Finding; 9]) -> bool {
    findings.iter().all(|f| f.answer <= Answer::Warn)
}

/// The first verdict whose condition is met.
fn first(cases: &[(bool, Answer, &'static str)]) -> Verdict {
    let case = cases.iter().find(|(met, ..)| *met);
    case.map(|&(_, answer, reason)| (answer, reason))
}

fn data(class: DataClass) -> Verdict {
    match class {
        DataClass::OwnTraces | DataClass::OwnUnpublishedWorks => None,
        DataClass::Other => Some((
            Answer::Block,
            "Only traces of people's own behaviour, or their own works before publication, may be used.",
        )),
        _ => Some((
            Answer::Never,
            "Data of this kind are never falsified: people's health, money, rights or safety hang on them.",
        )),
    }
}

fn representation(plan: &Representation) -> Verdict {
    first(&[
        (
            plan.signed,
            Answer::Block,
            "Something that is signed must be true.",
        ),
        (
            plan.warranted,
            Answer::Block,
            "People have warranted that these data are accurate.",
        ),
        (
            plan.states_fact,
            Answer::Block,
            "This would tell someone something false as a fact.",
        ),
    ])
}

fn contract(plan: &Contract) -> Verdict {
    first(&[
        (
            plan.paid,
            Answer::Block,
            "Paid work is a contract, and false work breaks it.",
        ),
        (
            !plan.terms_shown,
            Answer::Block,
            "People must first be shown the operator's terms on automation and false data.",
        ),
        (true, Answer::Warn, "You may lose your account."),
    ])
}

fn ownership(plan: &Ownership) -> Verdict {
    first(&[
        (
            !plan.own_account,
            Answer::Block,
            "Each person may only use their own account.",
        ),
        (
            !plan.own_device,
            Answer::Block,
            "Each person may only use their own device.",
        ),
        (
            plan.automated,
            Answer::Block,
            "No program may act in a person's place.",
        ),
        (
            plan.several_accounts,
            Answer::Block,
            "Nobody may use several accounts.",
        ),
        (
            plan.faster_than_human,
            Answer::Block,
            "It may not go faster than a person could.",
        ),
    ])
}

fn third_parties(plan: &ThirdParties) -> Verdict {
    first(&[
        (
            plan.safety,
            Answer::Block,
            "Other people's safety would suffer.",
        ),
        (
            plan.commons,
            Answer::Block,
            "A commons that all rely on would be hurt.",
        ),
        (
            plan.billed,
            Answer::Block,
            "Others would be billed for what did not happen.",
        ),
    ])
}

fn proportion(plan: &Alternative) -> Verdict {
    if !plan.open {
        return None;
    }
    if !(0.0..=1.0).contains(&plan.enough) {
        return Some((
            Answer::Redirect,
            "It is not said from which share of the effect a strike comes first.",
        ));
    }
    match plan.share_of_effect {
        Some(share) if share < plan.enough => None,
        Some(share) if share >= plan.enough => Some((
            Answer::Redirect,
            "A strike or an objection would do enough of the same: offer it first.",
        )),
        _ => Some((
            Answer::Redirect,
            "A strike or an objection is open, and no forecast says that it would do less.",
        )),
    }
}

fn jurisdiction(plan: &PoisonPlan, now: Micros) -> Verdict {
    let reviewed = plan.reviews.iter().any(|r| {
        r.country == plan.country && !r.country.is_empty() && !r.reviewer.is_empty() && r.at <= now
    });
    first(&[(
        !reviewed,
        Answer::Off,
        "Nobody has reviewed this lever for the country, so it is off.",
    )])
}

fn exit(plan: &Exit, now: Micros) -> Verdict {
    let lasts = plan.until.checked_sub(plan.from);
    first(&[
        (
            !plan.stop_published,
            Answer::Draft,
            "Publish on which condition it stops.",
        ),
        (
            !plan.spares_compliant,
            Answer::Block,
            "An operator that meets the demand must be spared.",
        ),
        (
            lasts.is_none_or(|l| l <= 0 || l > LONGEST),
            Answer::Draft,
            "It must end by itself within thirty days of its beginning.",
        ),
        (
            now >= plan.until,
            Answer::Off,
            "It has ended; a new plan needs a new decision.",
        ),
    ])
}

fn two_people(plan: &Mandate) -> Verdict {
    first(&[
        (
            !plan.voted,
            Answer::Draft,
            "The coalition has not decided on it with the quorum of its charter.",
        ),
        (
            !plan.reviewed,
            Answer::Draft,
            "No reviewer of ethics has agreed.",
        ),
        (
            !plan.two_people,
            Answer::Draft,
            "Who launches it and who reviews it must be two people.",
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Micros = 100 * DAY;

    /// A plan that passes every gate.
    fn plan() -> PoisonPlan {
        PoisonPlan {
            data: DataClass::OwnTraces,
            representation: Representation {
                states_fact: false,
                signed: false,
                warranted: false,
            },
            contract: Contract {
                terms_shown: true,
                paid: false,
            },
            ownership: Ownership {
                own_account: true,
                own_device: true,
                automated: false,
                several_accounts: false,
                faster_than_human: false,
            },
            third_parties: ThirdParties {
                billed: false,
                safety: false,
                commons: false,
            },
            alternative: Alternative {
                open: true,
                share_of_effect: Some(0.2),
                enough: 0.5,
            },
            country: "NL".to_owned(),
            reviews: vec![Review {
                country: "NL".to_owned(),
                reviewer: "a reviewer".to_owned(),
                at: NOW,
            }],
            exit: Exit {
                stop_published: true,
                spares_compliant: true,
                from: NOW,
                until: NOW + LONGEST,
            },
            mandate: Mandate {
                voted: true,
                reviewed: true,
                two_people: true,
            },
        }
    }

    #[test]
    fn a_plan_that_passes_is_warned_of_the_account() {
        let findings = gates(&plan(), NOW);
        assert!(open(&findings));
        for finding in findings {
            let expected = match finding.gate {
                Gate::Contract => Answer::Warn,
                _ => Answer::Pass,
            };
            assert_eq!(finding.answer, expected, "{finding:?}");
            assert_eq!(finding.reason.is_empty(), expected == Answer::Pass);
        }
        let mut works = plan();
        works.data = DataClass::OwnUnpublishedWorks;
        assert!(open(&gates(&works, NOW)));
        let mut alone = plan();
        alone.alternative.open = false;
        alone.alternative.share_of_effect = None;
        assert!(open(&gates(&alone, NOW)));
    }

    /// One change to a plan that passes closes one gate and no other.
    fn closes(gate: Gate, answer: Answer, change: impl FnOnce(&mut PoisonPlan)) -> &'static str {
        let mut plan = plan();
        change(&mut plan);
        let findings = gates(&plan, NOW);
        assert!(!open(&findings), "{gate:?}");
        let mut reason = "";
        for finding in findings {
            if finding.gate == gate {
                assert_eq!(finding.answer, answer, "{finding:?}");
                reason = finding.reason;
            } else {
                assert!(finding.answer <= Answer::Warn, "{finding:?}");
            }
        }
        assert!(!reason.is_empty());
        reason
    }

    #[test]
    fn classes_of_data() {
        for class in [
            DataClass::Health,
            DataClass::Finance,
            DataClass::Insurance,
            DataClass::Employment,
            DataClass::School,
            DataClass::Government,
            DataClass::Biometric,
            DataClass::Emergency,
            DataClass::Elections,
            DataClass::Safety,
            DataClass::Children,
        ] {
            closes(Gate::Data, Answer::Never, |p| p.data = class);
        }
        closes(Gate::Data, Answer::Block, |p| p.data = DataClass::Other);
    }

    #[test]
    fn every_refusal_has_its_own_reason() {
        use Answer::{Block, Draft, Off, Redirect};
        let reasons = [
            closes(Gate::Representation, Block, |p| {
                p.representation.signed = true
            }),
            closes(Gate::Representation, Block, |p| {
                p.representation.warranted = true
            }),
            closes(Gate::Representation, Block, |p| {
                p.representation.states_fact = true
            }),
            closes(Gate::Contract, Block, |p| p.contract.paid = true),
            closes(Gate::Contract, Block, |p| p.contract.terms_shown = false),
            closes(Gate::Ownership, Block, |p| p.ownership.own_account = false),
            closes(Gate::Ownership, Block, |p| p.ownership.own_device = false),
            closes(Gate::Ownership, Block, |p| p.ownership.automated = true),
            closes(Gate::Ownership, Block, |p| {
                p.ownership.several_accounts = true
            }),
            closes(Gate::Ownership, Block, |p| {
                p.ownership.faster_than_human = true
            }),
            closes(Gate::ThirdParties, Block, |p| p.third_parties.billed = true),
            closes(Gate::ThirdParties, Block, |p| p.third_parties.safety = true),
            closes(Gate::ThirdParties, Block, |p| {
                p.third_parties.commons = true
            }),
            closes(Gate::Proportion, Redirect, |p| {
                p.alternative.share_of_effect = Some(0.5)
            }),
            closes(Gate::Proportion, Redirect, |p| {
                p.alternative.share_of_effect = None
            }),
            closes(Gate::Proportion, Redirect, |p| {
                p.alternative.enough = f64::NAN
            }),
            closes(Gate::Jurisdiction, Off, |p| p.reviews.clear()),
            closes(Gate::Exit, Draft, |p| p.exit.stop_published = false),
            closes(Gate::Exit, Block, |p| p.exit.spares_compliant = false),
            closes(Gate::Exit, Draft, |p| p.exit.until += 1),
            closes(Gate::Exit, Off, |p| {
                p.exit.from = NOW - LONGEST;
                p.exit.until = NOW;
            }),
            closes(Gate::TwoPeople, Draft, |p| p.mandate.voted = false),
            closes(Gate::TwoPeople, Draft, |p| p.mandate.reviewed = false),
            closes(Gate::TwoPeople, Draft, |p| p.mandate.two_people = false),
        ];
        let distinct: std::collections::BTreeSet<_> = reasons.iter().collect();
        assert_eq!(distinct.len(), reasons.len());
    }

    #[test]
    fn what_cannot_be_read_as_a_yes_is_a_no() {
        let off = |change: fn(&mut PoisonPlan)| {
            closes(Gate::Jurisdiction, Answer::Off, change);
        };
        off(|p| p.country = "DE".to_owned());
        off(|p| p.reviews[0].reviewer.clear());
        off(|p| p.reviews[0].at = NOW + 1);
        off(|p| {
            p.country.clear();
            p.reviews[0].country.clear();
        });
        closes(Gate::Proportion, Answer::Redirect, |p| {
            p.alternative.share_of_effect = Some(f64::NAN);
        });
        closes(Gate::Exit, Answer::Draft, |p| p.exit.until = p.exit.from);
        closes(Gate::Exit, Answer::Draft, |p| p.exit.from = Micros::MIN);
    }

    #[test]
    fn a_closed_gate_stays_closed_whatever_the_others_say() {
        let mut plan = plan();
        plan.data = DataClass::Health;
        plan.mandate.voted = false;
        let findings = gates(&plan, NOW);
        assert!(!open(&findings));
        assert_eq!(findings[0].answer, Answer::Never);
        assert_eq!(findings[8].answer, Answer::Draft);
    }
}
