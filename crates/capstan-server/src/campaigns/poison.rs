//! The plan that the gates before poison look at: written by the organisers of
//! a campaign, and reviewed by others. A change of the plan undoes its reviews.

pub mod api;
pub mod simulation;

use super::acts::{Seen, see};
use super::draft::{date, day};
use crate::api::kinds;
use crate::app::App;
use crate::coalitions::acts::log;
use crate::coalitions::acts::standing::role_of;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::campaign::{self as rule, State};
use capstan_coalition::gate::{
    Alternative, Contract, DataClass, Exit, Mandate, Ownership, PoisonPlan, Representation, Review,
    ThirdParties,
};
use capstan_coalition::lever::Lever;
use capstan_coalition::role::Deed;
use capstan_coalition::text::TAG;
use capstan_store::members::Member;
use capstan_store::{Conn, Micros, campaigns};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

/// A plan as its organisers write it, a field for each question. What the
/// others have to say of it is no part of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = PoisonPlan, example = json!({
    "data": "own-traces", "terms-shown": true, "own-account": true, "own-device": true,
    "enough": 50.0, "country": "nl", "stop-published": true, "spares-compliant": true,
    "from": "2030-05-01", "until": "2030-05-20"
}))]
pub struct Written {
    /// What the data are.
    #[schema(value_type = kinds::PoisonData, required)]
    pub data: String,
    /// It states a fact to someone who relies on it.
    pub states_fact: bool,
    /// It is on a form that is signed.
    pub signed: bool,
    /// Its truth is warranted.
    pub warranted: bool,
    /// The people are shown the operator's terms on automation and false data.
    #[schema(example = true)]
    pub terms_shown: bool,
    /// The data are paid work.
    pub paid: bool,
    /// Each person uses their own account.
    #[schema(example = true)]
    pub own_account: bool,
    /// Each person uses their own device.
    #[schema(example = true)]
    pub own_device: bool,
    /// A program acts for people.
    pub automated: bool,
    /// One person uses several accounts.
    pub several_accounts: bool,
    /// It goes faster than a person could.
    pub faster_than_human: bool,
    /// Advertisers or others would be billed.
    pub billed: bool,
    /// Other people's safety would suffer.
    pub safety: bool,
    /// The target is a commons: an encyclopedia, a map, answers on health.
    pub commons: bool,
    /// From which share of its effect a strike comes first, in per cent.
    #[schema(example = 50.0, minimum = 0, maximum = 100)]
    pub enough: f64,
    /// The country of the people: a code such as "nl".
    #[schema(value_type = kinds::Tag, required)]
    pub country: String,
    /// The condition on which it stops is published.
    #[schema(example = true)]
    pub stop_published: bool,
    /// An operator that meets the demand is spared.
    #[schema(example = true)]
    pub spares_compliant: bool,
    /// The day on which it begins.
    #[schema(example = "2030-05-01", format = Date, required)]
    pub from: String,
    /// The day on which it ends by itself, at most 30 days later.
    #[schema(example = "2030-05-20", format = Date, required)]
    pub until: String,
}

/// What someone else says of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = PoisonReview, example = json!({"part": "ethics", "agrees": true}))]
pub struct Reviewed {
    /// What they reviewed: "country" (its law), "ethics" or "alternative"
    /// (what a strike or an objection would do instead).
    #[schema(value_type = kinds::PlanPart, required)]
    pub part: String,
    /// Whether they agree; false takes back what was said of this part.
    #[schema(example = true)]
    pub agrees: bool,
    /// For the alternative: whether a strike or an objection is open to the
    /// people.
    pub open: bool,
    /// For the alternative: its forecast effect as a share of that of poison,
    /// in per cent; nothing if there is no forecast.
    #[schema(minimum = 0)]
    pub share: Option<f64>,
}

/// The parts of a plan that others review.
pub const PARTS: [&str; 3] = ["country", "ethics", "alternative"];

impl Written {
    /// A plan as it was written.
    pub fn of(plan: &PoisonPlan) -> Self {
        Self {
            data: plan.data.key().to_owned(),
            states_fact: plan.representation.states_fact,
            signed: plan.representation.signed,
            warranted: plan.representation.warranted,
            terms_shown: plan.contract.terms_shown,
            paid: plan.contract.paid,
            own_account: plan.ownership.own_account,
            own_device: plan.ownership.own_device,
            automated: plan.ownership.automated,
            several_accounts: plan.ownership.several_accounts,
            faster_than_human: plan.ownership.faster_than_human,
            billed: plan.third_parties.billed,
            safety: plan.third_parties.safety,
            commons: plan.third_parties.commons,
            enough: plan.alternative.enough * 100.0,
            country: plan.country.clone(),
            stop_published: plan.exit.stop_published,
            spares_compliant: plan.exit.spares_compliant,
            from: date(plan.exit.from),
            until: date(plan.exit.until),
        }
    }

