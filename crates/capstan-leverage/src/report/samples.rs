//! Forecasts by formula, for tests: nothing is trained, so their numbers never
//! move.

use crate::critical::CriticalMass;
use crate::result::{ActionNote, Baseline, DesignNote, Forecast, Gap, ModelNote, Note, Point};
use crate::shape::{Kind, Shape};
use capstan_learn::{Params, find};
use capstan_worlds::{DataNote, METRICS, View};

const SHARES: [f64; 4] = [0.1, 0.3, 0.6, 1.0];
const NO_GAP: &str =
    "the personalisation gap cannot be told from zero, so there is nothing to divide by";
const LEFT: &str = "those who take part have left, so there is nothing to measure";
const HARDLY: &str = "hardly anybody is left whom this could be measured on";
const NO_OTHERS: &str = "the call goes to everyone, so there are no others";

/// A strike of people drawn by lot, with a target that is reached.
pub(super) fn strike() -> Forecast {
    let model = find("svd").expect("a model").info();
    let gap = |m: usize| if METRICS[m].needs_ratings { 0.16 } else { 0.02 };
    let gaps: Vec<Gap> = (0..METRICS.len())
        .map(|m| Gap {
            metric: METRICS[m].name.to_owned(),
            value: Some(gap(m)),
            low: Some(gap(m) * 0.75),
            high: Some(gap(m) * 1.25),
            reason: None,
        })
        .collect();
    let mut baselines = Vec::new();
    for (name, share) in [(model.name, 1.0), (model.counterpart, 0.0)] {
        for (m, metric) in METRICS.iter().enumerate() {
            let value = if metric.lower_is_better {
                1.04 - gap(m) * share
            } else {
                0.67 + gap(m) * share
            };
            baselines.push(Baseline {
                model: name.to_owned(),
                metric: metric.name.to_owned(),
                value: Some(value),
                low: Some(value - 0.015),
                high: Some(value + 0.015),
            });
        }
    }
    let mut points = Vec::new();
    for share in SHARES {
        for view in View::ALL {
            for m in 0..METRICS.len() {
                points.push(point(share, view, m, gap(m)));
            }
        }
    }
    Forecast {
        capstan: "0.1.0".to_owned(),
        processor: "none".to_owned(),
        seed: 7,
        data: DataNote {
            name: "by formula".to_owned(),
            hash: "0123456789abcdef".to_owned(),
            users: 600,
            items: 9000,
            ratings: 100_000,
            scale: [0.5, 5.0],
            relevant: 4.0,
            source: serde_json::Value::Null,
        },
        model: ModelNote {
            name: model.name.to_owned(),
            params: Params::new(model, [("factors", "10")]).expect("parameters"),
            counterpart: model.counterpart.to_owned(),
            unknown: model.unknown.to_owned(),
            source: model.source.to_owned(),
        },
        scenario: vec![action("random", "strike", 1.0, 600)],
        design: DesignNote {
            protocol: "paired".to_owned(),
            folds: 5,
            asked: 8,
            replicates: 8,
            participation: SHARES.to_vec(),
            tolerance: None,
            target: Some("normalised_loss of surfaced_hits for everyone >= 0.5".to_owned()),
            draws: 1000,
            measured_from: None,
        },
        gap: gaps[0].clone(),
        gaps,
        baselines,
        points,
        shape: Shape {
            kind: Kind::Accelerating,
            bends: Vec::new(),
            slope: 0.03,
            reason: None,
        },
        critical_mass: Some(CriticalMass {
            target: "normalised_loss of surfaced_hits for everyone >= 0.5".to_owned(),
            value: Some(0.45),
            low: Some(0.38),
            high: Some(0.55),
            people: Some(270),
            reason: None,
            looked_at: Vec::new(),
        }),
        notes: vec![Note::Synthetic],
        worlds: Vec::new(),
    }
}

