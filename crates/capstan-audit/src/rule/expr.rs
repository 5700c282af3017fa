//! The formulas of pay rules: sums, products, the larger or smaller of two,
//! tiers and rounding over named quantities.

/// A formula, ready to be worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number.
    Number(f64),
    /// A quantity, by its place among the names the formula was read with.
    Name(usize),
    /// The sum of two.
    Add(Box<Expr>, Box<Expr>),
    /// The first less the second.
    Subtract(Box<Expr>, Box<Expr>),
    /// The product of two.
    Multiply(Box<Expr>, Box<Expr>),
    /// The first by the second.
    Divide(Box<Expr>, Box<Expr>),
    /// The largest of some.
    Max(Vec<Expr>),
    /// The smallest of some.
    Min(Vec<Expr>),
    /// A rate up to a limit, another beyond it, and so on: the quantity, the
    /// first rate, and each limit with the rate that holds from it on.
    Tiers(Box<Expr>, Box<Expr>, Vec<(Expr, Expr)>),
    /// The first, to the nearest multiple of the second, halves away from zero.
    Round(Box<Expr>, Box<Expr>),
}

/// What is wrong with a formula, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("character {at}: found {}; expected {expected}", found.as_ref().map_or_else(|| "the end".to_owned(), |found| format!("{found:?}")))]
pub struct ExprError {
    /// Where, in characters from 1.
    pub at: usize,
    /// What stands there; nothing at the end.
    pub found: Option<String>,
    /// What could.
    pub expected: Expected,
}

/// What could stand at a place of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The end, or a sign between two parts.
    End,
    /// A number, a name or a parenthesis.
    Part,
    /// A number as it is written.
    Number,
    /// A closing parenthesis.
    Closing,
    /// One of these names.
    Name(String),
    /// A function as it is written.
    Function,
    /// Fewer parentheses and signs within each other.
    Shallower,
}

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::End => f.write_str("the end, or one of + - * /"),
            Self::Part => f.write_str("a number, a name or a parenthesis"),
            Self::Number => f.write_str("a number such as 0.075"),
            Self::Closing => f.write_str("a closing parenthesis"),
            Self::Name(names) => write!(f, "one of {names}"),
            Self::Function => f.write_str(FUNCTIONS),
            Self::Shallower => write!(f, "at most {DEEPEST} levels of parentheses and signs"),
        }
    }
}

/// The functions, as they are written.
pub const FUNCTIONS: &str = "max(…), min(…), round(x, step) or tiers(x, rate, limit, rate, …)";
/// How deep parentheses may go.
pub const DEEPEST: usize = 40;

impl Expr {
    /// Reads a formula over `names`.
    ///
    /// # Errors
    /// If it is none, or asks for a quantity that is not among the names.
    ///
    /// ```
    /// use capstan_audit::rule::Expr;
    /// let pay = Expr::parse("max(7, 5 + 0.075 * order)", &["order"])?;
    /// assert_eq!(pay.value(&[20.0]), Some(7.0));
    /// assert_eq!(pay.value(&[100.0]), Some(12.5));
    /// # Ok::<(), capstan_audit::rule::ExprError>(())
    /// ```
    pub fn parse(text: &str, names: &[&str]) -> Result<Self, ExprError> {
        let mut reader = Reader {
            text: text.chars().collect(),
            at: 0,
            depth: 0,
            names,
        };
        let expr = reader.sum()?;
        match reader.peek() {
            None => Ok(expr),
            Some(_) => Err(reader.wrong(Expected::End)),
        }
    }

    /// Its value where the quantities have these values; nothing where it is
    /// no finite number, as after a division by zero.
    pub fn value(&self, given: &[f64]) -> Option<f64> {
        let value = self.eval(given);
        value.is_finite().then_some(value)
    }

