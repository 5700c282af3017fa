//! After a backup was restored: what was taken back since is taken out of it,
//! and what went to another member since can be opened again.

use super::changed;
use super::removal::bury;
use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::store::Conn;
use crate::vault::{Held, Key, Vault};
use sqlx::Row;
use std::collections::BTreeSet;

/// What [`catch_up`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaughtUp {
    /// Donations that were withdrawn since, which are removed.
    pub withdrawn: usize,
    /// Kept donations whose key is not there, which nobody can read.
    pub locked: usize,
}

/// Removes what a restored backup brought back: donations and pictures that
/// were withdrawn since, what came of a donation that was kept since, consents
/// that were refused since, and phones that were forgotten since. What was
/// withdrawn says so, though it may not be in the backup. What went to another
/// member since gets its keys back. To be called before anything is served.
///
/// # Errors
/// If the lists beside the keys cannot be read, or the database fails.
pub async fn catch_up(conn: &mut Conn, vault: &Vault, now: Micros) -> Result<CaughtUp, StoreError> {
    let (withdrawn, moved) = (vault.withdrawn()?, vault.moved()?);
    let rows = sqlx::query("SELECT id, member, kept, hash, picture FROM donations ORDER BY id")
        .fetch_all(&mut *conn)
        .await?;
    let (mut found, mut members) = (CaughtUp::default(), BTreeSet::new());
    for row in &rows {
        let (id, member, hash): (String, String, String) = (row.get(0), row.get(1), row.get(3));
        let (kept, picture): (bool, bool) = (
            row.get::<i64, _>(2) != 0,
            !row.get::<String, _>(4).is_empty(),
        );
        let gone = withdrawn.contains_key(&id);
        let draft = vault.holds(Key::draft(&member, &id));
        let mut opens = vault.holds(Key::kept(&member, &id));
        if kept && !opens && !gone {
            opens = vault.regain(&moved, &Held::of(&member, &id))?;
        }
        if gone || !kept && !draft && opens {
            sqlx::query("DELETE FROM donations WHERE id = $1")
                .bind(&id)
                .execute(&mut *conn)
                .await?;
        } else if picture && (draft || opens) && !vault.holds(Key::pictures(&member, &id)) {
            sqlx::query("UPDATE donations SET picture = '' WHERE id = $1")
                .bind(&id)
                .execute(&mut *conn)
                .await?;
        }
        if gone {
            found.withdrawn += 1;
            if kept && withdrawn[&id].is_none() {
                bury(conn, &hash, now).await?;
            }
            members.insert(member);
        } else if kept && !opens {
            found.locked += 1;
        }
    }
    dig(conn, vault).await?;
    members.extend(take_back(conn, vault).await?);
    forget_phones(conn, vault).await?;
    for member in members {
        changed(conn, &member).await?;
    }
    Ok(found)
}

/// Writes down again what was withdrawn, whether or not it is in the backup.
async fn dig(conn: &mut Conn, vault: &Vault) -> Result<(), StoreError> {
    let rows = sqlx::query("SELECT hash FROM tombstones")
        .fetch_all(&mut *conn)
        .await?;
    let known: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
    for grave in vault.withdrawn()?.into_values().flatten() {
        if !known.contains(&grave.hash) {
            bury(conn, &grave.hash, grave.at).await?;
        }
    }
    Ok(())
}

/// Takes back what members do not agree to any more, and gives those of whom
/// something was.
async fn take_back(conn: &mut Conn, vault: &Vault) -> Result<Vec<String>, StoreError> {
    let mut members = Vec::new();
    for refused in vault.refused()? {
        let gone = sqlx::query(
            "DELETE FROM donation_consents WHERE member = $1 AND purpose = $2 AND given <= $3",
        )
        .bind(&refused.member)
        .bind(&refused.purpose)
        .bind(refused.at)
        .execute(&mut *conn)
        .await?;
        if gone.rows_affected() > 0 {
            members.push(refused.member);
        }
    }
    Ok(members)
}

