//! The jobs that count in figures of the group.

use super::see::content;
use crate::app::App;
use crate::donations::body::mark;
use crate::donations::consent::Purpose;
use crate::problem::Problem;
use capstan_data::pay::PayEvent;
use capstan_store::{Conn, donations};
use std::collections::HashSet;

/// The jobs of all kept donations whose donors agreed to `figures`, as the
/// donors put them right: each with the id of its member, which is also its
/// worker. A job that came twice is there once. The oldest donation is first.
///
/// What is made of them is stale once [`donations::version`] has changed; to be
/// read in the same transaction.
///
/// # Errors
/// If a donation cannot be opened, or the store fails.
pub async fn events(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
) -> Result<Vec<(String, PayEvent)>, Problem> {
    let agreed = donations::agreed(conn, coalition, Purpose::Figures.key()).await?;
    let mut seen = HashSet::new();
    let mut events = Vec::new();
    for donation in agreed {
        // Without its key it counts nowhere.
        let content = content(app, &donation)?;
        for card in content.into_iter().flat_map(|content| content.cards) {
            let mark = mark(&app.store.keys, &donation.member, &card);
            // A job without a day or an amount has no mark.
            if mark.is_some_and(|mark| !seen.insert(mark)) {
                continue;
            }
            let mut event = card.worked();
            event.worker.clone_from(&donation.member);
            events.push((donation.member.clone(), event));
        }
    }
    Ok(events)
}
