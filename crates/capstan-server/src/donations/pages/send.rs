//! The form with which something is sent: what is agreed to first, then
//! pictures, files, or a job that is typed.

use crate::app::App;
use crate::coalitions::acts::view::show;
use crate::donations::acts::{self, Gift, Mine};
use crate::donations::coming::{Coming, unfinished};
use crate::donations::consent::Purpose;
use crate::donations::files::{LARGEST, LARGEST_ALL, MOST_FILES};
use crate::donations::reading::agreed;
use crate::donations::typed::{self, Typed};
use crate::problem::Problem;
use crate::web::form::{self, Form};
use crate::web::parts::{action, page, script, tick_of, typed as said, wrong};
use crate::web::upload::{text, unreadable};
use crate::web::view::View;
use axum::Json;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// What can be chosen; an island adds nothing to it.
const ACCEPT: &str = "image/*,.heic,.pdf,.csv,.tsv,.txt,.xlsx,.ods,.zip";

/// The form.
pub async fn new(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let given = agreed(&view.app, &view.who, &slug).await?;
    shown(&view, &slug, &given, &Typed::default(), None).await
}

async fn shown(
    view: &View,
    slug: &str,
    given: &[Purpose],
    job: &Typed,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let coalition = show(&view.app, slug).await?;
    let (most, size) = (MOST_FILES as f64, (LARGEST >> 20) as f64);
    let before = unfinished(&view.app, &view.who, slug).await?;
    let hashes = before.iter().flat_map(|mine| &mine.files);
    let hashes: Vec<&str> = hashes.map(|file| file.hash.as_str()).collect();
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (said(&coalition.name)) } }
        p.lead { (view.t("donations-lead")) }
        (wrong(view, problem))
        @if let Some(mine) = &before { (arrived(view, slug, mine)) }
        form method="post" action={ "/coalitions/" (slug) "/donate" } enctype="multipart/form-data" {
            (view.proof())
            input type="hidden" name="donation" value=[before.as_ref().map(|mine| mine.id.as_str())];
            h2 { (view.t("donations-agree")) }
            p { (view.t("donations-free")) }
            @for purpose in Purpose::ALL {
                (tick_of("agree", purpose.key(), &purpose.text(view.voice()), given.contains(&purpose)))
            }
            p.hint { (view.t("donations-agree-hint")) }
            p.links { a href="/donations/safety" { (view.t("donations-safety")) } }
            h2 { (view.t("donations-files")) }
            div data-donate data-arrived=(hashes.join(" ")) {
                (chooser(view, "camera", true))
                (chooser(view, "choose", false))
                p.hint id="file-hint" { (view.say("donations-file-hint", args![most = most, size = size])) }
                (preview(view))
            }
            @if view.app.config.demo {
                p.links { a href="/donations/sample.png" download="pay.png" { (view.t("donations-sample")) } }
            }
            details open[*job != Typed::default()] {
                summary { (view.t("donations-by-hand")) }
                (typed::fields(view, job, problem))
            }
            p { (view.t("donations-next")) }
            p.actions { button { (view.t("donations-read")) } }
        }
        (script("donate"))
    };
    Ok(page(view, &view.t("donations-new"), body))
}

/// What arrived of what was sent before, and going on with it.
pub(super) fn arrived(view: &View, slug: &str, mine: &Mine) -> Markup {
    let at = format!("{}/{}", super::at(slug), mine.id);
    html! {
        section.caution {
            h2 { (view.t("donations-arrived")) }
            ul { @for file in &mine.files { li { (said(&file.name)) } } }
            p { (view.t("donations-arrived-hint")) }
            (action(view, &format!("{at}/go-on"), &view.t("donations-arrived-go-on"), "quiet", &[]))
            (action(view, &format!("{at}/withdraw"), &view.t("donations-drop"), "danger", &[]))
        }
    }
}

/// Goes on with what arrived.
pub async fn go_on(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let coming = Coming::again(&view.app, &view.who, &slug, &id).await?;
    let id = coming.done(Vec::new()).await?;
    Ok(Redirect::to(&format!("{}/{id}", super::at(&slug))).into_response())
}

fn chooser(view: &View, id: &str, camera: bool) -> Markup {
    let accept = if camera { "image/*" } else { ACCEPT };
    html! {
        div.field {
            label for=(id) { (view.t(&format!("donations-{id}"))) }
            input type="file" id=(id) name="file" multiple[!camera] accept=(accept)
                capture=[camera.then_some("environment")] aria-describedby="file-hint";
        }
    }
}

