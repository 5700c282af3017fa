//! Pages: how every page looks, what a form may send, and the list of all
//! pages.

pub mod assets;
pub mod form;
pub mod guard;
pub mod home;
pub mod pages;
pub mod parts;
pub mod upload;
pub mod view;

use crate::problem::Problem;
use pages::Pages;

/// Every page of the service.
pub fn pages() -> Pages {
    Pages::default()
        .get("/", home::page)
        .get("/about", home::about)
        .file("/language/{lang}", view::choose)
        .area(crate::demo::pages())
        .area(crate::people::pages())
        .area(crate::forecasts::pages())
        .area(crate::invitations::pages())
        .area(crate::mail::pages())
        .area(crate::messages::pages())
        .area(crate::push::pages())
        .area(crate::passkeys::pages())
        .area(crate::directory::pages())
        .area(crate::coalitions::pages())
        .area(crate::evidence::pages())
        .area(crate::decisions::pages())
        .area(crate::poll::pages())
        .area(crate::moderation::pages())
        .area(crate::campaigns::pages())
        .area(crate::pledges::pages())
        .area(crate::kits::pages())
        .area(crate::donations::pages())
        .area(crate::audits::pages())
        .area(crate::values::pages())
        .area(crate::dividends::pages())
        .area(crate::receipts::pages())
}

/// There is no such page.
pub async fn nothing() -> Problem {
    Problem::missing()
}
