//! What a member can do with what they donate: send it, look at it, keep it,
//! get a receipt, withdraw it.

pub mod donor;
pub mod events;
pub mod give;
pub mod hand;
pub mod keep;
pub mod own;
pub mod remove;
pub mod see;

pub use crate::donations::receipt::Receipt;
pub use donor::{Donor, vault};
pub use events::{events, events_among};
pub use give::{agree_of, draft_of};
pub use hand::hand_over;
pub use keep::{Correction, Kept, Wish, keep_of, receipt_of};
pub use own::{Gift, agree, alike, find, give, keep, known, list, part, receipt, withdraw};
pub use remove::{catch_up, due, forget, settle, withdraw_of};
pub use see::{Mine, ahead, alike_of, before, find_of, jobs, known_of, list_of, part_of};

pub(crate) use keep::wished;
