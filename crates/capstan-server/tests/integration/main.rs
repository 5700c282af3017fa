//! The service as browsers and programs meet it.

mod invitations;
mod mail;
mod people;
mod shell;
mod support;
mod words;
