//! Money: whole minor units of a named currency, never a fraction of a coin.
//!
//! An amount that is not known is `None`, never zero; an amount that cannot be
//! held exactly is refused, never rounded.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The currencies of ISO 4217 (list of 2026-01-01) by the number of decimals
/// of their minor unit. Metals, funds without a minor unit and test codes are
/// not money that can be paid, and are left out.
const CURRENCIES: [(u8, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
         CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
         GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK \
         LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
         NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS \
         SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST \
         XAD XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// A currency of ISO 4217 that can be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency {
    #[serde(skip)]
    code: &'static str,
    decimals: u8,
}

impl Currency {
    /// Its three letters.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// How many decimals its minor unit has: 2 for EUR, 0 for JPY.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// The amount written as `text`, such as `1000.00`, `-3.5` or `12`.
    ///
    /// # Errors
    /// If it is no plain number, has more decimals than the currency, or does
    /// not fit into 64 bits of minor units.
    pub fn amount(self, text: &str) -> Result<Money, MoneyError> {
        let found = || text.trim().to_owned();
        let bad = || MoneyError::Amount { found: found() };
        let (sign, digits) = match text.trim().strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text.trim()),
        };
        let (whole, part) = match digits.split_once('.') {
            Some((_, "")) => return Err(bad()),
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty() || !(whole.bytes().chain(part.bytes())).all(|b| b.is_ascii_digit()) {
            return Err(bad());
        }
        if part.len() > usize::from(self.decimals) {
            return Err(MoneyError::Decimals {
                found: found(),
                currency: self,
            });
        }
        let width = usize::from(self.decimals);
        format!("{sign}{whole}{part:0<width$}")
            .parse()
            .map(|minor| self.minor(minor))
            .map_err(|_| MoneyError::TooLarge {
                found: found(),
                most: self.minor(i64::MAX),
            })
    }

    /// So many minor units of it.
    pub fn minor(self, minor: i64) -> Money {
        Money {
            minor,
            currency: self,
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let wanted = text.trim();
        CURRENCIES
            .iter()
            .find_map(|&(decimals, codes)| {
                let code = (codes.split(' ')).find(|c| c.eq_ignore_ascii_case(wanted))?;
                Some(Self { code, decimals })
            })
            .ok_or_else(|| MoneyError::Currency {
                found: wanted.to_owned(),
            })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code.to_owned()
    }
}

/// An exact amount of one currency.
///
/// ```
/// use capstan_data::Money;
/// let fare: Money = "12.50 EUR".parse()?;
/// assert_eq!(fare.minor, 1250);
/// assert_eq!(fare.to_string(), "12.50 EUR");
/// # Ok::<(), capstan_data::MoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: cents of EUR, yen of JPY.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// The amount without its currency: `1000.00`.
    pub fn amount(self) -> String {
        let digits = usize::from(self.currency.decimals);
        if digits == 0 {
            return self.minor.to_string();
        }
        let sign = if self.minor < 0 { "-" } else { "" };
        let padded = format!("{:0>width$}", self.minor.unsigned_abs(), width = digits + 1);
        let (whole, part) = padded.split_at(padded.len() - digits);
        format!("{sign}{whole}.{part}")
    }

    /// Both together.
    ///
    /// # Errors
    /// If they are of two currencies, or the sum does not fit into 64 bits.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed {
                left: self,
                right: other,
            });
        }
        (self.minor.checked_add(other.minor))
            .map(|minor| self.currency.minor(minor))
            .ok_or_else(|| MoneyError::TooLarge {
                found: format!("{self} and {other} together"),
                most: self.currency.minor(i64::MAX),
            })
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    /// Reads `1000.00 EUR`.
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (amount, code) =
            (text.trim().split_once(char::is_whitespace)).ok_or_else(|| MoneyError::Amount {
                found: text.trim().to_owned(),
            })?;
        code.parse::<Currency>()?.amount(amount)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount(), self.currency)
    }
}

