//! Pay rules and rates as data: dated, versioned files with their source and
//! with worked examples. A new rule is one new file.

mod expr;
mod fault;
mod rates;

pub use expr::{DEEPEST, Expected, Expr, ExprError, FUNCTIONS};
pub use fault::{Fault, Place};
pub use rates::{Rate, Rates};

use crate::error::AuditError;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The rules that come with Capstan: their files by name.
const SHIPPED: [(&str, &str); 3] = [
    (
        "nyc-tlc-2019",
        include_str!("../../rules/nyc-tlc-2019.toml"),
    ),
    (
        "nyc-tlc-2024",
        include_str!("../../rules/nyc-tlc-2024.toml"),
    ),
    ("shipt-2019", include_str!("../../rules/shipt-2019.toml")),
];

/// What a formula may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// What the customer was charged, in major units (dollars).
    OrderTotal,
    /// Tolls, taxes and fees within the order total, in major units.
    Fees,
    /// How far the job went, in miles.
    Miles,
    /// How far the job went, in kilometres.
    Kilometres,
    /// Minutes on the job; where they are not known, from its start to its end.
    Minutes,
    /// Minutes on the way to the job.
    MinutesEnRoute,
    /// Minutes of waiting for the job.
    MinutesWaiting,
}

impl Quantity {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OrderTotal,
        Self::Fees,
        Self::Miles,
        Self::Kilometres,
        Self::Minutes,
        Self::MinutesEnRoute,
        Self::MinutesWaiting,
    ];

    /// Its name in formulas.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrderTotal => "order_total",
            Self::Fees => "fees",
            Self::Miles => "miles",
            Self::Kilometres => "kilometres",
            Self::Minutes => "minutes",
            Self::MinutesEnRoute => "minutes_en_route",
            Self::MinutesWaiting => "minutes_waiting",
        }
    }

    /// The fields of a pay event that it is read from.
    pub fn fields(self) -> &'static str {
        match self {
            Self::OrderTotal => "order_total",
            Self::Fees => "fees",
            Self::Miles | Self::Kilometres => "distance_metres",
            Self::Minutes => "on_job_seconds, or start and end",
            Self::MinutesEnRoute => "en_route_seconds",
            Self::MinutesWaiting => "waiting_seconds",
        }
    }
}

/// What a rule says about what is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What the platform paid by it.
    Paid,
    /// The least that must be paid.
    Floor,
}

/// Words in the languages of the reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// In English.
    pub en: String,
    /// In Spanish.
    pub es: String,
}

/// A worked example: what the rule gives for these quantities.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The quantities, by name.
    pub given: BTreeMap<String, f64>,
    /// The pay in major units, exact to a hundredth of a coin.
    pub pay: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: u32,
    kind: Kind,
    platform: Option<String>,
    currency: String,
    formula: String,
    #[serde(default)]
    tolerance: f64,
    from: Option<String>,
    until: Option<String>,
    source: String,
    title: Title,
    #[serde(default)]
    constants: BTreeMap<String, f64>,
    #[serde(default)]
    example: Vec<Example>,
}

/// A pay rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// What it is called.
    pub name: String,
    /// The version of its file.
    pub version: u32,
    /// What it says about what is paid.
    pub kind: Kind,
    /// The platform that paid by it, in small letters; any if left out.
    pub platform: Option<String>,
    /// The code of its currency.
    pub currency: String,
    /// The formula as written.
    pub formula: String,
    /// How far pay may be from the rule and still follow it, in major units.
    pub tolerance: f64,
    /// From when it held.
    pub from: Option<Date>,
    /// Until when it held.
    pub until: Option<Date>,
    /// Where it was published.
    pub source: String,
    /// What it is, in words.
    pub title: Title,
    /// Its worked examples.
    pub examples: Vec<Example>,
    /// The file as it was read, which makes the same rule again.
    pub text: String,
    constants: Vec<f64>,
    expr: Expr,
    uses: Vec<Quantity>,
}

/// The names of the rules that come with Capstan.
pub fn names() -> Vec<&'static str> {
    SHIPPED.iter().map(|(name, _)| *name).collect()
}

impl Rule {
    /// The rule called `name`, or that of the file `name` if it ends in
    /// `.toml`. Where there is no such file but a rule of that name comes with
    /// Capstan, it is that rule.
    ///
    /// # Errors
    /// If there is none, or its file cannot be used.
    pub fn find(name: &str) -> Result<Self, AuditError> {
        let plain = name.strip_suffix(".toml").unwrap_or(name);
        let shipped = SHIPPED.iter().find(|(known, _)| *known == plain);
        if name.ends_with(".toml") && (Path::new(name).exists() || shipped.is_none()) {
            return Self::parse(name, &text_of(name)?);
        }
        let (_, text) = shipped.ok_or_else(|| AuditError::NoRule {
            found: name.to_owned(),
            known: names().join(", "),
        })?;
        Self::parse(&format!("{plain}.toml"), text)
    }

