//! The chain of rules that a charter holds, as TOML: the same text that the
//! command line takes as a file.

use crate::coalitions::charter::Clauses;
use crate::dividends::explore::refused;
use crate::dividends::pools::KINDS;
use crate::problem::Problem;
use capstan_data::{Currency, Money};
use capstan_value::dividend::{Chain, Pool};

/// The currency of amounts that name none.
const USUAL: &str = "EUR";

/// A chain as text; the same chain always has the same.
pub fn text(chain: &Chain) -> String {
    toml::to_string(chain).unwrap_or_default()
}

/// The text of a chain that can be followed here, in its usual form.
///
/// # Errors
/// If it is none, cannot be followed, or pays people as one by what a service
/// does not know.
pub fn checked(written: &str) -> Result<String, Problem> {
    let wrong = |key| Problem::input("dividend_chain", key);
    let chain = Chain::parse("rules.toml", written).map_err(|_| wrong("sharing-chain"))?;
    let known = |pool: &Pool| KINDS.contains(&pool.by.as_str());
    if !chain.pool.as_ref().is_none_or(known) {
        return Err(wrong("sharing-chain-here"));
    }
    let checked = currency(&chain).map(|currency| chain.check(currency));
    match checked {
        Some(Ok(())) => Ok(text(&chain)),
        Some(Err(why)) => Err(Problem {
            field: Some("dividend_chain"),
            ..refused(&why)
        }),
        None => Err(wrong("sharing-chain")),
    }
}

/// The currency of the amounts of a chain, or the usual one.
pub fn currency(chain: &Chain) -> Option<Currency> {
    let fee = chain.fee.as_ref().map(|fee| &fee.each);
    let amounts = [
        chain.floor.as_ref(),
        chain.cap.as_ref(),
        chain.minimum.as_ref(),
    ];
    let named = amounts.into_iter().chain([fee]).flatten();
    let named = named.filter_map(|text| text.parse::<Money>().ok());
    named
        .map(|money| money.currency)
        .next()
        .or_else(|| USUAL.parse().ok())
}

/// The chain by which a charter says that money is split; nothing where that
/// is not decided.
pub fn of(clauses: &Clauses) -> Option<Chain> {
    match clauses.dividend_rule.as_str() {
        "" => None,
        "chain" => Chain::parse("rules.toml", &clauses.dividend_chain).ok(),
        rule => Some(Chain::of(rule, Default::default())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(written: &str) -> &'static str {
        let problem = checked(written).unwrap_err();
        assert_eq!(problem.field, Some("dividend_chain"));
        problem.key
    }

    #[test]
    fn a_chain_has_one_text() {
        let rule = "[[rule]]\nname = \"shift\"\n";
        let one = checked(&format!("cap=\"9.00 USD\"\nequal = 0.5\r\n{rule}")).unwrap();
        assert_eq!(checked(&one).unwrap(), one);
        let chain = Chain::parse("", &one).unwrap();
        assert_eq!(currency(&chain).map(Currency::code), Some("USD"));
        assert_eq!(chain.equal, Some(0.5));
        let more = "everyone = true\nfee = { each = \"0.20 CHF\" }\npool = { by = \"group\" }\n";
        let one = checked(&format!("{more}{rule}")).unwrap();
        assert_eq!(checked(&one).unwrap(), one);
        let chain = Chain::parse("", &one).unwrap();
        assert_eq!(currency(&chain).map(Currency::code), Some("CHF"));
        assert!(chain.everyone && chain.pool.is_some());
    }

    #[test]
    fn what_cannot_be_followed_here_is_no_chain() {
        let rule = "[[rule]]\nname = \"shift\"\n";
        let with = |line: &str| key(&format!("{line}\n{rule}"));
        assert_eq!(key("").to_owned(), "sharing-chain");
        assert_eq!(with("pool = { by = \"home\" }"), "sharing-chain-here");
        assert_eq!(with("fee = { each = \"x\" }"), "sharing-amount");
        assert_eq!(with("fee = { each = \"1\", cap = 2.0 }"), "sharing-part");
        assert_eq!(with("cap = \"1\"\nfloor = \"2\""), "sharing-cap");
        assert_eq!(with("lottery = 1\ncap = \"2\""), "sharing-conflict");
        assert_eq!(key("[[rule]]\nname = \"luck\""), "sharing-rule");
        let set = "[[rule]]\nname = \"shift\"\nset = { luck = 1.0 }";
        assert_eq!(key(set), "sharing-setting");
    }

    #[test]
    fn a_rule_by_name_is_a_chain_of_one() {
        let mut clauses = Clauses::default();
        assert_eq!(of(&clauses), None);
        clauses.dividend_rule = "rank".into();
        assert_eq!(of(&clauses).unwrap().rule[0].name, "rank");
        clauses.dividend_rule = "chain".into();
        clauses.dividend_chain = "[[rule]]\nname = \"clip\"".into();
        assert_eq!(of(&clauses).unwrap().rule[0].name, "clip");
    }
}