/// Forgets the phones that members had forgotten since, and those of members
/// who became them.
async fn forget_phones(conn: &mut Conn, vault: &Vault) -> Result<(), StoreError> {
    let moved = vault.moved()?;
    for (member, at) in vault.unlinked()? {
        let before = moved.iter().filter(|(_, to)| to.member == member);
        let mut all: BTreeSet<&str> = before.map(|(from, _)| from.member.as_str()).collect();
        all.insert(&member);
        for member in all {
            // Of a row no more than the day is known.
            sqlx::query("DELETE FROM phones WHERE member = $1 AND day <= $2")
                .bind(member)
                .bind(day(at))
                .execute(&mut *conn)
                .await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::donations::*;
    use crate::keys::Keys;
    use crate::messages::{Phone, put_phone};
    use crate::store::Store;
    use crate::testing::{joined, member, schema};
    use crate::{backup, members, messages};

    /// The time of the backup.
    const BACKUP: Micros = 10;

    /// Keeps a donation of a member with pictures, and gives it.
    async fn kept(conn: &mut Conn, vault: &Vault, member: &str, body: &[u8]) -> Donation {
        let id = crate::id::blind();
        let came = Draft {
            id: &id,
            coalition: "riders",
            member,
            channel: "text",
            body,
            picture: Some("aa"),
            now: 4,
        };
        draft(conn, vault, &came).await.unwrap();
        vault.seal(Key::pictures(member, &id), b"png").unwrap();
        let found = find(conn, member, &id).await.unwrap().unwrap();
        let wanted = Keep {
            body,
            consent: "c0",
            marks: &[],
            now: 5,
        };
        keep(conn, vault, &found, &wanted).await.unwrap();
        find(conn, member, &id).await.unwrap().unwrap()
    }

    async fn erase_all(conn: &mut Conn, vault: &Vault) {
        let all = erasures(conn, 1000).await.unwrap();
        erase(conn, vault, &all).await.unwrap();
    }

    async fn agree_to(conn: &mut Conn, member: &str, purpose: &str, given: Micros) {
        let consent = Consent {
            purpose: purpose.into(),
            version: 1,
            lang: "en".into(),
            hash: "h".into(),
            given,
        };
        agree(conn, member, &consent).await.unwrap();
    }

    async fn phone_of(conn: &mut Conn, phone: &str, member: &str) {
        let row = Phone {
            coalition: "riders".into(),
            phone: phone.into(),
            member: Some(member.into()),
            talk: "sealed".into(),
            turn: 1,
        };
        put_phone(conn, &row, BACKUP).await.unwrap();
    }

    fn opens(vault: &Vault, donation: &Donation) -> bool {
        donation.open(vault).unwrap().is_some()
    }

    /// A backup is made; then a phone and an account become one, and more is
    /// given and taken back; then the backup is restored.
    async fn story(store: Store, address: &str) {
        let data = tempfile::tempdir().unwrap();
        let vault = Vault::new(data.path(), &store.keys);
        let (file, blobs) = (data.path().join("backup"), data.path().join("blobs"));
        let mut tx = store.begin().await.unwrap();
        let phone = joined(&mut tx, "phone", "riders").await;
        let [ana, bo] = [member("riders", "wanda"), member("riders", "bo")];
        for (new, person) in [(&ana, "ana"), (&bo, "bo")] {
            members::add(&mut tx, new, person, &new.handle)
                .await
                .unwrap();
        }
        let (ana, bo) = (ana.id, bo.id);
        let first = kept(&mut tx, &vault, &phone, b"of the phone").await;
        let second = kept(&mut tx, &vault, &phone, b"of the phone too").await;
        for (purpose, given) in [("own", 5), ("figures", 5), ("picture", 5)] {
            agree_to(&mut tx, &ana, purpose, given).await;
        }
        phone_of(&mut tx, "lost", &phone).await;
        phone_of(&mut tx, "other", &bo).await;
        erase_all(&mut tx, &vault).await;
        tx.commit().await.unwrap();
        backup::write(&store, &blobs, &file).await.unwrap();

        let mut tx = store.begin().await.unwrap();
        let late = kept(&mut tx, &vault, &ana, b"late").await;
        let heir = |id, pictures| Heir {
            id,
            member: &ana,
            pictures,
            marks: &[],
        };
        for (donation, heir) in [(&first, heir("e1", true)), (&second, heir("e2", false))] {
            assert!(hand_over(&mut tx, &vault, donation, &heir).await.unwrap());
        }
        leave(&mut tx, &phone, 20).await.unwrap();
        refuse(&mut tx, &ana, "figures", 21).await.unwrap();
        refuse(&mut tx, &ana, "picture", 21).await.unwrap();
        agree_to(&mut tx, &ana, "picture", 22).await;
        erase_all(&mut tx, &vault).await;
        let heirs = of_member(&mut tx, &ana).await.unwrap();
        let [one, two] = ["e1", "e2"].map(|id| heirs.iter().find(|d| d.id == id).unwrap().clone());
        assert!(opens(&vault, &one) && opens(&vault, &two) && !opens(&vault, &first));
        assert_eq!(
            (one.picture.as_deref(), two.picture.as_deref()),
            (Some("aa"), None)
        );
        assert_eq!(tombstone(&mut tx, &first.hash).await.unwrap(), None);
        withdraw(&mut tx, &late, 23).await.unwrap();
        withdraw(&mut tx, &two, 24).await.unwrap();
        erase_all(&mut tx, &vault).await;
        vault.unlink(&ana, 25).unwrap();
        tx.commit().await.unwrap();
        let keys = store.keys.clone();
        store.close().await;

        backup::restore(&file, address, keys.clone(), &blobs)
            .await
            .unwrap();
        let store = Store::open(address, keys).await.unwrap();
        for _ in 0..2 {
            let mut tx = store.begin().await.unwrap();
            let found = catch_up(&mut tx, &vault, 30).await.unwrap();
            assert_eq!(found.locked, 0, "{found:?}");
            tx.commit().await.unwrap();
        }
        let mut tx = store.begin().await.unwrap();
        // What went to the account is the phone's again, and can be read.
        let left = of_member(&mut tx, &phone).await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(
            left[0].open(&vault).unwrap().as_deref(),
            Some(&b"of the phone"[..])
        );
        assert_eq!(left[0].picture.as_deref(), Some("aa"));
        // What was withdrawn says so and when, though the backup has it under
        // another name, or not at all.
        for (donation, at) in [(&first, None), (&second, Some(24)), (&late, Some(23))] {
            assert_eq!(tombstone(&mut tx, &donation.hash).await.unwrap(), at);
        }
        for (donation, is) in [(&first, true), (&second, false), (&late, false)] {
            assert_eq!(is_kept(&mut tx, &donation.hash).await.unwrap(), is);
        }
        let agreed = consents(&mut tx, &ana).await.unwrap();
        let agreed: Vec<&str> = agreed.iter().map(|c| c.purpose.as_str()).collect();
        assert_eq!(agreed, ["own"]);
        let lost = messages::phone(&mut tx, "riders", "lost").await.unwrap();
        let other = messages::phone(&mut tx, "riders", "other").await.unwrap();
        assert_eq!((lost.is_some(), other.is_some()), (false, true));
        // What is withdrawn now is gone in newer backups too.
        assert!(opens(&vault, &one));
        withdraw(&mut tx, &left[0], 31).await.unwrap();
        erase_all(&mut tx, &vault).await;
        assert!(!opens(&vault, &one) && vault.withdrawn().unwrap().contains_key("e1"));
        tx.commit().await.unwrap();
        store.close().await;
    }

    #[tokio::test]
    async fn a_backup_from_before_a_phone_was_linked_loses_nothing_and_brings_nothing_back() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::in_folder(folder.path()).await.unwrap();
        let new = format!("sqlite:{}", folder.path().join("new.db").display());
        story(store, &new).await;
        if let Ok(server) = std::env::var("CAPSTAN_TEST_POSTGRES") {
            let (old, new) = (schema(&server).await, schema(&server).await);
            let store = Store::open(&old, Keys::fresh()).await.unwrap();
            story(store, &new).await;
        }
    }
}
