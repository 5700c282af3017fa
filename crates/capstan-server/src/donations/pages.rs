//! The pages of donations.

use crate::app::App;
use crate::coalitions::acts::view::show;
use crate::donations::acts::{self, Correction, Gift, Mine, Wish};
use crate::donations::consent::Purpose;
use crate::donations::files::{Came, LARGEST, MOST_FILES};
use crate::donations::typed;
use crate::problem::Problem;
use crate::web::form::{self, Form};
use crate::web::pages::Pages;
use crate::web::parts::{self, action, day, page, table, tick_of, typed as said, wrong};
use crate::web::view::View;
use axum::extract::multipart::Multipart;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use capstan_data::pay::Field;
use capstan_donation::{Card, Reading, Value};
use capstan_report::args;
use maud::{Markup, html};

/// What a form holds beside its files, in bytes.
const BESIDE: usize = 64 << 10;
/// From so many jobs on, only what is in doubt can be changed on the page.
const FEW: usize = 20;
/// What is shown of a job, and may be put right.
const SHOWN: [Field; 7] = [
    Field::Platform,
    Field::Start,
    Field::Base,
    Field::Promotion,
    Field::Tip,
    Field::Total,
    Field::OrderTotal,
];

/// The pages.
pub fn pages() -> Pages {
    let files = DefaultBodyLimit::max(LARGEST + BESIDE);
    Pages::default()
        .get("/coalitions/{coalition}/donations", list)
        .get("/coalitions/{coalition}/donate", new)
        .post("/coalitions/{coalition}/donate", send.layer(files))
        .post("/coalitions/{coalition}/donate/typed", send_typed)
        .get("/coalitions/{coalition}/donations/{donation}", one)
        .post("/coalitions/{coalition}/donations/{donation}", keep)
        .post(
            "/coalitions/{coalition}/donations/{donation}/withdraw",
            withdraw,
        )
        .file(
            "/coalitions/{coalition}/donations/{donation}/receipt",
            receipt,
        )
}

fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/donations")
}

/// One's donations.
async fn list(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let mine = acts::list(&view.app, &view.who, &slug).await?;
    let coalition = show(&view.app, &slug).await?;
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (said(&coalition.name)) } }
        p.lead { (view.t("donations-list-lead")) }
        p.actions { a.button href={ "/coalitions/" (slug) "/donate" } { (view.t("donations-new")) } }
        @if mine.is_empty() { p { (view.t("donations-none")) } }
        @else {
            ul.cards {
                @for one in &mine {
                    li.card {
                        h2 { a href={ (at(&slug)) "/" (one.id) } { (day(&view, one.made)) } }
                        p { (view.say("donations-jobs", args![jobs = one.cards.len() as f64])) " "
                            (view.t(if one.kept { "donations-is-kept" } else { "donations-waits" })) }
                    }
                }
            }
        }
        h2 { (view.t("donations-safety")) }
        (safety(&view))
    };
    Ok(page(&view, &view.t("donations-list"), body))
}

/// What a running service can read, and what it cannot.
fn safety(view: &View) -> Markup {
    html! {
        ul {
            @for part in ["locked", "running", "key", "backup", "group"] {
                li { (view.t(&format!("donations-safety-{part}"))) }
            }
        }
    }
}

/// The form to send something.
async fn new(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    new_page(&view, &slug, &[], &typed::Typed::default(), None).await
}

async fn new_page(
    view: &View,
    slug: &str,
    given: &[Purpose],
    job: &typed::Typed,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    // Whoever may not donate here sees no form.
    acts::list(&view.app, &view.who, slug).await?;
    let coalition = show(&view.app, slug).await?;
    let address = format!("/coalitions/{slug}/donate");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (said(&coalition.name)) } }
        p.lead { (view.t("donations-lead")) }
        (wrong(view, problem))
        form method="post" action=(address) enctype="multipart/form-data" {
            (view.proof())
            h2 { (view.t("donations-agree")) }
            (ticks(view, given))
            h2 { (view.t("donations-files")) }
            div.field {
                label for="file" { (view.t("donations-file")) }
                p.hint id="file-hint" { (view.t("donations-file-hint")) }
                input type="file" id="file" name="file" multiple required aria-describedby="file-hint"
                    accept="image/*,.pdf,.csv,.tsv,.xlsx,.ods,.zip,.heic";
            }
            p { (view.t("donations-next")) }
            p.actions { button { (view.t("donations-read")) } }
        }
        details open[*job != typed::Typed::default()] {
            summary { (view.t("donations-by-hand")) }
            form method="post" action={ (address) "/typed" } {
                (view.proof())
                (ticks(view, given))
                (typed::fields(view, job, problem))
                p.actions { button { (view.t("donations-read")) } }
            }
        }
        h2 { (view.t("donations-safety")) }
        (safety(view))
    };
    Ok(page(view, &view.t("donations-new"), body))
}