/// The same from a model that has no gap: nothing can be told from nothing.
pub(super) fn no_gap() -> Forecast {
    let mut f = strike();
    for gap in &mut f.gaps {
        gap.low = gap.value.map(|v| -v);
        gap.high = gap.value.map(|v| 3.0 * v);
        gap.reason = Some(NO_GAP.to_owned());
    }
    f.gap = f.gaps[0].clone();
    for p in &mut f.points {
        p.change_low = p.change.map(|c| c - 0.03);
        p.change_high = p.change.map(|c| c + 0.03);
        (p.normalised_loss, p.normalised_low, p.normalised_high) = (None, None, None);
        if p.reason.is_none() {
            p.reason = Some(NO_GAP.to_owned());
        }
    }
    f.shape.kind = Kind::NotDistinguishable;
    f.shape.reason = Some("the effect itself cannot be told from none".to_owned());
    if let Some(found) = &mut f.critical_mass {
        (found.value, found.low, found.high, found.people) = (None, None, None, None);
        found.reason = Some(NO_GAP.to_owned());
    }
    f.notes = vec![Note::NoGap, Note::OneReplicate, Note::Synthetic];
    f
}

/// People who leave: errors of theirs cannot be measured, and their hits are 0.
pub(super) fn boycott() -> Forecast {
    let mut f = strike();
    f.scenario = vec![action("random", "boycott", 1.0, 600)];
    f.design.target = None;
    f.critical_mass = None;
    f.shape.kind = Kind::Linear;
    for p in &mut f.points {
        let hits = p.metric.ends_with("_hits");
        if p.view == "strikers" && !hits {
            *p = empty(p, LEFT);
        } else if hits && matches!(&*p.view, "strikers" | "everyone") {
            let lost = if p.metric == "surfaced_hits" || p.view == "everyone" {
                0.69 * p.participation
            } else {
                0.69
            };
            p.change = Some(-lost);
            p.change_low = Some(-lost - 0.03);
            p.change_high = Some(-lost + 0.03);
            p.value = Some(0.69 - lost);
        }
    }
    f
}

/// Two groups with a lever each, one of them with half its people; a target on
/// errors, for those who do not take part.
pub(super) fn two() -> Forecast {
    let mut f = strike();
    f.scenario = vec![
        action("gender=F", "volume=0.3", 1.0, 290),
        action("age<25", "boycott", 0.5, 90),
    ];
    let target = "change of rmse for bystanders >= 0.01";
    f.design.target = Some(target.to_owned());
    f.design.measured_from = Some(1_435_622_400);
    f.notes = vec![Note::Stopped, Note::Published];
    f.design.protocol = "published".to_owned();
    f.shape.kind = Kind::SShaped;
    if let Some(found) = &mut f.critical_mass {
        found.target = target.to_owned();
        (found.value, found.high) = (Some(1.0), None);
    }
    f
}

fn action(group: &str, lever: &str, share: f64, people: usize) -> ActionNote {
    ActionNote {
        group: group.to_owned(),
        lever: lever.to_owned(),
        share,
        people,
    }
}

/// Strikers lose the whole gap, bystanders less and less of it is left.
fn point(share: f64, view: View, m: usize, gap: f64) -> Point {
    let metric = &METRICS[m];
    let (own, weight) = match view {
        View::Everyone => (share + (1.0 - share) * share * share, 1.0),
        View::Strikers => (1.0, share),
        View::Bystanders | View::Similar | View::Others => (share * share, 1.0 - share),
    };
    let loss = if metric.of_everyone {
        own * weight
    } else {
        own
    };
    let sign = if metric.lower_is_better { 1.0 } else { -1.0 };
    let change = sign * gap * loss;
    let reach = 0.1 * gap;
    let today = if metric.lower_is_better { 0.88 } else { 0.69 };
    let point = Point {
        participation: share,
        people: (share * 600.0) as usize,
        lever: "strike".to_owned(),
        group: "random".to_owned(),
        view: view.name().to_owned(),
        metric: metric.name.to_owned(),
        value: Some(today + change),
        low: Some(today + change - 0.016),
        high: Some(today + change + 0.016),
        change: Some(change),
        change_low: Some(change - reach),
        change_high: Some(change + reach),
        normalised_loss: Some(loss),
        normalised_low: Some(loss * 0.8 - 0.05),
        normalised_high: Some(loss * 1.25 + 0.05),
        reason: None,
    };
    match view {
        View::Others => empty(&point, NO_OTHERS),
        View::Bystanders | View::Similar if share >= 1.0 => empty(&point, HARDLY),
        _ => point,
    }
}

fn empty(point: &Point, reason: &str) -> Point {
    Point {
        value: None,
        low: None,
        high: None,
        change: None,
        change_low: None,
        change_high: None,
        normalised_loss: None,
        normalised_low: None,
        normalised_high: None,
        reason: Some(reason.to_owned()),
        ..point.clone()
    }
}
