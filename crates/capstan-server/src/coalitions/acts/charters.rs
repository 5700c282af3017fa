//! Agreeing to a charter, and amending it.

use super::standing::{log, standing};
use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::charter::{Charter, Version, diff};
use capstan_coalition::role::Deed;
use capstan_store::{Conn, Micros, charters, coalitions, notices};

/// Makes a charter the one that holds, as a decision said, and tells every
/// member. To be called in the transaction in which the decision is counted.
///
/// # Errors
/// If there is no such coalition or the store fails.
pub async fn amend(
    conn: &mut Conn,
    coalition: &str,
    charter: Charter,
    now: Micros,
) -> Result<(), Problem> {
    let found = coalitions::by_id(conn, coalition).await?;
    let found = found.ok_or_else(Problem::missing)?;
    let before = charters::read(&found.charter)?;
    let changed: Vec<&str> = diff(&before.charter, &charter)
        .iter()
        .map(|clause| clause.key())
        .collect();
    let version = before.next(charter);
    charters::put(conn, coalition, &version, now).await?;
    let more = serde_json::json!({
        "version": version.number, "charter": version.digest().to_string(), "clauses": changed,
    });
    log(conn, coalition, "decision", "amend-charter", more, now).await?;
    let link = format!("/coalitions/{}/charter", found.slug);
    let args = serde_json::json!({"version": version.number}).to_string();
    let said = ("charter-amended", args.as_str(), link.as_str());
    Ok(notices::announce(conn, coalition, said, now).await?)
}

/// Agrees to the version of the charter that holds; `number` is the one that
/// was read.
///
/// # Errors
/// If they are no member, or another version holds by now.
pub async fn agree(app: &App, who: &Who, slug: &str, number: u32) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::Vote).await?;
    let version = read_version(&standing.coalition.charter, number)?;
    charters::agree(&mut tx, &standing.member.id, &version, app.now()).await?;
    Ok(tx.commit().await?)
}

/// The version that holds, if it is the one that was read.
pub(super) fn read_version(charter: &str, number: u32) -> Result<Version, Problem> {
    let version = charters::read(charter)?;
    match number {
        0 => Err(Problem::input("agrees_to", "charter-agree")),
        n if n != version.number => {
            let mut problem = Problem::conflict("charter-other");
            problem.field = Some("agrees_to");
            Err(problem.with("version", version.number))
        }
        _ => Ok(version),
    }
}
