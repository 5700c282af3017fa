//! Tables of figures about people: which rows are shown together, and which
//! cells must stay hidden so that no margin less its cells tells what is in
//! them.

use super::Limits;
use std::collections::BTreeMap;

/// What people contribute to a cell: who (by any number) and how much.
pub type Cell = Vec<(usize, f64)>;

/// Whether a figure over these cells together may not be shown.
fn sensitive<'a>(cells: impl IntoIterator<Item = &'a Cell>, limits: &Limits) -> bool {
    let mut amounts = BTreeMap::new();
    for &(who, amount) in cells.into_iter().flatten() {
        *amounts.entry(who).or_insert(0.0) += f64::abs(amount);
    }
    let amounts: Vec<f64> = amounts.into_values().collect();
    limits.why_not(&amounts).is_some()
}

/// Rows of a table with one column, in the groups in which they may be shown:
/// a row that may be shown stands alone, and the others stand together, last,
/// with as many of the smallest as that takes. With the total, nothing else can
/// be worked out from them.
///
/// `None` if not even all together may be shown.
pub fn pool(rows: &[Cell], limits: &Limits) -> Option<Vec<Vec<usize>>> {
    let (mut together, mut alone): (Vec<usize>, Vec<usize>) =
        (0..rows.len()).partition(|&r| sensitive([&rows[r]], limits));
    while !together.is_empty() && sensitive(together.iter().map(|&r| &rows[r]), limits) {
        let smallest = (0..alone.len()).min_by_key(|&at| rows[alone[at]].len())?;
        together.push(alone.remove(smallest));
    }
    together.sort_unstable();
    let mut groups: Vec<Vec<usize>> = alone.into_iter().map(|r| vec![r]).collect();
    groups.extend((!together.is_empty()).then_some(together));
    Some(groups)
}

/// A table of figures with rows and columns, whose margins are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    columns: usize,
    cells: Vec<Cell>,
}

/// The most lines of the shorter side of a table: all subsets of them are
/// looked at.
const MOST: usize = 14;

impl Grid {
    /// A table of `cells`, row after row, with `columns` cells in each.
    pub fn new(columns: usize, cells: Vec<Cell>) -> Self {
        Self { columns, cells }
    }

    fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    /// Which cells may be shown beside all margins, row after row.
    ///
    /// Beside the cells that are sensitive themselves, so many of the smallest
    /// are hidden that no sum of hidden cells that follows from margins and
    /// shown cells is sensitive (complementary suppression). Every such sum is
    /// some rows less some columns. For rows S the columns that leave the
    /// fewest cells are those whose hidden cells are all in S, so it is enough
    /// to look at every S, and at every column alone.
    ///
    /// `None` if a margin is sensitive: put its line together with others
    /// first, as [`pool`] does; or if both sides have more than 14 lines: that
    /// table is too fine.
    pub fn shown(&self, limits: &Limits) -> Option<Vec<bool>> {
        let (rows, columns) = (self.rows(), self.columns);
        if rows > columns {
            let turned = self.turned().shown(limits)?;
            let at = |n: usize| turned[n % columns * rows + n / columns];
            return Some((0..self.cells.len()).map(at).collect());
        }
        let line = |keep: &dyn Fn(usize) -> bool| {
            let inside = (0..self.cells.len()).filter(|&n| keep(n));
            sensitive(inside.map(|n| &self.cells[n]), limits)
        };
        let bad_row = (0..rows).any(|r| line(&|n| n / columns == r));
        let bad_column = (0..columns).any(|c| line(&|n| n % columns == c));
        if bad_row || bad_column || rows == 0 || rows > MOST {
            return None;
        }
        let mut hidden: Vec<bool> = (self.cells.iter())
            .map(|cell| sensitive([cell], limits))
            .collect();
        while let Some(more) = self.one_more(&hidden, limits) {
            hidden[more] = true;
        }
        Some(hidden.into_iter().map(|h| !h).collect())
    }

    fn turned(&self) -> Self {
        let (rows, columns) = (self.rows(), self.columns);
        let cells = 0..self.cells.len();
        let at = |n: usize| self.cells[n % rows * columns + n / rows].clone();
        Self::new(rows, cells.map(at).collect())
    }

