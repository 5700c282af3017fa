//! Forecasts that were made elsewhere, with `capstan forecast`: taken only if
//! every part of them is one that Capstan writes.

use crate::forecasts::ask;
use crate::problem::Problem;
use capstan_learn::Params;
use capstan_leverage::{Forecast, Lever, Target};
use capstan_worlds::{View, metric};

/// The largest file, in bytes.
pub const LARGEST: usize = 8 << 20;
/// The most figures of one forecast.
const MOST_POINTS: usize = 5_000;
/// No figure that Capstan writes is further from 0.
const FURTHEST: f64 = 1e9;
/// The longest text, in characters.
const LONGEST: usize = 500;

/// The forecast in a file.
///
/// # Errors
/// If it is not one that this version of Capstan writes; `place` says where.
pub fn read(bytes: &[u8]) -> Result<Forecast, Problem> {
    let wrong = |place: &str| Problem::input("file", "forecasts-no-forecast").with("place", place);
    if bytes.len() > LARGEST {
        return Err(Problem::too_large());
    }
    let given: serde_json::Value = serde_json::from_slice(bytes)
        .map_err(|e| wrong(&format!("{}:{}", e.line(), e.column())))?;
    let forecast: Forecast = serde_json::from_slice(bytes)
        .map_err(|e| wrong(&format!("{}:{}", e.line(), e.column())))?;
    // Whatever is not written again is not known to this version.
    if serde_json::to_value(&forecast).ok().as_ref() != Some(&given) {
        return Err(wrong("/"));
    }
    match fault(&forecast) {
        Some(place) => Err(wrong(place)),
        None => Ok(forecast),
    }
}

/// Where a forecast is none, if it is.
fn fault(f: &Forecast) -> Option<&'static str> {
    let short = |text: &str| text.chars().count() <= LONGEST;
    let texts = [
        &f.capstan,
        &f.processor,
        &f.data.name,
        &f.data.hash,
        &f.model.name,
    ];
    let people = f.data.users;
    let checks: [(&'static str, bool); 9] = [
        (
            "/data",
            texts.into_iter().all(|t| short(t)) && people > 0 && people <= 1 << 32,
        ),
        ("/model", known_model(f)),
        (
            "/scenario",
            !f.scenario.is_empty()
                && f.scenario.iter().all(|a| {
                    a.lever.parse::<Lever>().is_ok()
                        && ask::group(&a.group).is_ok()
                        && a.share > 0.0
                        && a.share <= 1.0
                        && a.people <= people
                }),
        ),
        ("/design", design(f)),
        (
            "/gaps",
            f.gaps
                .iter()
                .chain([&f.gap])
                .all(|g| metric::find(&g.metric).is_some() && ordered(g.low, g.value, g.high)),
        ),
        (
            "/baselines",
            f.baselines
                .iter()
                .all(|b| metric::find(&b.metric).is_some() && ordered(b.low, b.value, b.high)),
        ),
        (
            "/points",
            f.points.len() <= MOST_POINTS && f.points.iter().all(|p| point(f, p)),
        ),
        (
            "/shape",
            f.shape.slope.is_finite()
                && f.shape
                    .bends
                    .iter()
                    .all(|b| ordered(Some(b.low), Some(b.value), Some(b.high)) && share(b.at)),
        ),
        (
            "/critical_mass",
            f.critical_mass.as_ref().is_none_or(|c| {
                let limits = [c.value, c.low, c.high].into_iter().flatten().all(share);
                limits
                    && c.target.parse::<Target>().is_ok()
                    && c.looked_at
                        .iter()
                        .all(|l| share(l.participation) && share(l.probability))
            }),
        ),
    ];
    checks
        .into_iter()
        .find(|(_, good)| !good)
        .map(|(place, _)| place)
}

fn share(x: f64) -> bool {
    (0.0..=1.0).contains(&x)
}

/// Whether limits and value are numbers in their order, or none at all.
fn ordered(low: Option<f64>, value: Option<f64>, high: Option<f64>) -> bool {
    match (low, value, high) {
        (Some(low), Some(value), Some(high)) => {
            low <= value && value <= high && low >= -FURTHEST && high <= FURTHEST
        }
        // A loss can be known where its limits cannot be.
        (None, None, None) => true,
        _ => false,
    }
}

fn known_model(f: &Forecast) -> bool {
    let Ok(model) = capstan_learn::find(&f.model.name) else {
        return false;
    };
    let settings: Vec<(String, String)> = f
        .model
        .params
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_string()))
        .collect();
    let settings = settings.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let info = model.info();
    f.model.counterpart == info.counterpart
        && Params::new(info, settings).is_ok_and(|p| p == f.model.params)
}

fn design(f: &Forecast) -> bool {
    let d = &f.design;
    let ascending = d.participation.windows(2).all(|pair| pair[0] < pair[1]);
    matches!(d.protocol.as_str(), "paired" | "published")
        && d.folds >= 2
        && d.replicates >= 1
        && d.replicates <= d.asked
        && !d.participation.is_empty()
        && d.participation.len() <= 100
        && ascending
        && d.participation.iter().copied().all(share)
        && d.target
            .as_deref()
            .is_none_or(|t| t.parse::<Target>().is_ok())
}

fn point(f: &Forecast, p: &capstan_leverage::result::Point) -> bool {
    f.design.participation.contains(&p.participation)
        && p.people <= f.data.users
        && View::find(&p.view).is_some()
        && metric::find(&p.metric).is_some()
        && ordered(p.low, p.value, p.high)
        && ordered(p.change_low, p.change, p.change_high)
        && ordered(p.normalised_low, p.normalised_loss, p.normalised_high)
}
