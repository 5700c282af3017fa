//! What every part of the report knows: the forecast, the voice, and what the
//! main figure is.

use super::reasons::said;
use super::words;
use crate::lever::{Lever, date};
use crate::result::{ActionNote, Baseline, Forecast, Gap, Point};
use crate::target::Target;
use capstan_report::{Lang, Voice, args};
use capstan_stats::Interval;
use capstan_worlds::{METRICS, View, metric};

/// A forecast and the voice that tells it.
pub(super) struct Room<'a> {
    /// The forecast.
    pub forecast: &'a Forecast,
    /// The voice.
    pub voice: Voice,
    /// The place of the main metric in [`METRICS`]: the target's, else
    /// surfaced hits.
    pub metric: usize,
    /// The main view: the target's, else everyone.
    pub view: View,
}

/// What people do, as far as words differ.
#[derive(Clone, Copy, PartialEq)]
enum Pull {
    Strike,
    Boycott,
    Other,
}

impl<'a> Room<'a> {
    pub(super) fn new(forecast: &'a Forecast, lang: Lang) -> Self {
        let target = forecast.design.target.as_deref();
        let target: Option<Target> = target.and_then(|t| t.parse().ok());
        Self {
            forecast,
            voice: Voice::own(lang, &[words()]),
            metric: target.map_or(0, |t| t.metric),
            view: target.map_or(View::Everyone, |t| t.view),
        }
    }

    /// The same about another metric and view.
    pub(super) fn of(self, metric: usize, view: View) -> Self {
        Self {
            metric,
            view,
            ..self
        }
    }

    /// Whether `share` was asked for.
    pub(super) fn has(&self, share: f64) -> bool {
        self.forecast.design.participation.contains(&share)
    }

    /// The share that the first sentence is about: the one nearest to 3 in 10.
    pub(super) fn headline(&self) -> Option<f64> {
        self.shares()
            .min_by(|a, b| (a - 0.3).abs().total_cmp(&(b - 0.3).abs()))
    }

    /// The largest share that has a figure.
    pub(super) fn largest(&self) -> Option<f64> {
        self.shares()
            .filter(|&p| self.change(p, self.view, self.metric).is_some())
            .max_by(f64::total_cmp)
    }

    /// The shares above 0 that were asked for, ascending.
    pub(super) fn shares(&self) -> impl DoubleEndedIterator<Item = f64> + Clone {
        let shares = self.forecast.design.participation.iter().copied();
        shares.filter(|&p| p > 0.0)
    }

    pub(super) fn point(&self, share: f64, view: View, m: usize) -> Option<&Point> {
        self.forecast.point(share, view.name(), METRICS[m].name)
    }

    pub(super) fn change(&self, share: f64, view: View, m: usize) -> Option<Interval> {
        let p = self.measured(share, view, m)?;
        interval(p.change, p.change_low, p.change_high)
    }

    pub(super) fn value(&self, share: f64, view: View, m: usize) -> Option<Interval> {
        let p = self.measured(share, view, m)?;
        interval(p.value, p.low, p.high)
    }

    /// The point, unless there is nobody in it: the part that nobody has in the
    /// figure of everyone is 0, which says nothing.
    fn measured(&self, share: f64, view: View, m: usize) -> Option<&Point> {
        let own = self.point(share, view, self.own_metric(m))?;
        own.value?;
        self.point(share, view, m)
    }

    /// The metric that says what one person sees, in place of one that gives
    /// each view its part of everyone's.
    pub(super) fn own_metric(&self, m: usize) -> usize {
        if METRICS[m].of_everyone {
            metric::find("normalised_hits").unwrap_or(m)
        } else {
            m
        }
    }

    pub(super) fn loss(&self, share: f64, view: View, m: usize) -> Option<Interval> {
        let p = self.measured(share, view, m)?;
        interval(p.normalised_loss, p.normalised_low, p.normalised_high)
    }

    /// Why a figure is not given, in the language of the report.
    pub(super) fn reason(&self, share: f64, view: View, m: usize) -> String {
        let m = match self.measured(share, view, m) {
            Some(_) => m,
            None => self.own_metric(m),
        };
        let point = self.point(share, view, m);
        let reason = point.and_then(|p| p.reason.as_deref());
        said(
            &self.voice,
            reason.unwrap_or("nobody, or hardly anybody, takes part"),
        )
    }

    pub(super) fn gap(&self, m: usize) -> Option<&Gap> {
        let name = METRICS[m].name;
        self.forecast.gaps.iter().find(|g| g.metric == name)
    }

    /// What the model reaches today, and what its counterpart does.
    pub(super) fn baseline(&self, model: &str, m: usize) -> Option<Interval> {
        let name = METRICS[m].name;
        let is = |b: &&Baseline| b.model == model && b.metric == name;
        let found = self.forecast.baselines.iter().find(is)?;
        interval(found.value, found.low, found.high)
    }

