//! What becomes of a donation, and who can read it: also for those who have
//! not donated, and do not have to be members to know it.

use crate::donations::consent::Purpose;
use crate::web::parts::page;
use crate::web::view::View;
use capstan_report::args;
use maud::{Markup, html};

/// The page.
pub async fn safety(view: View) -> Markup {
    let part = |part: &str| view.t(&format!("donations-safety-{part}"));
    let list = |parts: &[&str]| {
        html! { ul { @for one in parts { li { (part(one)) } } } }
    };
    let body = html! {
        p.lead { (part("lead")) }
        h2 { (part("reads")) }
        (list(&["running", "machine", "group", "texts-out", "reader"]))
        h2 { (part("locked-title")) }
        (list(&["locked", "key", "backup", "waiting"]))
        h2 { (part("gone-title")) }
        (list(&["gone", "gone-key", "gone-figures", "gone-proof"]))
        h2 { (part("not-title")) }
        (list(&["not-phone", "not-traffic", "not-disk"]))
        h2 { (view.t("donations-agree")) }
        p { (part("texts")) }
        dl.facts {
            @for purpose in Purpose::ALL {
                dt { (view.say("donations-version", args![version = purpose.version() as f64])) }
                dd { (purpose.text(view.voice())) }
            }
        }
    };
    page(&view, &view.t("donations-safety"), body)
}
