//! A payment file for a bank: ISO 20022 `pain.001.001.09`, a customer's order
//! to pay many people at once.
//!
//! A member's pseudonym is never in it: a bank, and whoever reads a bank
//! statement, must not learn which member a name belongs to.

use crate::dividend::Dividends;
use capstan_data::Currency;
use capstan_report::markup::{Element, clean};
use iban::{Iban, IbanLike};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The namespace of this version of the message.
const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// The most coins that the message can hold: 18 digits.
const MOST: u128 = 999_999_999_999_999_999;

/// The longest name that banks take.
const LONGEST: usize = 70;

/// Who pays, as a file in TOML says it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payer {
    /// The name of the account's holder.
    pub name: String,
    /// The account.
    pub iban: String,
    /// The bank, where it must be named.
    pub bic: Option<String>,
    /// The day on which to pay, as 2026-12-01.
    pub on: String,
    /// What people read on their statements.
    pub purpose: String,
}

/// Where one member is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// The name of the account's holder.
    pub name: String,
    /// The account.
    pub iban: String,
}

/// Why there is no payment file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// A field that cannot be paid with.
    #[error(
        "{place}: found {found:?}; expected {expected}. Correct it; no payment file was written."
    )]
    Field {
        /// The file with line and field.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// A member without an account.
    #[error(
        "{file}: found no account for {missing}; expected one for each member who is paid now. Add a row id,name,iban for each; no payment file was written."
    )]
    Missing {
        /// The file of accounts.
        file: String,
        /// Who.
        missing: String,
    },
    /// Nobody is paid out.
    #[error(
        "nobody is paid out in this round, so there is nothing to order from a bank; leave out the payment file"
    )]
    Nobody,
    /// More than the message can hold.
    #[error("the payments add up to more than 18 digits, which is the most that pain.001 can hold")]
    TooLarge,
}

impl Payer {
    /// Reads who pays from TOML; `file` is for messages.
    ///
    /// # Errors
    /// If a field is missing or is no account, bank, name or date.
    pub fn parse(file: &str, text: &str) -> Result<Self, PaymentError> {
        let payer: Self = toml::from_str(text).map_err(|e| PaymentError::Field {
            place: file.to_owned(),
            found: e.to_string().trim_end().to_owned(),
            expected: "name, iban, on and purpose in TOML",
        })?;
        payer.check(file)?;
        Ok(payer)
    }

    /// Checks who pays; `file` is for messages.
    ///
    /// # Errors
    /// If a field is no account, bank, name or date.
    pub fn check(&self, file: &str) -> Result<(), PaymentError> {
        let place = |field: &str| format!("{file}, field {field}");
        let bad = |field: &str, found: &str, expected| {
            Err(PaymentError::Field {
                place: place(field),
                found: found.to_owned(),
                expected,
            })
        };
        name(place("name"), &self.name)?;
        name(place("purpose"), &self.purpose)?;
        account(place("iban"), &self.iban)?;
        if let Some(bic) = self.bic.as_deref().filter(|b| !is_bic(b)) {
            return bad("bic", bic, "8 or 11 letters and digits such as DEUTDEFF500");
        }
        if self.on.parse::<jiff::civil::Date>().is_err() || self.on.len() != 10 {
            return bad("on", &self.on, "a day such as 2026-12-01");
        }
        Ok(())
    }
}

/// Reads the accounts, a table with `id`, `name` and `iban`; `file` is for
/// messages.
///
/// # Errors
/// If a row is none, an account's check digits are wrong, or an id is there
/// twice.
pub fn payees(file: &str, bytes: &[u8]) -> Result<BTreeMap<String, Payee>, PaymentError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let bad = |place: String, found: String, expected| PaymentError::Field {
        place,
        found,
        expected,
    };
    let broken = |e: csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        let expected = "a header id,name,iban and rows as long as it";
        bad(format!("{file}, line {line}"), e.to_string(), expected)
    };
    let header = reader.headers().map_err(broken)?.clone();
    let find = |name: &str| {
        let found = header.iter().position(|h| h.eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let there = header.iter().collect::<Vec<_>>().join(",");
            bad(format!("{file}, line 1"), there, "a header id,name,iban")
        })
    };
    let (id, holder, iban) = (find("id")?, find("name")?, find("iban")?);
    let mut all = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let line = record.position().map_or(0, csv::Position::line);
        let place = format!("{file}, line {line}");
        let payee = Payee::new(&place, &record[holder], &record[iban])?;
        if all.insert(record[id].to_owned(), payee).is_some() {
            let (place, found) = (format!("{place}, field id"), record[id].to_owned());
            return Err(bad(place, found, "each member once"));
        }
    }
    Ok(all)
}

impl Payee {
    /// Checks where someone is paid; `place` is for messages.
    ///
    /// # Errors
    /// If the name cannot be paid to, or the account's check digits are wrong.
    pub fn new(place: &str, holder: &str, iban: &str) -> Result<Self, PaymentError> {
        name(format!("{place}, field name"), holder)?;
        Ok(Self {
            name: holder.to_owned(),
            iban: account(format!("{place}, field iban"), iban)?,
        })
    }
}

