//! Acts on pledges, one after another in one transaction.
//!
//! What they change in a campaign's row, in its sizes and in its pledges is kept
//! here until something needs it in the tables, at the latest until
//! [`Ledger::close`], so a transaction of many acts writes each of these once.

use super::book::{Book, Standing};
use super::drive::{Drive, Phase};
use super::{Pledge, rounds};
use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::pledge::{Audience, Buckets, GRID, Refusal, Stand, Tier};
use sqlx::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What someone does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Pledges, or changes the pledge.
    Pledge {
        /// The member.
        member: String,
        /// How many counted others they ask for: 0 or a size of the grid.
        others: u64,
        /// To whom they agree to be shown.
        audience: Audience,
    },
    /// Leaves the campaign.
    Withdraw {
        /// The member.
        member: String,
    },
    /// The second act: agrees to be shown.
    Confirm {
        /// The member.
        member: String,
        /// The round that their notice named.
        round: u64,
    },
    /// More or less is known of the member than before: the pledge, if there
    /// is one, counts by what is known now. Where it stands stays.
    Known {
        /// The member.
        member: String,
    },
    /// The organisers end the campaign.
    Close,
    /// Time passes.
    Wait,
}

/// The campaigns that a transaction works on.
#[derive(Debug, Default)]
pub struct Ledger(BTreeMap<String, Live>);

/// A campaign that is worked on.
#[derive(Debug)]
pub(super) struct Live {
    pub(super) drive: Drive,
    book: Book,
    sizes: BTreeMap<(Tier, u64), u64>,
    touched: BTreeSet<(Tier, u64)>,
}

impl Ledger {
    /// Asks for the people of these acts together, which is quicker than one
    /// after another as they act.
    ///
    /// # Errors
    /// If the database fails or there is no such campaign.
    pub async fn meet<'a>(
        &mut self,
        conn: &mut Conn,
        acts: impl Iterator<Item = (&'a str, &'a Act)>,
    ) -> Result<(), StoreError> {
        let mut people: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (campaign, act) in acts {
            if let Act::Pledge { member, .. } = act {
                people.entry(campaign).or_default().insert(member);
            }
        }
        for (campaign, members) in people {
            let live = self.live(conn, campaign).await?;
            live.book.meet(conn, campaign, &members).await?;
        }
        Ok(())
    }

    /// Does what is due in a campaign by a time, then an act. What is due
    /// happens even if the act is refused. A time before one already seen
    /// counts as that one.
    ///
    /// # Errors
    /// If the database fails, or there is no such campaign or member. Then the
    /// transaction must be given up.
    pub async fn apply(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
        at: Micros,
        act: &Act,
    ) -> Result<Result<(), Refusal>, StoreError> {
        self.advance(conn, campaign, at).await?;
        self.act(conn, campaign, at, act).await
    }

    /// Does what is due in a campaign by a time.
    ///
    /// # Errors
    /// As [`Ledger::apply`].
    pub async fn advance(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
        at: Micros,
    ) -> Result<(), StoreError> {
        let live = self.live(conn, campaign).await?;
        live.drive.seen = live.drive.seen.max(at);
        if live.drive.due() > live.drive.seen {
            return Ok(());
        }
        live.book.write(conn).await?;
        rounds::due(conn, live).await
    }

    /// The act alone. If it fails, it has changed nothing here, so that a part
    /// of the transaction may be undone and the rest go on.
    ///
    /// # Errors
    /// As [`Ledger::apply`].
    pub async fn act(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
        at: Micros,
        act: &Act,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let live = self.live(conn, campaign).await?;
        let drive = &live.drive;
        let early = at < drive.terms.opens && drive.seen == drive.terms.opens;
        if early && *act != Act::Close {
            return Ok(Err(Refusal::NotOpen));
        }
        match act {
            Act::Pledge {
                member,
                others,
                audience,
            } => live.pledge(conn, member, *others, *audience).await,
            Act::Withdraw { member } => live.withdraw(conn, member).await,
            Act::Confirm { member, round } => live.confirm(conn, member, *round).await,
            Act::Known { member } => live.known(conn, member).await.map(Ok),
            Act::Close if drive.phase == Phase::Ended => Ok(Err(Refusal::NotOpen)),
            Act::Close => {
                live.book.write(conn).await?;
                rounds::end(conn, live).await.map(Ok)
            }
            Act::Wait => Ok(Ok(())),
        }
    }

    /// Writes what has changed, before the transaction is committed.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn close(self, conn: &mut Conn) -> Result<(), StoreError> {
        for mut live in self.0.into_values() {
            live.book.write(conn).await?;
            live.drive.save(conn).await?;
            for (tier, others) in live.touched {
                let n = live.sizes.get(&(tier, others)).copied().unwrap_or(0);
                sqlx::query(
                    "INSERT INTO pledge_sizes (campaign, tier, others, n) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (campaign, tier, others) DO UPDATE SET n = excluded.n",
                )
                .bind(&live.drive.campaign)
                .bind(tier.key())
                .bind(i64::try_from(others).unwrap_or(i64::MAX))
                .bind(i64::try_from(n).unwrap_or(i64::MAX))
                .execute(&mut *conn)
                .await?;
            }
        }
        Ok(())
    }

    pub(super) async fn live(
        &mut self,
        conn: &mut Conn,
        campaign: &str,
    ) -> Result<&mut Live, StoreError> {
        if !self.0.contains_key(campaign) {
            let drive = Drive::load(conn, campaign).await?;
            let drive = drive.ok_or(StoreError::Missing { what: "campaign" })?;
            let rows = sqlx::query("SELECT tier, others, n FROM pledge_sizes WHERE campaign = $1")
                .bind(campaign)
                .fetch_all(&mut *conn)
                .await?;
            let mut live = Live {
                drive,
                book: Book::default(),
                sizes: BTreeMap::new(),
                touched: BTreeSet::new(),
            };
            for row in &rows {
                let number = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
                let tier = key_of(Tier::ALL, Tier::key, "pledge_sizes", "tier", row.get(0))?;
                live.sizes.insert((tier, number(1)), number(2));
            }
            self.0.insert(campaign.to_owned(), live);
        }
        self.0
            .get_mut(campaign)
            .ok_or(StoreError::Missing { what: "campaign" })
    }
}