    /// The plan, which nobody has reviewed, as it is written now.
    fn plan(&self, now: Micros) -> Result<PoisonPlan, Problem> {
        let data = DataClass::ALL.iter().find(|d| d.key() == self.data);
        if !(0.0..=100.0).contains(&self.enough) {
            return Err(Problem::input("enough", "plan-share"));
        }
        let unknown = PoisonPlan::default();
        Ok(PoisonPlan {
            data: *data.ok_or_else(|| Problem::input("data", "plan-data"))?,
            representation: Representation {
                states_fact: self.states_fact,
                signed: self.signed,
                warranted: self.warranted,
            },
            contract: Contract {
                terms_shown: self.terms_shown,
                paid: self.paid,
            },
            ownership: Ownership {
                own_account: self.own_account,
                own_device: self.own_device,
                automated: self.automated,
                several_accounts: self.several_accounts,
                faster_than_human: self.faster_than_human,
            },
            third_parties: ThirdParties {
                billed: self.billed,
                safety: self.safety,
                commons: self.commons,
            },
            alternative: Alternative {
                enough: self.enough / 100.0,
                ..unknown.alternative
            },
            country: clean(&TAG, "country", &self.country)?,
            reviews: unknown.reviews,
            exit: Exit {
                stop_published: self.stop_published,
                spares_compliant: self.spares_compliant,
                from: day("from", &self.from)?,
                until: day("until", &self.until)?,
            },
            mandate: unknown.mandate,
            written: now,
        })
    }
}

/// A draft, and the organiser who acts on it.
async fn organising(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    id: &str,
) -> Result<(Seen, Member), Problem> {
    who.may("organise")?;
    let seen = see(app, who, conn, id).await?;
    if !seen.may(Deed::DraftCampaign) {
        return Err(Problem::forbidden("role-too-low"));
    }
    if seen.campaign.state != State::Draft {
        return Err(Problem::conflict("campaign-fixed"));
    }
    let member = seen.member.clone().ok_or_else(Problem::missing)?;
    Ok((seen, member))
}

/// Writes the plan of a draft, or with nothing takes it out. Whoever does is
/// one of the draft's authors, and the reviews of an earlier plan are gone,
/// as is what was decided of it.
///
/// # Errors
/// What cannot be taken, or that it is no draft any more.
pub async fn write(
    app: &App,
    who: &Who,
    id: &str,
    written: Option<&Written>,
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (seen, member) = organising(app, who, &mut tx, id).await?;
    let mut campaign = seen.campaign;
    let mut after = campaign.brief.clone();
    after.levers.retain(|lever| *lever != Lever::Poison);
    after.poison = written.map(|w| w.plan(now)).transpose()?;
    if after.poison.is_some() {
        after.levers.push(Lever::Poison);
    }
    let acts = rule::Who {
        role: role_of(&member.role),
        author: true,
    };
    campaign.brief = rule::edit(campaign.state, &campaign.brief, after, acts, now)
        .map_err(|refusal| super::problems::refused(&refusal))?;
    campaigns::put(&mut tx, &campaign).await?;
    campaigns::wrote(&mut tx, id, &member.id).await?;
    Ok(tx.commit().await?)
}

/// Says something of a plan that others wrote. The log shows who did.
///
/// # Errors
/// If there is no plan, they are one of its authors, or it is no draft any
/// more.
pub async fn review(app: &App, who: &Who, id: &str, said: &Reviewed) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (seen, member) = organising(app, who, &mut tx, id).await?;
    if campaigns::is_author(&mut tx, id, &member.id).await? {
        return Err(Problem::conflict("plan-own"));
    }
    let mut campaign = seen.campaign;
    let Some(plan) = &mut campaign.brief.poison else {
        return Err(Problem::conflict("plan-none"));
    };
    match said.part.as_str() {
        "country" => {
            plan.reviews.clear();
            if said.agrees {
                plan.reviews.push(Review {
                    country: plan.country.clone(),
                    reviewer: member.handle.clone(),
                    at: now,
                });
            }
        }
        "ethics" => {
            plan.mandate = Mandate {
                voted: false,
                reviewed: said.agrees,
                // Whoever wrote it cannot come here.
                two_people: said.agrees,
            };
        }
        "alternative" => {
            let wrong = |share: &f64| !share.is_finite() || *share < 0.0;
            if said.share.as_ref().is_some_and(wrong) {
                return Err(Problem::input("share", "plan-share"));
            }
            plan.alternative = Alternative {
                open: said.open || !said.agrees,
                share_of_effect: said.share.filter(|_| said.agrees).map(|s| s / 100.0),
                enough: plan.alternative.enough,
            };
        }
        _ => return Err(Problem::input("part", "plan-part")),
    }
    // What the coalition decided is looked up where it is asked for.
    plan.mandate.voted = false;
    campaigns::put(&mut tx, &campaign).await?;
    let more = json!({"campaign": id, "part": said.part, "agrees": said.agrees});
    let (coalition, by) = (&seen.coalition.id, &member.handle);
    log(&mut tx, coalition, by, "review-plan", more, now).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_read_as_it_was_written_and_reviewed_by_nobody() {
        let written = Written {
            data: "own-traces".into(),
            terms_shown: true,
            own_account: true,
            own_device: true,
            enough: 50.0,
            country: "nl".into(),
            from: "2030-05-01".into(),
            until: "2030-05-20".into(),
            ..Written::default()
        };
        let plan = written.plan(7).unwrap();
        assert_eq!(Written::of(&plan), written);
        assert!(plan.alternative.open && plan.reviews.is_empty() && !plan.mandate.reviewed);
        for (field, wrong) in [
            (
                "data",
                Written {
                    data: "mine".into(),
                    ..written.clone()
                },
            ),
            (
                "enough",
                Written {
                    enough: f64::NAN,
                    ..written.clone()
                },
            ),
            (
                "enough",
                Written {
                    enough: 101.0,
                    ..written.clone()
                },
            ),
            (
                "country",
                Written {
                    country: "<b>".into(),
                    ..written.clone()
                },
            ),
            (
                "until",
                Written {
                    until: "soon".into(),
                    ..written.clone()
                },
            ),
        ] {
            assert_eq!(wrong.plan(7).unwrap_err().field, Some(field));
        }
    }
}
