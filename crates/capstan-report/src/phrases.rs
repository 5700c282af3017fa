//! Phrases for shares, differences and how sure we are.

use crate::args;
use crate::format::Format;
use crate::words::Voice;
use capstan_stats::Interval;

impl Voice {
    /// A measured share of 0 to 1 as a natural frequency: "about 3 in 10
    /// (30 %)", in tens where that is near enough (within 2 percentage
    /// points), else in hundreds, else in thousands. Outside 0 to 1 it is only
    /// the percentage.
    pub fn about(&self, share: f64) -> String {
        let percent = |digits| self.format(share, Format::percent(digits));
        if !(0.0..=1.0).contains(&share) {
            return percent(0);
        }
        if share == 0.0 {
            return self.say("none", args![percent = percent(0)]);
        }
        if share == 1.0 {
            return self.say("all", args![percent = percent(0)]);
        }
        match frequency(share) {
            Some(f) => self.say(
                "about",
                args![count = f.count, of = f.of, percent = percent(f.digits)],
            ),
            None => self.beyond(share),
        }
    }

    fn beyond(&self, share: f64) -> String {
        if share < 0.5 {
            let bound = self.format(0.001, Format::percent(1));
            self.say("fewer-than", args![percent = bound])
        } else {
            let bound = self.format(0.999, Format::percent(1));
            self.say("more-than", args![percent = bound])
        }
    }

    /// An interval of shares: "between 28 and 35 of 100", in thousands where
    /// whole hundredths would hide it.
    pub fn between(&self, low: f64, high: f64) -> String {
        let of = if high - low < 0.02 && (high < 0.05 || low > 0.95) {
            1000.0
        } else {
            100.0
        };
        let (low, high) = ((low * of).round(), (high * of).round());
        if low == high {
            self.say("near-of", args![count = low, of = of])
        } else {
            self.say("between-of", args![low = low, high = high, of = of])
        }
    }

    /// A share that was chosen, not measured: "3 in 10", "1 in 5", "no one",
    /// "everyone"; in lowest terms where that is at most 20, else of 100 or
    /// 1,000.
    pub fn part(&self, share: f64) -> String {
        let (count, of) = lowest_terms(share);
        match count {
            _ if share <= 0.0 => self.say("part-none", args![]),
            _ if share >= 1.0 => self.say("part-all", args![]),
            count if count < 1.0 || count >= of => self.beyond(share),
            count => self.say("part", args![count = count, of = of]),
        }
    }

    /// The same for a mark on an axis, as short as can be: "1 in 5", "none",
    /// "all". A share that is not some number of 1,000 is only its percentage.
    pub fn mark(&self, share: f64) -> String {
        let (count, of) = lowest_terms(share);
        if share <= 0.0 {
            self.say("mark-none", args![])
        } else if share >= 1.0 {
            self.say("mark-all", args![])
        } else if (count / of - share).abs() > 1e-9 {
            self.percent(share, 2)
        } else {
            self.say("mark", args![count = count, of = of])
        }
    }

    /// A share as a percentage with `digits` digits after the point.
    pub fn percent(&self, share: f64, digits: u8) -> String {
        self.format(share, Format::percent(digits))
    }

    /// A difference of two shares: "3.1 percentage points".
    pub fn points(&self, difference: f64, digits: u8) -> String {
        let value = difference * 100.0;
        let written = self.format(value, Format::number(digits));
        // Only a whole one is singular: "1.0 percentage points" is plural.
        let number = if digits == 0 {
            value.round().abs()
        } else {
            2.0
        };
        self.say("points", args![number = number, value = written])
    }

    /// An interval: "0.40 to 0.45".
    pub fn range(&self, low: f64, high: f64, format: Format) -> String {
        let (low, high) = (self.format(low, format), self.format(high, format));
        self.say("range", args![low = low, high = high])
    }

    /// An estimate with its interval: "0.42 (0.40 to 0.45)".
    pub fn estimate(&self, estimate: Interval, format: Format) -> String {
        let value = self.format(estimate.value, format);
        let low = self.format(estimate.low, format);
        let high = self.format(estimate.high, format);
        self.say("estimate", args![value = value, low = low, high = high])
    }

    /// How sure a claim is that holds with `probability`: "very likely" from
    /// 95 %, "likely" from 80 %, "about as likely as not" from 40 to 60 %,
    /// and from the other side "unlikely" to 20 % and "very unlikely" to 5 %;
    /// between those, "we cannot tell".
    pub fn sure(&self, probability: f64) -> String {
        // Probabilities are counts of replicates: 0.95 must not miss itself.
        let at_least = |limit: f64| probability >= limit - 1e-9;
        let at_most = |limit: f64| probability <= limit + 1e-9;
        if at_least(0.95) {
            self.say("sure-very-likely", args![])
        } else if at_least(0.80) {
            self.say("sure-likely", args![])
        } else if at_most(0.05) {
            self.say("sure-very-unlikely", args![])
        } else if at_most(0.20) {
            self.say("sure-unlikely", args![])
        } else if at_least(0.40) && at_most(0.60) {
            self.say("sure-even", args![])
        } else {
            self.say("sure-cannot-tell", args![])
        }
    }
}

/// A share as a natural frequency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frequency {
    /// So many,
    pub count: f64,
    /// of so many: 10, 100 or 1,000.
    pub of: f64,
    /// With how many digits its percentage is written.
    pub digits: u8,
}

