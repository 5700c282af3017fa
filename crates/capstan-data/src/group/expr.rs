//! What a group expression says, and its canonical text.

use std::fmt;

/// A condition on people.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// Everybody.
    Everyone,
    /// A comparison.
    Compare(Comparison),
    /// The people at one end of a ranking.
    Extreme {
        /// The top or the bottom.
        top: bool,
        /// How many per cent of the people.
        percent: f64,
        /// What ranks them.
        by: Measure,
    },
    /// The people whose ids stand in a file.
    Ids(String),
    /// Those who do not match.
    Not(Box<Expr>),
    /// Those who match all of at least two conditions.
    All(Vec<Expr>),
    /// Those who match any of at least two conditions.
    Any(Vec<Expr>),
}

/// `NAME OP VALUE`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Comparison {
    pub name: Name,
    pub op: Op,
    /// The value as it was written.
    pub value: String,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Name {
    /// A figure of the person's ratings.
    Measure(Measure),
    /// A column of the user table or the item table.
    Column(String),
}

/// A figure of the ratings of a person that are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// How many there are.
    Count,
    /// Their mean.
    Mean,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Op {
    /// Whether the comparison holds; nothing holds for `NaN`.
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::Equal => a == b,
            Self::Unequal => a != b && !a.is_nan(),
            Self::Less => a < b,
            Self::AtMost => a <= b,
            Self::More => a > b,
            Self::AtLeast => a >= b,
        }
    }

    /// Whether it needs an order, which text does not have here.
    pub fn is_order(self) -> bool {
        !matches!(self, Self::Equal | Self::Unequal)
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        })
    }
}

/// Words that mean something else where a name or value may stand.
const KEYWORDS: [&str; 11] = [
    "and", "or", "not", "top", "bottom", "ids", "random", "everyone", "count", "ratings", "mean",
];

/// Whether `c` ends a word that is not in quotes.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || "()=!<>\"".contains(c)
}

/// `text`, in quotes unless it reads as one plain word.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0;
        let plain = !text.is_empty()
            && !text.contains(ends_word)
            && !text.starts_with('\'')
            && !text.starts_with("file:")
            && !KEYWORDS.iter().any(|k| k.eq_ignore_ascii_case(text));
        if plain {
            return f.write_str(text);
        }
        f.write_str("\"")?;
        for c in text.chars() {
            if c == '"' || c == '\\' {
                f.write_str("\\")?;
            }
            write!(f, "{c}")?;
        }
        f.write_str("\"")
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Name::Measure(Measure::Count) => f.write_str("count")?,
            Name::Measure(Measure::Mean) => f.write_str("mean")?,
            Name::Column(name) => write!(f, "{}", Quoted(name))?,
        }
        write!(f, "{}{}", self.op, Quoted(&self.value))
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (terms, between) = match self {
            Self::Everyone => return f.write_str("random"),
            Self::Compare(comparison) => return write!(f, "{comparison}"),
            Self::Extreme { top, percent, by } => {
                let end = if *top { "top" } else { "bottom" };
                let by = match by {
                    Measure::Count => "ratings",
                    Measure::Mean => "mean",
                };
                return write!(f, "{end} {percent}% by {by}");
            }
            Self::Ids(path) => return write!(f, "ids {}", Quoted(path)),
            Self::Not(inner) => {
                f.write_str("not ")?;
                return inner.fmt_part(f);
            }
            Self::All(terms) => (terms, " and "),
            Self::Any(terms) => (terms, " or "),
        };
        for (n, term) in terms.iter().enumerate() {
            if n > 0 {
                f.write_str(between)?;
            }
            term.fmt_part(f)?;
        }
        Ok(())
    }
}

impl Expr {
    /// Shows `see` this expression and all its parts.
    pub fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Not(inner) => inner.visit(see),
            Self::All(terms) | Self::Any(terms) => terms.iter().for_each(|t| t.visit(see)),
            _ => {}
        }
    }

    /// Writes a part of a larger expression: chains in parentheses.
    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::All(_) | Self::Any(_)) {
            write!(f, "({self})")
        } else {
            write!(f, "{self}")
        }
    }
}
