//! Giving what came from a phone to the account of the same person.

use super::removal::to_erase_moved;
use super::{Donation, changed};
use crate::error::StoreError;
use crate::store::Conn;
use crate::vault::{Held, Vault};

/// Whose a donation is to be.
#[derive(Clone, Copy, Debug)]
pub struct Heir<'a> {
    /// The id it has from then on: random.
    pub id: &'a str,
    /// The member.
    pub member: &'a str,
    /// Whether its pictures are kept.
    pub pictures: bool,
    /// Keyed hashes of its jobs as theirs.
    pub marks: &'a [String],
}

/// Gives a kept donation to another member of its coalition, under another id,
/// so that whatever rests on it is stale. Its key is theirs from then on, so
/// that a backup from before still opens; under the name it had it stands among
/// what is to be [erased](super::erase). Its receipt holds on: it names neither.
/// Says whether it could be opened.
///
/// # Errors
/// If a key cannot be read or made, or the database fails.
pub async fn hand_over(
    conn: &mut Conn,
    vault: &Vault,
    donation: &Donation,
    heir: &Heir<'_>,
) -> Result<bool, StoreError> {
    if donation.open(vault)?.is_none() {
        return Ok(false);
    }
    let from = Held::of(&donation.member, &donation.id);
    let to = Held::of(heir.member, heir.id);
    vault.entrust(&from, &to, heir.pictures)?;
    let picture = donation.picture.as_deref().filter(|_| heir.pictures);
    sqlx::query(
        "INSERT INTO donations
             (id, coalition, member, channel, kept, made, hash, consent, picture, body)
         VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9)",
    )
    .bind(heir.id)
    .bind(&donation.coalition)
    .bind(heir.member)
    .bind(&donation.channel)
    .bind(donation.made)
    .bind(&donation.hash)
    .bind(&donation.consent)
    .bind(picture.unwrap_or(""))
    .bind(&donation.body)
    .execute(&mut *conn)
    .await?;
    for mark in heir.marks {
        sqlx::query(
            "INSERT INTO donation_marks (donation, coalition, mark) VALUES ($1, $2, $3)
             ON CONFLICT (donation, mark) DO NOTHING",
        )
        .bind(heir.id)
        .bind(&donation.coalition)
        .bind(mark)
        .execute(&mut *conn)
        .await?;
    }
    to_erase_moved(conn, donation, heir.pictures).await?;
    sqlx::query("DELETE FROM donations WHERE id = $1")
        .bind(&donation.id)
        .execute(&mut *conn)
        .await?;
    changed(conn, heir.member).await?;
    Ok(true)
}
