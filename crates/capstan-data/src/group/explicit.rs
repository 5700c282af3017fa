//! What a group expression implies.

use super::columns::{Found, find};
use super::error::GroupError;
use super::expr::{Comparison, Expr, Measure, Name, Op};
use crate::Dataset;

/// The published number of ratings that a fan has more than.
const FAN: &str = "10";

/// The same expression with every implied `count>10` written out; checks all
/// names and values.
pub(super) fn explicit(expr: &Expr, data: &Dataset) -> Result<Expr, GroupError> {
    let of_items = is_of_items(expr, data)?;
    Ok(match expr {
        Expr::All(terms) => Expr::All(explicit_chain(terms, data)?),
        whole if of_items => Expr::All(explicit_chain(std::slice::from_ref(whole), data)?),
        Expr::Any(terms) => Expr::Any(
            terms
                .iter()
                .map(|t| explicit(t, data))
                .collect::<Result<_, _>>()?,
        ),
        Expr::Not(inner) => Expr::Not(Box::new(explicit(inner, data)?)),
        other => other.clone(),
    })
}

fn explicit_chain(terms: &[Expr], data: &Dataset) -> Result<Vec<Expr>, GroupError> {
    let (mut on_items, mut on_count) = (false, false);
    let mut out = Vec::with_capacity(terms.len() + 1);
    for term in terms {
        if is_of_items(term, data)? {
            on_items = true;
            out.push(term.clone());
        } else {
            on_count |= counts(term, data)?;
            out.push(explicit(term, data)?);
        }
    }
    if on_items && !on_count {
        out.push(Expr::Compare(Comparison {
            name: Name::Measure(Measure::Count),
            op: Op::More,
            value: FAN.to_owned(),
        }));
    }
    Ok(out)
}

/// Whether `expr` has a condition on `count`, chains that look at items of
/// their own left aside.
fn counts(expr: &Expr, data: &Dataset) -> Result<bool, GroupError> {
    let any = |terms: &[Expr]| -> Result<bool, GroupError> {
        let mut found = false;
        for term in terms {
            found |= counts(term, data)?;
        }
        Ok(found)
    };
    Ok(match expr {
        Expr::Compare(comparison) => comparison.name == Name::Measure(Measure::Count),
        Expr::Not(inner) => counts(inner, data)?,
        Expr::Any(terms) => any(terms)?,
        Expr::All(terms) => {
            let mut own = false;
            for term in terms {
                own |= is_of_items(term, data)?;
            }
            !own && any(terms)?
        }
        _ => false,
    })
}

/// Whether `expr` is a condition on items: comparisons with columns of the
/// item table, joined by `and` and `or`.
pub(super) fn is_of_items(expr: &Expr, data: &Dataset) -> Result<bool, GroupError> {
    Ok(match expr {
        Expr::Compare(comparison) => matches!(find(comparison, data)?, Found::OfItems(_)),
        Expr::All(terms) | Expr::Any(terms) => {
            let mut all = true;
            for term in terms {
                all &= is_of_items(term, data)?;
            }
            all
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::super::four::four;

    #[test]
    fn what_is_implied_is_written_out() {
        let data = four();
        for (text, expected) in [
            ("genre=Horror", "genre=Horror and count>10"),
            (
                "genre=Horror and mean>=4",
                "genre=Horror and mean>=4 and count>10",
            ),
            ("genre=Horror and count>3", "genre=Horror and count>3"),
            ("not genre=Drama", "not (genre=Drama and count>10)"),
            (
                "genre=Drama or age<25",
                "(genre=Drama and count>10) or age<25",
            ),
            (
                "genre=Drama or year>1990",
                "(genre=Drama or year>1990) and count>10",
            ),
            (
                "genre=Horror and not (genre=Comedy and count>3)",
                "genre=Horror and not (genre=Comedy and count>3) and count>10",
            ),
            ("age<25 and mean>=4", "age<25 and mean>=4"),
        ] {
            let explicit = Group::parse(text)
                .and_then(|g| g.explicit(&data))
                .expect("a group");
            assert_eq!(explicit.to_string(), expected);
            assert_eq!(explicit.explicit(&data).expect("a group"), explicit);
        }
    }
}
