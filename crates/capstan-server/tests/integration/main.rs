//! The service as browsers and programs meet it.

mod api;
mod ballots;
mod campaigns;
mod coalition;
mod coalitions;
mod decisions;
mod demo;
mod directory;
mod donations;
mod evidence;
mod exports;
mod forecasts;
mod invitations;
mod kits;
mod mail;
mod moderation;
mod once;
mod people;
mod plan;
mod pledges;
mod poll;
mod push;
mod shell;
mod support;
mod words;