    /// The rule that `text` describes; `file` is the name that errors say.
    ///
    /// # Errors
    /// If it cannot be used, or does not give what its own examples say.
    pub fn parse(file: &str, text: &str) -> Result<Self, AuditError> {
        let read: File = toml_of(file, text)?;
        let wrong = |place: &'static str, why: Fault| AuditError::Rule {
            file: file.to_owned(),
            place: Place::Field(place),
            why,
        };
        let day = |place: &'static str, text: &Option<String>| {
            let found = || text.clone().unwrap_or_default();
            let day = text.as_ref().map(|text| text.parse::<Date>()).transpose();
            day.map_err(|_| wrong(place, Fault::Day { found: found() }))
        };
        let constants: Vec<(&str, f64)> = (read.constants.iter())
            .map(|(name, &value)| (name.as_str(), value))
            .collect();
        let quantities = Quantity::ALL.map(Quantity::name);
        if let Some((name, _)) = constants.iter().find(|(n, _)| quantities.contains(n)) {
            let name = (*name).to_owned();
            return Err(wrong("constants", Fault::Constant { name }));
        }
        let mut all = quantities.to_vec();
        all.extend(constants.iter().map(|(n, _)| n));
        let expr = Expr::parse(&read.formula, &all);
        let expr = expr.map_err(|error| wrong("formula", Fault::Formula(error)))?;
        if !(read.tolerance >= 0.0 && read.tolerance.is_finite()) {
            let found = read.tolerance;
            return Err(wrong("tolerance", Fault::Tolerance { found }));
        }
        if read.currency.parse::<capstan_data::Currency>().is_err() {
            let found = read.currency;
            return Err(wrong("currency", Fault::Currency { found }));
        }
        let uses = expr.uses().into_iter();
        let uses = uses.filter_map(|n| Quantity::ALL.get(n).copied()).collect();
        let rule = Self {
            name: read.name,
            version: read.version,
            kind: read.kind,
            platform: read.platform.map(|p| p.to_lowercase()),
            currency: read.currency,
            formula: read.formula,
            tolerance: read.tolerance,
            from: day("from", &read.from)?,
            until: day("until", &read.until)?,
            source: read.source,
            title: read.title,
            examples: read.example,
            text: text.to_owned(),
            constants: constants.iter().map(|c| c.1).collect(),
            expr,
            uses,
        };
        rule.hold().map_err(|why| wrong("example", why))?;
        Ok(rule)
    }

    /// What the rule gives, in major units, where `given` says the quantities
    /// of a job; nothing where one that it needs is missing, or the formula has
    /// no value.
    pub fn pay(&self, given: impl Fn(Quantity) -> Option<f64>) -> Option<f64> {
        let mut values = vec![f64::NAN; Quantity::ALL.len()];
        for &quantity in &self.uses {
            values[quantity as usize] = given(quantity)?;
        }
        values.extend(&self.constants);
        self.expr.value(&values)
    }

    /// The quantities it needs.
    pub fn uses(&self) -> &[Quantity] {
        &self.uses
    }

    /// Whether pay follows the rule: it is within the tolerance, or, for a
    /// floor, not below it by more.
    pub fn followed(&self, paid: f64, by_rule: f64, tolerance: f64) -> bool {
        // Amounts are cents as binary fractions; the tolerance itself is inside.
        let short = by_rule - paid;
        match self.kind {
            Kind::Paid => short.abs() <= tolerance + 1e-9,
            Kind::Floor => short <= tolerance + 1e-9,
        }
    }

    /// Whether the rule gives what its examples say.
    fn hold(&self) -> Result<(), Fault> {
        for (n, example) in self.examples.iter().enumerate() {
            let known = |name: &String| Quantity::ALL.iter().any(|q| q.name() == name);
            if let Some(name) = example.given.keys().find(|name| !known(name)) {
                return Err(Fault::Given {
                    found: name.clone(),
                    example: n + 1,
                    known: Quantity::ALL.map(Quantity::name).join(", "),
                });
            }
            let pay = self.pay(|q| example.given.get(q.name()).copied());
            if pay.is_none_or(|p| (p - example.pay).abs() > 1e-4) {
                return Err(Fault::Example {
                    example: n + 1,
                    found: pay,
                    expected: example.pay,
                });
            }
        }
        Ok(())
    }
}

/// The text of a file.
fn text_of(file: &str) -> Result<String, AuditError> {
    std::fs::read_to_string(file).map_err(|why| AuditError::Rule {
        file: file.to_owned(),
        place: Place::Line(1),
        why: Fault::Unreadable {
            why: why.to_string(),
        },
    })
}

