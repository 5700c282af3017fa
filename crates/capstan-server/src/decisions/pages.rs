//! The pages of decisions.

mod ballot;
mod files;
mod list;
mod new;
mod result;
mod show;

use crate::coalitions::acts::coalition;
use crate::problem::Problem;
use crate::web::pages::Pages;
use crate::web::view::View;
use capstan_store::coalitions::Coalition;

/// The pages of decisions.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/decisions", list::list)
        .post("/coalitions/{coalition}/decisions", new::propose)
        .get("/coalitions/{coalition}/decisions/new", new::new)
        .get("/coalitions/{coalition}/decisions/{proposal}", show::show)
        .post(
            "/coalitions/{coalition}/decisions/{proposal}/ballot",
            show::vote,
        )
        .post(
            "/coalitions/{coalition}/decisions/{proposal}/withdraw",
            show::withdraw,
        )
        .file(
            "/coalitions/{coalition}/decisions/{proposal}/record.json",
            files::record,
        )
        .file(
            "/coalitions/{coalition}/decisions/{proposal}/receipts.json",
            files::receipts,
        )
        .file(
            "/coalitions/{coalition}/decisions/{proposal}/names.json",
            files::names,
        )
        .file(
            "/coalitions/{coalition}/decisions/{proposal}/receipt.json",
            files::receipt,
        )
}

/// A coalition, and whether who looks is a member of it.
async fn place(view: &View, slug: &str) -> Result<(Coalition, bool), Problem> {
    let mut conn = view.app.store.read().await?;
    let coalition = coalition(&mut conn, slug).await?;
    let member = view.who.member(&view.app, &mut conn, &coalition.id).await?;
    Ok((coalition, member.is_some()))
}