/// The size under which a pledge is counted.
fn size(pledge: &Pledge) -> (Tier, u64) {
    match pledge.stand {
        Stand::Revealed => (pledge.tier, 0),
        _ => (pledge.tier, pledge.need.others),
    }
}

impl Live {
    /// The pledges by what they ask for.
    pub(super) fn buckets(&self) -> Result<Buckets, StoreError> {
        let mut buckets = Buckets::default();
        for (&(tier, others), &n) in &self.sizes {
            let need = self.drive.counting.need(others, tier);
            buckets.put(&need, n).map_err(wrong)?;
        }
        Ok(buckets)
    }

    /// The pledges by what is known of their people.
    pub(super) fn tiers(&self) -> impl Iterator<Item = (Tier, u64)> {
        self.sizes.iter().map(|(&(tier, _), &n)| (tier, n))
    }

    /// Whether the sizes are those counted from scratch.
    pub(super) fn sizes_are(&self, counted: &BTreeMap<(Tier, u64), u64>) -> bool {
        let kept = self.sizes.iter().filter(|&(_, &n)| n > 0);
        kept.eq(counted)
    }

    /// Takes the sizes as they are counted from scratch.
    pub(super) fn recounted(&mut self, sizes: BTreeMap<(Tier, u64), u64>) {
        self.touched.extend(self.sizes.keys().chain(sizes.keys()));
        self.sizes = sizes;
    }

    fn add(&mut self, at: (Tier, u64)) {
        *self.sizes.entry(at).or_default() += 1;
        self.touched.insert(at);
    }

