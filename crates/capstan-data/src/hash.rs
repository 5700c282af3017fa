//! The content hash of a data set: what two files must share to be the same
//! data, whatever form, order of rows or order of columns they have.

use crate::attributes::{Attributes, Column};
use crate::ids::Ids;
use crate::{Dataset, Feedback};
use blake3::Hasher;

/// Bytes that are collected before they are hashed.
const BLOCK: usize = 1 << 16;

impl Dataset {
    /// The BLAKE3 hash, in hexadecimal, of the typed content: whether the
    /// feedback is explicit, the ids in order of their texts, the ratings in
    /// order of these, the times where they are kept, and the attributes.
    ///
    /// The name, the rows of the source, the scale and what counts as liked
    /// are left out: they say where the data came from or how it is read.
    pub fn hash(&self) -> String {
        let mut sink = Sink::new();
        let ratings = &self.ratings;
        sink.text("capstan data v1");
        sink.number(match ratings.feedback() {
            Feedback::Explicit => 0,
            Feedback::Implicit => 1,
        });
        let users = in_order(ratings.users());
        let items = in_order(ratings.items());
        sink.ids(ratings.users(), &users);
        sink.ids(ratings.items(), &items);
        let mut place = vec![0u32; items.len()];
        for (at, &item) in items.iter().enumerate() {
            place[item as usize] = at as u32;
        }
        let times = ratings.time_column();
        sink.number(u64::from(times.is_some()));
        let mut row: Vec<(u32, usize)> = Vec::new();
        for &user in &users {
            let range = ratings.range(user);
            row.clear();
            row.extend(range.map(|at| (place[ratings.item_column()[at] as usize], at)));
            row.sort_unstable();
            sink.number(row.len() as u64);
            for &(item, at) in &row {
                sink.bytes(&item.to_le_bytes());
                sink.bytes(&(ratings.value_column()[at] + 0.0).to_bits().to_le_bytes());
                if let Some(times) = times {
                    sink.bytes(&times[at].to_le_bytes());
                }
            }
        }
        sink.attributes(&self.users, &users);
        sink.attributes(&self.items, &items);
        sink.finish()
    }
}

/// The numbers of all ids in order of their texts.
fn in_order(ids: &Ids) -> Vec<u32> {
    let mut order: Vec<u32> = (0..ids.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| ids.name(a).cmp(ids.name(b)));
    order
}

/// Where canonical bytes go: every text and list with its length first, so
/// that no two contents give the same bytes.
pub(crate) struct Sink {
    hasher: Hasher,
    waiting: Vec<u8>,
}

impl Sink {
    pub(crate) fn new() -> Self {
        Self {
            hasher: Hasher::new(),
            waiting: Vec::with_capacity(BLOCK + 64),
        }
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= BLOCK {
            self.hasher.update(&self.waiting);
            self.waiting.clear();
        }
    }

    pub(crate) fn number(&mut self, n: u64) {
        self.bytes(&n.to_le_bytes());
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    fn ids(&mut self, ids: &Ids, order: &[u32]) {
        self.number(order.len() as u64);
        for &at in order {
            self.text(ids.name(at));
        }
    }

    fn attributes(&mut self, attributes: &Attributes, order: &[u32]) {
        self.number(attributes.columns.len() as u64);
        for (name, column) in &attributes.columns {
            self.text(name);
            match column {
                Column::Number(values) => {
                    self.number(0);
                    for &at in order {
                        let value = values[at as usize];
                        // One pattern for "not known" and one for zero.
                        let value = if value.is_nan() {
                            f64::NAN
                        } else {
                            value + 0.0
                        };
                        self.number(value.to_bits());
                    }
                }
                Column::Labels(sets) => {
                    self.number(1);
                    for &at in order {
                        let mut set: Vec<&str> = sets[at as usize].iter().map(|l| &**l).collect();
                        set.sort_unstable();
                        self.number(set.len() as u64);
                        set.into_iter().for_each(|label| self.text(label));
                    }
                }
            }
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.hasher.update(&self.waiting);
        self.hasher.finalize().to_hex().to_string()
    }
}

#[cfg(test)]
mod tests {
    use crate::read::{ReadOptions, read_bytes, read_sides};
    use crate::{Dataset, Keep};
    use proptest::prelude::*;

    fn data(text: &str, times: bool) -> Dataset {
        let options = ReadOptions {
            keep: Keep { times, rows: false },
            ..ReadOptions::default()
        };
        read_bytes("f", text.as_bytes(), &options).expect(text)
    }

    fn hash(text: &str, times: bool) -> String {
        data(text, times).hash()
    }

    const ROWS: &str = "userId,movieId,rating,time\n1,31,2.5,10\n2,31,3,20\n1,4,5,30\n";

    #[test]
    fn every_part_of_the_content_counts() {
        let whole = hash(ROWS, true);
        assert_eq!(whole.len(), 64);
        let changes = [
            ("1,31", "3,31"),
            ("1,4,", "1,5,"),
            ("2.5", "2"),
            ("20", "21"),
            ("1,4,5,30\n", ""),
        ];
        for (from, to) in changes {
            assert_ne!(hash(&ROWS.replace(from, to), true), whole, "{from} {to}");
        }
        assert_ne!(hash(ROWS, false), whole);
        assert_eq!(hash(ROWS, false), hash(&ROWS.replace("20", "21"), false));
        let implicit = hash("userId,movieId\n1,31\n", false);
        assert_ne!(hash("userId,movieId,rating\n1,31,1\n", false), implicit);
    }

    #[test]
    fn attributes_count_and_their_order_does_not() {
        let hash = |items: &str| {
            let mut data = data(ROWS, false);
            let table = Some(("items.csv", items.as_bytes()));
            read_sides(&mut data, None, table, &ReadOptions::default()).expect(items);
            data.hash()
        };
        let whole = hash("id,genre,length\n31,a|b,90\n4,a,\n");
        assert_eq!(hash("id,length,genre\n4,,a\n31,90.0,b|a\n7,3,x\n"), whole);
        assert_ne!(hash("id,genre,length\n31,a|c,90\n4,a,\n"), whole);
        assert_ne!(hash("id,genre,length\n31,a|b,90\n4,a,0\n"), whole);
        assert_ne!(hash("id,genre,lengths\n31,a|b,90\n4,a,\n"), whole);
    }

    proptest! {
        #[test]
        fn the_order_of_rows_does_not_count(
            rows in prop::collection::btree_map(("[a-c0-9]{1,2}", "[a-c0-9]{1,2}"), 1u8..6, 1..30),
            turn in 0usize..30,
        ) {
            let mut lines: Vec<String> = rows.iter()
                .map(|((u, i), v)| format!("{u},{i},{v},{v}\n")).collect();
            let first = hash(&format!("user,item,rating,time\n{}", lines.concat()), true);
            let by = turn % lines.len();
            lines.rotate_left(by);
            lines.reverse();
            let second = hash(&format!("user,item,rating,time\n{}", lines.concat()), true);
            prop_assert_eq!(first, second);
        }
    }
}
