//! What every part of the report knows: the audit, the voice, and how amounts
//! are written.

use super::WORDS;
use crate::result::Audit;
use capstan_report::{Format, Lang, Voice, args};
use capstan_stats::disclosure::Withheld;
use capstan_stats::interval::Interval;

/// An audit and the voice that tells it.
pub(super) struct Room<'a> {
    /// The audit.
    pub audit: &'a Audit,
    /// The voice.
    pub voice: Voice,
}

impl<'a> Room<'a> {
    pub(super) fn new(audit: &'a Audit, lang: Lang) -> Self {
        Self {
            audit,
            voice: Voice::own(lang, &[WORDS]),
        }
    }

    /// What the rule is, in words.
    pub(super) fn rule(&self) -> &'a str {
        let title = &self.audit.recipe.rule.title;
        match self.voice.lang() {
            Lang::En => &title.en,
            Lang::Es => &title.es,
        }
    }

    /// The code of the currency.
    pub(super) fn currency(&self) -> &'a str {
        &self.audit.recipe.rule.currency
    }

    /// A share as it was chosen, with the digits it has.
    pub(super) fn chosen(&self, share: f64) -> String {
        let whole = (share * 100.0 - (share * 100.0).round()).abs() < 1e-9;
        self.voice.percent(share, u8::from(!whole))
    }

    /// A measured share or change: one digit where it is small.
    pub(super) fn percent(&self, share: f64) -> String {
        self.voice.percent(share, u8::from(share.abs() < 0.2))
    }

    /// An amount with its currency.
    pub(super) fn money(&self, amount: f64) -> String {
        let number = self.voice.format(amount, Format::number(2));
        format!("{number}\u{a0}{}", self.currency())
    }

    /// An interval of changes that all have one sign, without it; otherwise
    /// with signs.
    pub(super) fn range(&self, i: Interval, write: &dyn Fn(&Self, f64) -> String) -> String {
        let (low, high) = if i.high <= 0.0 {
            (-i.high, -i.low)
        } else {
            (i.low, i.high)
        };
        let (low, high) = (write(self, low), write(self, high));
        self.voice
            .say("range-between", args![low = low, high = high])
    }

    /// `less` or `more`.
    pub(super) fn direction(change: Interval) -> &'static str {
        if change.value < 0.0 { "less" } else { "more" }
    }

    /// Why something is not shown.
    pub(super) fn why(&self, reason: &Withheld) -> String {
        match reason {
            Withheld::TooFew { needed, .. } => self.voice.say("why-few", args![needed = *needed]),
            Withheld::Dominated => self.voice.say("why-dominated", args![]),
            Withheld::Near => self.voice.say("why-near", args![]),
            Withheld::Complement => self.voice.say("why-complement", args![]),
            Withheld::Unchanged { .. } => self.voice.say("why-unchanged", args![]),
        }
    }
}
