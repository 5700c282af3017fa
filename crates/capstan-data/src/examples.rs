//! Labelled examples: rows of numbers, each with a label.

use crate::hash::Sink;
use crate::ids::Ids;

/// Labelled examples in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// What to call them: the name of the file.
    pub name: String,
    /// The names of the features, in the order of a row.
    pub features: Vec<String>,
    /// All numbers, row after row, in single precision.
    pub cells: Vec<f32>,
    /// The labels.
    pub labels: Labels,
    /// The id of each example; numbers of rows from 1 where there are none.
    pub ids: Option<Vec<Box<str>>>,
    /// Whose each example is, where that is known.
    pub owners: Option<Owners>,
}

/// What takes cells, some at a time.
pub type Taker<'a> = dyn FnMut(&[f32]) + 'a;

/// What examples are labelled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Labels {
    /// Classes: their names, and the class of each example.
    Classes {
        /// The names, in order of first appearance.
        names: Ids,
        /// The class of each example.
        of: Vec<u32>,
    },
    /// Numbers.
    Numbers(Vec<f64>),
}

/// Whose the examples are: of people or groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Owners {
    /// The owners, in order of first appearance.
    pub names: Ids,
    /// The owner of each example.
    pub of: Vec<u32>,
}

impl Examples {
    /// How many examples there are.
    pub fn len(&self) -> usize {
        match &self.labels {
            Labels::Classes { of, .. } => of.len(),
            Labels::Numbers(of) => of.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many numbers an example has.
    pub fn width(&self) -> usize {
        self.features.len()
    }

    /// The numbers of the example `at`.
    ///
    /// # Panics
    /// If there is no such example.
    pub fn row(&self, at: usize) -> &[f32] {
        &self.cells[at * self.width()..][..self.width()]
    }

    /// The id of the example `at`: its own, or the number of its row from 1.
    pub fn id(&self, at: usize) -> String {
        match &self.ids {
            Some(ids) => ids[at].to_string(),
            None => (at + 1).to_string(),
        }
    }

    /// The classes of all examples, if their labels are classes.
    pub fn classes(&self) -> Option<&[u32]> {
        match &self.labels {
            Labels::Classes { of, .. } => Some(of),
            Labels::Numbers(_) => None,
        }
    }

    /// The label that all examples have, if there is only one.
    pub fn only_label(&self) -> Option<String> {
        match &self.labels {
            Labels::Classes { names, of } => {
                let first = *of.first()?;
                let same = of.iter().all(|&c| c == first);
                same.then(|| names.name(first).to_owned())
            }
            Labels::Numbers(of) => {
                let first = *of.first()?;
                let same = of.iter().all(|&y| y == first);
                same.then(|| first.to_string())
            }
        }
    }

    /// The BLAKE3 hash, in hexadecimal, of the typed content: features by
    /// name, labels, ids and owners. The order of examples counts, since ties
    /// are broken by it; the name of the file does not.
    pub fn hash(&self) -> String {
        self.hash_with(&mut |take| take(&self.cells))
    }

    /// The same where the cells are elsewhere: `walk` hands all of them over,
    /// in order.
    pub fn hash_with(&self, walk: &mut dyn FnMut(&mut Taker<'_>)) -> String {
        let mut sink = Sink::new();
        sink.text("capstan examples v1");
        sink.number(self.features.len() as u64);
        self.features.iter().for_each(|name| sink.text(name));
        sink.number(self.len() as u64);
        walk(&mut |cells| {
            for cell in cells {
                sink.bytes(&(cell + 0.0).to_bits().to_le_bytes());
            }
        });
        match &self.labels {
            Labels::Classes { names, of } => {
                sink.number(0);
                of.iter().for_each(|&c| sink.text(names.name(c)));
            }
            Labels::Numbers(of) => {
                sink.number(1);
                of.iter().for_each(|y| sink.number((y + 0.0).to_bits()));
            }
        }
        sink.number(u64::from(self.ids.is_some()));
        self.ids.iter().flatten().for_each(|id| sink.text(id));
        sink.number(u64::from(self.owners.is_some()));
        if let Some(owners) = &self.owners {
            owners
                .of
                .iter()
                .for_each(|&o| sink.text(owners.names.name(o)));
        }
        sink.finish()
    }
}
