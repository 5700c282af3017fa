//! The pages of coalitions.

mod clauses;
mod ending;
mod founding;
mod joining;
mod leaving;
mod logged;
mod people;
mod show;

pub use clauses::{clause_in_words, deciding};
pub use founding::{clauses_fields, dividend_field, rule_fields};

use crate::web::pages::Pages;

/// The pages of coalitions.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/new", founding::new)
        .post("/coalitions", founding::found)
        .get("/coalitions/{coalition}", show::show)
        .get("/coalitions/{coalition}/texts", founding::texts)
        .post("/coalitions/{coalition}/texts", founding::change)
        .get("/coalitions/{coalition}/charter", clauses::charter)
        .post("/coalitions/{coalition}/charter", clauses::agree)
        .get("/coalitions/{coalition}/join", joining::ask)
        .post("/coalitions/{coalition}/join", joining::join)
        .get("/coalitions/{coalition}/handle", joining::handle)
        .post("/coalitions/{coalition}/handle", joining::rename)
        .get("/coalitions/{coalition}/members", people::staff)
        .post("/coalitions/{coalition}/members", people::name)
        .post(
            "/coalitions/{coalition}/members/take-back",
            people::take_back,
        )
        .get("/coalitions/{coalition}/end", ending::see)
        .post("/coalitions/{coalition}/end", ending::ask)
        .post("/coalitions/{coalition}/end/confirm", ending::confirm)
        .post("/coalitions/{coalition}/end/call-off", ending::call_off)
        .get("/coalitions/{coalition}/leave", leaving::ask)
        .post("/coalitions/{coalition}/leave", leaving::leave)
        .post("/coalitions/statement", leaving::download)
        .file("/coalitions/keys.json", leaving::keys)
        .get("/coalitions/{coalition}/log", logged::log)
        .file("/coalitions/{coalition}/log.json", logged::published)
}
