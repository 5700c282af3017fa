//! The gates before the poison lever.
//!
//! Poison is shown greyed, with the gate that forbids it. Only where every gate
//! lets a plan through is its simulation shown; nothing that poisons ships at
//! all. Each gate is a file of its own: what it asks, and its rule, a function
//! of the answers alone.

mod contract;
mod data;
mod exit;
mod jurisdiction;
mod mandate;
mod ownership;
mod plan;
mod proportion;
mod reason;
mod representation;
mod third_parties;

pub use contract::Contract;
pub use data::DataClass;
pub use exit::{Exit, LONGEST};
pub use jurisdiction::Review;
pub use mandate::Mandate;
pub use ownership::Ownership;
pub use plan::PoisonPlan;
pub use proportion::Alternative;
pub use reason::Reason;
pub use representation::Representation;
pub use third_parties::ThirdParties;

use crate::key::keyed;
use crate::pledge::terms::Micros;
use serde::{Deserialize, Serialize};

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

keyed! {
    Gate {
        Data = "data",
        Representation = "representation",
        Contract = "contract",
        Ownership = "ownership",
        ThirdParties = "third-parties",
        Proportion = "proportion",
        Jurisdiction = "jurisdiction",
        Exit = "exit",
        TwoPeople = "two-people",
    }
    Answer {
        Pass = "pass",
        Warn = "warn",
        Draft = "draft",
        Redirect = "redirect",
        Off = "off",
        Block = "block",
        Never = "never",
    }
}

/// What a gate says, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The gate.
    pub gate: Gate,
    /// What it says.
    pub answer: Answer,
    /// Why; nothing where it passes.
    pub reason: Option<Reason>,
}

/// What a page shows of the poison lever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// The lever greyed.
    Greyed {
        /// The gates that forbid it, the sternest first.
        failing: Vec<Finding>,
    },
    /// What it would do, as a simulation, and nothing with which to do it.
    SimulationOnly {
        /// What people are told first.
        warnings: Vec<Finding>,
    },
}

type Verdict = Option<(Answer, Reason)>;

/// What every gate says of a plan at a time, in the order of the gates.
pub fn gates(plan: &PoisonPlan, now: Micros) -> [Finding; 9] {
    [
        (Gate::Data, data::judge(plan.data)),
        (
            Gate::Representation,
            representation::judge(&plan.representation),
        ),
        (Gate::Contract, contract::judge(&plan.contract)),
        (Gate::Ownership, ownership::judge(&plan.ownership)),
        (
            Gate::ThirdParties,
            third_parties::judge(&plan.third_parties),
        ),
        (Gate::Proportion, proportion::judge(&plan.alternative)),
        (
            Gate::Jurisdiction,
            jurisdiction::judge(&plan.country, &plan.reviews, now),
        ),
        (Gate::Exit, exit::judge(&plan.exit, now)),
        (Gate::TwoPeople, mandate::judge(&plan.mandate)),
    ]
    .map(|(gate, verdict)| Finding {
        gate,
        answer: verdict.map_or(Answer::Pass, |(answer, _)| answer),
        reason: verdict.map(|(_, reason)| reason),
    })
}

/// Whether the simulation may be shown: every gate passes or only warns.
pub fn open(findings: &[Finding; 9]) -> bool {
    findings.iter().all(|f| f.answer <= Answer::Warn)
}

/// What a page shows after what the gates say.
pub fn what_is_shown(findings: &[Finding; 9]) -> Shown {
    let such = |keep: fn(Answer) -> bool| -> Vec<Finding> {
        let found = findings.iter().copied();
        found.filter(|f| keep(f.answer)).collect()
    };
    if open(findings) {
        return Shown::SimulationOnly {
            warnings: such(|answer| answer == Answer::Warn),
        };
    }
    let mut failing = such(|answer| answer > Answer::Warn);
    failing.sort_by_key(|f| std::cmp::Reverse(f.answer));
    Shown::Greyed { failing }
}

/// The first verdict whose condition is met.
fn first(cases: &[(bool, Answer, Reason)]) -> Verdict {
    let case = cases.iter().find(|(met, ..)| *met);
    case.map(|&(_, answer, reason)| (answer, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pledge::terms::DAY;
    use std::collections::BTreeSet;

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
            written: 0,
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
            assert_eq!(finding.reason.is_none(), expected == Answer::Pass);
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
    fn closes(gate: Gate, answer: Answer, change: impl FnOnce(&mut PoisonPlan)) -> Reason {
        let mut plan = plan();
        change(&mut plan);
        let findings = gates(&plan, NOW);
        assert!(!open(&findings), "{gate:?}");
        let mut reason = None;
        for finding in findings {
            if finding.gate == gate {
                assert_eq!(finding.answer, answer, "{finding:?}");
                reason = finding.reason;
            } else {
                assert!(finding.answer <= Answer::Warn, "{finding:?}");
            }
        }
        reason.expect("a closed gate gives its reason")
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
            let reason = closes(Gate::Data, Answer::Never, |p| p.data = class);
            assert_eq!(reason, Reason::NeverThisData);
        }
        let reason = closes(Gate::Data, Answer::Block, |p| p.data = DataClass::Other);
        assert_eq!(reason, Reason::UnlistedData);
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
        let mut seen: BTreeSet<Reason> = reasons.into_iter().collect();
        assert_eq!(seen.len(), reasons.len());
        // The other three have tests of their own.
        seen.extend([
            Reason::UnlistedData,
            Reason::NeverThisData,
            Reason::AccountAtRisk,
        ]);
        assert_eq!(seen.len(), Reason::ALL.len());
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
        plan.mandate.voted = false;
        plan.ownership.automated = true;
        plan.data = DataClass::Health;
        let findings = gates(&plan, NOW);
        assert!(!open(&findings));
        assert_eq!(findings[0].answer, Answer::Never);
        assert_eq!(findings[8].answer, Answer::Draft);
        let Shown::Greyed { failing } = what_is_shown(&findings) else {
            panic!("{findings:?}");
        };
        let named: Vec<Gate> = failing.iter().map(|f| f.gate).collect();
        assert_eq!(named, [Gate::Data, Gate::Ownership, Gate::TwoPeople]);
    }

    #[test]
    fn what_passes_shows_the_simulation_and_its_warning() {
        let Shown::SimulationOnly { warnings } = what_is_shown(&gates(&plan(), NOW)) else {
            panic!("every gate lets this plan through");
        };
        let told: Vec<Option<Reason>> = warnings.iter().map(|f| f.reason).collect();
        assert_eq!(told, [Some(Reason::AccountAtRisk)]);
    }

    #[test]
    fn a_plan_of_which_nothing_is_known_fails_every_gate() {
        for now in [Micros::MIN, 0, Micros::MAX] {
            let findings = gates(&PoisonPlan::default(), now);
            assert!(
                findings.iter().all(|f| f.answer > Answer::Warn),
                "{findings:?}"
            );
        }
    }
}