    /// A further cell to hide, while something sensitive follows.
    fn one_more(&self, hidden: &[bool], limits: &Limits) -> Option<usize> {
        let (rows, columns) = (self.rows(), self.columns);
        let all = || 0..self.cells.len();
        let told = |cells: &[usize]| {
            !cells.is_empty() && sensitive(cells.iter().map(|&n| &self.cells[n]), limits)
        };
        let smallest = |keep: &dyn Fn(usize) -> bool| {
            let shown = all().filter(|&n| !hidden[n] && keep(n));
            shown.min_by_key(|&n| (self.cells[n].len(), n))
        };
        for column in 0..columns {
            let inside: Vec<usize> = all()
                .filter(|n| n % columns == column && hidden[*n])
                .collect();
            if told(&inside) {
                return smallest(&|n| n % columns == column);
            }
        }
        (1..1_u32 << rows).find_map(|set| {
            let in_set = |n: usize| set >> (n / columns) & 1 == 1;
            let inside_only: Vec<bool> = (0..columns)
                .map(|c| all().all(|n| n % columns != c || !hidden[n] || in_set(n)))
                .collect();
            let left: Vec<usize> = all()
                .filter(|&n| hidden[n] && in_set(n) && !inside_only[n % columns])
                .collect();
            if !told(&left) {
                return None;
            }
            // A cell that joins what is left, or that lets a column join it.
            let joins = |n: usize| in_set(n) && !inside_only[n % columns];
            let opens = |n: usize| {
                !in_set(n) && inside_only[n % columns] && {
                    let column = n % columns;
                    all().any(|m| m % columns == column && hidden[m])
                }
            };
            smallest(&|n| joins(n) || opens(n)).or_else(|| smallest(&in_set))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A cell of `count` people who contribute 1 each.
    fn cell(first: usize, count: usize) -> Cell {
        (first..first + count).map(|who| (who, 1.0)).collect()
    }

    fn cells(counts: &[usize]) -> Vec<Cell> {
        let counts = counts.iter().enumerate();
        counts.map(|(n, &count)| cell(n * 1000, count)).collect()
    }

    #[test]
    fn small_rows_stand_together() {
        let limits = Limits::default();
        let groups = |counts: &[usize]| pool(&cells(counts), &limits);
        assert_eq!(groups(&[20, 30]), Some(vec![vec![0], vec![1]]));
        // 6 and 4 are ten people; 6 alone takes the smallest row with it.
        assert_eq!(
            groups(&[20, 6, 30, 4]),
            Some(vec![vec![0], vec![2], vec![1, 3]])
        );
        assert_eq!(groups(&[20, 6, 15]), Some(vec![vec![0], vec![1, 2]]));
        assert_eq!(groups(&[5, 4]), None);
        assert_eq!(groups(&[0, 20]), Some(vec![vec![0, 1]]));
        // The same six people in both rows are six people.
        assert_eq!(pool(&[cell(0, 6), cell(0, 6)], &limits), None);
    }

    #[test]
    fn one_small_cell_takes_three_others_with_it() {
        // With only the 3 hidden, its row and its column both tell it. The
        // rectangle of smallest cells hides it.
        let limits = Limits::default();
        let grid = Grid::new(3, cells(&[3, 20, 30, 25, 40, 50, 35, 45, 60]));
        let shown = grid.shown(&limits).unwrap();
        let expected = [false, false, true, false, false, true, true, true, true];
        assert_eq!(shown, expected);
    }

    #[test]
    fn two_small_cells_of_a_row_are_not_enough_if_they_are_few_together() {
        let limits = Limits::default();
        let grid = Grid::new(4, cells(&[3, 4, 50, 60, 20, 30, 40, 50]));
        let shown = grid.shown(&limits).unwrap();
        assert_eq!(
            shown,
            [false, false, false, true, false, false, false, true]
        );
    }

    #[test]
    fn a_margin_that_tells_is_refused() {
        let limits = Limits::default();
        assert_eq!(Grid::new(2, cells(&[3, 4, 20, 30])).shown(&limits), None);
        assert_eq!(Grid::new(2, Vec::new()).shown(&limits), None);
        let all = Grid::new(2, cells(&[10, 11, 20, 30])).shown(&limits);
        assert_eq!(all, Some(vec![true; 4]));
    }

    /// Everything that follows from margins and shown cells: all sums of some
    /// rows less some columns in which no cell is taken away.
    fn worked_out(grid: &Grid, shown: &[bool]) -> Vec<Vec<usize>> {
        let (rows, columns) = (grid.rows(), grid.columns);
        let mut found = Vec::new();
        for plus in 0..1_u32 << rows {
            for minus in 0..1_u32 << columns {
                let sign = |n: usize| {
                    (plus >> (n / columns) & 1) as i32 - (minus >> (n % columns) & 1) as i32
                };
                let left = |s: i32| -> Vec<usize> {
                    (0..shown.len())
                        .filter(|&n| !shown[n] && sign(n) == s)
                        .collect()
                };
                for (mine, other) in [(left(1), left(-1)), (left(-1), left(1))] {
                    if other.is_empty() && !mine.is_empty() {
                        found.push(mine);
                    }
                }
            }
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        /// The adversary subtracts every set of columns from every set of rows.
        #[test]
        fn no_table_tells_about_few(
            columns in 2_usize..5,
            counts in proptest::collection::vec(prop_oneof![0_usize..12, 10_usize..40], 4..17),
            heavy in 0_usize..16,
            weight in 1.0..60.0_f64,
        ) {
            let limits = Limits::default();
            let whole = counts.len() / columns * columns;
            let mut all = cells(&counts[..whole]);
            if let Some((_, amount)) = all.get_mut(heavy).and_then(|c| c.first_mut()) {
                *amount = weight;
            }
            let grid = Grid::new(columns, all);
            if let Some(shown) = grid.shown(&limits) {
                for (n, cell) in grid.cells.iter().enumerate() {
                    prop_assert!(!shown[n] || !sensitive([cell], &limits));
                }
                for told in worked_out(&grid, &shown) {
                    let told = told.iter().map(|&n| &grid.cells[n]);
                    prop_assert!(!sensitive(told, &limits));
                }
            }
        }
    }
}