/// A box for each purpose. None is ticked beforehand.
fn ticks(view: &View, given: &[Purpose]) -> Markup {
    html! {
        @for purpose in Purpose::ALL {
            (tick_of("agree", purpose.key(), &purpose.text(view.voice()), given.contains(&purpose)))
        }
        p.hint { (view.t("donations-free")) }
    }
}

fn purpose(key: &str) -> Option<Purpose> {
    Purpose::ALL
        .into_iter()
        .find(|purpose| purpose.key() == key)
}

/// Takes in a form with files. Nothing of a file is taken before the proof
/// that the form is ours.
async fn take(
    app: &App,
    view: &View,
    headers: &HeaderMap,
    mut sent: Multipart,
) -> Result<(Vec<Purpose>, Vec<Came>), Problem> {
    use crate::forecasts::ratings::{text, unreadable};
    let (mut csrf, mut agreed, mut files) = (String::new(), Vec::new(), Vec::new());
    while let Some(field) = sent.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("csrf") => csrf = text(field).await?,
            Some("agree") => agreed.extend(purpose(&text(field).await?)),
            Some("file") => {
                form::check(app, &view.who, headers, &csrf)?;
                if files.len() == MOST_FILES {
                    let problem = Problem::input("file", "donations-too-many-files");
                    return Err(problem.with("most", MOST_FILES));
                }
                let name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(unreadable)?.to_vec();
                if !bytes.is_empty() {
                    files.push(Came { name, bytes });
                }
            }
            _ => {}
        }
    }
    form::check(app, &view.who, headers, &csrf)?;
    if files.is_empty() {
        return Err(Problem::input("file", "donations-no-file"));
    }
    Ok((agreed, files))
}

/// Reads what was sent and leads to what was read.
async fn send(
    view: View,
    State(app): State<App>,
    headers: HeaderMap,
    Path(slug): Path<String>,
    sent: Multipart,
) -> Result<Response, Problem> {
    let (agreed, files) = match take(&app, &view, &headers, sent).await {
        Ok(taken) => taken,
        Err(problem) => return again(&view, &slug, &[], &typed::Typed::default(), problem).await,
    };
    match acts::send(&app, &view.who, &slug, view.voice(), &agreed, files).await {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}", at(&slug))).into_response()),
        Err(problem) => again(&view, &slug, &agreed, &typed::Typed::default(), problem).await,
    }
}

/// Takes in a job that was typed.
async fn send_typed(
    view: View,
    Path(slug): Path<String>,
    Form(job): Form<typed::Typed>,
) -> Result<Response, Problem> {
    let agreed: Vec<Purpose> = job.agree.iter().filter_map(|key| purpose(key)).collect();
    let done = async {
        let gift = Gift {
            channel: "web",
            cards: vec![job.card()?],
            picture: None,
        };
        acts::give(&view.app, &view.who, &slug, view.voice(), &agreed, gift).await
    };
    match done.await {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}", at(&slug))).into_response()),
        Err(problem) => again(&view, &slug, &agreed, &job, problem).await,
    }
}