/// What a file of TOML says; errors name its line.
fn toml_of<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, AuditError> {
    toml::from_str(text).map_err(|error| {
        let before = error
            .span()
            .map_or("", |span| &text[..span.start.min(text.len())]);
        let line = before.matches('\n').count() + 1;
        AuditError::Rule {
            file: file.to_owned(),
            place: Place::Line(line),
            why: Fault::of_toml(error.message()),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parsing a rule works its examples out, so this holds them all.
    #[test]
    fn shipped_rules_hold_their_examples() {
        for name in names() {
            let rule = Rule::find(name).expect(name);
            assert_eq!(rule.name, name);
            assert!(!rule.examples.is_empty(), "{name}");
            assert!(!rule.title.en.is_empty() && !rule.title.es.is_empty());
            assert_eq!(Rule::find(&format!("{name}.toml")).expect(name), rule);
        }
    }

    /// Orders that workers published, and what the old rule gives for them.
    #[test]
    fn the_old_rule_of_shipt() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        for (order, paid, expected, followed, gap) in [
            (124.37, 14.58, 14.3278, false, 1.76),
            (192.05, 19.40, 19.4038, true, -0.02),
            (56.00, 9.43, 9.2, false, 2.50),
            (69.44, 10.21, 10.208, true, 0.02),
            (69.83, 11.82, 10.2373, false, 15.46),
        ] {
            let given = |q| (q == Quantity::OrderTotal).then_some(order);
            let pay = rule.pay(given).expect("a pay");
            assert!((pay - expected).abs() < 5e-5, "{pay}");
            assert_eq!(
                rule.followed(paid, pay, rule.tolerance),
                followed,
                "{order}"
            );
            assert!((100.0 * (paid / pay - 1.0) - gap).abs() < 0.005, "{order}");
        }
        let given = |q| (q == Quantity::OrderTotal).then_some(365.0);
        let cut: f64 = 1.0 - 10.81 / rule.pay(given).expect("a pay");
        assert!((cut - 0.666).abs() < 5e-4);
        assert_eq!(rule.pay(|_| None), None, "missing is missing");
    }

    #[test]
    fn the_rule_in_the_documentation_can_be_used() {
        let page = include_str!("../../../../docs/pay-audit.md");
        let text = page
            .split("```toml\n")
            .nth(1)
            .and_then(|t| t.split("```").next());
        let rule = Rule::parse("page", text.expect("a rule")).expect("a rule");
        assert_eq!((rule.name.as_str(), rule.examples.len()), ("town-2024", 1));
    }

    #[test]
    fn a_floor_may_be_passed() {
        let rule = Rule::find("nyc-tlc-2019").expect("a rule");
        assert!(rule.followed(30.0, 23.0, 0.01) && rule.followed(22.99, 23.0, 0.01));
        assert!(!rule.followed(22.9, 23.0, 0.01));
        assert_eq!(rule.uses(), [Quantity::Miles, Quantity::Minutes]);
    }

    const RULE: &str = "name = 'a'\nversion = 1\nkind = 'paid'\ncurrency = 'USD'\nformula = 'b * miles'\nsource = 's'\n[title]\nen = 'a'\nes = 'a'\n[constants]\nb = 2\n[[example]]\ngiven = { miles = 2 }\npay = 4\n";

    #[test]
    fn bad_files_are_refused_with_their_place() {
        let rule = Rule::parse("a.toml", RULE).expect("a rule");
        assert_eq!(rule.pay(|_| Some(3.0)), Some(6.0));
        for (from, to, said) in [
            ("version = 1", "version = 'x'", "a.toml, line 2: found"),
            (
                "version = 1",
                "version = 1\nextra = 1",
                "a.toml, line 3: found the field extra, which is no part of such a file.",
            ),
            (
                "kind = 'paid'",
                "kind = 'free'",
                "line 3: found something else than expected: unknown variant",
            ),
            ("source = 's'\n", "", "found no field source; expected one."),
            (
                "b * miles",
                "b * mils",
                "a.toml, field formula: character 5: found \"mils\"; expected one of order_total, ",
            ),
            (
                "pay = 4",
                "pay = 5",
                "a.toml, field example: found that the formula gives 4 in example 1; expected 5.",
            ),
            (
                "{ miles = 2 }",
                "{ fees = 2 }",
                "the formula gives nothing in example 1",
            ),
            (
                "{ miles = 2 }",
                "{ mils = 2 }",
                "found \"mils\" given in example 1; expected one of",
            ),
            (
                "b = 2",
                "b = 2\nmiles = 2",
                "a.toml, field constants: found the name of a quantity",
            ),
            (
                "currency = 'USD'",
                "currency = 'BUCKS'",
                "field currency: found \"BUCKS\"; expected a code such as USD",
            ),
            (
                "version = 1",
                "version = 1\ntolerance = -1.0",
                "field tolerance: found -1; expected 0 or more",
            ),
            (
                "version = 1",
                "version = 1\nfrom = '2019-02-30'",
                "field from: found \"2019-02-30\"; expected a day such as 2019-02-01.",
            ),
        ] {
            let text = RULE.replacen(from, to, 1);
            assert_ne!(text, RULE);
            let error = Rule::parse("a.toml", &text).expect_err(to).to_string();
            assert!(error.contains(said), "{to}: {error}");
        }
        let missing = Rule::find("shipt-1999").expect_err("no rule").to_string();
        assert!(
            missing.contains("\"shipt-1999\"; expected one of nyc-tlc-2019, "),
            "{missing}"
        );
        let missing = Rule::find("nowhere.toml").expect_err("no file").to_string();
        assert!(missing.starts_with("nowhere.toml, line 1: found no text that can be read"));
    }
}
