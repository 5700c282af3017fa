//! The sentences of the finding: how many were cut, the three counts, the two
//! averages.

use super::room::Room;
use crate::choices::Promotion;
use crate::result::{NotShown, Shown};
use capstan_report::{Block, args, frequency};
use capstan_stats::disclosure::Withheld;
use capstan_stats::interval::Interval;

impl Room<'_> {
    /// The finding, as a title.
    pub(super) fn title(&self) -> String {
        let rule = self.rule();
        let Some(headline) = &self.audit.headline else {
            return match self.audit.workers.with_jobs {
                0 => self.voice.say("title-unchanged", args![rule = rule]),
                _ => self.voice.say("title-few", args![]),
            };
        };
        let share = headline.share.wilson.value;
        if headline.share.cut == 0 {
            return self.voice.say("title-nobody", args![rule = rule]);
        }
        if headline.share.cut == headline.share.of {
            return self.voice.say("title-everybody", args![rule = rule]);
        }
        // 15 in 100 would be finer than what is known of 13 workers.
        let known = headline.share.of as f64;
        let (count, of) = match frequency(share).filter(|near| near.of <= known) {
            Some(near) => (near.count, near.of),
            None => (headline.share.cut as f64, headline.share.of as f64),
        };
        let percent = self.voice.percent(share, 0);
        self.voice.say(
            "title-cut",
            args![count = count, of = of, percent = percent, rule = rule],
        )
    }

    /// What to be careful with.
    pub(super) fn cautions(&self) -> Vec<String> {
        let audit = self.audit;
        let mut out = Vec::new();
        if audit.recipe.data.made_up {
            out.push(self.voice.say("caution-made-up", args![]));
        }
        if audit.headline.is_none() && audit.workers.with_jobs > 0 {
            let needed = audit.recipe.choices.limits.people;
            out.push(self.voice.say("caution-few", args![needed = needed]));
        }
        let apart = audit.recipe.choices.promotion == Promotion::Apart;
        if let ([Some(old), Some(now)], true) = (audit.promotions, apart)
            && old > 0.0
            && now == 0.0
        {
            let old = self.money(old);
            out.push(self.voice.say("caution-folded", args![old = old]));
        }
        if audit.jobs.picked != Some(0) {
            out.push(self.voice.say("caution-picked", args![]));
        }
        out
    }

    /// The first sentences.
    pub(super) fn lead(&self) -> Option<String> {
        let share = self.audit.headline.as_ref()?.share;
        let margin = self.chosen(self.audit.recipe.choices.margin);
        let range = self.voice.between(share.wilson.low, share.wilson.high);
        let mut out = vec![
            self.voice.say(
                "lead-share",
                args![of = share.of, cut = share.cut, margin = margin],
            ),
            self.voice.say("lead-range", args![range = range]),
        ];
        if share.wilson.low < 0.5 && share.wilson.high > 0.5 {
            out.push(self.voice.say("lead-half", args![]));
        }
        Some(out.join(" "))
    }

    /// The three counts.
    pub(super) fn counts(&self) -> Vec<String> {
        let Some(headline) = &self.audit.headline else {
            return Vec::new();
        };
        let counts = headline.verdicts;
        vec![
            self.voice.say("count-cut", args![n = counts.cut]),
            self.voice.say("count-gain", args![n = counts.gain]),
            self.voice
                .say("count-not-clear", args![n = counts.not_clear]),
        ]
    }

    /// What the share is at the outside among all workers there are.
    pub(super) fn of_all(&self) -> Option<String> {
        let [low, high] = self.audit.headline.as_ref()?.of_all?;
        let n = self.audit.recipe.roster?;
        let (low, high) = (self.percent(low), self.percent(high));
        Some(
            self.voice
                .say("direction-of-all", args![low = low, high = high, n = n]),
        )
    }

    /// Both averages, and why they differ.
    pub(super) fn averages(&self) -> Vec<Block> {
        let Some(headline) = &self.audit.headline else {
            return Vec::new();
        };
        let averages = headline.averages;
        let change = |i: Interval| self.range(i, &Self::percent);
        let amount = |i: Interval| self.percent(i.value.abs());
        let mut out = Vec::new();
        if let Some(i) = averages.of_pay {
            let (range, direction) = (change(i), Self::direction(i));
            out.push(if i.includes_zero() {
                self.voice.say("average-pay-unknown", args![range = range])
            } else {
                self.voice.say(
                    "average-pay",
                    args![amount = amount(i), direction = direction, range = range],
                )
            });
        }
        if let Some(i) = averages.per_job {
            let range = self.signed(i, &Self::money);
            let amount = self.money(i.value);
            out.push(
                self.voice
                    .say("average-job", args![amount = amount, range = range]),
            );
        }
        if let Some(i) = averages.worker_mean {
            let (range, direction) = (change(i), Self::direction(i));
            out.push(if i.includes_zero() {
                self.voice
                    .say("average-worker-unknown", args![range = range])
            } else {
                self.voice.say(
                    "average-worker",
                    args![amount = amount(i), direction = direction, range = range],
                )
            });
        }
        if averages.of_pay.is_some() && averages.worker_mean.is_some() {
            out.push(self.voice.say("average-apart", args![]));
        }
        if let Some(i) = averages.of_the_cut {
            let (amount, range) = (amount(i), change(i));
            out.push(
                self.voice
                    .say("average-of-cut", args![amount = amount, range = range]),
            );
        }
        let figures = [
            Shown::OfPay,
            Shown::WorkerMean,
            Shown::OfCut,
            Shown::ChangeApart,
        ];
        out.extend(
            figures
                .into_iter()
                .filter_map(|figure| self.not_shown(figure)),
        );
        let mut blocks = vec![Block::List(out)];
        if let Some(table) = self.apart_table() {
            blocks.push(Block::Text(self.voice.say("apart-lead", args![])));
            blocks.push(Block::Table(table));
        }
        blocks
    }

    /// Why a figure is not shown, if it is not.
    pub(super) fn not_shown(&self, figure: Shown) -> Option<String> {
        let is = |n: &&NotShown| n.figure == figure;
        let held = self.audit.withheld.iter().find(is)?;
        let what = match figure {
            Shown::Headline => self.voice.say("shown-headline", args![]),
            Shown::OfPay => self.voice.say("shown-of-pay", args![]),
            Shown::Totals => self.voice.say("shown-totals", args![]),
            Shown::WorkerMean => self.voice.say("shown-worker-mean", args![]),
            Shown::OfCut => self.voice.say("shown-of-cut", args![]),
            Shown::Promotions => self.voice.say("shown-promotions", args![]),
            Shown::Tips => self.voice.say("shown-tips", args![]),
            Shown::Opacity => self.voice.say("shown-opacity", args![]),
            Shown::Search => self.voice.say("shown-search", args![]),
            Shown::Hourly => self.voice.say("shown-hourly", args![]),
            Shown::ChangeApart => self.voice.say("shown-change-apart", args![]),
            Shown::TipsApart => self.voice.say("shown-tips-apart", args![]),
            Shown::OpacityApart => self.voice.say("shown-opacity-apart", args![]),
            Shown::SearchApart => self.voice.say("shown-search-apart", args![]),
            Shown::HourlyApart => self.voice.say("shown-hourly-apart", args![]),
            Shown::Take => self.voice.say("shown-take", args![]),
            Shown::Changed => self.voice.say("shown-changed", args![]),
            Shown::Places => self.voice.say("shown-places", args![]),
        };
        let why = match held.reason {
            Withheld::Unchanged { .. } => self.voice.say("why-shown-before", args![]),
            _ => self.why(&held.reason),
        };
        Some(self.voice.say("not-shown", args![what = what, why = why]))
    }
}