/// The form once more, with what is wrong.
async fn again(
    view: &View,
    slug: &str,
    agreed: &[Purpose],
    job: &typed::Typed,
    problem: Problem,
) -> Result<Response, Problem> {
    if !problem.is_input() {
        return Err(problem);
    }
    let shown = new_page(view, slug, agreed, job, Some(&problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
}

/// A donation: to be looked at, or as it is kept.
async fn one(view: View, Path((slug, id)): Path<(String, String)>) -> Result<Markup, Problem> {
    let mine = acts::find(&view.app, &view.who, &slug, &id).await?;
    one_page(&view, &slug, &mine, None).await
}

async fn one_page(
    view: &View,
    slug: &str,
    mine: &Mine,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let address = format!("{}/{}", at(slug), mine.id);
    let go = (
        "/withdraw",
        if mine.kept {
            "donations-withdraw"
        } else {
            "donations-drop"
        },
    );
    let body = html! {
        p { a href=(at(slug)) { (view.t("donations-list")) } }
        (wrong(view, problem))
        @if mine.kept {
            p.lead { (view.t("donations-kept-lead")) }
            (jobs(view, mine))
            p.links { a href={ (address) "/receipt" } download { (view.t("donations-receipt")) } }
            p.hint { (view.t("donations-receipt-hint")) }
        } @else {
            p.lead { (view.t("donations-look-lead")) }
            (to_look_at(view, slug, &address, mine).await?)
        }
        p { (view.t(if mine.picture { "donations-with-picture" } else { "donations-no-picture" })) }
        h2 { (view.t(go.1)) }
        p { (view.t(if mine.kept { "donations-withdraw-hint" } else { "donations-drop-hint" })) }
        (action(view, &format!("{address}{}", go.0), &view.t(go.1), "danger", &[]))
    };
    let title = if mine.kept {
        "donations-one"
    } else {
        "donations-look"
    };
    Ok(page(view, &view.t(title), body))
}

/// What a field says, as its worker would write it.
fn text(card: &Card, field: Field) -> String {
    match card.value(field) {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::When(when)) => when.to_string(),
        Some(Value::Number(number)) => match card.currency() {
            Some(currency) if Field::MONEY.contains(&field) => currency.minor(*number).amount(),
            _ => number.to_string(),
        },
    }
}

fn jobs(view: &View, mine: &Mine) -> Markup {
    let head = html! {
        @for field in SHOWN { th scope="col" { (name(view, field)) } }
    };
    let rows = html! {
        @for card in &mine.cards {
            tr {
                @for field in SHOWN {
                    td { (said(&text(card, field))) }
                }
            }
        }
    };
    table(&view.t("donations-jobs-kept"), head, rows)
}

fn name(view: &View, field: Field) -> String {
    view.t(&format!(
        "donations-field-{}",
        field.name().replace('_', "-")
    ))
}

/// Every job with a box to leave it out, and its fields to put right.
async fn to_look_at(
    view: &View,
    slug: &str,
    address: &str,
    mine: &Mine,
) -> Result<Markup, Problem> {
    let known = acts::known(&view.app, &view.who, slug, mine).await?;
    let few = mine.cards.len() <= FEW;
    Ok(html! {
        form method="post" action=(address) {
            (view.proof())
            @for (place, card) in mine.cards.iter().enumerate() {
                fieldset {
                    legend { (view.say("donations-job", args![job = (place + 1) as f64])) }
                    @if known.contains(&place) { p.caption { (view.t("donations-known")) } }
                    (tick_of("keep", &place.to_string(), &view.t("donations-keep-job"), !known.contains(&place)))
                    @for field in SHOWN {
                        @let flag = card.readings.get(&field).and_then(|reading: &Reading| reading.flag);
                        @if few || flag.is_some() {
                            (question(view, place, card, field))
                        }
                    }
                    @if card.questions().next().is_some() {
                        (tick_of("right", &place.to_string(), &view.t("donations-right"), false))
                    }
                }
            }
            p.hint { (view.t("donations-sum-hint")) }
            p.actions { button { (view.t("donations-keep")) } }
        }
    })
}

fn question(view: &View, place: usize, card: &Card, field: Field) -> Markup {
    let id = format!("fix-{place}-{}", field.name());
    let asked = card.readings.get(&field).and_then(|reading| reading.flag);
    let hint = asked.map(|_| format!("{id}-hint"));
    html! {
        div.field {
            label for=(id) { (name(view, field)) }
            @if let Some(flag) = asked {
                p.hint id=[&hint] {
                    (view.t(&format!("donations-flag-{}", flag.name().replace('_', "-"))))
                }
            }
            input id=(id) name=(id) dir="auto" autocomplete="off" value=(text(card, field)) aria-describedby=[&hint];
        }
    }
}

/// What the form of a look says: which jobs are kept, and what is put right.
fn wish(mine: &Mine, sent: &[(String, String)]) -> Wish {
    let places = |name: &str| -> Vec<usize> {
        let of = sent.iter().filter(|(key, _)| key == name);
        of.filter_map(|(_, value)| value.parse().ok()).collect()
    };
    let right = places("right");
    let mut wish = Wish {
        keep: places("keep"),
        corrections: Vec::new(),
    };
    for (key, value) in sent {
        let part = key
            .strip_prefix("fix-")
            .and_then(|rest| rest.split_once('-'));
        let Some((place, field)) = part else {
            continue;
        };
        let (Ok(job), Some(field)) = (place.parse::<usize>(), Field::of_name(field)) else {
            continue;
        };
        let Some(card) = mine.cards.get(job).filter(|_| wish.keep.contains(&job)) else {
            continue;
        };
        let value = value.trim();
        let asked = card.readings.get(&field).is_some_and(|r| r.flag.is_some());
        let changed = value != text(card, field);
        if !value.is_empty() && (changed || (asked && right.contains(&job))) {
            wish.corrections.push(Correction {
                job,
                field: field.name().to_owned(),
                value: value.to_owned(),
            });
        }
    }
    wish
}

/// Keeps what was ticked.
async fn keep(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let mine = acts::find(&view.app, &view.who, &slug, &id).await?;
    let wish = wish(&mine, &sent);
    match acts::keep(&view.app, &view.who, &slug, &id, &wish).await {
        Ok(_) => Ok(parts::to(&format!("{}/{id}", at(&slug)), "donation-kept")),
        Err(problem) if problem.is_input() => {
            let shown = one_page(&view, &slug, &mine, Some(&problem)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// The receipt as a file.
async fn receipt(
    view: View,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let receipt = acts::receipt(&view.app, &view.who, &slug, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"receipt.json\"",
        ),
    ];
    Ok((headers, receipt.statement).into_response())
}

/// Withdraws a donation and shows the tombstone, this once.
async fn withdraw(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(_): Form<()>,
) -> Result<Response, Problem> {
    let kept = acts::find(&view.app, &view.who, &slug, &id).await?.kept;
    let tombstone = acts::withdraw(&view.app, &view.who, &slug, &id).await?;
    if !kept {
        return Ok(parts::to(&at(&slug), "donation-dropped"));
    }
    let body = html! {
        p.lead { (view.t("donations-gone-lead")) }
        p { (view.t("donations-gone-proof")) }
        p.code translate="no" { (tombstone.statement) }
        p { a href=(at(&slug)) { (view.t("donations-list")) } }
    };
    Ok(page(&view, &view.t("donations-gone"), body).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::pay::PayEvent;

    fn mine() -> Mine {
        let event = PayEvent {
            base: Some(1021),
            tip: Some(648),
            total: Some(1699),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        };
        Mine {
            id: "d".into(),
            channel: "web".into(),
            made: 0,
            kept: false,
            picture: false,
            hash: String::new(),
            jobs: Vec::new(),
            cards: vec![Card::of_event("a", &event), Card::of_event("b", &event)],
        }
    }

    fn sent(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |&(a, b): &(&str, &str)| (a.to_owned(), b.to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn only_what_is_changed_or_said_to_be_right_is_a_correction() {
        let wished = |pairs: &[(&str, &str)]| {
            let wish = wish(&mine(), &sent(pairs));
            let fixes = wish.corrections.into_iter();
            let fixes: Vec<_> = fixes.map(|c| (c.job, c.field, c.value)).collect();
            (wish.keep, fixes)
        };
        let as_read = [
            ("keep", "0"),
            ("fix-0-tip", "6.48"),
            ("fix-0-total", "16.99"),
        ];
        assert_eq!(wished(&as_read), (vec![0], vec![]));
        let changed = [
            ("keep", "0"),
            ("fix-0-tip", "6.48"),
            ("fix-0-total", " 16.69 "),
        ];
        let fix = |value: &str, field: &str| (0, field.to_owned(), value.to_owned());
        assert_eq!(wished(&changed), (vec![0], vec![fix("16.69", "total")]));
        // All four fields of a sum that does not fit are asked back.
        let right = [("keep", "0"), ("right", "0"), ("fix-0-tip", "6.48")];
        assert_eq!(wished(&right), (vec![0], vec![fix("6.48", "tip")]));
        let left_out = [("keep", "0"), ("fix-1-tip", "9.00"), ("fix-x-tip", "1")];
        assert_eq!(wished(&left_out), (vec![0], vec![]));
    }
}
