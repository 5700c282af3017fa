//! The curves of a campaign, as one plays with them.

use capstan_leverage::Forecast;
use capstan_leverage::result::Point;
use capstan_store::forecasts as stored;
use serde::Serialize;
use utoipa::ToSchema;

/// What everyone's loss is read from: how many of the items that people like
/// are shown to them.
const EVERYONE: &str = "surfaced_hits";
/// What one group's change is read from: the same, of what this group likes.
const OWN: &str = "normalised_hits";

/// An estimate with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

/// What happens at one participation.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct CurvePoint {
    /// The share of those called who take part.
    pub participation: f64,
    /// How many people of the data that is.
    pub people: u64,
    /// What the operator loses: the share of what personalisation gives.
    /// Nothing where there is no such thing to lose.
    pub operator: Option<Estimate>,
    /// The change for everyone: of 1,000 items people like, how many more are
    /// shown to them.
    pub everyone: Option<Estimate>,
    /// The change for those who do not take part, of 1,000 items they like.
    pub bystanders: Option<Estimate>,
    /// The change for those who take part, of 1,000 items they like.
    pub own: Option<Estimate>,
}

/// A curve.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Curve {
    /// The id of its forecast.
    pub id: String,
    /// The lever: "strike".
    pub lever: String,
    /// Who is called: "random" for everyone.
    pub group: String,
    /// Whether more points can be asked for.
    pub more: bool,
    /// The points that were computed, ascending.
    pub points: Vec<CurvePoint>,
    /// Participations that are being computed now.
    pub under_way: Vec<f64>,
}

/// What a curve says at a participation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// It was computed there.
    Computed(CurvePoint),
    /// It was not: a straight line between its neighbours.
    Between(CurvePoint),
    /// It says nothing beyond its last point.
    Beyond,
}

fn estimate(
    scale: f64,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
) -> Option<Estimate> {
    Some(Estimate {
        value: value? * scale,
        low: low? * scale,
        high: high? * scale,
    })
}

fn change(point: Option<&Point>) -> Option<Estimate> {
    let p = point?;
    estimate(1000.0, p.change, p.change_low, p.change_high)
}

/// The points of one forecast.
pub fn points(forecast: &Forecast) -> Vec<CurvePoint> {
    let shares = forecast.design.participation.iter().filter(|p| **p > 0.0);
    shares
        .map(|&participation| {
            let at = |view, metric| forecast.point(participation, view, metric);
            let everyone = at("everyone", EVERYONE);
            CurvePoint {
                participation,
                people: everyone.map_or(0, |p| p.people as u64),
                operator: everyone.and_then(|p| {
                    estimate(1.0, p.normalised_loss, p.normalised_low, p.normalised_high)
                }),
                everyone: change(everyone),
                bystanders: change(at("bystanders", OWN)),
                own: change(at("strikers", OWN)),
            }
        })
        .collect()
}

/// The curves of a campaign's forecasts, each with the points that were added
/// to it.
pub fn of(
    all: &[(stored::Forecast, Option<Forecast>)],
    more: impl Fn(&stored::Forecast) -> bool,
) -> Vec<Curve> {
    let firsts = all.iter().filter(|(row, _)| row.base.is_none());
    firsts
        .filter_map(|(row, made)| {
            let made = made.as_ref()?;
            let added = all.iter().filter(|(r, _)| r.base.as_ref() == Some(&row.id));
            let mut found = points(made);
            let mut under_way = Vec::new();
            for (row, made) in added {
                match made {
                    Some(made) => found.extend(points(made)),
                    None => under_way.extend(asked(row)),
                }
            }
            found.sort_by(|a, b| a.participation.total_cmp(&b.participation));
            found.dedup_by(|a, b| a.participation == b.participation);
            let join = |f: &dyn Fn(&capstan_leverage::result::ActionNote) -> String| {
                made.scenario.iter().map(f).collect::<Vec<_>>().join(" + ")
            };
            Some(Curve {
                id: row.id.clone(),
                lever: join(&|a| a.lever.clone()),
                group: join(&|a| a.group.clone()),
                more: more(row),
                points: found,
                under_way,
            })
        })
        .collect()
}

fn asked(row: &stored::Forecast) -> Vec<f64> {
    serde_json::from_str::<super::ask::Ask>(&row.ask)
        .map_or_else(|_| Vec::new(), |a| a.participation)
}

impl Curve {
    /// What it says at a participation. Where nobody takes part nothing
    /// changes; of those who take part nothing can be said there.
    pub fn at(&self, participation: f64) -> At {
        let nothing = Some(Estimate {
            value: 0.0,
            low: 0.0,
            high: 0.0,
        });
        let start = CurvePoint {
            participation: 0.0,
            people: 0,
            operator: self.points.first().and_then(|p| p.operator).and(nothing),
            everyone: nothing,
            bystanders: nothing,
            own: None,
        };
        let mut before = start;
        for &point in std::iter::once(&start).chain(&self.points) {
            if (point.participation - participation).abs() < 1e-9 {
                return At::Computed(point);
            }
            if point.participation > participation {
                return At::Between(between(&before, &point, participation));
            }
            before = point;
        }
        At::Beyond
    }
}

fn between(a: &CurvePoint, b: &CurvePoint, participation: f64) -> CurvePoint {
    let share = (participation - a.participation) / (b.participation - a.participation);
    let mix = |a: f64, b: f64| a + share * (b - a);
    let both = |a: Option<Estimate>, b: Option<Estimate>| {
        let (a, b) = (a?, b?);
        Some(Estimate {
            value: mix(a.value, b.value),
            low: mix(a.low, b.low),
            high: mix(a.high, b.high),
        })
    };
    CurvePoint {
        participation,
        people: mix(a.people as f64, b.people as f64).round() as u64,
        operator: both(a.operator, b.operator),
        everyone: both(a.everyone, b.everyone),
        bystanders: both(a.bystanders, b.bystanders),
        own: both(a.own, b.own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(participation: f64, value: f64) -> CurvePoint {
        let some = Some(Estimate {
            value,
            low: value - 1.0,
            high: value + 2.0,
        });
        CurvePoint {
            participation,
            people: (participation * 100.0) as u64,
            operator: some,
            everyone: some,
            bystanders: some,
            own: some,
        }
    }

    #[test]
    fn between_points_it_is_a_straight_line_and_beyond_it_is_nothing() {
        let curve = Curve {
            id: "f".into(),
            lever: "strike".into(),
            group: "random".into(),
            more: true,
            points: vec![point(0.2, -4.0), point(0.6, -12.0)],
            under_way: Vec::new(),
        };
        assert_eq!(curve.at(0.2), At::Computed(point(0.2, -4.0)));
        let At::Between(half) = curve.at(0.4) else {
            panic!("computed")
        };
        let everyone = half.everyone.unwrap();
        assert!((everyone.value + 8.0).abs() < 1e-12 && (everyone.low + 9.0).abs() < 1e-12);
        assert_eq!(half.people, 40);
        let At::Between(low) = curve.at(0.1) else {
            panic!("computed")
        };
        assert!((low.bystanders.unwrap().value + 2.0).abs() < 1e-12);
        assert_eq!(low.own, None);
        assert_eq!(curve.at(0.61), At::Beyond);
        let At::Computed(start) = curve.at(0.0) else {
            panic!("between")
        };
        assert_eq!(start.everyone.unwrap().high, 0.0);
    }
}