/// What the island fills: every file as it will be sent.
fn preview(view: &View) -> Markup {
    html! {
        section hidden data-sent data-changed=(view.t("donations-preview-changed"))
            data-unseen=(view.t("donations-preview-unseen"))
            data-removed=(view.t("donations-preview-removed")) data-there=(view.t("donations-preview-there"))
            data-stopped=(view.t("donations-preview-stopped")) data-black=(view.t("donations-preview-blacked")) {
            h3 { (view.t("donations-preview")) }
            p.hint { (view.t("donations-preview-hint")) }
            p role="status" {}
            ul.cards {}
        }
        template {
            li.card {
                p { strong translate="no" {} " " small {} }
                pre hidden tabindex="0" {}
                div.picture hidden {
                    canvas role="application" tabindex="0" aria-label=(view.t("donations-preview-keys")) {}
                    div.frame hidden {}
                }
                p.actions {
                    button.quiet type="button" data-do="black" aria-pressed="false" hidden { (view.t("donations-preview-black")) }
                    button.quiet type="button" data-do="undo" hidden { (view.t("donations-preview-undo")) }
                    button.quiet type="button" data-do="remove" { (view.t("donations-preview-remove")) }
                }
            }
        }
    }
}

/// What came with a form.
#[derive(Default)]
struct Came {
    csrf: String,
    agreed: Vec<Purpose>,
    job: Typed,
    /// The donation that this goes on with.
    earlier: String,
    /// Whether more comes with another form.
    more: bool,
    files: Option<Coming>,
}

impl Came {
    /// Takes in the next part of a form. Nothing of a file is taken before the
    /// proof that the form is ours, and that its donor agrees to it.
    async fn take(
        &mut self,
        (app, view, headers, slug): (&App, &View, &HeaderMap, &str),
        field: Field<'_>,
    ) -> Result<(), Problem> {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "csrf" => self.csrf = text(field).await?,
            "donation" => self.earlier = text(field).await?,
            "more" => self.more = text(field).await? == "1",
            "agree" => {
                let key = text(field).await?;
                self.agreed
                    .extend(Purpose::ALL.into_iter().find(|p| p.key() == key));
            }
            "file" => {
                let name = field.file_name().unwrap_or_default().to_owned();
                // An input that is left empty sends a file without a name.
                if name.is_empty() {
                    return Ok(());
                }
                form::check(app, &view.who, headers, &self.csrf)?;
                let bytes = bytes(field, &name).await?;
                let files = match &mut self.files {
                    Some(files) => files,
                    None => {
                        let agreed = (view.voice(), self.agreed.as_slice());
                        let earlier = &self.earlier;
                        let coming = Coming::begin(app, &view.who, slug, agreed, earlier).await?;
                        self.files.insert(coming)
                    }
                };
                files.take(&name, bytes).await?;
            }
            name => self.job.set(name, text(field).await?),
        }
        Ok(())
    }
}

/// The bytes of a file.
async fn bytes(mut field: Field<'_>, name: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(too_large)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LARGEST {
            let problem = Problem::input("file", "donations-file-large");
            return Err(problem.with("name", name).with("most", LARGEST >> 20));
        }
    }
    Ok(bytes)
}

fn too_large(error: axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::input("file", "donations-all-large").with("most", LARGEST_ALL >> 20)
        }
        _ => unreadable(error),
    }
}

/// Nothing where there is no such donation any more.
fn found(coming: Result<Coming, Problem>) -> Result<Option<Coming>, Problem> {
    match coming {
        Err(problem) if problem.status == StatusCode::NOT_FOUND => Ok(None),
        coming => coming.map(Some),
    }
}

/// Takes in what was sent and leads to what was read of it.
pub async fn send(
    view: View,
    State(app): State<App>,
    headers: HeaderMap,
    Path(slug): Path<String>,
    mut sent: Multipart,
) -> Result<Response, Problem> {
    let mut came = Came::default();
    let from = (&app, &view, &headers, slug.as_str());
    let done = async {
        while let Some(field) = sent.next_field().await.map_err(too_large)? {
            came.take(from, field).await?;
        }
        form::check(&app, &view.who, &headers, &came.csrf)?;
        if let Some(files) = came.files.as_ref().filter(|_| came.more) {
            let said = json!({ "donation": files.id() });
            return Ok(Json(said).into_response());
        }
        if came.files.is_none() && !came.earlier.is_empty() {
            let coming = Coming::again(&app, &view.who, &slug, &came.earlier).await;
            came.files = found(coming)?;
        }
        let card = match came.job.is_empty() {
            true => None,
            false => Some(came.job.card()?),
        };
        let id = match (came.files.take(), card) {
            (Some(files), card) => files.done(Vec::from_iter(card)).await?,
            (None, Some(card)) => {
                let gift = Gift {
                    channel: "web",
                    cards: vec![card],
                    picture: None,
                };
                acts::give(&app, &view.who, &slug, view.voice(), &came.agreed, gift).await?
            }
            (None, None) => return Err(Problem::input("file", "donations-no-file")),
        };
        Ok(Redirect::to(&format!("{}/{id}", super::at(&slug))).into_response())
    };
    match done.await {
        Ok(answer) => Ok(answer),
        Err(problem) if problem.is_input() => {
            let page = shown(&view, &slug, &came.agreed, &came.job, Some(&problem)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
