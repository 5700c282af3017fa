//! The page of the poll: the finding, the figure, what changed, and how it is
//! made; or why there is nothing yet.

use super::acts::{self, Standings};
use crate::directory::visions;
use crate::problem::Problem;
use crate::web::pages::Pages;
use crate::web::parts::{self, day, page};
use crate::web::view::View;
use capstan_coalition::poll::{Change, Poll, Standing};
use capstan_report::format::NO_NUMBER;
use capstan_report::{Cell, Column, Dot, Dots, Figure, Format, Picture, Table, args};
use capstan_store::id::DAY;
use maud::{Markup, PreEscaped, html};

/// How many ticks back the page looks.
const BACK: i64 = 30;

/// The page of the poll.
pub fn pages() -> Pages {
    Pages::default().get("/poll", poll)
}

/// The page.
pub async fn poll(view: View) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let standings = acts::standings(&mut conn, BACK).await?;
    drop(conn);
    let body = html! {
        p.lead { (view.t("poll-lead")) }
        @match &standings {
            None => p { (view.t("poll-none")) },
            Some(standings) => {
                @match &standings.poll {
                    Ok(poll) => (shown(&view, standings, poll)),
                    Err(why) => {
                        p { (view.t(&format!("poll-{}", why.key()))) }
                        p { (view.t("poll-empty")) }
                    }
                }
                p.caption { (view.t("poll-as-of")) " " (day(&view, standings.at)) "." }
            }
        }
        p.links { a href="/coalitions" { (view.t("poll-coalitions")) } }
    };
    Ok(page(&view, &view.t("poll-title"), body))
}

fn shown(view: &View, standings: &Standings, poll: &Poll) -> Markup {
    let caption = view.say(
        "poll-caption",
        args![people = poll.people, steps = poll.steps],
    );
    let picture = Picture {
        name: "poll".to_owned(),
        figure: Figure::Dots(figure(view, standings, poll)),
        caption: format!("{caption} {}", view.t("poll-how-sure")),
        data: table(view, poll),
    };
    let drawn = picture
        .html(view.voice(), "h2", capstan_report::Downloads::Inside)
        .finish();
    html! {
        (PreEscaped(drawn))
        @if !standings.changes.is_empty() {
            h2 { (view.t("poll-trend")) }
            (trend(view, &standings.changes))
        }
        @if !standings.earlier.is_empty() {
            details {
                summary { (view.t("poll-history")) }
                (history(view, poll, &standings.earlier))
            }
        }
    }
}

fn of<'a>(poll: &'a Poll, vision: &str) -> Option<&'a Standing> {
    poll.visions.iter().find(|s| s.vision == vision)
}

fn figure(view: &View, standings: &Standings, poll: &Poll) -> Dots {
    let voice = view.voice();
    let first = standings.earlier.last();
    let row = |standing: &Standing| Dot {
        label: visions::text(view, &standing.vision),
        value: standing.share,
        before: first.and_then(|p| of(p, &standing.vision)).map(|s| s.share),
    };
    let mut rows: Vec<Dot> = poll.visions.iter().map(row).collect();
    rows.extend(poll.rest.map(|rest| Dot {
        label: view.t("poll-rest"),
        value: rest,
        before: first.and_then(|p| p.rest),
    }));
    let said = rows.iter().map(|row| {
        let share = voice.between(row.value.low, row.value.high);
        view.say(
            "poll-share",
            args![vision = row.label.as_str(), share = share],
        )
    });
    let description = said.collect::<Vec<_>>().join(" ");
    let title = rows.first().map_or_else(String::new, |row| {
        let share = capitalised(&voice.about(row.value.value));
        view.say(
            "poll-finding",
            args![share = share, vision = row.label.as_str()],
        )
    });
    let days = first.map_or(0, |p| (poll.at - p.at) / DAY);
    Dots {
        title,
        description,
        x_label: view.t("poll-axis"),
        before: view.say("poll-before", args![days = days]),
        rows,
    }
}

/// With a capital, as at the beginning of a sentence.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn table(view: &View, poll: &Poll) -> Table {
    let percent = Format::percent(0);
    let mut table = Table::new(
        view.t("poll-table"),
        vec![
            Column::new("vision", view.t("poll-vision")),
            Column::new("people_at_least", view.t("poll-people")),
            Column::new("share", view.t("poll-part")),
        ],
    );
    for standing in &poll.visions {
        table.push(vec![
            Cell::text(visions::text(view, &standing.vision)),
            Cell::Number(standing.people as f64, Format::number(0)),
            Cell::Estimate(standing.share, percent),
        ]);
    }
    if let Some(rest) = poll.rest {
        let name = Cell::text(view.t("poll-rest"));
        table.push(vec![name, Cell::Empty, Cell::Estimate(rest, percent)]);
    }
    table
}

/// What changed, a sentence each; one for all that cannot be told apart.
fn trend(view: &View, changes: &[Change]) -> Markup {
    let told = |change: &&Change| change.share.low > 0.0 || change.share.high < 0.0;
    let told: Vec<&Change> = changes.iter().filter(told).collect();
    html! {
        @if told.is_empty() { p { (view.t("poll-same")) } }
        ul {
            @for change in &told {
                @let vision = visions::text(view, &change.vision);
                @let points = view.voice().points(change.share.value.abs(), 0);
                @let key = if change.share.value > 0.0 { "poll-grew" } else { "poll-shrank" };
                li { (view.say(key, args![vision = vision, points = points])) }
            }
        }
    }
}

/// The published shares of earlier days, latest first.
fn history(view: &View, now: &Poll, earlier: &[Poll]) -> Markup {
    let voice = view.voice();
    let head = html! {
        th scope="col" { (view.t("poll-day")) }
        @for standing in &now.visions {
            th scope="col" { (visions::name(view, &standing.vision)) }
        }
    };
    let share = |poll: &Poll, vision: &str| match of(poll, vision) {
        Some(then) => voice.estimate(then.share, Format::percent(0)),
        None => NO_NUMBER.to_owned(),
    };
    let rows = html! {
        @for poll in std::iter::once(now).chain(earlier) {
            tr {
                th scope="row" { (day(view, poll.at)) }
                @for standing in &now.visions {
                    td.number { (share(poll, &standing.vision)) }
                }
            }
        }
    };
    parts::table(&view.t("poll-history-caption"), head, rows)
}
