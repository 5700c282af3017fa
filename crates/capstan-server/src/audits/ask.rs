//! What a coalition may ask of its pay: few things, each from a short list, so
//! that nobody can ask until the answers tell about one person.

use crate::audits::refused;
use crate::problem::Problem;
use capstan_audit::{AuditError, Question, Rule, rule};
use capstan_data::pay::PayEvent;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use utoipa::ToSchema;

/// The largest file of a rule, in bytes.
pub const LARGEST: usize = 20_000;
/// The longest name of a rule or a platform, in characters.
pub const LONGEST_NAME: usize = 40;
/// The longest text in a rule, in characters.
const LONGEST_TEXT: usize = 300;
/// The member who asks knows their own part: it hides nobody.
const ASKER: usize = 1;

/// How near to the rule pay still follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AuditTolerance)]
pub enum Tolerance {
    /// Half as far as the rule's file says.
    Half,
    /// As far as it says.
    #[default]
    Usual,
    /// Twice as far.
    Double,
}

impl Tolerance {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Half, Self::Usual, Self::Double];

    /// Its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Half => "half",
            Self::Usual => "usual",
            Self::Double => "double",
        }
    }

    fn factor(self) -> f64 {
        match self {
            Self::Half => 0.5,
            Self::Usual => 1.0,
            Self::Double => 2.0,
        }
    }
}

/// What is asked of the pay that members donated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schema(
    as = AuditAsk,
    example = json!({"rule": "shipt-2019", "platform": "", "period": "all", "tolerance": "usual"})
)]
pub struct Ask {
    /// The name of a rule that comes with Capstan, or of one that was added.
    #[schema(max_length = 40)]
    pub rule: String,
    /// The platform whose jobs are looked at; that of the rule, or all, if
    /// empty.
    #[schema(max_length = 40)]
    pub platform: String,
    /// `all`, a year such as `2026`, or a quarter such as `2026-Q3`.
    #[schema(pattern = "^(all|20[0-9]{2}(-Q[1-4])?)$")]
    pub period: String,
    /// How near to the rule pay still follows it.
    pub tolerance: Tolerance,
}

impl Default for Ask {
    fn default() -> Self {
        Self {
            rule: String::new(),
            platform: String::new(),
            period: "all".into(),
            tolerance: Tolerance::Usual,
        }
    }
}

/// A part of time that may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// All of it.
    All,
    /// A year.
    Year(i16),
    /// A quarter of a year, from 1 to 4.
    Quarter(i16, i8),
}

impl FromStr for Period {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let wrong = || Problem::input("period", "audits-period");
        let year = |text: &str| {
            let year = text.parse().ok().filter(|_| text.len() == 4);
            year.filter(|y| (2000..2100).contains(y)).ok_or_else(wrong)
        };
        match text.split_once("-Q") {
            _ if text == "all" => Ok(Self::All),
            None => Ok(Self::Year(year(text)?)),
            Some((of, quarter)) => {
                let quarter = quarter.parse().ok().filter(|_| quarter.len() == 1);
                let quarter = quarter.filter(|q| (1..=4).contains(q));
                Ok(Self::Quarter(year(of)?, quarter.ok_or_else(wrong)?))
            }
        }
    }
}

impl Period {
    /// Whether a job that began then is in it. One whose day is not known is in
    /// none but all of time.
    pub fn holds(self, day: Option<Date>) -> bool {
        let quarter = |day: Date| (day.month() - 1) / 3 + 1;
        match self {
            Self::All => true,
            Self::Year(year) => day.is_some_and(|d| d.year() == year),
            Self::Quarter(year, of) => day.is_some_and(|d| d.year() == year && quarter(d) == of),
        }
    }

    fn overlaps(self, other: Self) -> bool {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => true,
            (Self::Quarter(y, q), Self::Quarter(z, r)) => (y, q) == (z, r),
            (Self::Year(y) | Self::Quarter(y, _), Self::Year(z) | Self::Quarter(z, _)) => y == z,
        }
    }
}

/// Which jobs a question looks at, whatever the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The platform; all of them if empty.
    pub platform: String,
    /// The period.
    pub period: Period,
    /// The period as it was written.
    said: String,
}

impl std::fmt::Display for Slice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.said, self.platform)
    }
}

impl FromStr for Slice {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (said, platform) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Self {
            platform: platform.to_owned(),
            period: said.parse()?,
            said: said.to_owned(),
        })
    }
}

