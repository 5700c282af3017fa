//! The service: what a coalition's members see and do, as pages and as JSON.
//!
//! Each idea has a folder of its own with the same three rooms: `acts.rs` is
//! what can be done, once, for pages and programs alike; `pages.rs` shows it;
//! `api.rs` is its JSON. An act takes [`App`], who acts and a typed input, and
//! gives a typed answer or a [`Problem`].

pub mod admin;
pub mod api;
pub mod app;
pub mod audits;
pub mod campaigns;
pub mod clock;
pub mod coalitions;
pub mod config;
pub mod decisions;
pub mod demo;
pub mod directory;
pub mod dividends;
pub mod donations;
pub mod evidence;
pub mod forecasts;
pub mod health;
pub mod invitations;
pub mod jobs;
pub mod kits;
pub mod limits;
pub mod mail;
pub mod messages;
pub mod metrics;
pub mod moderation;
pub mod outside;
pub mod passkeys;
pub mod people;
pub mod pledges;
pub mod poll;
pub mod problem;
pub mod push;
pub mod receipts;
pub mod run;
pub mod tick;
pub mod typed;
pub mod values;
pub mod web;
pub mod who;
pub mod words;

pub use app::App;
pub use problem::Problem;
