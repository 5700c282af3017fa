//! Which figures of an audit are shown, and why others are not.

use crate::apart::{self, Apart};
use crate::behind::Behind;
use crate::choices::Records;
use crate::release::Held;
use crate::result::{NotShown, Shown};
use capstan_stats::disclosure::{Limits, Withheld};

/// Lets figures through, or writes down why not.
pub(crate) struct Holding<'a> {
    held: &'a Held,
    limits: &'a Limits,
    /// What is not shown so far.
    pub withheld: Vec<NotShown>,
}

impl<'a> Holding<'a> {
    /// Nothing withheld yet, beyond what is `held` back.
    pub fn new(held: &'a Held, limits: &'a Limits) -> Self {
        Self {
            held,
            limits,
            withheld: Vec::new(),
        }
    }

    /// Whether a figure may be shown: there is no `reason` why not, and it is
    /// not held back.
    pub fn may(&mut self, figure: Shown, reason: Option<Withheld>) -> bool {
        let needed = self.limits.turnover;
        let before = self.held.figures.contains(&figure);
        let reason = reason.or(before.then_some(Withheld::Unchanged { needed }));
        let shown = reason.is_none();
        let first = self.is_shown(figure);
        self.withheld.extend(
            reason
                .filter(|_| first)
                .map(|reason| NotShown { figure, reason }),
        );
        shown
    }

    /// Whether nothing was found so far that a figure may not be shown for.
    pub fn is_shown(&self, figure: Shown) -> bool {
        !self.withheld.iter().any(|n| n.figure == figure)
    }

    /// A figure if there is one and it may be shown.
    pub fn keep<T>(&mut self, figure: Shown, found: Result<Option<T>, Withheld>) -> Option<T> {
        match found {
            Ok(None) => None,
            Ok(found) => found.filter(|_| self.may(figure, None)),
            Err(why) => {
                self.may(figure, Some(why));
                None
            }
        }
    }

    /// A figure of all jobs and of those that came in each way, of which all or
    /// none are shown; `behind` says who stands behind them, where there are
    /// several.
    pub fn with_parts<T>(
        &mut self,
        [whole, parts]: [Shown; 2],
        behind: Option<&Behind>,
        figure: impl Fn(Records) -> Result<Option<T>, Withheld>,
    ) -> (Option<T>, Vec<Apart<T>>) {
        let shown = self.keep(whole, figure(Records::All));
        let Some(behind) = behind.filter(|_| shown.is_some()) else {
            return (shown, Vec::new());
        };
        let found = apart::each(behind, self.limits, figure);
        let several = found.map(|parts| Some(parts).filter(|parts| !parts.is_empty()));
        (shown, self.keep(parts, several).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_is_written_down_once_with_its_first_reason() {
        let held = Held {
            figures: vec![Shown::Tips],
            ..Held::default()
        };
        let limits = Limits::default();
        let mut hold = Holding::new(&held, &limits);
        assert_eq!(hold.keep(Shown::Hourly, Ok(Some(1))), Some(1));
        assert_eq!(hold.keep(Shown::Hourly, Ok(None::<u8>)), None);
        assert_eq!(hold.keep(Shown::Tips, Ok(None::<u8>)), None);
        assert_eq!(hold.withheld, [], "what is not there is not withheld");
        assert_eq!(hold.keep(Shown::Tips, Ok(Some(1))), None);
        let dominated = Err::<Option<u8>, _>(Withheld::Dominated);
        assert_eq!(hold.keep(Shown::TipsApart, dominated), None);
        assert!(!hold.may(Shown::TipsApart, Some(Withheld::Near)));
        let said: Vec<(Shown, &Withheld)> = (hold.withheld.iter())
            .map(|n| (n.figure, &n.reason))
            .collect();
        let near = Withheld::Unchanged { needed: 5 };
        assert_eq!(
            said,
            [
                (Shown::Tips, &near),
                (Shown::TipsApart, &Withheld::Dominated)
            ]
        );
    }

    #[test]
    fn parts_need_the_whole_and_each_other() {
        let who = |of: std::ops::Range<usize>| of.map(|n| (n.to_string(), String::new())).collect();
        let behind = Behind {
            whole: who(0..30),
            parts: vec![
                (Records::FullLog, who(0..15)),
                (Records::Picked, who(15..30)),
            ],
        };
        let (held, limits) = (Held::default(), Limits::default());
        let of = |refused: Option<Records>| {
            let mut hold = Holding::new(&held, &limits);
            let figures = [Shown::Tips, Shown::TipsApart];
            let (whole, parts) =
                hold.with_parts(figures, Some(&behind), |way| match refused == Some(way) {
                    true => Err(Withheld::Dominated),
                    false => Ok(Some(way.name())),
                });
            let why: Vec<Shown> = hold.withheld.iter().map(|n| n.figure).collect();
            (whole, parts.len(), why)
        };
        assert_eq!(of(None), (Some("all"), 2, vec![]));
        assert_eq!(
            of(Some(Records::Picked)),
            (Some("all"), 0, vec![Shown::TipsApart])
        );
        assert_eq!(of(Some(Records::All)), (None, 0, vec![Shown::Tips]));
    }
}
