//! Two forecasts side by side.

use crate::error::LeverageError;
use crate::result::Forecast;
use capstan_stats::Interval;
use capstan_worlds::{METRICS, View, metric};
use serde::Serialize;

/// Two forecasts in one metric and view.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The metric.
    pub metric: String,
    /// The view.
    pub view: String,
    /// What each forecast is about.
    pub titles: [String; 2],
    /// Each forecast's gap; `null` where there is none.
    pub gaps: [Option<Interval>; 2],
    /// Whether both are on the same data.
    pub same_data: bool,
    /// One entry for each participation that either has.
    pub rows: Vec<Row>,
}

/// One participation.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The participation.
    pub participation: f64,
    /// The change of the metric in each forecast.
    pub change: [Option<Interval>; 2],
    /// The normalised loss in each forecast.
    pub normalised_loss: [Option<Interval>; 2],
    /// The change of the second minus that of the first. Its interval takes
    /// the two as independent, which is too wide rather than too narrow where
    /// they share data and seed.
    pub difference: Option<Interval>,
}

/// Sets two forecasts side by side.
///
/// # Errors
/// If there is no such metric or view.
pub fn compare(
    a: &Forecast,
    b: &Forecast,
    metric: &str,
    view: &str,
) -> Result<Pair, LeverageError> {
    if metric::find(metric).is_none() {
        return Err(LeverageError::Target {
            found: metric.to_owned(),
            why: format!(
                "no such metric: expected one of {}",
                METRICS.each_ref().map(|m| m.name).join(", ")
            ),
        });
    }
    if View::find(view).is_none() {
        return Err(LeverageError::Target {
            found: view.to_owned(),
            why: format!(
                "no such view: expected one of {}",
                View::ALL.map(View::name).join(", ")
            ),
        });
    }
    let both = [a, b];
    let mut participation: Vec<f64> = both
        .iter()
        .flat_map(|f| f.design.participation.iter().copied())
        .collect();
    participation.sort_by(f64::total_cmp);
    participation.dedup();
    let rows = participation
        .into_iter()
        .map(|p| {
            let points = both.map(|f| f.point(p, view, metric));
            let change = points.map(|p| interval(p?.change, p?.change_low, p?.change_high));
            let normalised_loss =
                points.map(|p| interval(p?.normalised_loss, p?.normalised_low, p?.normalised_high));
            let difference = match change {
                [Some(a), Some(b)] => Some(Interval::around(
                    b.value - a.value,
                    a.reach().hypot(b.reach()),
                )),
                _ => None,
            };
            Row {
                participation: p,
                change,
                normalised_loss,
                difference,
            }
        })
        .collect();
    Ok(Pair {
        metric: metric.to_owned(),
        view: view.to_owned(),
        titles: both.map(title),
        gaps: both.map(|f| {
            let gap = f.gaps.iter().find(|g| g.metric == metric)?;
            interval(gap.value, gap.low, gap.high)
        }),
        same_data: a.data.hash == b.data.hash,
        rows,
    })
}

fn interval(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> Option<Interval> {
    Some(Interval {
        value: value?,
        low: low?,
        high: high?,
    })
}

fn title(forecast: &Forecast) -> String {
    let actions: Vec<String> = forecast
        .scenario
        .iter()
        .map(|a| format!("{} by {}", a.lever, a.group))
        .collect();
    format!(
        "{}, {} on {}",
        actions.join(" and "),
        forecast.model.name,
        forecast.data.name
    )
}