    fn remove(&mut self, at: (Tier, u64)) -> Result<(), StoreError> {
        let n = self.sizes.get_mut(&at).filter(|n| **n > 0);
        let n = n.ok_or_else(|| wrong("0"))?;
        *n -= 1;
        self.touched.insert(at);
        Ok(())
    }

    async fn pledge(
        &mut self,
        conn: &mut Conn,
        member: &str,
        others: u64,
        audience: Audience,
    ) -> Result<Result<(), Refusal>, StoreError> {
        if self.drive.phase == Phase::Ended {
            return Ok(Err(Refusal::NotOpen));
        }
        if others != 0 && !GRID.contains(&others) {
            return Ok(Err(Refusal::OffGrid { found: others }));
        }
        let (tier, before) = self.standing(conn, member).await?;
        let need = self.drive.counting.need(others, tier);
        match &before {
            Some(p) if p.need == need && p.audience == audience => return Ok(Ok(())),
            Some(p) if p.stand == Stand::Revealed => return Ok(Err(Refusal::Shown)),
            _ => {}
        }
        let pledge = Pledge {
            campaign: self.drive.campaign.clone(),
            need,
            tier,
            audience,
            stand: Stand::Pledged,
        };
        self.book.put(member, pledge);
        if let Some(before) = before {
            self.remove(size(&before))?;
        }
        self.add((tier, others));
        Ok(Ok(()))
    }

    async fn withdraw(
        &mut self,
        conn: &mut Conn,
        member: &str,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let (_, Some(before)) = self.standing(conn, member).await? else {
            return Ok(Err(Refusal::NoPledge));
        };
        self.book.write(conn).await?;
        sqlx::query("DELETE FROM pledges WHERE campaign = $1 AND member = $2")
            .bind(&self.drive.campaign)
            .bind(member)
            .execute(&mut *conn)
            .await?;
        sqlx::query("DELETE FROM kit_steps WHERE campaign = $1 AND member = $2")
            .bind(&self.drive.campaign)
            .bind(member)
            .execute(conn)
            .await?;
        self.remove(size(&before)).map(Ok)
    }

    async fn confirm(
        &mut self,
        conn: &mut Conn,
        member: &str,
        round: u64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let open = self.drive.phase == Phase::Confirming && round == self.drive.round;
        let (_, Some(pledge)) = self.standing(conn, member).await? else {
            return Ok(Err(Refusal::NoPledge));
        };
        match pledge.stand {
            Stand::Confirmed if open => return Ok(Ok(())),
            Stand::Noticed if open => {}
            Stand::Revealed => return Ok(Err(Refusal::Shown)),
            _ => return Ok(Err(Refusal::NoNotice)),
        }
        self.book.write(conn).await?;
        sqlx::query("UPDATE pledges SET stand = 'confirmed' WHERE campaign = $1 AND member = $2")
            .bind(&self.drive.campaign)
            .bind(member)
            .execute(conn)
            .await?;
        Ok(Ok(()))
    }

    async fn known(&mut self, conn: &mut Conn, member: &str) -> Result<(), StoreError> {
        let (tier, Some(before)) = self.standing(conn, member).await? else {
            return Ok(());
        };
        // Who is shown has been counted.
        if before.tier == tier || before.stand == Stand::Revealed {
            return Ok(());
        }
        let counted = self.drive.counting.need(before.need.others, tier).counted;
        self.book.write(conn).await?;
        sqlx::query(
            "UPDATE pledges SET tier = $3, counted = $4 WHERE campaign = $1 AND member = $2",
        )
        .bind(&self.drive.campaign)
        .bind(member)
        .bind(tier.key())
        .bind(i64::from(counted))
        .execute(conn)
        .await?;
        self.remove(size(&before))?;
        self.add((tier, before.need.others));
        Ok(())
    }

    async fn standing(&mut self, conn: &mut Conn, member: &str) -> Result<Standing, StoreError> {
        let campaign = &self.drive.campaign;
        self.book.standing(conn, campaign, member).await
    }
}

fn wrong(found: impl ToString) -> StoreError {
    damaged("pledge_sizes", "n", found, "the number of pledges")
}