/// `share` in tens where that is within 2 percentage points, else in hundreds,
/// else in thousands; `None` where it would be none or all of them, and outside
/// 0 to 1.
pub fn frequency(share: f64) -> Option<Frequency> {
    [(10.0, 0.02, 0), (100.0, 0.005, 0), (1000.0, 0.0005, 1)]
        .into_iter()
        .map(|(of, within, digits)| (of, within, digits, (share * of).round()))
        .find(|&(of, within, _, count)| {
            let near = (count / of - share).abs() <= within + 1e-12;
            near && count >= 1.0 && count < of
        })
        .map(|(of, _, digits, count)| Frequency { count, of, digits })
}

/// `share` as a count and what it is of: exactly where the second is at most
/// 20, 100 or 1,000, else rounded to thousandths.
fn lowest_terms(share: f64) -> (f64, f64) {
    let of = [2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000]
        .into_iter()
        .map(f64::from)
        .find(|of| (share * of - (share * of).round()).abs() < 1e-9)
        .unwrap_or(1000.0);
    ((share * of).round(), of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn voices() -> (Voice, Voice) {
        (
            Voice::new(Lang::En, &[]).unwrap(),
            Voice::new(Lang::Es, &[]).unwrap(),
        )
    }

    #[test]
    fn shares_are_natural_frequencies() {
        let (en, es) = voices();
        let spaced = |s: String| s.replace('\u{a0}', " ");
        let about = |share| spaced(en.about(share));
        assert_eq!(about(0.304), "about 3 in 10 (30 %)");
        assert_eq!(about(0.35), "about 35 in 100 (35 %)");
        assert_eq!(about(0.04), "about 4 in 100 (4 %)");
        assert_eq!(about(0.0032), "about 3 in 1,000 (0.3 %)");
        assert_eq!(about(0.0001), "fewer than 1 in 1,000 (under 0.1 %)");
        assert_eq!(about(0.99999), "more than 999 in 1,000 (over 99.9 %)");
        assert_eq!(about(0.0), "none (0 %)");
        assert_eq!(about(1.0), "all (100 %)");
        assert_eq!(about(1.2), "120 %");
        assert_eq!(spaced(es.about(0.304)), "cerca de 3 de cada 10 (30 %)");
    }

    #[test]
    fn intervals_are_of_a_hundred() {
        let (en, es) = voices();
        assert_eq!(en.between(0.278, 0.352), "between 28 and 35 of 100");
        assert_eq!(en.between(0.301, 0.304), "close to 30 of 100");
        assert_eq!(en.between(0.004, 0.011), "between 4 and 11 of 1,000");
        assert_eq!(es.between(0.278, 0.352), "entre 28 y 35 de 100");
    }

    #[test]
    fn chosen_shares_are_in_lowest_terms() {
        let (en, es) = voices();
        let expected = [
            (0.0, "no one"),
            (0.05, "1 in 20"),
            (0.1, "1 in 10"),
            (0.2, "1 in 5"),
            (0.3, "3 in 10"),
            (0.35, "7 in 20"),
            (0.37, "37 in 100"),
            (0.6, "3 in 5"),
            (0.75, "3 in 4"),
            (1.0, "everyone"),
            (0.1234, "123 in 1,000"),
            (0.0002, "fewer than 1 in 1,000 (under 0.1\u{a0}%)"),
        ];
        for (share, words) in expected {
            assert_eq!(en.part(share), words);
        }
        assert_eq!(es.part(0.2), "1 de cada 5");
        assert_eq!(es.mark(0.2), "1 de 5");
        assert_eq!(en.mark(0.0), "none");
        assert_eq!(en.mark(1.0), "all");
        assert_eq!(en.mark(0.12345), "12.35\u{a0}%");
    }

    #[test]
    fn percentage_points_are_counted() {
        let (en, es) = voices();
        assert_eq!(en.points(0.01, 0), "1 percentage point");
        assert_eq!(en.points(-0.031, 1), "\u{2212}3.1 percentage points");
        assert_eq!(en.points(0.01, 1), "1.0 percentage points");
        assert_eq!(es.points(0.031, 1), "3,1 puntos porcentuales");
        assert_eq!(es.points(0.01, 0), "1 punto porcentual");
    }

    #[test]
    fn sureness_has_fixed_words() {
        let (en, es) = voices();
        let expected = [
            (1.0, "very likely"),
            (0.95, "very likely"),
            (0.949, "likely"),
            (0.80, "likely"),
            (0.79, "we cannot tell"),
            (0.60, "about as likely as not"),
            (0.40, "about as likely as not"),
            (0.39, "we cannot tell"),
            (0.20, "unlikely"),
            (0.05, "very unlikely"),
            (f64::NAN, "we cannot tell"),
        ];
        for (probability, words) in expected {
            assert_eq!(en.sure(probability), words, "{probability}");
        }
        assert_eq!(es.sure(0.97), "muy probable");
    }

    #[test]
    fn estimates_show_their_interval() {
        let (en, es) = voices();
        let estimate = Interval {
            value: 0.421,
            low: 0.398,
            high: 0.447,
        };
        assert_eq!(
            en.estimate(estimate, Format::number(2)),
            "0.42 (0.40 to 0.45)"
        );
        assert_eq!(
            es.estimate(estimate, Format::number(2)),
            "0,42 (0,40 a 0,45)"
        );
        assert_eq!(en.range(0.4, 0.5, Format::number(1)), "0.4 to 0.5");
    }
}
