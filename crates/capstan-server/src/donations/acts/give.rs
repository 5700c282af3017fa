//! What a donor agrees to, and what came from them until they have looked at
//! it.

use super::donor::{Donor, pictures, vault};
use crate::app::App;
use crate::donations::body::Content;
use crate::donations::consent::{self, Purpose};
use crate::donations::files::MOST_JOBS;
use crate::problem::Problem;
use capstan_donation::Card;
use capstan_report::words::Voice;
use capstan_store::donations::{self, Draft};
use capstan_store::vault::Key;
use capstan_store::{Conn, id};

/// Writes down what a donor agrees to, shown in the language of `voice`; what
/// they agreed to before and not now is removed. To be called in a transaction
/// that writes.
///
/// # Errors
/// If the purpose that nothing goes without is not among them, or the store
/// fails.
pub async fn agree_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    voice: &Voice,
    purposes: &[Purpose],
) -> Result<(), Problem> {
    consent::give(conn, voice, &donor.member, purposes, app.now()).await
}

/// Locks cards, with the picture they were read from if that is to be kept,
/// until their donor has looked at them, and gives the id. `channel` says how
/// they came. To be called in a transaction that writes.
///
/// # Errors
/// If they have not agreed, there are no cards or too many, or the store fails.
pub async fn draft_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    channel: &str,
    cards: Vec<Card>,
    picture: Option<&[u8]>,
) -> Result<String, Problem> {
    if cards.is_empty() {
        return Err(Problem::input("jobs", "donations-no-job"));
    }
    if cards.len() > MOST_JOBS {
        let problem = Problem::input("jobs", "donations-too-many-jobs");
        return Err(problem.with("found", cards.len()).with("most", MOST_JOBS));
    }
    let member = &donor.member;
    let (given, _) = consent::given(conn, member).await?;
    if !given.contains(&Purpose::Own) {
        return Err(Problem::conflict("donations-no-consent"));
    }
    let (vault, id) = (vault(app), id::blind());
    let picture = match picture.filter(|_| given.contains(&Purpose::Picture)) {
        Some(bytes) => {
            let sealed = vault.seal(Key::pictures(member, &id), bytes)?;
            let mut upload = pictures(app).upload(sealed.len() as u64).await?;
            upload.write(&sealed).await?;
            Some(upload.keep().await?.hash)
        }
        None => None,
    };
    let body = Content::new(cards).bytes()?;
    let draft = Draft {
        id: &id,
        coalition: &donor.coalition,
        member,
        channel,
        body: &body,
        picture: picture.as_deref(),
        now: app.now(),
    };
    donations::draft(conn, &vault, &draft).await?;
    Ok(id)
}