impl Slice {
    /// The jobs in it.
    pub fn of(&self, events: Vec<PayEvent>) -> Vec<PayEvent> {
        let here = |e: &PayEvent| {
            let platform = self.platform.is_empty()
                || e.platform.as_deref().unwrap_or_default() == self.platform;
            platform && self.period.holds(e.start.map(|s| s.date))
        };
        events.into_iter().filter(here).collect()
    }

    /// Whether some jobs are in both, and some in only one: then the
    /// difference of two figures may be about few people, and whole chains of
    /// them may leave one.
    pub fn cuts(&self, other: &Self) -> bool {
        let platforms = [&self.platform, &other.platform];
        let apart = platforms.iter().all(|p| !p.is_empty()) && platforms[0] != platforms[1];
        self != other && !apart && self.period.overlaps(other.period)
    }
}

/// The rules there are: those that come with Capstan, and those that were
/// added, as name and file.
#[derive(Clone, Debug, Default)]
pub struct Rules(pub Vec<(String, String)>);

impl Rules {
    /// The rule of this name. No file of this machine is ever looked for.
    ///
    /// # Errors
    /// If there is none.
    pub fn find(&self, name: &str) -> Result<Rule, Problem> {
        let none = || Problem::input("rule", "audits-no-rule");
        if rule::names().contains(&name) {
            return Rule::find(name).map_err(|_| none());
        }
        let own = self.0.iter().find(|(own, _)| own == name);
        let (name, text) = own.ok_or_else(none)?;
        Rule::parse(name, text).map_err(|_| none())
    }

    /// All of them.
    pub fn all(&self) -> Vec<Rule> {
        let names = rule::names().into_iter().map(str::to_owned);
        let names = names.chain(self.0.iter().map(|(name, _)| name.clone()));
        names.filter_map(|name| self.find(&name).ok()).collect()
    }
}

/// The rule that someone wants to add: its examples were worked out.
///
/// # Errors
/// If it cannot be used, or its texts are too long.
pub fn added(text: &str) -> Result<Rule, Problem> {
    if text.len() > LARGEST {
        return Err(Problem::input("file", "audits-rule-large").with("most", LARGEST / 1000));
    }
    let rule = Rule::parse("rule.toml", text).map_err(|error| refused::rule(&error))?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let named = !rule.name.is_empty() && rule.name.len() <= LONGEST_NAME;
    if !named || !rule.name.chars().all(plain) || rule::names().contains(&rule.name.as_str()) {
        return Err(Problem::input("file", "audits-rule-name").with("most", LONGEST_NAME));
    }
    if rule.examples.is_empty() {
        return Err(Problem::input("file", "audits-rule-example"));
    }
    let platform = rule.platform.as_deref().unwrap_or_default();
    let texts = [&rule.source, &rule.formula, &rule.title.en, &rule.title.es];
    let long = texts.iter().any(|t| t.chars().count() > LONGEST_TEXT);
    if long || platform.chars().count() > LONGEST_NAME {
        return Err(Problem::input("file", "audits-rule-long").with("most", LONGEST_TEXT));
    }
    Ok(rule)
}

impl Ask {
    /// Which jobs it looks at.
    ///
    /// # Errors
    /// If there is no such period, or the rule is another platform's.
    pub fn slice(&self, rule: &Rule) -> Result<Slice, Problem> {
        let asked = self.platform.trim().to_lowercase();
        let platform = rule.platform.clone().unwrap_or_else(|| asked.clone());
        let other = !asked.is_empty() && asked != platform;
        if other || asked.chars().count() > LONGEST_NAME {
            return Err(Problem::input("platform", "audits-platform").with("platform", platform));
        }
        Ok(Slice {
            platform,
            period: self.period.parse()?,
            said: self.period.clone(),
        })
    }

