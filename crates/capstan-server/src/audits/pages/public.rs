//! What everyone may see of the pay of a coalition.

use super::{at, shown};
use crate::audits::public::{self, EPSILON, Figures};
use crate::coalitions::acts::view::show;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{self, day, typed};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::Response;
use capstan_report::{Format, args};
use maud::{Markup, html};
use serde::Deserialize;

/// The public figures.
pub async fn page(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let public = public::see(&view.app, &slug).await?;
    let coalition = show(&view.app, &slug).await?;
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        @match &public.figures {
            Some(figures) => {
                (said(&view, figures))
                p.caption { (view.t("audits-public-drawn")) " " (day(&view, public.made)) "." }
            }
            None if !public.offered => p.lead { (view.t("audits-not-offered")) },
            None if public.withdrawn => p.lead { (view.t("audits-public-withdrawn")) },
            None => p.lead { (view.t("audits-public-none")) },
        }
        h2 { (view.t("audits-noise")) }
        p { (view.t("audits-noise-why")) }
        p { (view.t("audits-noise-once")) }
    };
    Ok(shown(&view, &view.t("audits-public-title"), body))
}

fn said(view: &View, figures: &Figures) -> Markup {
    let voice = view.voice();
    let percent = |x: f64| voice.percent(x, 0);
    let signed = |x: f64| voice.format(x, Format::percent(0).signed());
    let (cut, mean) = (figures.cut, figures.worker_mean);
    let share = view.say(
        "audits-public-cut",
        args![
            of = figures.of,
            cut = percent(cut.value),
            low = percent(cut.low),
            high = percent(cut.high)
        ],
    );
    let change = view.say(
        "audits-public-mean",
        args![
            mean = signed(mean.value),
            low = signed(mean.low),
            high = signed(mean.high)
        ],
    );
    let epsilon = voice.format(EPSILON, Format::number(1));
    html! {
        p.lead { (share) }
        p { (change) }
        p { (view.t("audits-public-noise")) }
        p.hint { (view.say("audits-public-epsilon", args![epsilon = epsilon])) }
    }
}

/// A button that needs nothing but its proof.
#[derive(Debug, Deserialize)]
pub struct Button {}

/// Releases the figures.
pub async fn publish(
    view: View,
    Path(slug): Path<String>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    public::publish(&view.app, &view.who, &slug).await?;
    Ok(parts::to(&at(&slug, "audit/public"), "audit-published"))
}
