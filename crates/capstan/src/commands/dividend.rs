//! `capstan dividend`

use crate::Done;
use crate::cli::Dividend as Options;
use crate::output;
use anyhow::{Context, Result, bail};
use capstan_data::{Currency, Money};
use capstan_value::dividend::{
    self, Base, Before, Chain, Columns, Dividends, Fee, Pool, Source, dividends, report,
};
use capstan_value::payout::ledger::Ledger;
use capstan_value::payout::pain001::{Payer, order, payees};
use std::collections::BTreeMap;
use std::path::Path;

/// Shares out a budget and writes what came of it. Nothing is written unless
/// everything could be worked out.
///
/// # Errors
/// If the options, the table, the round before or the disk do not allow it.
pub fn run(options: Options) -> Result<Done> {
    let budget = budget(&options)?;
    let chain = chain(&options)?;
    let name = options.values.display().to_string();
    let bytes = bytes(&options.values)?;
    let columns = Columns {
        pool: chain.pool.as_ref().map(|p| p.by.clone()),
        group: options.group.clone(),
        everyone: chain.everyone,
        low: chain.base == Base::Low,
    };
    let members = dividend::read(&name, &bytes, &columns)?;
    let source = Source::of(&name, &bytes, columns);
    let (before, mut ledger) = before(&options, budget.currency)?;
    let round = dividends(source, &members, &chain, budget, options.seed, before)?;
    ledger.record(&round)?;
    let payments = payments(&options, &round)?;
    let results = &options.results;
    let mut files = vec![
        ("dividends.json", round.to_json()?),
        ("dividends.csv", round.to_csv()),
        ("ledger.csv", ledger.to_csv()),
        ("report.html", report::page(&round, results.lang.into())),
    ];
    files.extend(payments.map(|xml| ("pain.001.xml", xml)));
    output::give(results, &files, |lang| {
        report::text(&round, lang, options.compare)
    })?;
    Ok(Done::Well)
}

fn text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| unreadable(path))
}

fn unreadable(path: &Path) -> String {
    format!(
        "cannot read {}; check its name and that you may read it",
        path.display()
    )
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| unreadable(path))
}

fn budget(options: &Options) -> Result<Money> {
    let written = options.budget.trim();
    let named = options.currency.as_deref().map(str::parse::<Currency>);
    let named = named.transpose().context("--currency")?;
    let budget = match (written.contains(char::is_whitespace), named) {
        (true, _) => written.parse(),
        (false, Some(currency)) => currency.amount(written),
        (false, None) => bail!(
            "--budget {written}: found no currency; expected one, as --currency EUR or --budget \"{written} EUR\""
        ),
    };
    let budget = budget.context("--budget")?;
    match named {
        Some(currency) if currency != budget.currency => bail!(
            "--currency {currency}: found a budget of {budget}; expected one currency. Leave one of them out."
        ),
        _ => Ok(budget),
    }
}

/// The chain of the file or rule, with what the options say put over it.
fn chain(options: &Options) -> Result<Chain> {
    let mut set = BTreeMap::new();
    for pair in &options.set {
        let number = pair
            .split_once('=')
            .and_then(|(name, value)| Some((name.trim().to_owned(), value.trim().parse().ok()?)));
        match number {
            Some((name, value)) => set.insert(name, value),
            None => bail!("--set {pair}: expected a name and a number, like t=0.5"),
        };
    }
    let path = Path::new(&options.rule);
    let mut chain = if path.extension().is_some_and(|e| e == "toml") {
        if !set.is_empty() {
            bail!(
                "--set is for a rule by name; write settings into {} below the rule they are for",
                options.rule
            );
        }
        Chain::parse(&options.rule, &text(path)?)?
    } else {
        Chain::of(&options.rule, set)
    };
    let given = options.clone();
    chain.everyone |= given.everyone;
    chain.equal = given.equal.or(chain.equal);
    chain.gini = given.gini.or(chain.gini);
    chain.lottery = given.lottery.or(chain.lottery);
    chain.public_good = given.public_good.or(chain.public_good);
    chain.floor = given.floor.or(chain.floor);
    chain.cap = given.cap.or(chain.cap);
    chain.minimum = given.minimum.or(chain.minimum);
    if let Some(base) = given.base {
        chain.base = base.into();
    }
    if let Some(method) = given.method {
        chain.method = method.into();
    }
    if let Some(by) = given.pool {
        chain.pool = Some(Pool {
            by,
            inside: given.inside.unwrap_or_else(|| "equal".to_owned()),
        });
    }
    if let Some(each) = given.fee {
        chain.fee = Some(Fee {
            each,
            cap: given.fee_cap.unwrap_or(1.0),
        });
    }
    Ok(chain)
}

/// What the round before left, and its ledger; else nothing and an empty one.
fn before(options: &Options, currency: Currency) -> Result<(Option<Before>, Ledger)> {
    let Some(folder) = &options.after else {
        return Ok((None, Ledger::new(currency)));
    };
    let same = match (folder.canonicalize(), options.results.out.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    if same {
        bail!(
            "--out {}: found the folder of the round before; expected another one, so that the round before stays as it is",
            options.results.out.display()
        );
    }
    let (file, table) = (folder.join("dividends.json"), folder.join("ledger.csv"));
    let earlier: Dividends = serde_json::from_str(&text(&file)?).with_context(|| {
        format!(
            "{} is no round of dividends of this version of Capstan; expected a dividends.json",
            file.display()
        )
    })?;
    let ledger = Ledger::read(&table.display().to_string(), &text(&table)?, currency)?;
    Ok((Some(earlier.leaves()), ledger))
}

/// The payment file, where one was asked for.
fn payments(options: &Options, round: &Dividends) -> Result<Option<String>> {
    let (Some(accounts), Some(payer)) = (&options.iban, &options.pain001) else {
        return Ok(None);
    };
    let name = accounts.display().to_string();
    let payees = payees(&name, &bytes(accounts)?)?;
    let payer = Payer::parse(&payer.display().to_string(), &text(payer)?)?;
    let now = jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string();
    Ok(Some(order(round, &payer, &payees, &name, &now)?))
}
