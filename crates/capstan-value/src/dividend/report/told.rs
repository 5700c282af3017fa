//! A round in parts, for a page that puts them together itself.

use super::Room;
use crate::dividend::Dividends;
use capstan_report::{Block, Lang};

/// What is to be said of a round, part by part.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The highest and lowest dividends, and what must be said of the rules.
    pub opening: Vec<Block>,
    /// How unequal the dividends are: the figure `lorenz`.
    pub unequal: Vec<Block>,
    /// Every rule on the same values: the figure `rules` and tables.
    pub compared: Vec<Block>,
    /// What the rules keep and break, with an example of each break.
    pub properties: Vec<Block>,
}

/// A round in parts, in a language.
pub fn told(round: &Dividends, lang: Lang) -> Told {
    let room = Room::new(round, lang);
    Told {
        opening: room.opening(),
        unequal: room.unequal(),
        compared: room.compared(),
        properties: room.properties(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Chain, Member, Source, dividends};

    #[test]
    fn the_parts_are_those_of_the_page() {
        let members = [-1.0, 0.0, 1.0].map(|v| Member::new(v.to_string(), v));
        let chain = Chain::of("shift", Default::default());
        let budget = "1000.00 EUR".parse().unwrap();
        let round = dividends(Source::default(), &members, &chain, budget, 1, None).unwrap();
        for lang in Lang::ALL {
            let told = told(&round, lang);
            let figures = |blocks: &[Block]| -> Vec<String> {
                let name = |b: &Block| match b {
                    Block::Figure(picture) => Some(picture.name.clone()),
                    _ => None,
                };
                blocks.iter().filter_map(name).collect()
            };
            assert_eq!(figures(&told.unequal), ["lorenz"]);
            assert_eq!(figures(&told.compared), ["rules"]);
            assert!(!told.opening.is_empty() && !told.properties.is_empty());
        }
    }
}
