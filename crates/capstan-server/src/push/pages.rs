//! The page of notices on devices, and the script that a browser runs when a
//! message comes.

use crate::people::pages::at;
use crate::problem::Problem;
use crate::push::acts::{self, DeviceKeys, NewDevice};
use crate::web::assets;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{page, script, to, typed, wrong};
use crate::web::view::View;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// Where the script that takes messages is. It rules over nothing but the
/// addresses below its own folder, and there is none.
const WORKER: &str = "/push/worker.js";

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/you/devices", devices)
        .post("/you/devices", add)
        .post("/you/devices/remove", remove)
        .file(WORKER, worker)
}

async fn show(view: &View, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let view = &at(view, "/you/devices");
    let all = acts::list(&view.app, &view.who).await?;
    let (here, others): (Vec<_>, Vec<_>) = all.items.into_iter().partition(|device| device.here);
    let remove = |id: &str, label: &str, here: bool| {
        html! {
            form method="post" action="/you/devices/remove" data-push-off[here] {
                (view.proof())
                input type="hidden" name="id" value=(id);
                p.actions { button.quiet { (label) } }
            }
        }
    };
    let body = html! {
        (wrong(view, problem))
        p.lead { (view.t("push-lead")) }
        p { (view.t("push-through")) }
        @for device in &here {
            p { (view.t("push-here")) }
            (remove(&device.id, &view.t("push-off"), true))
        }
        @if here.is_empty() {
            p.caution #push-said
                data-unable=(view.t("push-unable"))
                data-denied=(view.t("push-denied"))
                data-failed=(view.t("push-failed")) { (view.t("push-scripts")) }
            form method="post" action="/you/devices" hidden
                data-push=(all.key) data-worker=(WORKER) {
                (view.proof())
                @for name in ["endpoint", "p256dh", "auth"] {
                    input type="hidden" name=(name);
                }
                p.actions { button { (view.t("push-on")) } }
            }
        }
        @if !others.is_empty() {
            h2 { (view.t("push-others")) }
            ul.cards {
                @for device in &others {
                    li.card {
                        h3 {
                            @if device.browser.is_empty() { (view.t("push-program")) }
                            @else { span translate="no" { (device.browser) } }
                        }
                        p { (view.t("push-server")) " " (typed(&device.server)) }
                        (remove(&device.id, &view.t("push-remove"), false))
                    }
                }
            }
        }
        p { (view.t("push-else")) " " a href="/you/mail" { (view.t("mail-title")) } }
        p { a href="/you" { (view.t("people-back")) } }
        (script("push"))
    };
    Ok(page(view, &view.t("push-title"), body))
}

/// The devices on which one is told.
async fn devices(view: View) -> Result<Markup, Problem> {
    show(&view, None).await
}

/// What the script fills in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Subscription {
    endpoint: String,
    p256dh: String,
    auth: String,
}

async fn add(view: View, Form(sent): Form<Subscription>) -> Result<Response, Problem> {
    let new = NewDevice {
        endpoint: sent.endpoint,
        keys: DeviceKeys {
            p256dh: sent.p256dh,
            auth: sent.auth,
        },
    };
    match acts::add(&view.app, &view.who, view.lang, &new).await {
        Ok(_) => Ok(to("/you/devices", "push-on")),
        Err(problem) if problem.is_input() => {
            let shown = show(&view, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Which device is to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    id: String,
}

async fn remove(view: View, Form(which): Form<Which>) -> Result<Response, Problem> {
    acts::remove(&view.app, &view.who, &which.id).await?;
    Ok(to("/you/devices", "push-off"))
}

/// The script that takes messages, if it was built. Its address never changes:
/// browsers ask for it again by themselves, and see when it did.
async fn worker() -> Result<Response, Problem> {
    let script = assets::script("push-worker").ok_or_else(Problem::missing)?;
    let headers = [
        (header::CONTENT_TYPE, script.mime()),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    Ok((headers, script.content()).into_response())
}