    /// Whether the call goes to everyone.
    pub(super) fn random(&self) -> bool {
        let mut actions = self.forecast.scenario.iter();
        actions.any(|a| a.group == "random")
    }

    /// Whether some who take part leave.
    pub(super) fn leaves(&self) -> bool {
        let mut actions = self.forecast.scenario.iter();
        actions.any(|a| lever(a) == Some(Lever::Boycott))
    }

    /// Whether all who take part leave.
    pub(super) fn all_leave(&self) -> bool {
        self.pull() == Pull::Boycott
    }

    /// Whether all who take part strike.
    pub(super) fn strikes(&self) -> bool {
        self.pull() == Pull::Strike
    }

    fn pull(&self) -> Pull {
        let pulls = self.forecast.scenario.iter().map(|a| match lever(a) {
            Some(Lever::Strike | Lever::StrikeFrom(_)) => Pull::Strike,
            Some(Lever::Boycott) => Pull::Boycott,
            Some(Lever::Volume(_) | Lever::Poison) | None => Pull::Other,
        });
        let first = pulls.clone().next().unwrap_or(Pull::Other);
        if pulls.clone().all(|p| p == first) {
            first
        } else {
            Pull::Other
        }
    }

    /// The people of a view, as a sentence names them.
    pub(super) fn people(&self, view: View) -> String {
        let say = |key| self.voice.say(key, args![]);
        match (view, self.pull()) {
            (View::Everyone, _) => say("everyone"),
            (View::Strikers, Pull::Strike) => say("strikers-strike"),
            (View::Strikers, Pull::Boycott) => say("strikers-boycott"),
            (View::Strikers, Pull::Other) => say("strikers-other"),
            (View::Bystanders, Pull::Strike) => say("bystanders-strike"),
            (View::Bystanders, Pull::Boycott) => say("bystanders-boycott"),
            (View::Bystanders, Pull::Other) => say("bystanders-other"),
            (View::Similar, _) => say("similar-any"),
            (View::Others, _) => say("others-any"),
        }
    }

    /// `what` as a sentence: "If 3 in 10 members strike, …".
    pub(super) fn if_so(&self, share: f64, what: &str) -> String {
        let actions = self.actions(share);
        self.voice.say("if", args![actions = actions, what = what])
    }

    /// Who does what at `share`: "3 in 10 members strike".
    pub(super) fn actions(&self, share: f64) -> String {
        let clauses = self.forecast.scenario.iter().map(|a| self.clause(a, share));
        clauses
            .reduce(|a, b| self.voice.say("and", args![a = a, b = b]))
            .unwrap_or_default()
    }

    fn clause(&self, action: &ActionNote, share: f64) -> String {
        let who = self.who(action, share * action.share);
        let say = |key, who| self.voice.say(key, args![who = who]);
        match lever(action) {
            Some(Lever::Strike) => say("pull-strike", who),
            Some(Lever::Boycott) => say("pull-boycott", who),
            Some(Lever::StrikeFrom(time)) => self
                .voice
                .say("pull-strike-from", args![who = who, date = date(time)]),
            Some(Lever::Volume(part)) => self
                .voice
                .say("pull-volume", args![who = who, share = self.percent(part)]),
            Some(Lever::Poison) => say("pull-poison", who),
            None => self.voice.say(
                "pull-other",
                args![who = who, lever = action.lever.as_str()],
            ),
        }
    }

    /// How many of a group: "3 in 10 members".
    pub(super) fn who(&self, action: &ActionNote, share: f64) -> String {
        let group = action.group.as_str();
        let part = self.voice.part(share);
        match (group == "random", share >= 1.0) {
            (true, true) => self.voice.say("who-members-all", args![]),
            (true, false) => self.voice.say("who-members", args![part = part]),
            (false, true) => self.voice.say("who-group-all", args![group = group]),
            (false, false) => self
                .voice
                .say("who-group", args![part = part, group = group]),
        }
    }

    /// A share that was chosen, as a percentage with the digits it has.
    pub(super) fn percent(&self, share: f64) -> String {
        let digits = u8::from((share * 100.0 - (share * 100.0).round()).abs() > 1e-9);
        self.voice.percent(share, digits)
    }
}

/// The lever of an action; `None` if this version does not know it.
pub(super) fn lever(action: &ActionNote) -> Option<Lever> {
    action.lever.parse().ok()
}

pub(super) fn interval(
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
) -> Option<Interval> {
    Some(Interval {
        value: value?,
        low: low?,
        high: high?,
    })
}

/// The metric called `name`.
pub(super) fn place(name: &str) -> usize {
    metric::find(name).unwrap_or(0)
}