/// Why a text is no money, or two amounts cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// A currency that is none.
    #[error(
        "found the currency {found:?}; expected a code of ISO 4217 such as EUR, USD or JPY. Check its three letters."
    )]
    Currency {
        /// What was given.
        found: String,
    },
    /// An amount that is no plain number.
    #[error(
        "found {found:?}; expected an amount such as 1000.00, or 1000.00 EUR where its currency belongs to it. Put a point before the decimals and nothing between the thousands."
    )]
    Amount {
        /// What was given.
        found: String,
    },
    /// More decimals than the currency has.
    #[error(
        "found {found:?}; expected at most {} decimals, which is what {currency} has. Part of a coin cannot be paid: round the amount first.",
        .currency.decimals
    )]
    Decimals {
        /// What was given.
        found: String,
        /// The currency.
        currency: Currency,
    },
    /// More than 64 bits hold.
    #[error("found {found}; expected at most {most}. Split the amount, or check its digits.")]
    TooLarge {
        /// What was given.
        found: String,
        /// The largest amount.
        most: Money,
    },
    /// Two currencies in one sum.
    #[error(
        "found {left} and {right} in one sum; expected one currency. Convert one of them first, at a rate you can name."
    )]
    Mixed {
        /// One amount.
        left: Money,
        /// The other.
        right: Money,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Result<Money, String> {
        text.parse::<Money>().map_err(|e| e.to_string())
    }

    #[test]
    fn every_coin_is_read_and_written_exactly() {
        for (text, minor, written) in [
            ("1000.00 EUR", 100_000, "1000.00 EUR"),
            ("1000 EUR", 100_000, "1000.00 EUR"),
            ("0.5 usd", 50, "0.50 USD"),
            ("-0.05 EUR", -5, "-0.05 EUR"),
            ("7 JPY", 7, "7 JPY"),
            ("1.234 KWD", 1234, "1.234 KWD"),
            ("0.0001 CLF", 1, "0.0001 CLF"),
            (
                "92233720368547758.07 EUR",
                i64::MAX,
                "92233720368547758.07 EUR",
            ),
            (
                "-92233720368547758.08 EUR",
                i64::MIN,
                "-92233720368547758.08 EUR",
            ),
        ] {
            let read = money(text).unwrap();
            assert_eq!(
                (read.minor, read.to_string()),
                (minor, written.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_money_says_what_was_found() {
        for (text, part) in [
            ("10 XAU", "found the currency \"XAU\"; expected a code"),
            ("10 EURO", "found the currency \"EURO\""),
            ("10", "found \"10\"; expected an amount such as 1000.00"),
            ("1,000.00 EUR", "found \"1,000.00\"; expected an amount"),
            (
                "NaN EUR",
                "found \"NaN\"; expected an amount such as 1000.00",
            ),
            (".5 EUR", "found \".5\""),
            ("5. EUR", "found \"5.\""),
            ("+5 EUR", "found \"+5\""),
            ("--5 EUR", "found \"--5\""),
            (
                "0.005 EUR",
                "found \"0.005\"; expected at most 2 decimals, which is what EUR has",
            ),
            ("1.0 JPY", "expected at most 0 decimals"),
            (
                "92233720368547758.08 EUR",
                "expected at most 92233720368547758.07 EUR",
            ),
        ] {
            let said = money(text).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }

    #[test]
    fn sums_refuse_two_currencies_and_overflow() {
        let euro = money("1 EUR").unwrap();
        assert_eq!(euro.plus(euro).unwrap().to_string(), "2.00 EUR");
        let mixed = euro.plus(money("1 USD").unwrap()).unwrap_err().to_string();
        assert!(
            mixed.starts_with("found 1.00 EUR and 1.00 USD in one sum"),
            "{mixed}"
        );
        let most = euro.currency.minor(i64::MAX);
        assert!(matches!(most.plus(euro), Err(MoneyError::TooLarge { .. })));
    }

    #[test]
    fn the_list_has_each_currency_once() {
        let mut codes: Vec<&str> = CURRENCIES.iter().flat_map(|(_, c)| c.split(' ')).collect();
        assert_eq!(codes.len(), 165);
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 165);
        assert!(codes.iter().all(|c| c.len() == 3));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor: i64, at in 0..4_usize) {
            let code = ["EUR", "JPY", "KWD", "CLF"][at];
            let amount = code.parse::<Currency>().unwrap().minor(minor);
            prop_assert_eq!(amount.to_string().parse::<Money>(), Ok(amount));
        }
    }
}