fn name(place: String, text: &str) -> Result<(), PaymentError> {
    let length = text.chars().count();
    if (1..=LONGEST).contains(&length) && clean(text) == text {
        return Ok(());
    }
    Err(PaymentError::Field {
        place,
        found: text.to_owned(),
        expected: "1 to 70 letters, without line breaks",
    })
}

/// The account without spaces.
fn account(place: String, text: &str) -> Result<String, PaymentError> {
    match text.parse::<Iban>() {
        Ok(iban) => Ok(iban.electronic_str().to_owned()),
        Err(_) => Err(PaymentError::Field {
            place,
            found: text.to_owned(),
            expected: "an IBAN whose check digits hold",
        }),
    }
}

fn is_bic(text: &str) -> bool {
    let upper = |c: char| c.is_ascii_uppercase();
    let mark = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    matches!(text.len(), 8 | 11)
        && text.chars().all(mark)
        && text.chars().skip(4).take(2).all(upper)
}

/// The order to pay everyone who is paid out in a round. `accounts` is the file
/// of the payees, for messages; `created` the time of writing, as
/// 2026-11-22T09:00:00.
///
/// # Errors
/// If somebody who is paid has no account, or there is nobody or too much.
pub fn order(
    round: &Dividends,
    payer: &Payer,
    payees: &BTreeMap<String, Payee>,
    accounts: &str,
    created: &str,
) -> Result<String, PaymentError> {
    let members = round.members.iter().map(|m| (m.member.id.as_str(), m.paid));
    let left = round.left.iter().map(|l| (l.id.as_str(), l.paid));
    let due: Vec<(&str, u64)> = members.chain(left).filter(|d| d.1 > 0).collect();
    let missing: Vec<&str> = (due.iter().map(|d| d.0))
        .filter(|id| !payees.contains_key(*id))
        .collect();
    if !missing.is_empty() {
        return Err(PaymentError::Missing {
            file: accounts.to_owned(),
            missing: missing.join(", "),
        });
    }
    let paid = due.iter().map(|(id, coins)| (*id, &payees[*id], *coins));
    transfers(
        &paid.collect::<Vec<_>>(),
        round.budget.currency,
        payer,
        created,
    )
}

