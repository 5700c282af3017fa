//! The dividends of the demonstration: worked out by one steward, agreed to by
//! another, and drawn up to be paid, as people do it.

use super::seed::Seeding;
use crate::app::App;
use crate::dividends::good;
use crate::dividends::own::{Way, set_way};
use crate::dividends::payments::draw;
use crate::dividends::rounds::{Budgeting, confirm, prepare};
use crate::who::Who;

/// The currency of the made-up jobs.
const CURRENCY: &str = "USD";
/// Accounts that stand as examples in the descriptions of the IBAN: nobody's.
const ACCOUNTS: [(&str, &str); 2] = [
    ("A. Example", "ES91 2100 0418 4502 0005 1332"),
    ("Example Hall", "DE89 3704 0044 0532 0130 00"),
];

/// What was shared out.
#[derive(Clone, Debug, Default)]
pub struct Paid {
    /// The round.
    pub round: String,
    /// The list of payments.
    pub payment: String,
    /// What was spent of the money of all.
    pub spending: String,
}

/// Who takes part.
pub struct Paying<'a> {
    /// Two stewards.
    pub stewards: [&'a Who; 2],
    /// A member who wants to be paid by bank.
    pub member: &'a Who,
}

/// Has the money of two times shared out by two stewards; the second waits. A
/// part of what is kept for all is spent, and another waits.
///
/// # Errors
/// If it is refused.
pub async fn share_out(app: &App, people: &Paying<'_>, slug: &str) -> Result<Paid, Seeding> {
    let [one, other] = people.stewards;
    let money = |budget: &str, period: &str| Budgeting {
        budget: budget.into(),
        currency: CURRENCY.into(),
        period: period.into(),
    };
    let round = prepare(app, one, slug, &money("1280.00", "Spring")).await?;
    confirm(app, other, slug, (&round, "")).await?;
    let [(name, iban), hall] = ACCOUNTS;
    let way = Way {
        name: name.into(),
        iban: iban.into(),
        ..Way::default()
    };
    set_way(app, people.member, slug, &way).await?;
    let payment = draw(app, one, slug, CURRENCY).await?;
    prepare(app, one, slug, &money("960.00", "Summer")).await?;
    let spend = |amount: &str, purpose: &str| good::Ask {
        amount: amount.into(),
        currency: CURRENCY.into(),
        purpose: purpose.into(),
        name: hall.0.into(),
        iban: hall.1.into(),
        ..good::Ask::default()
    };
    let spending = good::ask(app, one, slug, &spend("60.00", "A room for our meetings")).await?;
    good::confirm(app, other, slug, &spending).await?;
    good::ask(app, other, slug, &spend("25.00", "Posters")).await?;
    Ok(Paid {
        round,
        payment,
        spending,
    })
}
