//! A member's own figures, for that member alone, from the first job on.

use crate::app::App;
use crate::audits::ask::{Ask, Rules};
use crate::coalitions::acts::standing;
use crate::donations::acts::{Donor, Mine, jobs, list_of};
use crate::problem::Problem;
use crate::who::Who;
use capstan_audit::months::{Month, months};
use capstan_audit::own::{Own, own};
use capstan_audit::{Question, Rule};
use capstan_coalition::role::Deed;
use capstan_data::Currency;
use capstan_data::pay::PayEvent;
use capstan_store::{Micros, audits};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Whose jobs they are, in what is reckoned: only one person's are looked at.
const ME: &str = "me";

/// What a member was paid.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OwnPay {
    /// For each platform and currency.
    pub platforms: Vec<OfPlatform>,
    /// The donations it rests on, newest first.
    pub donations: Vec<Rests>,
    /// How many jobs in them count as one that is there already: the same day
    /// and amount, and no other time.
    #[schema(example = 0)]
    pub twice: usize,
    /// The name of the rule that was chosen; empty for none.
    #[schema(example = "shipt-2019")]
    pub rule: String,
    /// The rules that may be chosen.
    #[serde(skip)]
    pub rules: Vec<Rule>,
}

/// A donation that figures rest on.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PayRests)]
pub struct Rests {
    /// Its id.
    #[schema(example = "5f0c2f9e-1b7a-8c3d-9e4f-0a1b2c3d4e5f")]
    pub donation: String,
    /// When it was kept, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
    /// How many jobs it holds.
    #[schema(example = 3)]
    pub jobs: usize,
}

/// What one platform paid, in one currency.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PayOfPlatform)]
pub struct OfPlatform {
    /// The platform; nothing where the jobs do not name it.
    #[schema(example = "shipt")]
    pub platform: Option<String>,
    /// The code of the currency; nothing where no amount is known.
    #[schema(example = "USD")]
    pub currency: Option<String>,
    /// How many jobs.
    #[schema(example = 12)]
    pub jobs: usize,
    /// What it paid for them, with promotions and without tips, in minor units.
    #[schema(example = 15500)]
    pub paid: i64,
    /// The tips that are known, in minor units.
    #[schema(example = 4200)]
    pub tips: i64,
    /// The name of the rule they are put beside, if one fits.
    #[schema(example = "shipt-2019")]
    pub rule: Option<String>,
    /// The figures beside the rule, as `capstan-audit` names them.
    #[schema(value_type = Option<Object>)]
    pub own: Option<Own>,
    /// The same month by month.
    #[schema(value_type = Vec<Object>)]
    pub months: Vec<Month>,
    /// The rule itself.
    #[serde(skip)]
    pub by: Option<Rule>,
    /// The currency itself.
    #[serde(skip)]
    pub money: Option<Currency>,
}

/// What who asks was paid. `rule` names the one that is put beside it; that of
/// the group if it is nothing.
///
/// # Errors
/// If they are no member, or there is no such rule.
pub async fn pay(app: &App, who: &Who, slug: &str, rule: Option<&str>) -> Result<OwnPay, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let here = standing.coalition.id.clone();
    let donor = Donor::from(standing);
    let all = list_of(app, &mut conn, &donor).await?;
    let rules = Rules(audits::rules(&mut conn, &here).await?);
    let asked = audits::find(&mut conn, &here).await?;
    drop(conn);
    let chosen = match rule.filter(|name| !name.is_empty()) {
        Some(name) => Some(rules.find(name)?),
        None => asked
            .and_then(|asked| serde_json::from_str::<Ask>(&asked.ask).ok())
            .and_then(|ask| rules.find(&ask.rule).ok()),
    };
    let kept: Vec<Mine> = all.into_iter().filter(|mine| mine.kept).collect();
    let events = jobs(&kept);
    let twice = kept.iter().map(|mine| mine.cards.len()).sum::<usize>() - events.len();
    let donations = (kept.iter())
        .map(|mine| Rests {
            donation: mine.id.clone(),
            made: mine.made,
            jobs: mine.cards.len(),
        })
        .collect();
    let rules = rules.all();
    let name = chosen
        .as_ref()
        .map_or_else(String::new, |rule| rule.name.clone());
    let listed = rules.clone();
    // Bootstraps take longer than a thread that answers may be held.
    let platforms = tokio::task::spawn_blocking(move || platforms(events, chosen, &listed));
    let ours = |_| Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours");
    Ok(OwnPay {
        platforms: platforms.await.map_err(ours)??,
        donations,
        twice,
        rule: name,
        rules,
    })
}

fn platforms(
    events: Vec<PayEvent>,
    chosen: Option<Rule>,
    rules: &[Rule],
) -> Result<Vec<OfPlatform>, Problem> {
    let mut of = BTreeMap::<(Option<String>, Option<&'static str>), Vec<PayEvent>>::new();
    for mut event in events {
        event.worker = ME.to_owned();
        let of_one = (event.platform.clone(), event.currency.map(Currency::code));
        of.entry(of_one).or_default().push(event);
    }
    of.into_iter()
        .map(|((platform, currency), events)| {
            let fits = |rule: &&Rule| {
                let its = rule.platform.as_deref();
                its.is_none_or(|its| platform.as_deref() == Some(its))
                    && currency.is_some_and(|code| code == rule.currency)
            };
            let own_rule = || rules.iter().filter(|r| r.platform.is_some()).find(fits);
            let by = chosen.as_ref().filter(fits).or_else(own_rule);
            one(platform, &events, by)
        })
        .collect()
}

fn one(
    platform: Option<String>,
    events: &[PayEvent],
    rule: Option<&Rule>,
) -> Result<OfPlatform, Problem> {
    let sum = |of: fn(&PayEvent) -> Option<i64>| -> i64 {
        events.iter().filter_map(of).fold(0, i64::saturating_add)
    };
    let ours = |_| Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours");
    let question = rule
        .cloned()
        .map(Question::about)
        .transpose()
        .map_err(ours)?;
    let money = events.first().and_then(|e| e.currency);
    Ok(OfPlatform {
        platform,
        currency: money.map(|c| c.code().to_owned()),
        jobs: events.len(),
        paid: sum(|e| e.base).saturating_add(sum(|e| e.promotion)),
        tips: sum(|e| e.tip),
        rule: rule.map(|rule| rule.name.clone()),
        own: question.as_ref().map(|question| own(events, ME, question)),
        months: question
            .as_ref()
            .map_or_else(Vec::new, |q| months(events, ME, q)),
        by: rule.cloned(),
        money,
    })
}
