use super::*;
use crate::testing::{schema, stores};
use crate::{Keys, Store, backup};

fn leaf(n: u8) -> Digest {
    Digest::new([n; 32])
}

/// A root that differs with every leaf.
fn whole(all: &[Digest]) -> Digest {
    let text: String = all.iter().map(Digest::to_string).collect();
    Digest::new(*blake3::hash(text.as_bytes()).as_bytes())
}

#[tokio::test]
async fn a_day_is_closed_once_and_what_comes_late_is_of_the_next() {
    for test in stores().await {
        let data = tempfile::tempdir().unwrap();
        let published = Published::new(data.path());
        let mut tx = test.store.begin().await.unwrap();
        for (n, at) in [(3, 0), (1, DAY - 1), (2, DAY)] {
            add(&mut tx, &leaf(n), at).await.unwrap();
        }
        assert_eq!(open_days(&mut tx, 1).await.unwrap(), [0]);
        assert_eq!(open_days(&mut tx, 2).await.unwrap(), [0, 1]);
        assert_eq!(leaves(&mut tx, 0).await.unwrap(), [leaf(1), leaf(3)]);
        assert_eq!(root_of(&mut tx, &leaf(1)).await.unwrap(), None);

        let nobody = [leaf(2), leaf(0)];
        let last = |all: &[Digest]| *all.last().unwrap();
        // A leaf that is there already is not moved.
        close(&mut tx, &published, 0, &nobody, last).await.unwrap();
        let first = roots(&mut tx, 1, 1).await.unwrap().remove(0);
        assert_eq!((first.leaves, first.root), (3, leaf(3)));
        assert_eq!(open_days(&mut tx, 2).await.unwrap(), [1]);
        add(&mut tx, &leaf(9), 5).await.unwrap();
        assert_eq!(leaves(&mut tx, 1).await.unwrap(), [leaf(2), leaf(9)]);
        let again = close(&mut tx, &published, 0, &[], last).await;
        assert!(again.is_err());
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn the_root_of_a_leaf_is_that_of_its_day() {
    for test in stores().await {
        let data = tempfile::tempdir().unwrap();
        let published = Published::new(data.path());
        let mut tx = test.store.begin().await.unwrap();
        for n in 0..4 {
            add(&mut tx, &leaf(n), i64::from(n) * DAY).await.unwrap();
        }
        let first = |all: &[Digest]| all[0];
        for day in open_days(&mut tx, 3).await.unwrap() {
            close(&mut tx, &published, day, &[], first).await.unwrap();
        }
        let found = root_of(&mut tx, &leaf(1)).await.unwrap();
        assert_eq!(found.map(|r| (r.day, r.root)), Some((1, leaf(1))));
        assert_eq!(root_of(&mut tx, &leaf(3)).await.unwrap(), None);
        let days = |roots: Vec<Root>| roots.iter().map(|r| r.day).collect::<Vec<_>>();
        assert_eq!(days(roots(&mut tx, 9, 2).await.unwrap()), [2, 1]);
        assert_eq!(days(roots(&mut tx, 1, 2).await.unwrap()), [0]);
        tx.rollback().await.unwrap();
    }
}

/// The published days, their roots and leaves, as the database has them.
async fn all(conn: &mut Conn) -> Vec<(Root, Vec<Digest>)> {
    let mut all = Vec::new();
    for root in roots(conn, i64::MAX, i64::MAX).await.unwrap() {
        let leaves = leaves(conn, root.day).await.unwrap();
        assert_eq!(whole(&leaves), root.root, "day {}", root.day);
        all.push((root, leaves));
    }
    all
}

/// Days 0 to 3 are closed; a backup is from within day 1.
async fn restored(store: Store, address: &str) {
    let data = tempfile::tempdir().unwrap();
    let published = Published::new(data.path());
    let days = async |store: &Store, days: std::ops::Range<i64>| {
        let mut tx = store.begin().await.unwrap();
        for day in days {
            let leaf = leaf(u8::try_from(day).unwrap());
            add(&mut tx, &leaf, day * DAY).await.unwrap();
        }
        tx.commit().await.unwrap();
    };
    let close_all = async |store: &Store, today: i64, nobody: u8| {
        let mut tx = store.begin().await.unwrap();
        for day in open_days(&mut tx, today).await.unwrap() {
            let nobody = [leaf(nobody + u8::try_from(day).unwrap())];
            close(&mut tx, &published, day, &nobody, whole)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
    };
    days(&store, 0..1).await;
    close_all(&store, 1, 100).await;
    days(&store, 1..2).await;
    let file = data.path().join("backup");
    let blobs = data.path().join("blobs");
    backup::write(&store, &blobs, &file).await.unwrap();
    days(&store, 2..4).await;
    close_all(&store, 4, 100).await;
    let before = all(&mut store.begin().await.unwrap()).await;
    assert_eq!(before.len(), 4);

    let keys = store.keys.clone();
    backup::restore(&file, address, keys.clone(), &blobs)
        .await
        .unwrap();
    let back = Store::open(address, keys).await.unwrap();
    // Whoever closes a day before catching up closes it as it was.
    close_all(&back, 2, 200).await;
    let mut tx = back.begin().await.unwrap();
    // The clock went back since: this came to a day that was published.
    put(&mut tx, 2, &leaf(50)).await.unwrap();
    for _ in 0..2 {
        catch_up(&mut tx, &published).await.unwrap();
        assert_eq!(all(&mut tx).await, before);
    }
    assert_eq!(leaves(&mut tx, 4).await.unwrap(), [leaf(50)]);
    tx.commit().await.unwrap();
    close_all(&back, 5, 200).await;
    let mut tx = back.begin().await.unwrap();
    assert_eq!(all(&mut tx).await[1..], before);

    // What never lay beside the database is put there; nothing else is.
    std::fs::remove_file(published.path(3)).unwrap();
    catch_up(&mut tx, &published).await.unwrap();
    assert_eq!(published.days().unwrap(), [0, 1, 2, 3, 4]);
    let found = published.find(3).unwrap().unwrap();
    assert_eq!(
        (found.root, &found.leaves),
        (before[0].0.root, &before[0].1)
    );
    let another = Day {
        root: leaf(9),
        ..found
    };
    assert!(published.publish(3, &another).is_err());
    sqlx::query("UPDATE receipt_days SET root = $1 WHERE day = 3")
        .bind(leaf(9).to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    let refused = catch_up(&mut tx, &published).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("another root"), "{refused}");
    tx.rollback().await.unwrap();
    back.close().await;
}

#[tokio::test]
async fn a_backup_from_before_a_day_was_closed_publishes_no_other_root_of_it() {
    let data = tempfile::tempdir().unwrap();
    let store = Store::in_folder(data.path()).await.unwrap();
    let new = format!("sqlite:{}", data.path().join("new.db").display());
    restored(store, &new).await;
    if let Ok(server) = std::env::var("CAPSTAN_TEST_POSTGRES") {
        let (old, new) = (schema(&server).await, schema(&server).await);
        let store = Store::open(&old, Keys::fresh()).await.unwrap();
        restored(store, &new).await;
    }
}

#[test]
fn what_is_no_root_with_its_leaves_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let published = Published::new(data.path());
    assert_eq!(published.find(7).unwrap(), None);
    let day = Day {
        root: leaf(1),
        leaves: vec![leaf(2), leaf(3)],
    };
    for _ in 0..2 {
        published.publish(7, &day).unwrap();
    }
    assert_eq!(published.find(7).unwrap(), Some(day));
    for text in ["", "x\n", "0101\n"] {
        std::fs::write(published.path(7), text).unwrap();
        assert!(published.find(7).is_err(), "{text:?}");
    }
}
