//! The row of a campaign's way from private pledges to names.

use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::pledge::{Counting, Terms, Tier};
use serde::{Deserialize, Serialize};
use sqlx::Row;

/// Where a drive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// People pledge.
    Gathering,
    /// Some of them have a notice and may confirm.
    Confirming,
    /// It is over.
    Ended,
}

impl Phase {
    const ALL: &[Self] = &[Self::Gathering, Self::Confirming, Self::Ended];

    /// The name it has in the store.
    fn key(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Confirming => "confirming",
            Self::Ended => "ended",
        }
    }
}

/// What is published: coarse sizes, 0 where there are too few to say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sizes {
    /// How many have pledged, by what is known of them.
    pub tiers: Vec<(Tier, u64)>,
    /// How many of them count.
    pub counted: u64,
    /// How many are shown to someone.
    pub shown: u64,
}

/// A campaign's way from private pledges to names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drive {
    /// The campaign.
    pub campaign: String,
    /// Its terms.
    pub terms: Terms,
    /// Whose pledges count.
    pub counting: Counting,
    /// The latest time that was seen.
    pub(super) seen: Micros,
    /// When it is looked at next whether enough are bound.
    pub(super) next_look: Micros,
    /// The round, for who has a notice of it.
    pub round: u64,
    /// Where it is.
    pub phase: Phase,
    /// The end of the window to confirm in; 0 before the first.
    pub until: Micros,
    /// What was published last.
    pub sizes: Sizes,
    /// When it was; 0 before the first time.
    pub sizes_at: Micros,
    /// When it is published again.
    pub(super) next_sizes: Micros,
}

impl Drive {
    pub(super) fn open(campaign: &str, terms: &Terms, counting: Counting) -> Self {
        let first = terms.opens.saturating_add(terms.step);
        Self {
            campaign: campaign.to_owned(),
            terms: terms.clone(),
            counting,
            seen: terms.opens,
            next_look: first,
            round: 0,
            phase: Phase::Gathering,
            until: 0,
            sizes: Sizes::default(),
            sizes_at: 0,
            next_sizes: first,
        }
    }

    /// When something happens next by itself.
    pub(super) fn due(&self) -> Micros {
        let next = match self.phase {
            Phase::Gathering => self.next_look.min(self.terms.closes),
            Phase::Confirming => self.until.min(self.terms.closes),
            Phase::Ended => Micros::MAX,
        };
        next.min(self.next_sizes)
    }

    pub(super) async fn load(conn: &mut Conn, campaign: &str) -> Result<Option<Self>, StoreError> {
        let row = sqlx::query(
            "SELECT threshold, opens, step, confirm_for, closes, lowest, seen, next_look, round,
                 phase, until, sizes, sizes_at, next_sizes
             FROM drives WHERE campaign = $1",
        )
        .bind(campaign)
        .fetch_optional(conn)
        .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let number = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
        let lowest = key_of(Tier::ALL, Tier::key, "drives", "lowest", row.get(5))?;
        let sizes: String = row.get(11);
        Ok(Some(Self {
            campaign: campaign.to_owned(),
            terms: Terms {
                threshold: number(0),
                opens: row.get(1),
                step: row.get(2),
                window: row.get(3),
                closes: row.get(4),
            },
            counting: Counting::at_least(lowest)
                .map_err(|e| damaged("drives", "lowest", e, "evidence"))?,
            seen: row.get(6),
            next_look: row.get(7),
            round: number(8),
            phase: key_of(Phase::ALL, Phase::key, "drives", "phase", row.get(9))?,
            until: row.get(10),
            sizes: serde_json::from_str(&sizes)
                .map_err(|e| damaged("drives", "sizes", e, "JSON"))?,
            sizes_at: row.get(12),
            next_sizes: row.get(13),
        }))
    }

    pub(super) async fn save(&self, conn: &mut Conn) -> Result<(), StoreError> {
        let sizes = serde_json::to_string(&self.sizes)
            .map_err(|e| damaged("drives", "sizes", e, "JSON"))?;
        sqlx::query(
            "INSERT INTO drives
                 (campaign, threshold, opens, step, confirm_for, closes, lowest, seen, next_look,
                  round, phase, until, sizes, sizes_at, next_sizes, due)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
             ON CONFLICT (campaign) DO UPDATE SET seen = excluded.seen,
                 next_look = excluded.next_look, round = excluded.round, phase = excluded.phase,
                 until = excluded.until, sizes = excluded.sizes, sizes_at = excluded.sizes_at,
                 next_sizes = excluded.next_sizes, due = excluded.due",
        )
        .bind(&self.campaign)
        .bind(i64::try_from(self.terms.threshold).unwrap_or(i64::MAX))
        .bind(self.terms.opens)
        .bind(self.terms.step)
        .bind(self.terms.window)
        .bind(self.terms.closes)
        .bind(self.counting.lowest().key())
        .bind(self.seen)
        .bind(self.next_look)
        .bind(i64::try_from(self.round).unwrap_or(i64::MAX))
        .bind(self.phase.key())
        .bind(self.until)
        .bind(sizes)
        .bind(self.sizes_at)
        .bind(self.next_sizes)
        .bind(self.due())
        .execute(conn)
        .await?;
        Ok(())
    }
}
