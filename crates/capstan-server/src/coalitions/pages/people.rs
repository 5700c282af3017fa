//! Who answers for a coalition, and naming them.

use crate::coalitions::acts::roles::take_back as take_back_act;
use crate::coalitions::acts::roles::{Named, Staff};
use crate::coalitions::acts::view::{self, Me};
use crate::coalitions::acts::{self, Naming, Rename};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, action, field, form, page, select, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use maud::{Markup, html};

/// Who answers for a coalition, for its members.
pub async fn staff(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    staff_page(&view, &slug, &Naming::default(), None).await
}

/// Gives a member a role.
pub async fn name(
    view: View,
    Path(slug): Path<String>,
    Form(naming): Form<Naming>,
) -> Result<Response, Problem> {
    let here = format!("/coalitions/{slug}/members");
    match acts::name(&view.app, &view.who, &slug, &naming).await {
        Ok(Named::Done) => Ok(to(&here, "named")),
        Ok(Named::Waits) => Ok(to(&here, "proposed")),
        Err(problem) if problem.is_input() => {
            let page = staff_page(&view, &slug, &naming, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Takes back that a member is proposed as a steward.
pub async fn take_back(
    view: View,
    Path(slug): Path<String>,
    Form(of): Form<Rename>,
) -> Result<Response, Problem> {
    take_back_act(&view.app, &view.who, &slug, &of.handle).await?;
    Ok(to(&format!("/coalitions/{slug}/members"), "taken-back"))
}

async fn staff_page(
    view: &View,
    slug: &str,
    naming: &Naming,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let me = view::me(&view.app, &view.who, slug).await?;
    let (me, staff) = me.ok_or_else(Problem::missing)?;
    let here = format!("/coalitions/{slug}/members");
    let body = html! {
        p.lead { (view.t("staff-lead")) }
        (wrong(view, problem))
        h2 { (view.t("staff-stewards")) }
        p { (view.t("staff-stewards-do")) }
        ul { @for handle in &staff.stewards { li { (typed(handle)) } } }
        h2 { (view.t("staff-organisers")) }
        p { (view.t("staff-organisers-do")) }
        ul { @for handle in &staff.organisers { li { (typed(handle)) } } }
        @if staff.organisers.is_empty() { p { (view.t("staff-nobody")) } }
        (nominations(view, &here, &me, &staff))
        @if me.role == "steward" { (naming_form(view, &here, naming, problem)) }
        @if me.role != "member" {
            h2 { (view.t("staff-step-down")) }
            p { (view.t("staff-step-down-hint")) }
            (action(view, &here, &view.t("staff-step-down-send"), "quiet",
                &[("handle", &me.handle), ("role", "member")]))
        }
    };
    Ok(page(view, &view.t("coalition-staff"), body))
}

fn nominations(view: &View, here: &str, me: &Me, staff: &Staff) -> Markup {
    let back = format!("{here}/take-back");
    html! {
        @if !staff.nominations.is_empty() {
            h2 { (view.t("staff-proposed")) }
            ul.cards {
                @for one in &staff.nominations {
                    li.card {
                        p { strong { (typed(&one.handle)) } " "
                            (view.t("staff-proposed-by")) " " (typed(&one.by)) }
                        @if me.role == "steward" {
                            @if one.by != me.handle {
                                (action(view, here, &view.t("staff-confirm"), "",
                                    &[("handle", &one.handle), ("role", "steward")]))
                            }
                            (action(view, &back, &view.t("staff-take-back"), "quiet",
                                &[("handle", &one.handle)]))
                        }
                    }
                }
            }
        }
    }
}

fn naming_form(view: &View, here: &str, naming: &Naming, problem: Option<&Problem>) -> Markup {
    let handle = Field {
        name: "handle",
        label: view.t("coalition-handle"),
        hint: view.t("staff-handle-hint"),
        value: &naming.handle,
        required: true,
        most: 24,
        ..Field::default()
    };
    let roles = ["organiser", "steward", "member"];
    let roles = roles.map(|role| (role.to_owned(), view.t(&format!("role-{role}"))));
    html! {
        h2 { (view.t("staff-name")) }
        p { (view.say("staff-name-hint", args![])) }
        (form(view, here, &view.t("staff-name-send"), html! {
            (field(view, &handle, problem))
            (select("role", &view.t("coalition-role"), &naming.role, &roles))
        }))
    }
}
