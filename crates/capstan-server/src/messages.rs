//! Text messages: members who send pictures of their pay by SMS, MMS or
//! WhatsApp, are asked before anything is kept, and are told where they stand.
//!
//! A provider hands a message in ([`hooks`], [`folder`]); it is written down,
//! sealed, and acknowledged at once. [`work`] answers it beside requests:
//! [`dialogue`] says what is said and done, [`deeds`] does it.

pub mod api;
pub mod asking;
pub mod command;
pub mod deeds;
pub mod dialogue;
pub mod figures;
pub mod folder;
pub mod group;
pub mod hooks;
pub mod inbound;
pub mod line;
pub mod linking;
pub mod links;
pub mod pages;
pub mod phones;
pub mod reading;
pub mod say;
pub mod settings;
pub mod signature;
pub mod sms_gateway;
pub mod twilio;
pub mod whatsapp;
pub mod work;

pub use api::api;
pub use pages::pages;
