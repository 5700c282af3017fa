//! The ballots of open votes, locked, and the names beside those of closed ones
//! that were not secret.

use crate::error::{StoreError, damaged};
use crate::id::{Micros, blind};
use crate::keys::Keys;
use crate::pledges::book::{chunks, places};
use crate::store::Conn;
use capstan_coalition::ballot::Choice;
use sqlx::{AssertSqlSafe, Row};

/// What keys are used for here.
const VOTER: &str = "who cast a ballot";
const CHOICE: &str = "what a ballot says";

/// The bytes that a ballot takes for each option, at most: `[13],`.
const OPTION: usize = 8;
/// The bytes around the options: `{"approve":[]}`.
const AROUND: usize = 24;

/// A ballot as it lies in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    voter: String,
    receipt: String,
    sealed: String,
}

/// A ballot as it is opened to be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The tag of who cast it.
    pub voter: String,
    /// The receipt they have.
    pub receipt: String,
    /// What it says.
    pub choice: Choice,
}

/// The tag that stands for a member in one vote, and in no other.
pub fn voter(keys: &Keys, proposal: &str, member: &str) -> String {
    keys.tag(VOTER, &[proposal, member])
}

/// Casts a ballot in the place of one that this member cast before; gives the
/// receipt, which stays the same. Ballots of one question with `options`
/// options are all of one length, so that a row does not tell what it says.
///
/// # Errors
/// If the database fails.
pub async fn cast(
    conn: &mut Conn,
    keys: &Keys,
    (proposal, options): (&str, usize),
    member: &str,
    choice: &Choice,
) -> Result<String, StoreError> {
    let voter = voter(keys, proposal, member);
    let text = serde_json::json!(choice).to_string();
    let text = format!("{text:<width$}", width = AROUND + OPTION * options);
    let sealed = keys.seal(CHOICE, &format!("{proposal} {voter}"), &text);
    let row = sqlx::query(
        "INSERT INTO ballots (proposal, voter, receipt, sealed) VALUES ($1, $2, $3, $4)
         ON CONFLICT (proposal, voter) DO UPDATE SET sealed = excluded.sealed RETURNING receipt",
    )
    .bind(proposal)
    .bind(&voter)
    .bind(blind())
    .bind(&sealed)
    .fetch_one(conn)
    .await?;
    Ok(row.get(0))
}

/// The receipt of a member's ballot in an open vote, if they cast one.
///
/// # Errors
/// If the database fails.
pub async fn receipt(
    conn: &mut Conn,
    keys: &Keys,
    proposal: &str,
    member: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT receipt FROM ballots WHERE proposal = $1 AND voter = $2")
        .bind(proposal)
        .bind(voter(keys, proposal, member))
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Removes the ballot of a member who leaves from an open vote.
///
/// # Errors
/// If the database fails.
pub async fn remove(
    conn: &mut Conn,
    keys: &Keys,
    proposal: &str,
    member: &str,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM ballots WHERE proposal = $1 AND voter = $2")
        .bind(proposal)
        .bind(voter(keys, proposal, member))
        .execute(conn)
        .await?;
    Ok(())
}

/// All ballots of a vote.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn, proposal: &str) -> Result<Vec<Sealed>, StoreError> {
    let rows = sqlx::query("SELECT voter, receipt, sealed FROM ballots WHERE proposal = $1")
        .bind(proposal)
        .fetch_all(conn)
        .await?;
    let sealed = rows.iter().map(|row| Sealed {
        voter: row.get(0),
        receipt: row.get(1),
        sealed: row.get(2),
    });
    Ok(sealed.collect())
}

/// Opens the ballots of a vote. This is work for the processor: not for a
/// thread on which others wait.
///
/// # Errors
/// If a ballot does not open.
pub fn open(keys: &Keys, proposal: &str, all: Vec<Sealed>) -> Result<Vec<Opened>, StoreError> {
    let one = |ballot: Sealed| {
        let about = format!("{proposal} {}", ballot.voter);
        let choice = keys
            .open_sealed(CHOICE, &about, &ballot.sealed)
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or_else(|| {
                let expected = "a ballot that the secret of this installation opens";
                damaged("ballots", "sealed", "something else", expected)
            })?;
        Ok(Opened {
            voter: ballot.voter,
            receipt: ballot.receipt,
            choice,
        })
    };
    all.into_iter().map(one).collect()
}

/// How many ballots lie in a vote. Once it may be closed none comes or
/// changes, so the same number is the same ballots.
///
/// # Errors
/// If the database fails.
pub async fn count(conn: &mut Conn, proposal: &str) -> Result<usize, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM ballots WHERE proposal = $1")
        .bind(proposal)
        .fetch_one(conn)
        .await?;
    Ok(usize::try_from(row.get::<i64, _>(0)).unwrap_or(0))
}

