//! The figures of a forecast.
//!
//! Both show changes for the same people, not levels: a change is paired, so
//! its interval is much narrower than that of the level, and a hollow point is
//! one whose band touches the line of today.

use super::amount::{Unit, unit};
use super::room::{Room, lever};
use crate::lever::{Lever, date};
use capstan_report::{
    Baseline, CriticalMass, Figure, Format, LeverCurve, Panels, Point, Refusal, Scale, Series,
    View as Shown, YAxis, args,
};
use capstan_stats::Interval;
use capstan_worlds::metric::Gone;
use capstan_worlds::{METRICS, View};

/// A curve that goes further than so many gaps leaves no room for a scale of
/// one.
const GAPS: f64 = 4.0;

impl Room<'_> {
    /// The curve in the main metric and view.
    pub(super) fn main_figure(&self) -> Figure {
        let (view, m) = (self.view, self.metric);
        let unknown = self.counterpart_change();
        let mut baselines = vec![Baseline {
            label: self.model_line("line-today", &self.forecast.model.name),
            value: 0.0,
        }];
        baselines.extend(unknown.map(|value| Baseline {
            label: self.model_line("line-unknown", &self.forecast.model.counterpart),
            value,
        }));
        Figure::Curve(LeverCurve {
            title: self.curve_title(),
            description: self.description(view, m),
            x_label: self.x_label(),
            y: YAxis {
                label: self.axis(m),
                format: axis_format(m),
                zero: true,
                second: unknown
                    .filter(|_| self.gap(m).is_some_and(|g| g.reason.is_none()))
                    .map(|unknown| Scale {
                        today: 0.0,
                        unknown,
                    }),
            },
            series: vec![self.series(view, m)],
            baselines,
            refused: Vec::new(),
            critical: self.critical_line(),
        })
    }

    /// What each view would see: a panel each, for views that have figures.
    pub(super) fn views_figure(&self) -> Option<Figure> {
        let m = self.people_metric();
        // Beside people who are shown nothing any more, nobody else's change
        // could be seen.
        let hidden = |view| {
            let left = matches!(view, View::Everyone | View::Strikers);
            left && self.all_leave() && METRICS[m].gone == Gone::CountAsZero
        };
        let series: Vec<Series> = self
            .shown_views()
            .into_iter()
            .filter(|&view| !hidden(view))
            .map(|view| self.series(view, m))
            .filter(|s| !s.points.is_empty())
            .collect();
        if series.is_empty() {
            return None;
        }
        let descriptions = [View::Strikers, View::Bystanders].map(|v| self.description(v, m));
        Some(Figure::Panels(Panels {
            title: self.views_title(),
            description: descriptions.join(" "),
            x_label: self.x_label(),
            y: YAxis {
                label: self.axis(m),
                format: axis_format(m),
                zero: true,
                second: None,
            },
            baselines: vec![Baseline {
                label: self.voice.say("line-now", args![]),
                value: 0.0,
            }],
            series,
        }))
    }

    /// The metric of the views.
    pub(super) fn people_metric(&self) -> usize {
        self.own_metric(self.metric)
    }

    /// Where the counterpart stands as a change from today; `None` where the
    /// figure is not about everyone, or goes so much further that it could not
    /// be seen.
    fn counterpart_change(&self) -> Option<f64> {
        if self.view != View::Everyone {
            return None;
        }
        let gap = self.gap(self.metric)?.value?;
        let unknown = if METRICS[self.metric].lower_is_better {
            gap
        } else {
            -gap
        };
        let furthest = self
            .all_shares()
            .filter_map(|p| self.change(p, self.view, self.metric))
            .fold(0.0, |most: f64, c| most.max(c.value.abs()));
        (furthest <= GAPS * gap.abs()).then_some(unknown)
    }

    fn model_line(&self, key: &str, model: &str) -> String {
        self.voice.say(key, args![model = model])
    }

    fn series(&self, view: View, m: usize) -> Series {
        let shown = shown(view);
        let mut points = Vec::new();
        let mut refused: Vec<Refusal> = Vec::new();
        let mut last = 0.0;
        let mut open = false;
        for share in self.all_shares() {
            match self.change(share, view, m) {
                Some(value) => {
                    points.push(Point {
                        participation: share,
                        value,
                        hollow: share > 0.0 && value.includes_zero(),
                    });
                    last = share;
                    open = false;
                }
                None => {
                    let reason = self.reason(share, view, m);
                    match refused.last_mut() {
                        Some(refusal) if open && refusal.reason == reason => refusal.to = share,
                        _ => refused.push(Refusal {
                            from: last,
                            to: share,
                            reason,
                        }),
                    }
                    last = share;
                    open = true;
                }
            }
        }
        Series {
            label: self.label(view),
            look: shown.look(),
            points: with_start(view, points),
            refused,
        }
    }

    fn critical_line(&self) -> Option<CriticalMass> {
        let found = self.forecast.critical_mass.as_ref()?;
        let value = found.value?;
        let share = self.takers(value);
        Some(CriticalMass {
            at: Interval {
                value,
                low: found.low.unwrap_or(value),
                high: found.high.unwrap_or(1.0),
            },
            words: self.voice.say("critical-mark", args![share = share]),
        })
    }

    fn curve_title(&self) -> String {
        let found = self.forecast.critical_mass.as_ref();
        let title = match found.and_then(|c| c.value.map(|v| (c, v))) {
            Some((found, value)) => {
                let target = self.target_words(&found.target);
                let share = self.takers(value);
                self.voice
                    .say("critical-title", args![share = share, target = target])
            }
            None => match self.largest().or(self.headline()) {
                Some(share) => self.finding(share),
                None => self.voice.say("title-none", args![]),
            },
        };
        title.strip_suffix('.').unwrap_or(&title).to_owned()
    }

    fn views_title(&self) -> String {
        let Some(share) = self.headline() else {
            return self.voice.say("title-none", args![]);
        };
        let m = self.people_metric();
        let worse = |view| {
            if view == View::Strikers && self.all_leave() {
                return None;
            }
            let change = self.change(share, view, m)?;
            let sign = if METRICS[m].lower_is_better {
                1.0
            } else {
                -1.0
            };
            Some(if change.includes_zero() {
                0
            } else if change.value * sign > 0.0 {
                1
            } else {
                -1
            })
        };
        let both = |key| {
            let strikers = self.people(View::Strikers);
            let bystanders = self.people(View::Bystanders);
            self.voice
                .say(key, args![strikers = strikers, bystanders = bystanders])
        };
        let one = |key| {
            let bystanders = self.people(View::Bystanders);
            self.voice.say(key, args![bystanders = bystanders])
        };
        let what = match (worse(View::Strikers), worse(View::Bystanders)) {
            (Some(1), Some(1)) => both("views-both"),
            (Some(1), Some(0)) => both("views-strikers"),
            (Some(0), Some(1)) => both("views-bystanders"),
            (Some(0), Some(0)) => self.voice.say("views-unknown", args![]),
            (None, Some(1)) => one("views-left-lose"),
            (None, Some(0)) => one("views-left-unknown"),
            _ => return self.voice.say("views-mixed", args![]),
        };
        let title = self.if_so(share, &what);
        title.strip_suffix('.').unwrap_or(&title).to_owned()
    }

    /// The curve in words, for those who cannot see it.
    pub(super) fn description(&self, view: View, m: usize) -> String {
        let people = self.people(view);
        let mut out = vec![self.voice.say(
            "describe",
            args![
                metric = self.metric_name(m),
                unit = self.unit_words(m),
                view = people
            ],
        )];
        for share in self.all_shares() {
            let Some(change) = self.change(share, view, m) else {
                continue;
            };
            let format = super::amount::format(m, change.reach()).signed();
            let change = self.voice.estimate(change, format);
            let part = self.percent(share);
            out.push(
                self.voice
                    .say("describe-point", args![part = part, change = change]),
            );
        }
        out.join(" ")
    }

    pub(super) fn axis(&self, m: usize) -> String {
        let (metric, unit) = (self.metric_name(m), self.unit_words(m));
        self.voice
            .say("axis-change", args![metric = metric, unit = unit])
    }

    /// The words of a line's end.
    fn label(&self, view: View) -> String {
        match self.strikes() {
            true => self.voice.say(shown(view).key(), args![]),
            false => self.people(view),
        }
    }

    /// Who takes part in what.
    pub(super) fn x_label(&self) -> String {
        let say = |key, whom| self.voice.say(key, args![whom = whom]);
        let [action] = self.forecast.scenario.as_slice() else {
            let whom = self.voice.say("whom-called", args![]);
            return say("x-other", whom);
        };
        let group = action.group.as_str();
        let whom = match group {
            "random" => self.voice.say("whom-members", args![]),
            _ => self.voice.say("whom-group", args![group = group]),
        };
        let label = match lever(action) {
            Some(Lever::Strike) => say("x-strike", whom),
            Some(Lever::Boycott) => say("x-boycott", whom),
            Some(Lever::StrikeFrom(time)) => self
                .voice
                .say("x-strike-from", args![whom = whom, date = date(time)]),
            Some(Lever::Volume(part)) => self
                .voice
                .say("x-volume", args![whom = whom, share = self.percent(part)]),
            Some(Lever::Poison) => say("x-poison", whom),
            None => say("x-other", whom),
        };
        if action.share >= 1.0 {
            return label;
        }
        let part = self.percent(action.share);
        self.voice.say("x-part", args![label = label, part = part])
    }

    /// How the figures were made and how sure they are.
    pub(super) fn caption(&self) -> String {
        let (f, design) = (self.forecast, &self.forecast.design);
        let text = self.voice.say(
            "caption",
            args![
                model = f.model.name.as_str(),
                data = f.data.name.as_str(),
                folds = design.folds,
                replicates = design.replicates
            ],
        );
        if design.protocol == "published" {
            self.voice.say("caption-published", args![text = text])
        } else {
            text
        }
    }
}

/// A curve from where nobody takes part, and nothing changes; a curve of those
/// who take part has no such point.
pub(super) fn with_start(view: View, mut points: Vec<Point>) -> Vec<Point> {
    let starts = points.first().is_none_or(|p| p.participation <= 0.0);
    if !starts && view != View::Strikers {
        let start = Point {
            participation: 0.0,
            value: Interval::around(0.0, 0.0),
            hollow: false,
        };
        points.insert(0, start);
    }
    points
}

/// How marks on the axis of a metric are written.
pub(super) fn axis_format(m: usize) -> Format {
    match unit(m) {
        Unit::Points => Format::number(2).signed(),
        Unit::Hits | Unit::Thousand => Format::of_thousand(0).signed(),
    }
}

/// The view as figures know it.
fn shown(view: View) -> Shown {
    match view {
        View::Everyone => Shown::Everyone,
        View::Strikers => Shown::Strikers,
        View::Bystanders => Shown::Bystanders,
        View::Similar => Shown::Similar,
        View::Others => Shown::Others,
    }
}
