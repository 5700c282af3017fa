//! Lists in parts: asked for and answered in one way everywhere.

use crate::problem::Problem;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many entries a part has if nothing else is asked for.
pub const USUAL: usize = 20;

/// The most entries of a part.
pub const MOST: usize = 100;

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// The cursor that the part before gave as `next`.
    after: Option<String>,
    /// How many entries, 1 to 100; 20 if it is left out.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// The cursor of the next part; null at the end.
    pub next: Option<String>,
}

/// A cursor that is none.
pub fn unknown() -> Problem {
    Problem::input("after", "page-cursor")
}

impl Part {
    fn of(after: &str, limit: &str) -> Result<Self, Problem> {
        let limit = match limit {
            "" => None,
            text => {
                let limit = text.parse().ok().filter(|n| (1..=MOST).contains(n));
                let wrong = || Problem::input("limit", "page-limit").with("most", MOST);
                Some(limit.ok_or_else(wrong)?)
            }
        };
        let after = Some(after.to_owned()).filter(|after| !after.is_empty());
        Ok(Self { after, limit })
    }

    /// Behind which entry it begins; nothing for the first part.
    pub fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    /// The same as `read` reads it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn behind<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let read = |after| read(after).ok_or_else(unknown);
        self.after().map(read).transpose()
    }

    /// How many entries it has at most.
    pub fn most(&self) -> usize {
        self.limit.unwrap_or(USUAL)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Part {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Sent {
            after: String,
            limit: String,
        }
        let sent = Query::<Sent>::from_request_parts(parts, state).await;
        // What is said twice, or is no text.
        let Query(sent) = sent.map_err(|_| unknown())?;
        Self::of(&sent.after, &sent.limit)
    }
}

/// How many to look for: one more than are shown tells whether there are more.
pub fn and_one(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1)
}

impl<T> Page<T> {
    /// The first `most` of what was found, which is [one more](and_one) where
    /// there are more; `cursor` names an entry.
    pub fn of(mut found: Vec<T>, most: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = found.len() > most;
        found.truncate(most);
        Self {
            next: found.last().filter(|_| more).map(cursor),
            items: found,
        }
    }

    /// A part of a list that is short enough to be held whole.
    ///
    /// # Errors
    /// If the cursor names none of its entries.
    pub fn part(all: Vec<T>, part: &Part, cursor: impl Fn(&T) -> String) -> Result<Self, Problem> {
        let from = match part.after() {
            None => 0,
            Some(after) => {
                let place = all.iter().position(|one| cursor(one) == after);
                place.ok_or_else(unknown)? + 1
            }
        };
        let found = all.into_iter().skip(from).take(part.most() + 1);
        Ok(Self::of(found.collect(), part.most(), cursor))
    }

    /// The same part with other entries.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn read(query: &str) -> Result<Part, Problem> {
        let request = Request::get(format!("/?{query}")).body(()).unwrap();
        Part::from_request_parts(&mut request.into_parts().0, &()).await
    }

    #[tokio::test]
    async fn a_part_is_read_or_refused_in_words() {
        let all = read("").await.unwrap();
        assert_eq!((all.after(), all.most()), (None, USUAL));
        assert_eq!(read("after=&limit=&q=x").await.unwrap(), all);
        let part = read("limit=100&after=a%20b").await.unwrap();
        assert_eq!((part.after(), part.most()), (Some("a b"), MOST));
        for wrong in ["0", "101", "x", "-1", "1.0", "99999999999999999999"] {
            let problem = read(&format!("limit={wrong}")).await.unwrap_err();
            assert_eq!((problem.key, problem.field), ("page-limit", Some("limit")));
        }
        for wrong in ["after=a&after=b", "limit=1&limit=2"] {
            assert_eq!(read(wrong).await.unwrap_err(), unknown(), "{wrong}");
        }
    }

    #[test]
    fn the_parts_of_a_list_are_the_list() {
        for (length, most) in [(0, 1), (1, 1), (5, 2), (6, 2), (6, 100)] {
            let all: Vec<usize> = (0..length).collect();
            let (mut seen, mut after) = (Vec::new(), String::new());
            loop {
                let part = Part::of(&after, &most.to_string()).unwrap();
                let page = Page::part(all.clone(), &part, usize::to_string).unwrap();
                assert!(page.items.len() <= most);
                seen.extend(page.items);
                match page.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
            assert_eq!(seen, all, "{length} {most}");
        }
        let part = Part::of("7", "").unwrap();
        let missing = Page::part(vec![1, 2], &part, |n| format!("{n}"));
        assert_eq!(missing.unwrap_err(), unknown());
    }
}