/// Removes ballots of a vote that was closed, at most `most`. Whether there may
/// be more.
///
/// # Errors
/// If the database fails.
pub async fn sweep(conn: &mut Conn, proposal: &str, most: i64) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "DELETE FROM ballots WHERE proposal = $1 AND voter IN (
             SELECT voter FROM ballots WHERE proposal = $1 LIMIT $2)",
    )
    .bind(proposal)
    .bind(most)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// The ids of the members of a coalition who joined by a time.
///
/// # Errors
/// If the database fails.
pub async fn voters(
    conn: &mut Conn,
    coalition: &str,
    cutoff: Micros,
) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM members WHERE coalition = $1 AND joined <= $2")
        .bind(coalition)
        .bind(cutoff)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// A ballot whose voter is known: an open one in the record of a closed vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The tag of the ballot in the record.
    pub tag: String,
    /// The member who cast it, by id; by handle where it is read.
    pub who: String,
    /// What it says, as JSON; empty in a vote that closed before it stood here.
    pub choice: String,
}

/// Writes down whose the ballots with these tags in the record are.
///
/// # Errors
/// If the database fails, or a member has left meanwhile.
pub async fn sign(conn: &mut Conn, proposal: &str, signed: &[Signed]) -> Result<(), StoreError> {
    for some in chunks(signed) {
        let rows = (0..some.len()).map(|row| format!("($1, {})", places(2 + row * 3, 3)));
        let sql = format!(
            "INSERT INTO signed_ballots (proposal, tag, member, choice) VALUES {}",
            rows.collect::<Vec<_>>().join(", ")
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(proposal);
        for Signed { tag, who, choice } in some {
            query = query.bind(tag).bind(who).bind(choice);
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Removes what [`sign`] wrote for a vote that was not closed after all.
///
/// # Errors
/// If the database fails.
pub async fn unsign(conn: &mut Conn, proposal: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM signed_ballots WHERE proposal = $1")
        .bind(proposal)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ballots that are not secret, with the handles of those who cast them and are
/// still there, in the order of tags, after the tag `after`.
///
/// # Errors
/// If the database fails.
pub async fn signed(
    conn: &mut Conn,
    proposal: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Signed>, StoreError> {
    let rows = sqlx::query(
        "SELECT s.tag, m.handle, s.choice FROM signed_ballots s JOIN members m ON m.id = s.member
         WHERE s.proposal = $1 AND s.tag > $2 ORDER BY s.tag LIMIT $3",
    )
    .bind(proposal)
    .bind(after)
    .bind(most)
    .fetch_all(conn)
    .await?;
    let signed = rows.iter().map(|row| Signed {
        tag: row.get(0),
        who: row.get(1),
        choice: row.get(2),
    });
    Ok(signed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalitions;
    use crate::decisions::{self, Proposal, Published};
    use crate::members::{self, Member};
    use crate::testing::{self, stores};

    async fn proposal(conn: &mut Conn) -> Proposal {
        coalitions::add(conn, &testing::coalition("c"), &[])
            .await
            .unwrap();
        for (id, joined) in [("1", 0), ("2", 5), ("3", 6)] {
            let member = Member {
                joined,
                ..testing::member("c", id)
            };
            members::add(conn, &member, id, id).await.unwrap();
        }
        let proposal = Proposal {
            id: "p".into(),
            coalition: "c".into(),
            author: Some("1".into()),
            kind: "question".into(),
            about: String::new(),
            title: "When?".into(),
            text: String::new(),
            options: "[]".into(),
            plan: "null".into(),
            method: "approval".into(),
            rule: "{}".into(),
            minimum_age: 5,
            secret: true,
            public: false,
            opens: 10,
            closes: 20,
            state: "waiting".into(),
            electorate: 0,
            unusual: false,
            result: String::new(),
        };
        decisions::add(conn, &proposal).await.unwrap();
        proposal
    }

    #[tokio::test]
    async fn the_last_ballot_counts_and_nothing_is_left_of_it() {
        for test in stores().await {
            let keys = &test.store.keys;
            let mut tx = test.store.begin().await.unwrap();
            proposal(&mut tx).await;
            let cast = async |tx: &mut Conn, member, choice: &Choice| {
                cast(tx, keys, ("p", 3), member, choice).await.unwrap()
            };
            let (one, other) = (Choice::Approve(vec![0, 1, 2]), Choice::Abstain);
            let first = cast(&mut tx, "1", &one).await;
            let again = cast(&mut tx, "1", &other).await;
            assert_eq!(
                first, again,
                "whoever sees receipts cannot tell who voted again"
            );
            let second = cast(&mut tx, "2", &one).await;
            assert_ne!(first, second);
            let found = receipt(&mut tx, keys, "p", "1").await.unwrap();
            assert_eq!(found, Some(first));
            let rows = sqlx::query("SELECT voter, sealed FROM ballots")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
            let lengths: Vec<usize> = rows.iter().map(|r| r.get::<String, _>(1).len()).collect();
            assert_eq!(lengths[0], lengths[1], "a row does not tell what it says");
            cast(&mut tx, "3", &one).await;
            remove(&mut tx, keys, "p", "3").await.unwrap();

            let all = all(&mut tx, "p").await.unwrap();
            assert_eq!(count(&mut tx, "p").await.unwrap(), 2);
            let mut taken = open(keys, "p", all).unwrap();
            taken.sort_by_key(|b| b.voter != voter(keys, "p", "1"));
            let choices: Vec<_> = taken.iter().map(|b| &b.choice).collect();
            assert_eq!(choices, [&other, &one]);
            for more in [true, true, false] {
                assert_eq!(sweep(&mut tx, "p", 1).await.unwrap(), more);
            }
            assert_eq!(count(&mut tx, "p").await.unwrap(), 0);
            assert_eq!(receipt(&mut tx, keys, "p", "1").await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn who_leaves_takes_their_name_off_and_everyone_who_may_vote_is_told_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let mut proposal = proposal(&mut tx).await;
            assert_eq!(decisions::to_tell(&mut tx, 1).await.unwrap(), None);
            assert!(decisions::due(&mut tx, 9).await.unwrap().is_empty());
            assert_eq!(decisions::due(&mut tx, 10).await.unwrap().len(), 1);
            let arrivals = decisions::arrivals(&mut tx, "c", 5).await.unwrap();
            assert_eq!((arrivals.may_vote, arrivals.too_new), (2, 1));
            proposal.electorate = 2;
            decisions::open(&mut tx, &proposal).await.unwrap();
            assert!(!decisions::all_told(&mut tx, "p").await.unwrap());
            let mut told = Vec::new();
            while let Some((of, members)) = decisions::to_tell(&mut tx, 1).await.unwrap() {
                assert_eq!((of.id.as_str(), of.state.as_str()), ("p", "open"));
                told.extend(members);
            }
            assert_eq!(told, ["1", "2"]);
            assert!(decisions::all_told(&mut tx, "p").await.unwrap());
            assert!(decisions::due(&mut tx, 19).await.unwrap().is_empty());
            assert_eq!(decisions::due(&mut tx, 20).await.unwrap().len(), 1);

            let by = |tag: &str, who: &str| Signed {
                tag: tag.into(),
                who: who.into(),
                choice: "\"abstain\"".into(),
            };
            sign(&mut tx, "p", &[by("z", "1")]).await.unwrap();
            unsign(&mut tx, "p").await.unwrap();
            let signed_by = [by("b", "1"), by("a", "2")];
            sign(&mut tx, "p", &signed_by).await.unwrap();
            proposal.result = "{}".into();
            let mut receipts: Vec<String> = (0..5).map(|_| blind()).collect();
            receipts.sort_unstable();
            let published = Published {
                record: "r".into(),
                receipts: serde_json::json!(receipts).to_string(),
            };
            decisions::close(&mut tx, &proposal, &published)
                .await
                .unwrap();
            assert!(decisions::due(&mut tx, 99).await.unwrap().is_empty());
            let record = decisions::record(&mut tx, "p").await.unwrap();
            let whole = decisions::receipts(&mut tx, "p").await.unwrap();
            assert_eq!(
                (record, whole),
                (Some("r".into()), Some(published.receipts))
            );
            for (from, most, part) in [
                (0, 2, &receipts[..2]),
                (2, 2, &receipts[2..4]),
                (4, 9, &receipts[4..]),
                (5, 9, &[]),
            ] {
                let found = decisions::some_receipts(&mut tx, "p", from, most).await;
                assert_eq!(found.unwrap().unwrap(), part, "{from} {most}");
            }
            members::remove(&mut tx, "1").await.unwrap();
            let names = signed(&mut tx, "p", "", 9).await.unwrap();
            assert_eq!(names, [by("a", "2")]);
            let found = decisions::find(&mut tx, "c", "p").await.unwrap().unwrap();
            assert_eq!((found.author, found.state.as_str()), (None, "closed"));
            assert!(
                decisions::list(&mut tx, "c", false, "", 9)
                    .await
                    .unwrap()
                    .is_empty()
            );
            assert_eq!(
                decisions::list(&mut tx, "c", true, "", 9)
                    .await
                    .unwrap()
                    .len(),
                1
            );
        }
    }
}