    /// The places of the names it uses, each once, ascending.
    pub fn uses(&self) -> Vec<usize> {
        let mut found = Vec::new();
        self.walk(&mut |n| found.push(n));
        found.sort_unstable();
        found.dedup();
        found
    }

    fn eval(&self, given: &[f64]) -> f64 {
        let of = |e: &Self| e.eval(given);
        match self {
            Self::Number(x) => *x,
            Self::Name(n) => given.get(*n).copied().unwrap_or(f64::NAN),
            Self::Add(a, b) => of(a) + of(b),
            Self::Subtract(a, b) => of(a) - of(b),
            Self::Multiply(a, b) => of(a) * of(b),
            Self::Divide(a, b) => of(a) / of(b),
            Self::Max(all) => fold(all.iter().map(of), f64::max),
            Self::Min(all) => fold(all.iter().map(of), f64::min),
            Self::Tiers(x, first, steps) => {
                let x = of(x);
                let mut sum = of(first) * x;
                let mut rate = of(first);
                for (limit, next) in steps {
                    let next = of(next);
                    sum += (next - rate) * (x - of(limit)).max(0.0);
                    rate = next;
                }
                sum
            }
            Self::Round(x, step) => {
                let step = of(step);
                // 0.145 is less than 14.5 cents in binary; it is meant to be.
                let times = of(x) / step;
                (times + times.signum() * 1e-9).round() * step
            }
        }
    }

    fn walk(&self, see: &mut dyn FnMut(usize)) {
        match self {
            Self::Number(_) => {}
            Self::Name(n) => see(*n),
            Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::Multiply(a, b)
            | Self::Divide(a, b)
            | Self::Round(a, b) => {
                a.walk(see);
                b.walk(see);
            }
            Self::Max(all) | Self::Min(all) => all.iter().for_each(|e| e.walk(see)),
            Self::Tiers(x, first, steps) => {
                x.walk(see);
                first.walk(see);
                for (limit, rate) in steps {
                    limit.walk(see);
                    rate.walk(see);
                }
            }
        }
    }
}

/// As `f64::max`, but what is no number stays none.
fn fold(mut values: impl Iterator<Item = f64>, keep: fn(f64, f64) -> f64) -> f64 {
    let first = values.next().unwrap_or(f64::NAN);
    values.fold(first, |a, b| {
        if a.is_nan() || b.is_nan() {
            f64::NAN
        } else {
            keep(a, b)
        }
    })
}

struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    depth: usize,
    names: &'a [&'a str],
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<char> {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn wrong(&mut self, expected: Expected) -> ExprError {
        let found = self.peek().map(String::from);
        ExprError {
            at: self.at + 1,
            found,
            expected,
        }
    }

    fn sum(&mut self) -> Result<Expr, ExprError> {
        let mut left = self.product()?;
        loop {
            left = if self.take('+') {
                Expr::Add(Box::new(left), Box::new(self.product()?))
            } else if self.take('-') {
                Expr::Subtract(Box::new(left), Box::new(self.product()?))
            } else {
                return Ok(left);
            };
        }
    }

    fn product(&mut self) -> Result<Expr, ExprError> {
        let mut left = self.part()?;
        loop {
            left = if self.take('*') {
                Expr::Multiply(Box::new(left), Box::new(self.part()?))
            } else if self.take('/') {
                Expr::Divide(Box::new(left), Box::new(self.part()?))
            } else {
                return Ok(left);
            };
        }
    }

    fn part(&mut self) -> Result<Expr, ExprError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(Expected::Shallower));
        }
        let part = self.inner();
        self.depth -= 1;
        part
    }

    fn inner(&mut self) -> Result<Expr, ExprError> {
        match self.peek() {
            Some('-') => {
                self.at += 1;
                let part = self.part()?;
                Ok(Expr::Subtract(Box::new(Expr::Number(0.0)), Box::new(part)))
            }
            Some('(') => {
                self.at += 1;
                let sum = self.sum()?;
                self.close()?;
                Ok(sum)
            }
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(),
            Some(c) if c.is_ascii_alphabetic() => self.word(),
            _ => Err(self.wrong(Expected::Part)),
        }
    }

    fn close(&mut self) -> Result<(), ExprError> {
        if self.take(')') {
            Ok(())
        } else {
            Err(self.wrong(Expected::Closing))
        }
    }

    /// The characters from here on that are part of a number or name.
    fn run(&mut self, keep: fn(char) -> bool) -> String {
        let rest = &self.text[self.at..];
        let run: String = rest.iter().copied().take_while(|&c| keep(c)).collect();
        self.at += run.chars().count();
        run
    }

    fn number(&mut self) -> Result<Expr, ExprError> {
        let from = self.at;
        let digits = self.run(|c| c.is_ascii_digit() || c == '.');
        digits.parse().map(Expr::Number).map_err(|_| ExprError {
            at: from + 1,
            found: Some(digits.clone()),
            expected: Expected::Number,
        })
    }

    fn word(&mut self) -> Result<Expr, ExprError> {
        let from = self.at;
        let word = self.run(|c| c.is_ascii_alphanumeric() || c == '_');
        let unknown = |expected: Expected| ExprError {
            at: from + 1,
            found: Some(word.clone()),
            expected,
        };
        if !self.take('(') {
            let place = self.names.iter().position(|n| *n == word);
            let names = self.names.join(", ");
            return place
                .map(Expr::Name)
                .ok_or_else(|| unknown(Expected::Name(names)));
        }
        let mut all = vec![self.sum()?];
        while self.take(',') {
            all.push(self.sum()?);
        }
        self.close()?;
        match (word.as_str(), all.len()) {
            ("max", _) => Ok(Expr::Max(all)),
            ("min", _) => Ok(Expr::Min(all)),
            ("round", 2) => {
                let (step, x) = (all.pop(), all.pop());
                x.zip(step)
                    .map(|(x, step)| Expr::Round(Box::new(x), Box::new(step)))
                    .ok_or_else(|| unknown(Expected::Function))
            }
            ("tiers", n) if n >= 2 && n.is_multiple_of(2) => {
                let mut all = all.into_iter();
                let (x, first) = (all.next(), all.next());
                let mut steps = Vec::new();
                while let (Some(limit), Some(rate)) = (all.next(), all.next()) {
                    steps.push((limit, rate));
                }
                x.zip(first)
                    .map(|(x, first)| Expr::Tiers(Box::new(x), Box::new(first), steps))
                    .ok_or_else(|| unknown(Expected::Function))
            }
            _ => Err(unknown(Expected::Function)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::fmt;

    const NAMES: [&str; 3] = ["x0", "x1", "x2"];

    fn value(text: &str, given: &[f64]) -> Option<f64> {
        Expr::parse(text, &NAMES).expect(text).value(given)
    }

    #[test]
    fn formulas_are_worked_out() {
        for (text, given, expected) in [
            ("1 + 2 * 3 - 4 / 2", &[][..], 5.0),
            ("(1 + 2) * -3", &[], -9.0),
            ("10 - 3 - 2", &[], 5.0),
            ("24 / 4 / 2", &[], 3.0),
            ("x0 - -x1", &[1.0, 2.0], 3.0),
            ("max(1, x0, 3)", &[7.0], 7.0),
            ("min(1, x0, 3)", &[7.0], 1.0),
            ("tiers(x0, 2)", &[5.0], 10.0),
            // 10 at 0.5, 20 at 0.4, 12 at 0.1.
            ("tiers(x0, 0.5, 10, 0.4, 30, 0.1)", &[42.0], 14.2),
            ("tiers(x0, 0.5, 10, 0.4, 30, 0.1)", &[4.0], 2.0),
            ("round(x0, 0.01)", &[0.145], 0.15),
            ("round(x0, 0.25)", &[1.3], 1.25),
        ] {
            let found = value(text, given).expect(text);
            assert!((found - expected).abs() < 1e-12, "{text} is {found}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        assert_eq!(value("1 / x0", &[0.0]), None);
        assert_eq!(value("max(1, x0 / x0)", &[0.0]), None);
        assert_eq!(value("x2", &[1.0]), None);
        let uses = Expr::parse("x2 * max(x0, x2)", &NAMES).expect("a formula");
        assert_eq!(uses.uses(), [0, 2]);
    }

    #[test]
    fn errors_say_where() {
        let deep = "(".repeat(60);
        for (text, said) in [
            ("", "character 1: found the end; expected a number, a name"),
            (
                "5 + 0.075 * order",
                "character 13: found \"order\"; expected one of x0, x1, x2",
            ),
            ("5 6", "character 3: found \"6\"; expected the end"),
            (
                "1.2.3",
                "character 1: found \"1.2.3\"; expected a number such as",
            ),
            ("(1 + 2", "character 7: found the end; expected a closing"),
            ("floor(1)", "character 1: found \"floor\"; expected max(…)"),
            ("tiers(x0, 1, 2)", "found \"tiers\"; expected max(…)"),
            ("round(1)", "found \"round\""),
            ("2 * $", "character 5: found \"$\""),
            (&deep, "at most 40 levels"),
        ] {
            let error = Expr::parse(text, &NAMES).expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    impl fmt::Display for Expr {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                Self::Number(x) => write!(f, "{x}"),
                Self::Name(n) => write!(f, "x{n}"),
                Self::Add(a, b) => write!(f, "({a} + {b})"),
                Self::Subtract(a, b) => write!(f, "({a} - {b})"),
                Self::Multiply(a, b) => write!(f, "({a} * {b})"),
                Self::Divide(a, b) => write!(f, "({a} / {b})"),
                Self::Max(all) => list(f, "max", all),
                Self::Min(all) => list(f, "min", all),
                Self::Round(x, step) => write!(f, "round({x}, {step})"),
                Self::Tiers(x, first, steps) => {
                    write!(f, "tiers({x}, {first}")?;
                    for (limit, rate) in steps {
                        write!(f, ", {limit}, {rate}")?;
                    }
                    f.write_str(")")
                }
            }
        }
    }

    fn list(f: &mut fmt::Formatter<'_>, name: &str, all: &[Expr]) -> fmt::Result {
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        write!(f, "{name}({})", all.join(", "))
    }

    fn any() -> impl Strategy<Value = Expr> {
        let leaf = prop_oneof![
            (0_u32..1000).prop_map(|n| Expr::Number(f64::from(n) / 8.0)),
            (0_usize..3).prop_map(Expr::Name),
        ];
        leaf.prop_recursive(4, 24, 3, |inner| {
            let two =
                || (inner.clone(), inner.clone()).prop_map(|(a, b)| (Box::new(a), Box::new(b)));
            let some = || proptest::collection::vec(inner.clone(), 1..4);
            prop_oneof![
                two().prop_map(|(a, b)| Expr::Add(a, b)),
                two().prop_map(|(a, b)| Expr::Subtract(a, b)),
                two().prop_map(|(a, b)| Expr::Multiply(a, b)),
                two().prop_map(|(a, b)| Expr::Divide(a, b)),
                some().prop_map(Expr::Max),
                some().prop_map(Expr::Min),
                (two(), inner.clone(), inner.clone()).prop_map(|((x, first), limit, rate)| {
                    Expr::Tiers(x, first, vec![(limit, rate)])
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(expr in any()) {
            prop_assert_eq!(Expr::parse(&expr.to_string(), &NAMES), Ok(expr));
        }

        #[test]
        fn no_text_panics(text in "[-+*/(),.0-9a-z_ é]{0,40}") {
            let _ = Expr::parse(&text, &NAMES);
        }
    }
}
