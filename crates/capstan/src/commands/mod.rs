//! One file a command.

pub mod admin;
pub mod audit;
pub mod compare;
pub mod describe;
pub mod dividend;
pub mod donate;
pub mod forecast;
pub mod groups;
pub mod models;
pub mod serve;
pub mod train;
pub mod tune;
pub mod value;
pub mod verify;
