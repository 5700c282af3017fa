//! Founding a coalition, and changing its texts.

use crate::coalitions::acts::{self, Founding, Rename, Texts, view};
use crate::coalitions::charter::Clauses;
use crate::directory::visions;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, choice, field, form, page, select, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// The form to found a coalition.
pub async fn new(view: View) -> Result<Markup, Problem> {
    view.who.person()?;
    Ok(founding_form(&view, &Founding::default(), None))
}

/// What the form sends, its three parts side by side.
fn read(fields: &[(String, String)]) -> Result<Founding, serde_html_form::de::Error> {
    let text = serde_html_form::to_string(fields).unwrap_or_default();
    let Rename { handle } = serde_html_form::from_str(&text)?;
    Ok(Founding {
        texts: serde_html_form::from_str(&text)?,
        charter: serde_html_form::from_str(&text)?,
        handle,
    })
}

/// Founds a coalition.
pub async fn found(
    view: View,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let founding = read(&fields).map_err(|_| Problem::unreadable())?;
    match acts::found(&view.app, &view.who, &founding).await {
        Ok(slug) => Ok(to(&format!("/coalitions/{slug}"), "founded")),
        Err(problem) if problem.is_input() => {
            let form = founding_form(&view, &founding, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn founding_form(view: &View, founding: &Founding, problem: Option<&Problem>) -> Markup {
    let handle = Field {
        name: "handle",
        label: view.t("coalition-handle"),
        hint: view.t("join-handle-hint"),
        value: &founding.handle,
        required: true,
        most: 24,
        ..Field::default()
    };
    let body = html! {
        p.lead { (view.t("founding-lead")) }
        (wrong(view, problem))
        (form(view, "/coalitions", &view.t("founding-send"), html! {
            h2 { (view.t("founding-texts")) }
            (texts_fields(view, &founding.texts, problem))
            h2 { (view.t("coalition-charter")) }
            p { (view.t("founding-charter")) }
            (clauses_fields(view, &founding.charter, problem))
            h2 { (view.t("founding-you")) }
            p { (view.t("founding-steward")) }
            (field(view, &handle, problem))
        }))
    };
    page(view, &view.t("founding-title"), body)
}

fn texts_fields(view: &View, texts: &Texts, problem: Option<&Problem>) -> Markup {
    let is_own = |tag: &&str| !visions::menu().any(|known| known == *tag);
    let tags: Vec<&str> = texts
        .visions
        .iter()
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .collect();
    let own: Vec<&str> = tags
        .iter()
        .copied()
        .filter(|t| !t.is_empty())
        .filter(is_own)
        .collect();
    let (own, languages) = (own.join(", "), texts.languages.join(", "));
    let plain = |name, key: &str, value, most| Field {
        name,
        label: view.t(key),
        value,
        most,
        ..Field::default()
    };
    html! {
        (field(view, &Field { required: true, ..plain("name", "founding-name", &texts.name, 80) }, problem))
        (field(view, &Field {
            required: true, hint: view.t("founding-summary-hint"),
            ..plain("summary", "founding-summary", &texts.summary, 200)
        }, problem))
        fieldset {
            legend { (view.t("founding-visions")) }
            @for tag in visions::menu() {
                label.option {
                    input type="checkbox" name="visions" value=(tag) checked[tags.contains(&tag)];
                    span { (visions::name(view, tag)) }
                }
            }
        }
        (field(view, &Field {
            hint: view.t("founding-own-visions-hint"),
            ..plain("visions", "founding-own-visions", &own, 0)
        }, problem))
        (field(view, &Field {
            hint: view.t("founding-place-hint"),
            ..plain("place", "directory-place", &texts.place, 200)
        }, problem))
        (field(view, &Field {
            required: true, hint: view.t("founding-languages-hint"),
            ..plain("languages", "founding-languages", &languages, 0)
        }, problem))
    }
}

/// The fields of a charter, each with what it means.
pub fn clauses_fields(view: &View, clauses: &Clauses, problem: Option<&Problem>) -> Markup {
    let [words, public, members, days] = [
        u64::from(clauses.words_needed),
        clauses.group_public,
        clauses.group_members,
        u64::from(clauses.retention_days),
    ]
    .map(|n| n.to_string());
    let plain = |name, key: &str, value, kind| plain(view, name, key, value, kind);
    let joining: Vec<(&str, String, String)> = ["open", "invitation", "vouched"]
        .map(|key| {
            (
                key,
                view.t(&format!("charter-joining-{key}")),
                String::new(),
            )
        })
        .into();
    html! {
        (field(view, &plain("purpose", "charter-purpose", &clauses.purpose, "area"), problem))
        (choice("who_may_join", &view.t("charter-joining"), &clauses.who_may_join, &joining))
        (field(view, &Field {
            hint: view.t("founding-words-hint"),
            ..plain("words_needed", "charter-words", &words, "number")
        }, problem))
        (rule_fields(view, clauses, problem))
        (field(view, &plain("group_public", "founding-group-public", &public, "number"), problem))
        (field(view, &plain("group_members", "founding-group-members", &members, "number"), problem))
        (field(view, &plain("retention_days", "founding-retention", &days, "number"), problem))
        (dividend_field(view, clauses))
        (field(view, &Field {
            hint: view.t("founding-contact-hint"), most: 200,
            ..plain("contact", "charter-contact", &clauses.contact, "")
        }, problem))
    }
}

/// The fields of how decisions are made.
pub fn rule_fields(view: &View, clauses: &Clauses, problem: Option<&Problem>) -> Markup {
    let age = clauses.minimum_age_days.to_string();
    let plain = |name, key: &str, value, kind| plain(view, name, key, value, kind);
    let methods = ["approval", "score", "instant-runoff", "schulze"];
    html! {
        (select("method", &view.t("charter-decisions"), &clauses.method,
            &options(view, "charter-method", &methods)))
        (field(view, &Field {
            hint: view.t("founding-quorum-hint"), ..plain("quorum", "founding-quorum", &clauses.quorum, "")
        }, problem))
        (select("majority", &view.t("founding-majority"), &clauses.majority,
            &options(view, "founding-majority", &["more-than", "at-least"])))
        (field(view, &Field {
            hint: view.t("founding-share-hint"), ..plain("share", "founding-share", &clauses.share, "")
        }, problem))
        (select("base", &view.t("founding-base"), &clauses.base,
            &options(view, "charter-base", &["voters", "present", "electorate"])))
        (field(view, &plain("minimum_age_days", "founding-age", &age, "number"), problem))
    }
}

/// The field of how money is split. A chain of rules that holds can be kept;
/// another one comes from the page where ways to share are tried.
pub fn dividend_field(view: &View, clauses: &Clauses) -> Markup {
    let chained = !clauses.dividend_chain.is_empty();
    let dividends = [
        "", "equal", "shift", "clip", "abs", "bins", "rank", "softmax", "power", "chain",
    ];
    let offered = match chained {
        true => &dividends[..],
        false => &dividends[..dividends.len() - 1],
    };
    html! {
        (select("dividend_rule", &view.t("charter-dividend"), &clauses.dividend_rule,
            &options(view, "charter-dividend", offered)))
        @if chained {
            input type="hidden" name="dividend_chain" value=(clauses.dividend_chain);
        }
    }
}

fn options(view: &View, prefix: &str, keys: &[&str]) -> Vec<(String, String)> {
    let option = |key: &&str| {
        let said = if key.is_empty() { "undecided" } else { key };
        ((*key).to_owned(), view.t(&format!("{prefix}-{said}")))
    };
    keys.iter().map(option).collect()
}

fn plain<'a>(view: &View, name: &'a str, key: &str, value: &'a str, kind: &'a str) -> Field<'a> {
    Field {
        name,
        label: view.t(key),
        value,
        kind,
        required: true,
        ..Field::default()
    }
}

/// The form to change what a coalition says of itself.
pub async fn texts(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let coalition = view::show(&view.app, &slug).await?;
    let me = view::me(&view.app, &view.who, &slug).await?;
    if me.is_none_or(|(me, _)| me.role != "steward") {
        return Err(Problem::missing());
    }
    let texts = Texts {
        name: coalition.name,
        summary: coalition.summary,
        visions: coalition.visions,
        place: coalition.place,
        languages: coalition.languages,
    };
    Ok(texts_form(&view, &slug, &texts, None))
}

/// Changes what a coalition says of itself.
pub async fn change(
    view: View,
    Path(slug): Path<String>,
    Form(texts): Form<Texts>,
) -> Result<Response, Problem> {
    match acts::change(&view.app, &view.who, &slug, &texts).await {
        Ok(()) => Ok(to(&format!("/coalitions/{slug}"), "changed")),
        Err(problem) if problem.is_input() => {
            let form = texts_form(&view, &slug, &texts, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn texts_form(view: &View, slug: &str, texts: &Texts, problem: Option<&Problem>) -> Markup {
    let here = format!("/coalitions/{slug}/texts");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&texts.name)) } }
        p { (view.t("founding-logged")) }
        (wrong(view, problem))
        (form(view, &here, &view.t("founding-change"), texts_fields(view, texts, problem)))
    };
    page(view, &view.t("coalition-texts"), body)
}
