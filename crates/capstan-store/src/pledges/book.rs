//! What a transaction knows of people in a campaign, and what of it is not in
//! the tables yet.
//!
//! Each statement is a way to the database and back, and acts of many people
//! wait in one transaction. So people are asked for together, and pledges are
//! written together.

use super::{Pledge, pledge};
use crate::error::{StoreError, key_of};
use crate::store::Conn;
use capstan_coalition::pledge::Tier;
use sqlx::{AssertSqlSafe, Row};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows one statement takes. Few sizes are few statements to prepare.
const SIZES: [usize; 4] = [64, 16, 4, 1];

/// What is known of a person who pledges, and their pledge.
pub(super) type Standing = (Tier, Option<Pledge>);

/// The people of one campaign, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct Book {
    known: BTreeMap<String, Standing>,
    unwritten: BTreeSet<String>,
}

impl Book {
    /// Asks for these people together. Who is in no such coalition is left out.
    pub(super) async fn meet(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
        members: &BTreeSet<&str>,
    ) -> Result<(), StoreError> {
        let strangers = members.iter().filter(|m| !self.known.contains_key(**m));
        let strangers: Vec<&str> = strangers.copied().collect();
        for some in chunks(&strangers) {
            let mut query = sqlx::query(AssertSqlSafe(meeting(some.len()))).bind(campaign);
            for member in some {
                query = query.bind(*member);
            }
            for row in &query.fetch_all(&mut *conn).await? {
                let tier = key_of(Tier::ALL, Tier::key, "members", "tier", row.get(1))?;
                let pledged = row.get::<Option<String>, _>(2).is_some();
                let pledged = pledged.then(|| pledge(row, 2)).transpose()?;
                self.known.insert(row.get(0), (tier, pledged));
            }
        }
        Ok(())
    }

    /// What is known of a member of the campaign's coalition, and their pledge.
    pub(super) async fn standing(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
        member: &str,
    ) -> Result<Standing, StoreError> {
        self.meet(conn, campaign, &BTreeSet::from([member])).await?;
        let standing = self.known.get(member).cloned();
        standing.ok_or(StoreError::Missing { what: "member" })
    }

    /// Takes in a pledge, to be written later.
    pub(super) fn put(&mut self, member: &str, pledge: Pledge) {
        let tier = pledge.tier;
        self.known.insert(member.to_owned(), (tier, Some(pledge)));
        self.unwritten.insert(member.to_owned());
    }

    /// Writes what is not written, and forgets what is known: whoever asks for
    /// this is about to change the tables.
    pub(super) async fn write(&mut self, conn: &mut Conn) -> Result<(), StoreError> {
        let known = std::mem::take(&mut self.known);
        let unwritten = std::mem::take(&mut self.unwritten);
        let pledges = unwritten.iter().filter_map(|member| {
            let (_, pledge) = known.get(member)?;
            Some((member, pledge.as_ref()?))
        });
        let pledges: Vec<(&String, &Pledge)> = pledges.collect();
        for some in chunks(&pledges) {
            let rows =
                (0..some.len()).map(|row| format!("({})", places(1 + row * COLUMNS, COLUMNS)));
            let sql = format!(
                "INSERT INTO pledges (campaign, member, others, tier, counted, audience, stand)
                 VALUES {}
                 ON CONFLICT (campaign, member) DO UPDATE SET others = excluded.others,
                     tier = excluded.tier, counted = excluded.counted,
                     audience = excluded.audience, stand = excluded.stand",
                rows.collect::<Vec<_>>().join(", ")
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (member, pledge) in some {
                query = query
                    .bind(&pledge.campaign)
                    .bind(*member)
                    .bind(i64::try_from(pledge.need.others).unwrap_or(i64::MAX))
                    .bind(pledge.tier.key())
                    .bind(i64::from(pledge.need.counted))
                    .bind(pledge.audience.key())
                    .bind(pledge.stand.key());
            }
            query.execute(&mut *conn).await?;
        }
        Ok(())
    }
}

const COLUMNS: usize = 7;

/// Asks for so many people of a campaign's coalition.
pub(super) fn meeting(people: usize) -> String {
    // SQLite would walk through a coalition by its index rather than look up
    // some of its people; it has no index on a text put together.
    format!(
        "SELECT m.id, m.tier, p.campaign, p.others, p.counted, p.tier, p.audience, p.stand
         FROM members m LEFT JOIN pledges p ON p.campaign = $1 AND p.member = m.id
         WHERE m.id IN ({})
             AND m.coalition || '' = (SELECT coalition FROM campaigns WHERE id = $1)",
        places(2, people)
    )
}

/// `$3, $4, $5` for three places from 3 on.
pub(crate) fn places(from: usize, n: usize) -> String {
    let places = (from..from + n).map(|place| format!("${place}"));
    places.collect::<Vec<_>>().join(", ")
}

/// The rows in parts of [`SIZES`], the largest first.
pub(crate) fn chunks<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = SIZES.into_iter().find(|&size| size <= rows.len())?;
        let (some, rest) = rows.split_at(size);
        rows = rest;
        Some(some)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_part() {
        let rows: Vec<u32> = (0..151).collect();
        let sizes: Vec<usize> = chunks(&rows).map(<[u32]>::len).collect();
        assert_eq!(sizes, [64, 64, 16, 4, 1, 1, 1]);
        assert_eq!(chunks(&rows).flatten().copied().collect::<Vec<_>>(), rows);
        assert_eq!(chunks::<u32>(&[]).count(), 0);
        assert_eq!(places(8, 3), "$8, $9, $10");
    }
}
