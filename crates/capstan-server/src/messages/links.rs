//! Files that are fetched once: a message holds a link, whoever opens it gets
//! the file with a button, and then it is gone. A link that is only looked at,
//! as telephones do to show what is behind it, gives nothing and ends nothing.
//!
//! A file is sealed under a key that follows from the code in its link, of which
//! the store holds a tag alone: neither the database nor a backup opens it, even
//! with the secret of the installation.

use super::phones::USE;
use crate::app::App;
use crate::invitations::acts::public_url;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::page;
use crate::web::view::View;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_store::{Conn, Micros, id, messages};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

/// How long a link holds: an hour.
const LASTS: Micros = 60 * 60 * 1_000_000;

/// A file that is fetched once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Offer {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: String,
    /// What is in it.
    pub text: String,
}

/// What the form of a button says.
#[derive(Deserialize)]
struct Nothing {}

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/texts/{code}", look)
        .post("/texts/{code}", take)
}

/// What stands for a code in the store.
fn tag(app: &App, code: &str) -> String {
    app.store.keys.tag("files of text messages", &[code])
}

/// Keeps a file for an hour and gives the link to it. It goes with its member,
/// if it is one's. To be called in a transaction that writes.
///
/// # Errors
/// If the store fails.
pub async fn offer(
    app: &App,
    conn: &mut Conn,
    member: Option<&str>,
    offer: &Offer,
) -> Result<String, Problem> {
    let code = id::blind();
    let file = tag(app, &code);
    // Of structs with text keys only: it cannot fail.
    let text = serde_json::to_string(offer).unwrap_or_default();
    let body = app.store.keys.behind(&code).seal(USE, &file, &text);
    messages::put_file(conn, &file, member, &body, app.now() + LASTS).await?;
    Ok(format!("{}/texts/{code}", public_url(app)))
}

/// The button. Whether a file is there is told to who presses it alone.
async fn look(view: View, Path(code): Path<String>) -> Markup {
    let body = html! {
        p.lead { (view.t("messages-file-lead")) }
        form method="post" action={ "/texts/" (code) } {
            (view.proof())
            p.actions { button { (view.t("messages-file-get")) } }
        }
        p.hint { (view.t("messages-file-once")) }
    };
    page(&view, &view.t("messages-file"), body)
}

/// Gives the file, this once.
async fn take(
    view: View,
    Path(code): Path<String>,
    Form(_): Form<Nothing>,
) -> Result<Response, Problem> {
    let app = &view.app;
    let mut tx = app.store.begin().await?;
    let file = tag(app, &code);
    let body = messages::take_file(&mut tx, &file, app.now()).await?;
    tx.commit().await?;
    let keys = app.store.keys.behind(&code);
    let text = body.and_then(|body| keys.open_sealed(USE, &file, &body));
    let offer: Option<Offer> = text.and_then(|text| serde_json::from_str(&text).ok());
    let offer = offer.ok_or(Problem::new(
        axum::http::StatusCode::NOT_FOUND,
        "messages-file-gone",
    ))?;
    let headers = [
        (header::CONTENT_TYPE, offer.kind),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", offer.name),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, offer.text).into_response())
}
