//! Removing what was donated: rows first, then the key and the pictures, so
//! that what is refused halfway has destroyed nothing.

use super::donor::{Donor, pictures, vault};
use super::see::own;
use crate::app::App;
use crate::donations::receipt::{self, Receipt};
use crate::donations::sent::{self, Folder};
use crate::problem::Problem;
use crate::receipts::acts::published;
use capstan_store::id::DAY;
use capstan_store::{Conn, Micros, StoreError, donations, receipts};

/// What came and was not kept is removed when it is this old.
const FORGOTTEN: Micros = DAY;
/// How much is erased in one transaction, so that others who write need not
/// wait long.
const AT_ONCE: i64 = 500;

/// Withdraws a donation and gives its receipt, which says so now; or lets go of
/// what came and was not kept, which has none. To be called in a transaction
/// that writes; [`settle`] is to be called once it is committed, before anyone
/// hears that it is done.
///
/// # Errors
/// If it is not theirs.
pub async fn withdraw_of(
    app: &App,
    conn: &mut Conn,
    donor: &Donor,
    id: &str,
) -> Result<Option<Receipt>, Problem> {
    let donation = own(conn, donor, id).await?;
    donations::withdraw(conn, &donation, app.now()).await?;
    match donation.kept {
        true => Ok(Some(receipt::of(app, conn, &donor.slug, &donation).await?)),
        false => Ok(None),
    }
}

/// Withdraws all that a member donated, who leaves. To be called in the
/// transaction that removes them, before it does; [`settle`] is to be called
/// once it is committed.
///
/// # Errors
/// If the store fails.
pub async fn forget(app: &App, conn: &mut Conn, member: &str) -> Result<(), Problem> {
    Ok(donations::leave(conn, member, app.now()).await?)
}

/// Erases what was withdrawn: puts it on the list that outlives backups,
/// destroys its keys, and removes the pictures and what waits to be read.
/// Doing it twice changes nothing.
///
/// # Errors
/// If a file cannot be written or removed; what is not done yet is done next
/// time.
pub async fn settle(app: &App) -> Result<(), StoreError> {
    loop {
        let mut conn = app.store.read().await?;
        let none = donations::erasures(&mut conn, 1).await?.is_empty();
        drop(conn);
        if none {
            return app.store.scrub().await;
        }
        let mut tx = app.store.begin().await?;
        let some = donations::erasures(&mut tx, AT_ONCE).await?;
        for gone in &some {
            Folder::of(app, &gone.what).clear()?;
            if let Some(picture) = &gone.picture {
                pictures(app).remove(picture).await?;
            }
        }
        donations::erase(&mut tx, &vault(app), &some).await?;
        tx.commit().await?;
        app.store.soil();
    }
}

/// Removes what came and was not kept within a day, and does what is left to
/// erase.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let before = app.now() - FORGOTTEN;
    let mut conn = app.store.read().await?;
    let any = !donations::forgotten(&mut conn, before).await?.is_empty();
    drop(conn);
    if any {
        let mut tx = app.store.begin().await?;
        for donation in donations::forgotten(&mut tx, before).await? {
            donations::withdraw(&mut tx, &donation, app.now()).await?;
        }
        tx.commit().await?;
    }
    Ok(settle(app).await?)
}

/// Applies to a restored backup what was withdrawn since it was made, and
/// removes pictures, files and keys that no donation names; days of receipts
/// that were published since are closed as they were. To be called before
/// anything is served.
///
/// # Errors
/// If the store fails.
pub async fn catch_up(app: &App) -> Result<(), StoreError> {
    let mut tx = app.store.begin().await?;
    let vault = vault(app);
    let found = donations::catch_up(&mut tx, &vault, app.now()).await?;
    if found.withdrawn > 0 {
        tracing::warn!(
            donations = found.withdrawn,
            "removed what was withdrawn after the backup"
        );
    }
    if found.locked > 0 {
        tracing::error!(
            donations = found.locked,
            "the keys of donations are not there: bring back the folder vault"
        );
    }
    receipts::catch_up(&mut tx, &published(app)).await?;
    let waiting = donations::all_waiting(&mut tx).await?;
    vault.tidy(&waiting)?;
    sent::tidy(app, &waiting.into_iter().map(|(_, id)| id).collect())?;
    let needed = donations::pictures(&mut tx).await?;
    let pictures = pictures(app);
    pictures.tidy().await?;
    for hash in pictures.all().await? {
        if !needed.contains(&hash) {
            pictures.remove(&hash).await?;
        }
    }
    tx.commit().await?;
    settle(app).await
}
