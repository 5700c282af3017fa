//! The pay audit of the demonstration, made by the engine as for people.

use super::seed::Seeding;
use crate::app::App;
use crate::audits::acts::ask;
use crate::audits::ask::Ask;
use crate::jobs;
use crate::who::Who;

/// The rule by which the made-up workers were paid before it changed.
const RULE: &str = "shipt-2019";

/// Has the pay that people of a coalition donated audited.
///
/// # Errors
/// If it is refused.
pub async fn audit_pay(app: &App, organiser: &Who, slug: &str) -> Result<(), Seeding> {
    let asked = Ask {
        rule: RULE.into(),
        ..Ask::default()
    };
    ask(app, organiser, slug, &asked).await?;
    while jobs::next(app, "demonstration").await? {}
    Ok(())
}
