//! The sentences of a forecast: the finding, how sure it is, what each view
//! would see, what personalisation gives.

use super::amount::{Unit, unit};
use super::room::Room;
use capstan_report::{args, frequency};
use capstan_stats::Interval;
use capstan_worlds::View;

impl Room<'_> {
    /// The finding, as a title.
    pub(super) fn title(&self) -> String {
        let Some(share) = self.headline() else {
            return self.voice.say("title-none", args![]);
        };
        let title = self.finding(share);
        title.strip_suffix('.').unwrap_or(&title).to_owned()
    }

    /// What happens at `share`, in one sentence.
    pub(super) fn finding(&self, share: f64) -> String {
        let (view, m) = (self.view, self.metric);
        let Some(change) = self.change(share, view, m) else {
            let what = self.voice.say("title-none", args![]);
            return self.if_so(share, &what);
        };
        let reach = change.reach();
        let direction = self.direction(change);
        if change.includes_zero() {
            let what = if view == View::Everyone {
                self.voice.say("title-unknown", args![])
            } else {
                let view = self.people(view);
                self.voice.say("title-unknown-for", args![view = view])
            };
            return self.if_so(share, &what);
        }
        let what = if let Some(loss) = self.plain_loss(share) {
            let loss = self.loss_words(loss);
            self.voice.say("title-loss", args![loss = loss])
        } else if unit(m) == Unit::Hits {
            let n = self.size(m, change.value, reach);
            self.voice
                .say("title-hits", args![n = n, direction = direction])
        } else {
            let amount = self.amount(m, change.value, reach);
            let metric = self.metric_name(m);
            self.voice.say(
                "title-metric",
                args![metric = metric, amount = amount, direction = direction],
            )
        };
        self.if_so(share, &self.of_view(&what))
    }

    /// The loss as a share of the gap where it says what people feel: for
    /// everyone, unless some leave, who count with nothing found.
    fn plain_loss(&self, share: f64) -> Option<Interval> {
        (self.view == View::Everyone && !self.leaves())
            .then(|| self.loss(share, self.view, self.metric))
            .flatten()
    }

    fn of_view(&self, what: &str) -> String {
        if self.view == View::Everyone {
            return what.to_owned();
        }
        let view = self.people(self.view);
        self.voice.say("title-for", args![view = view, what = what])
    }

    fn loss_words(&self, loss: Interval) -> String {
        let percent = self.voice.percent(loss.value.abs(), 0);
        let tens = frequency(loss.value).filter(|f| f.of == 10.0);
        match tens {
            Some(f) => self.voice.say(
                "loss-parts",
                args![count = f.count, of = f.of, percent = percent],
            ),
            None if loss.value < 0.0 => self.voice.say("loss-gain", args![percent = percent]),
            None if loss.value <= 1.0 => self.voice.say("loss-percent", args![percent = percent]),
            None => self.voice.say("loss-more", args![percent = percent]),
        }
    }

    /// The first sentences: what changes by how much, and how sure that is.
    pub(super) fn lead(&self) -> String {
        let (view, m) = (self.view, self.metric);
        let Some(share) = self.headline() else {
            return String::new();
        };
        let Some(change) = self.change(share, view, m) else {
            return self.none(view, &self.reason(share, view, m));
        };
        let range = self.range(m, change);
        let direction = self.direction(change);
        let mut lead = match (unit(m) == Unit::Hits, change.includes_zero()) {
            (true, true) => self.voice.say("hits-unknown", args![range = range]),
            (true, false) => {
                let n = self.size(m, change.value, change.reach());
                self.voice.say(
                    "hits-lead",
                    args![n = n, direction = direction, range = range],
                )
            }
            (false, zero) => {
                let metric = self.metric_name(m);
                if zero {
                    self.voice
                        .say("metric-unknown", args![metric = metric, range = range])
                } else {
                    let amount = self.amount(m, change.value, change.reach());
                    self.voice.say(
                        "metric-lead",
                        args![
                            metric = metric,
                            amount = amount,
                            direction = direction,
                            range = range
                        ],
                    )
                }
            }
        };
        if view != View::Everyone {
            let people = self.people(view);
            lead = self
                .voice
                .say("lead-for", args![view = people, what = lead]);
        }
        if let Some(loss) = self.plain_loss(share).filter(|_| !change.includes_zero()) {
            let limit = |x| self.voice.percent(x, 0);
            lead.push(' ');
            lead += &self.voice.say(
                "loss-range",
                args![low = limit(loss.low), high = limit(loss.high)],
            );
        }
        lead
    }

    /// What comes after the first sentences: where it can be told from
    /// nothing, and what the largest share does.
    pub(super) fn further(&self) -> Vec<String> {
        let known = |share: f64| {
            self.change(share, self.view, self.metric)
                .map(|c| !c.includes_zero())
        };
        let mut out = Vec::new();
        let Some(headline) = self.headline() else {
            return out;
        };
        if known(headline) == Some(false) {
            let replicates = self.forecast.design.asked.max(1) * 4;
            let command = format!("--replicates {replicates}");
            out.push(self.voice.say("tell-more", args![command = command]));
            // From the end, so that a lone point in the middle does not count.
            let told = self.shares().rev().filter(|&p| known(p).is_some());
            let sure = told.take_while(|&p| known(p) == Some(true));
            out.push(match sure.last() {
                Some(p) if Some(p) == self.largest() => self.voice.say("distinct-last", args![]),
                Some(p) => {
                    let part = self.takers(p);
                    self.voice.say("distinct-from", args![part = part])
                }
                None => self.voice.say("distinct-never", args![]),
            });
        }
        if let Some(largest) = self.largest().filter(|&p| p != headline)
            && known(largest) == Some(true)
        {
            out.push(self.finding(largest));
        }
        out
    }

    /// What each of the views would see, a sentence each.
    pub(super) fn views(&self) -> Vec<String> {
        let Some(share) = self.headline() else {
            return Vec::new();
        };
        let m = self.people_metric();
        let mut views = vec![View::Strikers, View::Bystanders];
        if !self.random() {
            views.extend([View::Similar, View::Others]);
        }
        views
            .into_iter()
            .map(|view| self.view_sentence(share, view, m))
            .collect()
    }

    fn view_sentence(&self, share: f64, view: View, m: usize) -> String {
        let people = self.people(view);
        if view == View::Strikers && self.all_leave() {
            return self.voice.say("view-gone", args![view = people]);
        }
        let Some(change) = self.change(share, view, m) else {
            return self.none(view, &self.reason(share, view, m));
        };
        let range = self.range(m, change);
        let direction = self.direction(change);
        let hits = unit(m) == Unit::Hits;
        match (hits, change.includes_zero()) {
            (true, true) => self
                .voice
                .say("view-hits-unknown", args![view = people, range = range]),
            (true, false) => {
                let n = self.size(m, change.value, change.reach());
                self.voice.say(
                    "view-hits",
                    args![view = people, n = n, direction = direction, range = range],
                )
            }
            (false, true) => {
                let metric = self.metric_name(m);
                self.voice.say(
                    "view-metric-unknown",
                    args![view = people, metric = metric, range = range],
                )
            }
            (false, false) => {
                let metric = self.metric_name(m);
                let amount = self.amount(m, change.value, change.reach());
                self.voice.say(
                    "view-metric",
                    args![
                        view = people,
                        metric = metric,
                        amount = amount,
                        direction = direction,
                        range = range
                    ],
                )
            }
        }
    }

    pub(super) fn none(&self, view: View, reason: &str) -> String {
        let view = self.people(view);
        self.voice
            .say("view-none", args![view = view, reason = reason])
    }

    /// What personalisation gives today, in the main metric.
    pub(super) fn gap_sentence(&self) -> Option<String> {
        let m = self.metric;
        let gap = self.gap(m)?;
        let gap = super::room::interval(gap.value, gap.low, gap.high)?;
        let (model, counterpart) = (&self.forecast.model.name, &self.forecast.model.counterpart);
        if model == counterpart {
            return None;
        }
        let reach = gap.reach();
        let write = |x: Interval| match unit(m) {
            Unit::Hits => self.size(m, x.value, reach),
            Unit::Thousand | Unit::Points => self.amount(m, x.value, reach),
        };
        let today = write(self.baseline(model, m)?);
        let unknown = write(self.baseline(counterpart, m)?);
        let (model, counterpart) = (model.as_str(), counterpart.as_str());
        let mut text = if unit(m) == Unit::Hits {
            self.voice.say(
                "gap-hits",
                args![
                    model = model,
                    today = today,
                    counterpart = counterpart,
                    unknown = unknown
                ],
            )
        } else {
            let metric = self.metric_name(m);
            self.voice.say(
                "gap-metric",
                args![
                    model = model,
                    metric = metric,
                    today = today,
                    counterpart = counterpart,
                    unknown = unknown
                ],
            )
        };
        text.push(' ');
        text += &if gap.includes_zero() {
            self.voice.say("gap-unknown", args![])
        } else if gap.value < 0.0 {
            self.voice.say("gap-below", args![])
        } else {
            let range = self.range(m, gap);
            let by = write(gap);
            self.voice.say("gap-known", args![gap = by, range = range])
        };
        Some(text)
    }
}
