//! Records by their label.

/// The records of each label, 4 bytes a record.
#[derive(Clone, Debug)]
pub struct Kinds<'a> {
    labels: &'a [u32],
    /// Where the records of each label begin in `records`, and of all the end.
    starts: Vec<usize>,
    records: Vec<u32>,
}

impl<'a> Kinds<'a> {
    /// Of records with these labels, which are small numbers.
    pub fn new(labels: &'a [u32]) -> Self {
        let many = labels.iter().max().map_or(0, |&most| most as usize + 1);
        let mut starts = vec![0; many + 1];
        for &label in labels {
            starts[label as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (mut next, mut records) = (starts.clone(), vec![0; labels.len()]);
        for (record, &label) in (0u32..).zip(labels) {
            let to = &mut next[label as usize];
            records[*to] = record;
            *to += 1;
        }
        Self {
            labels,
            starts,
            records,
        }
    }

    /// The records with this label, in order.
    pub fn of(&self, label: u32) -> &[u32] {
        let at = label as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.records[start..end],
            _ => &[],
        }
    }

    /// The records with another label, in order.
    pub fn but(&self, label: u32) -> impl Iterator<Item = u32> {
        let all = (0u32..).zip(self.labels);
        all.filter_map(move |(record, &own)| (own != label).then_some(record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_of_one_kind() {
        let kinds = Kinds::new(&[2, 0, 2, 5, 0]);
        assert_eq!(kinds.of(2), [0, 2]);
        assert_eq!(kinds.of(0), [1, 4]);
        assert_eq!(kinds.of(5), [3]);
        for none in [1, 6, u32::MAX] {
            assert!(kinds.of(none).is_empty());
        }
        assert_eq!(Vec::from_iter(kinds.but(2)), [1, 3, 4]);
        assert!(Kinds::new(&[]).of(0).is_empty());
    }
}