/// The order to pay these people: for each the id, the account, and how many
/// coins. `created` is the time of writing, as 2026-11-22T09:00:00.
///
/// # Errors
/// If there is nobody or too much to pay.
pub fn transfers(
    due: &[(&str, &Payee, u64)],
    currency: Currency,
    payer: &Payer,
    created: &str,
) -> Result<String, PaymentError> {
    if due.is_empty() {
        return Err(PaymentError::Nobody);
    }
    let sum: u128 = due.iter().map(|d| u128::from(d.2)).sum();
    if sum > MOST {
        return Err(PaymentError::TooLarge);
    }
    let amount = |coins: u64| currency.minor(coins as i64).amount();
    let (total, count) = (amount(sum as u64), due.len().to_string());
    // The same round and payer always have the same number, so that a bank can
    // see an order that is sent twice.
    let paid = due
        .iter()
        .map(|(id, _, coins)| format!("{id}\u{0}{coins}\u{0}"));
    let what = paid.collect::<String>() + &payer.iban + &payer.on;
    let number = format!("CAPSTAN-{}", &blake3::hash(what.as_bytes()).to_hex()[..16]);
    let leaf = |name, text: &str| Element::new(name).text(text);
    let iban = |name, iban: &str| {
        let iban = iban.replace(' ', "");
        Element::new(name).child(Element::new("Id").child(leaf("IBAN", &iban)))
    };
    let party = |name, who: &str| Element::new(name).child(leaf("Nm", who));
    let bank = match &payer.bic {
        Some(bic) => leaf("BICFI", bic),
        None => Element::new("Othr").child(leaf("Id", "NOTPROVIDED")),
    };
    let head = Element::new("GrpHdr")
        .child(leaf("MsgId", &number))
        .child(leaf("CreDtTm", created))
        .child(leaf("NbOfTxs", &count))
        .child(leaf("CtrlSum", &total))
        .child(party("InitgPty", &payer.name));
    let mut payment = Element::new("PmtInf")
        .child(leaf("PmtInfId", &number))
        .child(leaf("PmtMtd", "TRF"))
        .child(leaf("NbOfTxs", &count))
        .child(leaf("CtrlSum", &total));
    if currency.code() == "EUR" {
        let level = Element::new("SvcLvl").child(leaf("Cd", "SEPA"));
        payment = payment.child(Element::new("PmtTpInf").child(level));
    }
    payment = payment
        .child(Element::new("ReqdExctnDt").child(leaf("Dt", &payer.on)))
        .child(party("Dbtr", &payer.name))
        .child(iban("DbtrAcct", &payer.iban))
        .child(Element::new("DbtrAgt").child(Element::new("FinInstnId").child(bank)))
        .child(leaf("ChrgBr", "SLEV"));
    for (at, &(_, payee, coins)) in due.iter().enumerate() {
        let paid = Element::new("InstdAmt")
            .attr("Ccy", currency.code())
            .text(amount(coins));
        let end = format!("{number}-{}", at + 1);
        payment = payment.child(
            Element::new("CdtTrfTxInf")
                .child(Element::new("PmtId").child(leaf("EndToEndId", &end)))
                .child(Element::new("Amt").child(paid))
                .child(party("Cdtr", &payee.name))
                .child(iban("CdtrAcct", &payee.iban))
                .child(Element::new("RmtInf").child(leaf("Ustrd", &payer.purpose))),
        );
    }
    let document = Element::new("Document")
        .attr("xmlns", NAMESPACE)
        .child(Element::new("CstmrCdtTrfInitn").child(head).child(payment));
    let xml = document.finish();
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{xml}\n"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Chain, Member, Source, dividends};

    const PAYER: &str = "name = \"Data Coalition & Co\"\niban = \"DE89 3704 0044 0532 0130 00\"\non = \"2026-12-01\"\npurpose = \"Dividend\"\n";
    const ACCOUNTS: &str = "id,name,iban\nm1,Ana Díaz,ES91 2100 0418 4502 0005 1332\nm2,\"Ben <B>\",GB82WEST12345698765432\n";

    fn round() -> Dividends {
        let members: Vec<Member> = [-1.0, 0.0, 1.0]
            .iter()
            .enumerate()
            .map(|(i, &v)| Member::new(format!("m{i}"), v))
            .collect();
        let chain = Chain::of("shift", BTreeMap::new());
        let budget = "1000.00 EUR".parse().unwrap();
        dividends(Source::default(), &members, &chain, budget, 7, None).unwrap()
    }

    fn write(accounts: &str) -> Result<String, PaymentError> {
        let payer = Payer::parse("payer.toml", PAYER)?;
        let payees = payees("accounts.csv", accounts.as_bytes())?;
        order(
            &round(),
            &payer,
            &payees,
            "accounts.csv",
            "2026-11-22T09:00:00",
        )
    }

    #[test]
    fn the_order_names_accounts_and_no_pseudonym() {
        let xml = write(ACCOUNTS).unwrap();
        for part in [
            "<NbOfTxs>2</NbOfTxs><CtrlSum>1000.00</CtrlSum>",
            "<Nm>Data Coalition &amp; Co</Nm>",
            "<InstdAmt Ccy=\"EUR\">333.33</InstdAmt>",
            "<Nm>Ben &lt;B&gt;</Nm>",
            "<IBAN>ES9121000418450200051332</IBAN>",
            "<ReqdExctnDt><Dt>2026-12-01</Dt></ReqdExctnDt>",
        ] {
            assert!(xml.contains(part), "{part}: {xml}");
        }
        assert!(!xml.contains("m1") && !xml.contains("m2"), "{xml}");
        for id in xml.split("<EndToEndId>").skip(1) {
            assert!(id.split('<').next().unwrap().len() <= 35);
        }
        assert_eq!(write(ACCOUNTS).unwrap(), xml);
    }

    #[test]
    fn what_cannot_be_paid_is_named() {
        let said = |accounts: &str| write(accounts).unwrap_err().to_string();
        for (accounts, part) in [
            (
                "id,name\n",
                "accounts.csv, line 1: found \"id,name\"; expected a header",
            ),
            (
                "id,name,iban\nm1,Ana,ES91 2100 0418 4502 0005 1333\n",
                "line 2, field iban: found \"ES91 2100 0418 4502 0005 1333\"",
            ),
            (
                "id,name,iban\nm1,,DE89370400440532013000\n",
                "line 2, field name: found \"\"",
            ),
            (
                "id,name,iban\nm1,A,DE89370400440532013000\nm1,B,DE89370400440532013000\n",
                "line 3, field id: found \"m1\"; expected each member once",
            ),
            (
                "id,name,iban\nm1,A,DE89370400440532013000\n",
                "accounts.csv: found no account for m2;",
            ),
        ] {
            let said = said(accounts);
            assert!(said.contains(part), "{accounts}: {said}");
        }
        for (from, to, part) in [
            ("2026-12-01", "2026-13-01", "field on: found \"2026-13-01\""),
            ("DE89", "DE88", "field iban: found"),
            (
                "on =",
                "bic = \"deutdeff\"\non =",
                "field bic: found \"deutdeff\"",
            ),
            ("purpose = \"Dividend\"\n", "", "missing field `purpose`"),
        ] {
            let text = PAYER.replace(from, to);
            let said = Payer::parse("payer.toml", &text).unwrap_err().to_string();
            assert!(said.contains(part), "{said}");
        }
    }
}
