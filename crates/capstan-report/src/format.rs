//! Languages, and numbers as they write them.

/// A language Capstan speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Spanish.
    Es,
}

/// What sets a language apart. Another language is a file of sentences, a
/// [`Lang`] and a row like these.
struct Language {
    code: &'static str,
    name: &'static str,
    sentences: &'static str,
    /// The direction in which it is written, as in HTML's `dir`.
    direction: &'static str,
    /// What stands before the digits after the point.
    mark: char,
    /// What stands between groups of thousands, and from how many digits on.
    group: (char, usize),
}

const ENGLISH: Language = Language {
    code: "en",
    name: "English",
    sentences: include_str!("../../../words/en.ftl"),
    direction: "ltr",
    mark: '.',
    group: (',', 4),
};

const SPANISH: Language = Language {
    code: "es",
    name: "Spanish",
    sentences: include_str!("../../../words/es.ftl"),
    direction: "ltr",
    mark: ',',
    group: ('\u{202f}', 5),
};

/// How a number is written: digits after the point, as a plain number, as a
/// percentage of 1 or as so many of 1,000, with or without a plus sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    digits: u8,
    unit: Unit,
    signed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    One,
    Percent,
    Thousand,
}

impl Unit {
    fn of_one(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Percent => 100.0,
            Self::Thousand => 1000.0,
        }
    }
}

impl Format {
    /// A plain number with `digits` digits after the point.
    pub const fn number(digits: u8) -> Self {
        Self {
            digits,
            unit: Unit::One,
            signed: false,
        }
    }

    /// A share (0.3) as a percentage (30 %) with `digits` digits after the
    /// point.
    pub const fn percent(digits: u8) -> Self {
        Self {
            digits,
            unit: Unit::Percent,
            signed: false,
        }
    }

    /// A share (0.305) as so many of 1,000 (305) with `digits` digits after the
    /// point; the words around it say of what.
    pub const fn of_thousand(digits: u8) -> Self {
        Self {
            digits,
            unit: Unit::Thousand,
            signed: false,
        }
    }

    /// The same with as many digits as tell multiples of `step` apart.
    pub fn for_step(self, step: f64) -> Self {
        let step = step * self.unit.of_one();
        let digits = (0..12).find(|&d| {
            let scaled = step * 10f64.powi(d);
            scaled > 0.5 && (scaled - scaled.round()).abs() < 1e-6
        });
        Self {
            digits: digits.unwrap_or(12) as u8,
            ..self
        }
    }

    /// The same with a plus sign for numbers above zero: for changes.
    pub const fn signed(self) -> Self {
        Self {
            signed: true,
            ..self
        }
    }
}

/// What stands where there is no number.
pub const NO_NUMBER: &str = "–";

impl Lang {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    const fn language(self) -> &'static Language {
        match self {
            Self::En => &ENGLISH,
            Self::Es => &SPANISH,
        }
    }

    /// The code of the language, as in HTML's `lang`.
    pub const fn code(self) -> &'static str {
        self.language().code
    }

    /// The direction in which it is written, as in HTML's `dir`.
    pub const fn direction(self) -> &'static str {
        self.language().direction
    }

    /// Its name in English, for messages to who writes sentences.
    pub(crate) const fn name(self) -> &'static str {
        self.language().name
    }

    /// Its sentences: a part for each room.
    pub(crate) const fn sentences(self) -> &'static str {
        self.language().sentences
    }

    /// `value` as this language writes it: the decimal mark, groups of
    /// thousands (in Spanish from five digits on), a true minus sign, a space
    /// that does not break before the percent sign. What is no finite number
    /// is a dash.
    ///
    /// ```
    /// use capstan_report::{Format, Lang};
    /// assert_eq!(Lang::En.format(12345.678, Format::number(1)), "12,345.7");
    /// assert_eq!(Lang::Es.format(0.305, Format::percent(1)), "30,5\u{a0}%");
    /// ```
    pub fn format(self, value: f64, format: Format) -> String {
        if !value.is_finite() {
            return NO_NUMBER.into();
        }
        let scaled = value * format.unit.of_one();
        let text = format!("{:.*}", usize::from(format.digits), scaled.abs());
        let zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let sign = match () {
            () if zero => "",
            () if scaled < 0.0 => "\u{2212}",
            () if format.signed => "+",
            () => "",
        };
        let Language { mark, group, .. } = self.language();
        let (group, from) = *group;
        let mut out = String::from(sign);
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && whole.len() >= from && (whole.len() - i) % 3 == 0 {
                out.push(group);
            }
            out.push(c);
        }
        if !decimals.is_empty() {
            out.push(*mark);
            out.push_str(decimals);
        }
        if format.unit == Unit::Percent {
            out.push_str("\u{a0}%");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_write_their_numbers() {
        let plain = Format::number(2);
        assert_eq!(Lang::En.format(-1234.5, plain), "\u{2212}1,234.50");
        assert_eq!(Lang::Es.format(-1234.5, plain), "\u{2212}1234,50");
        assert_eq!(
            Lang::Es.format(1234567.0, Format::number(0)),
            "1\u{202f}234\u{202f}567"
        );
        assert_eq!(Lang::En.format(100.0, Format::number(0)), "100");
        assert_eq!(Lang::En.format(0.3, Format::percent(0)), "30\u{a0}%");
        assert_eq!(Lang::En.format(0.3054, Format::of_thousand(0)), "305");
        assert_eq!(
            Lang::Es.format(-0.0124, Format::of_thousand(1)),
            "\u{2212}12,4"
        );
    }

    #[test]
    fn digits_follow_the_step() {
        assert_eq!(Format::number(5).for_step(0.05), Format::number(2));
        assert_eq!(Format::number(0).for_step(20.0), Format::number(0));
        assert_eq!(Format::percent(0).for_step(0.005), Format::percent(1));
        let thousand = Format::of_thousand(3);
        assert_eq!(thousand.for_step(0.005), Format::of_thousand(0));
        assert_eq!(thousand.for_step(0.0005), Format::of_thousand(1));
    }

    #[test]
    fn signs_are_for_what_is_not_zero() {
        let signed = Format::number(2).signed();
        assert_eq!(Lang::En.format(0.021, signed), "+0.02");
        assert_eq!(Lang::En.format(-0.021, signed), "\u{2212}0.02");
        assert_eq!(Lang::En.format(-0.001, signed), "0.00");
        assert_eq!(Lang::En.format(0.001, signed), "0.00");
    }

    #[test]
    fn what_is_no_number_is_a_dash() {
        assert_eq!(Lang::En.format(f64::NAN, Format::number(2)), NO_NUMBER);
        assert_eq!(
            Lang::Es.format(f64::INFINITY, Format::percent(0)),
            NO_NUMBER
        );
    }
}
