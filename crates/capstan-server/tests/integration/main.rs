//! The service as browsers and programs meet it.

mod campaigns;
mod coalition;
mod coalitions;
mod forecasts;
mod invitations;
mod mail;
mod moderation;
mod people;
mod pledges;
mod shell;
mod support;
mod words;
