//! The dividends of the demonstration: worked out by one steward, agreed to by
//! another, and drawn up to be paid, as people do it.

use super::seed::Seeding;
use crate::app::App;
use crate::dividends::payments::draw;
use crate::dividends::rounds::{Budgeting, confirm, prepare};
use crate::who::Who;

/// The currency of the made-up jobs.
const CURRENCY: &str = "USD";

/// What was shared out.
#[derive(Clone, Debug, Default)]
pub struct Paid {
    /// The round.
    pub round: String,
    /// The list of payments.
    pub payment: String,
}

/// Has the money of two times shared out by two stewards; the second waits.
///
/// # Errors
/// If it is refused.
pub async fn share_out(app: &App, one: &Who, other: &Who, slug: &str) -> Result<Paid, Seeding> {
    let money = |budget: &str, period: &str| Budgeting {
        budget: budget.into(),
        currency: CURRENCY.into(),
        period: period.into(),
    };
    let round = prepare(app, one, slug, &money("1280.00", "Spring")).await?;
    confirm(app, other, slug, &round).await?;
    let payment = draw(app, one, slug, CURRENCY).await?;
    prepare(app, one, slug, &money("960.00", "Summer")).await?;
    Ok(Paid { round, payment })
}
