//! What is told of groups beside their values.

use super::Run;
use crate::error::ValueError;
use crate::game::Coalition;
use crate::groups::beside::Beside;
use crate::groups::stable::{BLOCKS, Shared};
use crate::interaction::Bond;
use crate::owen::Unions;
use crate::recommender::result::{CoalitionLine, Pair, Reading, UnionLine};
use capstan_worlds::View;

impl Run<'_> {
    /// Shares of the whole in each view, where the method is one that shares
    /// it out; none where a view has nothing to go by.
    pub(super) fn shared(&self) -> Result<Vec<Option<Shared>>, ValueError> {
        let Some(stable) = self.plan.method.stable() else {
            return Ok(Vec::new());
        };
        let views = 0..self.views.len();
        views
            .map(|view| {
                let left_out = self.ledger.left_out(self.seen(view, 0), BLOCKS);
                let share = |worths: [Vec<Vec<f64>>; 3]| {
                    let [all, people, replicates] = worths;
                    stable.share(&all[0], [&people, &replicates])
                };
                left_out.map(share).transpose()
            })
            .collect()
    }

    /// The largest excess in the main view.
    pub(super) fn excess(&self, shared: &[Option<Shared>]) -> Option<Reading> {
        let of = shared.first()?.as_ref();
        let excess = of.map(|shared| shared.excess());
        Some(Reading::new(self.views[0].name(), excess))
    }

    /// What each union gets as one player of the game of unions: its Shapley
    /// value there, which its members share.
    pub(super) fn unions(&self, beside: &Beside) -> Vec<UnionLine> {
        let ids = self.players.ids();
        let members = self.players.unions().map_or(&[][..], Unions::members);
        let named = self.players.union_names().iter().zip(members);
        let told = named.zip(&beside.unions);
        told.map(|((name, members), sum)| UnionLine {
            name: name.clone(),
            groups: members.iter().map(|&p| ids[p].clone()).collect(),
            value: self.reading(sum, View::Everyone),
        })
        .collect()
    }

    pub(super) fn coalitions(&self, beside: &Beside) -> Vec<CoalitionLine> {
        let names = |members: &Coalition| -> Vec<String> {
            let ids = self.players.ids();
            members.iter().map(|p| ids[p].clone()).collect()
        };
        let asked = self.players.asked().iter().zip(&beside.coalitions);
        asked
            .map(|(members, sums)| {
                let [leverage, stand_alone, synergy] =
                    [0, 1, 2].map(|n| self.reading(&sums[n], View::Everyone));
                CoalitionLine {
                    groups: names(members),
                    leverage,
                    stand_alone,
                    synergy,
                }
            })
            .collect()
    }

    pub(super) fn pairs(&self, beside: &Beside) -> Vec<Pair> {
        let ids = self.players.ids();
        let pairs = beside.pairs.iter();
        pairs
            .map(|(a, b, sums)| {
                let [interaction, synergy] = [0, 1].map(|n| self.reading(&sums[n], View::Everyone));
                Pair {
                    a: ids[*a].clone(),
                    b: ids[*b].clone(),
                    bond: interaction.interval().map(Bond::of),
                    interaction,
                    synergy,
                }
            })
            .collect()
    }
}
