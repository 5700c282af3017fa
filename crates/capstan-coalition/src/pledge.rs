//! Pledges: people who act only if enough others do.
//!
//! [`tier`] says whose pledges count. [`cascade`] says which set of people is
//! bound, and [`buckets`] says the same from a few numbers that each pledge
//! updates. [`drive`] is the way of one campaign from private pledges to names,
//! in which nobody is shown without a second act of their own.

pub mod act;
pub mod buckets;
pub mod cascade;
pub mod drive;
pub mod terms;
pub mod tier;

pub use act::{Act, Audience, Event, Member, Refusal, Stand};
pub use buckets::{BucketError, Buckets};
pub use cascade::{Committed, Need, committed};
pub use drive::Drive;
pub use terms::{Terms, TermsError};
pub use tier::{AnyoneCounts, Counting, PerTier, Tier};

/// Sizes that a personal threshold may have: 1, 2 and 5 times powers of ten,
/// from 10. They are the sizes that are published, so that thresholds tell
/// nobody more about the count.
pub const GRID: [u64; 18] = [
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000,
    500_000, 1_000_000, 2_000_000, 5_000_000,
];
