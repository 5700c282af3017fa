//! The same deeds for who is signed in, each in a transaction of its own.

use super::donor::Donor;
use super::give::{agree_of, draft_of};
use super::keep::{Wish, keep_of, receipt_of};
use super::remove::{settle, withdraw_of};
use super::see::{Mine, alike_of, find_of, known_of, list_of, part_of};
use crate::api::list::{Page, Part};
use crate::app::App;
use crate::coalitions::acts::standing;
use crate::donations::body::Before;
use crate::donations::consent::Purpose;
use crate::donations::receipt::Receipt;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_donation::Card;
use capstan_report::words::Voice;
use capstan_store::Conn;

/// What came from someone, and how.
#[derive(Clone, Debug)]
pub struct Gift {
    /// The channel: web or api.
    pub channel: &'static str,
    /// The jobs that were read.
    pub cards: Vec<Card>,
    /// The picture they were read from, if there is one.
    pub picture: Option<Vec<u8>>,
}

async fn donor(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    slug: &str,
    deed: Deed,
) -> Result<Donor, Problem> {
    Ok(standing(app, who, conn, slug, deed).await?.into())
}

/// Writes down what a member agrees to.
///
/// # Errors
/// If they are no member or do not agree to anything being kept.
pub async fn agree(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
    purposes: &[Purpose],
) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let donor = donor(app, who, &mut tx, slug, Deed::Donate).await?;
    agree_of(app, &mut tx, &donor, voice, purposes).await?;
    tx.commit().await?;
    Ok(settle(app).await?)
}

/// Writes down what a member agrees to, and locks what came from them until
/// they have looked at it. Gives the id.
///
/// # Errors
/// If they are no member, do not agree to anything being kept, or there are no
/// jobs or too many.
pub async fn give(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
    purposes: &[Purpose],
    gift: Gift,
) -> Result<String, Problem> {
    let mut tx = app.store.begin().await?;
    let donor = donor(app, who, &mut tx, slug, Deed::Donate).await?;
    agree_of(app, &mut tx, &donor, voice, purposes).await?;
    let (cards, picture) = (gift.cards, gift.picture.as_deref());
    let id = draft_of(app, &mut tx, &donor, gift.channel, cards, picture).await?;
    tx.commit().await?;
    Ok(id)
}

/// The donations of who asks, newest first.
///
/// # Errors
/// If they are no member.
pub async fn list(app: &App, who: &Who, slug: &str) -> Result<Vec<Mine>, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    list_of(app, &mut conn, &donor).await
}

/// A part of the same list. One that cannot be read any more is left out.
///
/// # Errors
/// If they are no member, or no such donation is theirs.
pub async fn part(app: &App, who: &Who, slug: &str, part: &Part) -> Result<Page<Mine>, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    part_of(app, &mut conn, &donor, part).await
}

/// A donation of who asks.
///
/// # Errors
/// If they are no member or it is not theirs.
pub async fn find(app: &App, who: &Who, slug: &str, id: &str) -> Result<Mine, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    find_of(app, &mut conn, &donor, id).await
}

/// As [`known_of`].
///
/// # Errors
/// If they are no member.
pub async fn known(app: &App, who: &Who, slug: &str, mine: &Mine) -> Result<Vec<Before>, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    known_of(app, &mut conn, &donor, &mine.cards).await
}

/// As [`alike_of`].
///
/// # Errors
/// If they are no member.
pub async fn alike(app: &App, who: &Who, slug: &str, mine: &Mine) -> Result<usize, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    alike_of(app, &mut conn, &donor, mine).await
}

/// Keeps what a donor wants of what came, and gives the receipt once it was
/// read back.
///
/// # Errors
/// As [`keep_of`], or if they are no member.
pub async fn keep(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    wish: &Wish,
) -> Result<Receipt, Problem> {
    let mut tx = app.store.begin().await?;
    let donor = donor(app, who, &mut tx, slug, Deed::Donate).await?;
    let kept = keep_of(app, &mut tx, &donor, id, wish).await?;
    tx.commit().await?;
    kept.receipt(app, &donor).await
}

/// The receipt of a donation of who asks.
///
/// # Errors
/// If it is not theirs or not kept yet.
pub async fn receipt(app: &App, who: &Who, slug: &str, id: &str) -> Result<Receipt, Problem> {
    let mut conn = app.store.read().await?;
    let donor = donor(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    receipt_of(app, &mut conn, &donor, id).await
}

/// Withdraws a donation and gives its receipt, which says so now; or lets go of
/// what came and was not kept, which has none.
///
/// # Errors
/// If it is not theirs.
pub async fn withdraw(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
) -> Result<Option<Receipt>, Problem> {
    let mut tx = app.store.begin().await?;
    let donor = donor(app, who, &mut tx, slug, Deed::Donate).await?;
    let receipt = withdraw_of(app, &mut tx, &donor, id).await?;
    tx.commit().await?;
    settle(app).await?;
    Ok(receipt)
}
