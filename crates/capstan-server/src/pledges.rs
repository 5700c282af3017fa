//! Pledges: taking part if enough others do, confirming, and being shown.

pub mod queue;
