//! The service as browsers and programs meet it.

mod ballots;
mod campaigns;
mod coalition;
mod coalitions;
mod decisions;
mod demo;
mod directory;
mod donations;
mod forecasts;
mod evidence;
mod exports;
mod invitations;
mod kits;
mod mail;
mod moderation;
mod once;
mod people;
mod pledges;
mod poll;
mod shell;
mod support;
mod words;
