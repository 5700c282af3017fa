//! Giving what came from a phone to the account of the same person.

use super::removal::to_erase;
use super::{Donation, changed};
use crate::error::StoreError;
use crate::store::Conn;
use crate::values::hex;
use crate::vault::{Key, Vault};

/// Whose a donation is to be.
#[derive(Clone, Copy, Debug)]
pub struct Heir<'a> {
    /// The id it has from then on: random.
    pub id: &'a str,
    /// The member.
    pub member: &'a str,
    /// The name of the picture as it is locked for them, or nothing.
    pub picture: Option<&'a str>,
    /// Keyed hashes of its jobs as theirs.
    pub marks: &'a [String],
}

/// Gives a kept donation to another member of its coalition, under another id,
/// so that whatever rests on it is stale, and locked under a key of theirs. The
/// keys it had stand among what is to be [erased](super::erase). Its receipt
/// holds on: it names neither. Says whether it could be opened.
///
/// # Errors
/// If a key cannot be read or made, or the database fails.
pub async fn hand_over(
    conn: &mut Conn,
    vault: &Vault,
    donation: &Donation,
    heir: &Heir<'_>,
) -> Result<bool, StoreError> {
    let Some(body) = donation.open(vault)? else {
        return Ok(false);
    };
    let sealed = vault.seal(Key::kept(heir.member, heir.id), &body)?;
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
    .bind(heir.picture.unwrap_or(""))
    .bind(hex(&sealed))
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
    let picture = donation.picture.as_deref().unwrap_or("");
    to_erase(conn, &donation.id, &donation.member, picture).await?;
    sqlx::query("DELETE FROM donations WHERE id = $1")
        .bind(&donation.id)
        .execute(&mut *conn)
        .await?;
    changed(conn, heir.member).await?;
    Ok(true)
}
