//! How the group is paid, in a message: what its audit page shows, and nothing
//! else. A message is no way to ask again and again until the answers tell
//! about one person.

use super::say::Say;
use crate::app::App;
use crate::audits::acts::{holds, minimum};
use crate::invitations::acts::public_url;
use crate::problem::Problem;
use capstan_audit::{Audit, report};
use capstan_report::Block;
use capstan_report::words::Voice;
use capstan_store::coalitions::Coalition;
use capstan_store::{Conn, audits};

/// What is shown of the pay of a coalition now, in sentences. Those whose
/// figures it is are as many as the charter says, without whoever asks.
///
/// # Errors
/// If the store fails.
pub async fn told(
    app: &App,
    conn: &mut Conn,
    coalition: &Coalition,
    voice: &Voice,
) -> Result<Vec<Say>, Problem> {
    let last = audits::last(conn, &app.store.keys, &coalition.id).await?;
    let mut shown: Option<Audit> = None;
    if let Some(last) = last.filter(|last| !last.result.is_empty())
        && holds(conn, &coalition.id, (last.version, &last.basis)).await?
    {
        shown = serde_json::from_str(&last.result).ok();
    }
    let Some(audit) = shown else {
        let needed = minimum(coalition)?;
        return Ok(vec![Say::with("messages-group-none", "needed", needed)]);
    };
    let told = report::told(&audit, voice.lang());
    let lead = told.opening.into_iter().filter_map(|block| match block {
        Block::Lead(text) | Block::Caution(text) => Some(text),
        _ => None,
    });
    let mut said = vec![format!("{}.", told.title)];
    said.extend(lead);
    let link = format!("{}/coalitions/{}/audit", public_url(app), coalition.slug);
    Ok(vec![
        Say::Text(said.join(" ")),
        Say::with("messages-group", "link", link),
    ])
}
