//! People: their accounts, what they are told, and how others are invited.

pub mod notices;
