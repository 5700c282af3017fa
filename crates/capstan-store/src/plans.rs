//! That what grows with use is looked up by an index: what the database says of
//! its plans.

use crate::{decisions, forecasts, kits, members, notices};
use sqlx::Row;

/// The steps in which SQLite takes a query with so many values.
async fn steps(ask: &str, values: usize) -> Vec<String> {
    let test = crate::testing::sqlite().await;
    let mut conn = test.store.read().await.unwrap();
    let ask = format!("EXPLAIN QUERY PLAN {ask}");
    let mut query = sqlx::query(sqlx::AssertSqlSafe(ask));
    for _ in 0..values {
        query = query.bind("1");
    }
    let rows = query.fetch_all(&mut *conn).await.unwrap();
    rows.iter().map(|row| row.get(3)).collect()
}

/// A part of a list must not cost more the longer the list is.
#[tokio::test]
async fn parts_of_lists_are_looked_up_and_no_table_is_walked_through() {
    for (ask, values, index) in [
        (kits::SOME, 4, "(campaign=?"),
        (forecasts::SOME_RATINGS, 3, "ratings_of (campaign=?"),
        (members::OF_PERSON, 3, "members_of (person=?)"),
    ] {
        let steps = steps(ask, values).await;
        assert!(steps.iter().any(|step| step.contains(index)), "{steps:?}");
        assert!(!steps.iter().any(|s| s.starts_with("SCAN")), "{steps:?}");
    }
}

/// Sorting a hundred thousand members for each thousand who are told takes
/// minutes.
#[tokio::test]
async fn the_next_who_are_told_are_found_in_their_order() {
    for (ask, values) in [(decisions::NEXT_VOTERS, 4), (notices::EVERYONE.next, 2)] {
        let steps = steps(ask, values).await;
        let told = |step: &&String| step.contains("members_told (coalition=? AND id>?)");
        assert!(steps.iter().any(|step| told(&step)), "{steps:?}");
        assert!(!steps.iter().any(|s| s.contains("B-TREE")), "{steps:?}");
    }
}
