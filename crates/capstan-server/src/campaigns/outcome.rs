//! What came of a campaign, and how its forecast did.

use super::acts::see;
use super::problems::{grade as ungraded, refused};
use crate::api::kinds;
use crate::app::App;
use crate::coalitions::acts::log;
use crate::coalitions::acts::standing::role_of;
use crate::problem::Problem;
use crate::typed::{clean_or_empty, link};
use crate::who::Who;
use capstan_coalition::campaign::{self as rule, Step};
use capstan_coalition::grade::{self, Grade, GradeError, Point};
use capstan_coalition::text::PARAGRAPH;
use capstan_store::Conn;
use capstan_store::campaigns::{self, Campaign, Outcome};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

/// What came of a campaign.
#[derive(Clone, Debug, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schema(as = OutcomeEntering, example = json!({
    "participation": 0.3, "loss": 0.12, "interval": [0.08, 0.17],
    "source": "https://example.org/measured", "note": "Measured by the members' own logs."
}))]
pub struct Entering {
    /// The share of people who took part, 0 to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub participation: f64,
    /// The measured loss, as a share of what there was to lose.
    #[schema(minimum = -10, maximum = 10)]
    pub loss: f64,
    /// The limits of its 95 % interval, if it has one, with the loss inside.
    #[serde(default)]
    #[schema(schema_with = kinds::interval)]
    pub interval: Option<[f64; 2]>,
    /// Where the measurement can be read.
    #[schema(value_type = kinds::Link)]
    pub source: String,
    /// What else is to be said of it.
    #[serde(default)]
    #[schema(value_type = kinds::ParagraphOrEmpty)]
    pub note: String,
}

/// Enters what came of a campaign that is over. It can be done once.
///
/// # Errors
/// If it is not over, or the figures cannot be.
pub async fn enter(app: &App, who: &Who, id: &str, entering: &Entering) -> Result<(), Problem> {
    who.may("organise")?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = see(app, who, &mut tx, id).await?;
    let member = seen.member.ok_or_else(Problem::missing)?;
    let acts = rule::Who {
        role: role_of(&member.role),
        author: false,
    };
    let mut campaign = seen.campaign;
    campaign.state = rule::next(
        campaign.state,
        &Step::EnterOutcome,
        acts,
        &campaign.brief,
        now,
    )
    .map_err(|refusal| refused(&refusal))?;
    let measured = grade::Outcome {
        participation: entering.participation,
        loss: entering.loss,
        interval: entering.interval,
    };
    check(&measured).map_err(|error| ungraded(&error))?;
    campaign.outcome = Some(Outcome {
        measured,
        source: link("source", &entering.source)?,
        note: clean_or_empty(&PARAGRAPH, "note", &entering.note)?,
        at: now,
    });
    if campaign.ended == 0 {
        campaign.ended = campaign.brief.terms.closes;
    }
    campaigns::put(&mut tx, &campaign).await?;
    let more = json!({
        "campaign": id,
        "participation": measured.participation,
        "loss": measured.loss,
    });
    log(
        &mut tx,
        &campaign.coalition,
        &member.handle,
        "enter-outcome",
        more,
        now,
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Whether an outcome could be graded, whatever was forecast.
fn check(measured: &grade::Outcome) -> Result<(), GradeError> {
    let any = Point {
        participation: 0.0,
        low: 0.0,
        estimate: 0.0,
        high: 0.0,
    };
    grade::grade(&[any], measured).map(drop)
}

/// How the forecast of a campaign did, if there was one and the outcome is
/// entered.
///
/// # Errors
/// If the store fails.
pub async fn graded(conn: &mut Conn, campaign: &Campaign) -> Result<Option<Grade>, Problem> {
    let Some(outcome) = &campaign.outcome else {
        return Ok(None);
    };
    let points = crate::forecasts::acts::of(conn, &campaign.id).await?;
    Ok(grade::grade(&points, &outcome.measured).ok())
}
