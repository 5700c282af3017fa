//! Values of records under nearest neighbours, in closed form.
//!
//! A test point looks at its `k` nearest records. Sorted from near to far, a
//! record differs from the next one only in what its own label says, and in
//! how likely it is to be among the `k` nearest of those who are there. So the
//! values of all records follow one after the other from the farthest (Jia and
//! others 2019, arXiv:1908.08619). How likely it is depends on the rule alone:
//! a table of one number a place serves Shapley, Banzhaf, beta and
//! leave-one-out values, also where there are fewer records than neighbours.
//!
//! A value is the mean over test points. Its interval says how much it would
//! differ with other test points of the same kind.
//!
//! Records that are equally far stand in the order of the data. Distances are
//! in single precision; those that are nearly the same and near are told apart
//! in double precision.

mod closer;
mod hard;
mod kinds;
mod order;
mod regression;
mod scan;
mod sides;
mod soft;
mod stored;
mod threshold;
mod weighted;

pub use hard::{Hard, chances};
pub use order::Neighbour;
pub use regression::Regression;
pub use scan::{Points, Records, Totals, scan, scan_owned};
pub use soft::Soft;
pub use stored::Stored;
pub use threshold::{Threshold, typical_radius};
pub use weighted::Weighted;

use crate::error::ValueError;
use closer::{Closer, Look};
use order::Order;
use sides::Sides;

/// What one test point says about every record.
pub trait Rule: Sync {
    /// Writes what the test point `test` makes of each record in place of the
    /// squared distance that `row` has of it. Says what all records together
    /// are worth for it, and what the values must sum to, where the rule
    /// shares out exactly that.
    ///
    /// # Errors
    /// If the rule cannot be carried out.
    fn spread(
        &self,
        test: usize,
        row: &mut [f32],
        room: &mut Room<'_>,
    ) -> Result<Share, ValueError>;
}

/// A place for rules to work in, at most 18 bytes a record.
#[derive(Default)]
pub struct Room<'a> {
    order: Order,
    sides: Sides,
    look: Option<Look<'a>>,
}

impl Room<'_> {
    /// All records at these squared distances, near to far.
    ///
    /// # Errors
    /// If records cannot be read again.
    pub fn near(&mut self, squares: &[f32]) -> Result<&[Neighbour], ValueError> {
        let near = self.order.all(squares);
        if let Some(look) = &mut self.look {
            let places = look.near(near.len(), near.len());
            look.settle(&mut near[..places])?;
        }
        Ok(near)
    }
}

/// What all records together are worth for one test point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The worth of all records.
    pub worth: f64,
    /// What the values must sum to, if the rule shares out the worth.
    pub sum: Option<f64>,
}

/// Refuses a number of neighbours that is none.
fn checked_k(k: usize) -> Result<usize, ValueError> {
    if k == 0 {
        return Err(ValueError::Range {
            name: "k",
            found: "0".to_owned(),
            expected: "a whole number from 1".to_owned(),
        });
    }
    Ok(k)
}

#[cfg(test)]
mod testing;
