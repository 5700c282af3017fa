//! What a round is worked out of: who shares, by which values, and who is paid
//! as one.

use crate::app::App;
use crate::coalitions::acts::Standing;
use crate::dividends::explore::Roll;
use crate::dividends::pools;
use crate::dividends::rounds::Basis;
use crate::donations;
use crate::problem::Problem;
use crate::values::acts::newest_jobs;
use crate::values::spread::{Own, Spread};
use capstan_coalition::size;
use capstan_store::ledger::{accounts, rounds};
use capstan_store::{Conn, values};
use capstan_value::dividend::{Before, Chain, Member};
use std::collections::BTreeMap;

/// Everything that a round is worked out of.
pub(super) struct Ground {
    /// Who shares, by the ids of members.
    pub members: Vec<Member>,
    /// What the data of those add whose data were valued.
    pub own: BTreeMap<String, Own>,
    /// What all members see of it.
    pub basis: Basis,
    /// What earlier rounds owe.
    pub before: Before,
}

/// Gathers it for the chain that holds.
///
/// # Errors
/// If the chain asks for values and nothing was valued, or the store fails.
pub(super) async fn gather(
    app: &App,
    conn: &mut Conn,
    standing: &Standing,
    chain: &Chain,
    currency: &str,
) -> Result<Ground, Problem> {
    let coalition = &standing.coalition.id;
    let found = newest_jobs(conn, standing).await?;
    let (valuation, spread) = found.map_or_else(Default::default, |(id, f)| (id, f.spread));
    let mut own = BTreeMap::new();
    if !valuation.is_empty() {
        let vault = donations::acts::vault(app);
        for (member, bytes) in values::all_own(conn, &vault, &valuation).await? {
            if let Ok(value) = serde_json::from_slice::<Own>(&bytes) {
                own.insert(member, value);
            }
        }
    }
    let alike = chain.everyone && chain.rule.iter().all(|part| part.name == "equal");
    if own.is_empty() && !alike {
        return Err(Problem::conflict("rounds-no-values"));
    }
    let there = accounts::members(conn, &app.store.keys, coalition).await?;
    let pools = pools::of(conn, coalition, chain).await?;
    let shares = there.values().map(|(member, _)| member);
    let shares = shares.filter(|member| chain.everyone || own.contains_key(*member));
    let mut members: Vec<Member> = shares
        .map(|member| {
            let none = Member::new(member.clone(), 0.0);
            let valued = own.get(member).map(|own| Member {
                value: own.value,
                low: own.low,
                high: own.high,
                ..none.clone()
            });
            Member {
                pool: pools.get(member).cloned(),
                ..valued.unwrap_or(none)
            }
        })
        .collect();
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let owed = rounds::owed(conn, coalition, currency).await?;
    let mut of_members = BTreeMap::new();
    for (account, owner) in accounts::all(conn, coalition).await? {
        if let (Some((member, _)), Some(owed)) = (there.get(&owner), owed.get(&account)) {
            of_members.insert(member.clone(), *owed);
        }
    }
    let number = rounds::of(conn, coalition).await?.len() as u64;
    let roll = spread.map(|Spread { people, bins }| Roll {
        people,
        bins,
        pools: Vec::new(),
        example: false,
    });
    let all = size::published(there.len() as u64).unwrap_or(0);
    let roll = roll.map(|roll| match chain.everyone {
        true => roll.with_others(all),
        false => roll,
    });
    Ok(Ground {
        members,
        own,
        basis: Basis {
            people: roll.as_ref().map_or(0, |r| r.people),
            bins: roll.map(|r| r.bins).unwrap_or_default(),
            seed: number + 1,
            valuation,
            paid: None,
            gini: None,
        },
        before: Before {
            carried: BTreeMap::new(),
            owed: of_members,
        },
    })
}
