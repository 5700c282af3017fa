//! The jobs that count in figures of the group.

use super::see::content;
use crate::app::App;
use crate::donations::consent::Purpose;
use crate::problem::Problem;
use capstan_data::pay::PayEvent;
use capstan_donation::duplicate::once;
use capstan_donation::redaction::{self, Personal};
use capstan_store::{Conn, donations};

/// The jobs of all kept donations whose donors agreed to `figures`, as the
/// donors put them right: each with the id of its member, which is also its
/// worker, and without texts that tell of a person. A job that came twice is
/// there once. The oldest donation is first.
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
    of(app, conn, coalition, None).await
}

/// As [`events`], as if there were no donations but these: their ids, sorted.
///
/// # Errors
/// As [`events`].
pub async fn events_among(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
    ids: &[String],
) -> Result<Vec<(String, PayEvent)>, Problem> {
    of(app, conn, coalition, Some(ids)).await
}

async fn of(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
    among: Option<&[String]>,
) -> Result<Vec<(String, PayEvent)>, Problem> {
    let agreed = donations::agreed(conn, coalition, Purpose::Figures.key()).await?;
    let (mut events, mut lists) = (Vec::new(), Vec::new());
    let counts = |id: &String| among.is_none_or(|ids| ids.binary_search(id).is_ok());
    let agreed = agreed.into_iter().filter(|d| counts(&d.id));
    for (place, donation) in agreed.enumerate() {
        // Without its key it counts nowhere.
        let content = content(app, &donation)?;
        for card in content.into_iter().flat_map(|content| content.cards) {
            let mut event = card.worked();
            event.worker.clone_from(&donation.member);
            event.platform = event.platform.filter(|text| shareable(text));
            event.place = event.place.filter(|text| shareable(text));
            events.push((donation.member.clone(), event));
            lists.push((place, card.file));
        }
    }
    let jobs = events.iter().zip(&lists);
    let first = once(jobs.map(|((worker, event), list)| (&**worker, list, event)));
    let mut first = first.into_iter();
    events.retain(|_| first.next().unwrap_or(true));
    Ok(events)
}

/// Whether a text of a donation may stand in figures of the group: not if it
/// holds something that tells of a person by its form. The name of a town has
/// the form of a person's name, so figures name a platform or a place only
/// where enough people gave the same.
fn shareable(text: &str) -> bool {
    let found = redaction::find(text);
    found.iter().all(|found| found.kind == Personal::Name)
}