    /// The question to the engine, for a group in which no figure may be about
    /// fewer than `minimum` people beside the one who reads it.
    ///
    /// # Errors
    /// If a table of rates that comes with Capstan cannot be used.
    pub fn question(&self, rule: Rule, minimum: u64) -> Result<Question, AuditError> {
        let mut question = Question::about(rule)?;
        let choices = &mut question.choices;
        choices.tolerance *= self.tolerance.factor();
        let minimum = usize::try_from(minimum).unwrap_or(usize::MAX);
        choices.limits.people = minimum.saturating_add(ASKER);
        choices.limits.turnover += ASKER;
        Ok(question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slice(text: &str) -> Slice {
        text.parse().expect("a slice")
    }

    #[test]
    fn periods_are_of_a_grid() {
        let day = |text: &str| Some(text.parse::<Date>().expect("a day"));
        let quarter: Period = "2026-Q3".parse().expect("a quarter");
        assert!(quarter.holds(day("2026-07-01")) && quarter.holds(day("2026-09-30")));
        assert!(!quarter.holds(day("2026-10-01")) && !quarter.holds(day("2025-08-01")));
        assert!(!quarter.holds(None) && Period::All.holds(None));
        for wrong in [
            "", "2026-Q5", "2026-Q", "26", "2026-03", "3026", "2026-Q10", "+202",
        ] {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn slices_are_the_same_or_apart() {
        for (a, b, cuts) in [
            ("all ", "all ", false),
            ("all ", "2026 ", true),
            ("2026 ", "2026-Q1 ", true),
            ("2026-Q1 ", "2026-Q2 ", false),
            ("2026 shipt", "2026 ", true),
            ("2026 shipt", "2026 uber", false),
            ("2026 shipt", "2025 shipt", false),
            ("all shipt", "2025 shipt", true),
        ] {
            assert_eq!(slice(a).cuts(&slice(b)), cuts, "{a:?} {b:?}");
            assert_eq!(slice(b).cuts(&slice(a)), cuts, "{b:?} {a:?}");
            assert_eq!(slice(a).to_string(), a);
        }
    }

    const RULE: &str = "name = 'a'\nversion = 1\nkind = 'paid'\ncurrency = 'USD'\nformula = '2 * miles'\nsource = 's'\n[title]\nen = 'a'\nes = 'a'\n[[example]]\ngiven = { miles = 2 }\npay = 4\n";

    #[test]
    fn rules_are_added_with_examples_that_hold_and_a_name_of_their_own() {
        assert!(added(RULE).is_ok());
        let long = format!("source = '{}'", "s".repeat(301));
        for (from, to, key) in [
            ("pay = 4", "pay = 5", "rule-example"),
            ("{ miles = 2 }", "{ fees = 2 }", "rule-example-none"),
            ("{ miles = 2 }", "{ mils = 2 }", "rule-given"),
            ("2 * miles", "2 * mils", "rule-formula"),
            ("2 * miles", "(2 * miles", "rule-formula-end"),
            ("version = 1", "version = ", "rule-toml"),
            ("version = 1", "version = 1\nvers = 2", "rule-unknown"),
            (
                "version = 1",
                "version = 1\nfrom = '2019-02-30'",
                "rule-day",
            ),
            (
                "version = 1",
                "version = 1\ntolerance = -1.0",
                "rule-tolerance",
            ),
            ("source = 's'\n", "", "rule-missing"),
            ("'USD'", "'BUCKS'", "rule-currency"),
            (
                "[title]",
                "[constants]\nmiles = 2\n[title]",
                "rule-constant",
            ),
            (
                "[[example]]\ngiven = { miles = 2 }\npay = 4\n",
                "",
                "audits-rule-example",
            ),
            ("'a'\nversion", "'shipt-2019'\nversion", "audits-rule-name"),
            ("'a'\nversion", "'../a'\nversion", "audits-rule-name"),
            ("source = 's'", &long, "audits-rule-long"),
        ] {
            let refused = added(&RULE.replace(from, to)).expect_err(key);
            assert_eq!((refused.key, refused.field), (key, Some("file")));
        }
        let refused = added(&" ".repeat(LARGEST + 1)).expect_err("too large");
        assert_eq!(refused.key, "audits-rule-large");
    }

    #[test]
    fn no_file_of_this_machine_is_a_rule() {
        let own = Rules(vec![("a".into(), RULE.into())]);
        assert!(own.find("a").is_ok() && own.find("shipt-2019").is_ok());
        for name in ["shipt-2019.toml", "/etc/passwd", "Cargo.toml", ""] {
            assert_eq!(own.find(name).expect_err(name).key, "audits-no-rule");
        }
        assert_eq!(own.all().len(), 4);
    }

    #[test]
    fn the_asker_hides_nobody() {
        let ask = Ask {
            tolerance: Tolerance::Double,
            ..Ask::default()
        };
        let rule = Rule::find("shipt-2019").expect("a rule");
        assert_eq!(ask.slice(&rule).expect("a slice").to_string(), "all shipt");
        let other = Ask {
            platform: "uber".into(),
            ..Ask::default()
        };
        assert_eq!(
            other.slice(&rule).expect_err("other").key,
            "audits-platform"
        );
        let choices = ask.question(rule, 10).expect("a question").choices;
        assert_eq!((choices.limits.people, choices.limits.turnover), (11, 6));
        assert!((choices.tolerance - 0.1).abs() < 1e-12);
    }
}
