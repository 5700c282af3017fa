//! What is put to the members of a coalition, and what they decided.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::ballot::Arrivals;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What stands in `told` when everyone was told.
const ALL_TOLD: &str = "~";

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The member who opened it; nothing once they left.
    pub author: Option<String>,
    /// What kind of proposal it is.
    pub kind: String,
    /// The id of what it is about, say a campaign; empty for nothing.
    pub about: String,
    /// The question in a line.
    pub title: String,
    /// Why, in some lines.
    pub text: String,
    /// The options, a JSON list of texts.
    pub options: String,
    /// What follows if it passes, as JSON.
    pub plan: String,
    /// The name of the method of voting.
    pub method: String,
    /// When a count is a decision, as JSON.
    pub rule: String,
    /// For how long a voter must have been a member when voting opens.
    pub minimum_age: Micros,
    /// Whether nobody learns who cast which ballot.
    pub secret: bool,
    /// Whether everyone may read it; else only members.
    pub public: bool,
    /// When voting opens, or opened.
    pub opens: Micros,
    /// When voting closes, or closed.
    pub closes: Micros,
    /// "waiting", "open" or "closed".
    pub state: String,
    /// How many may vote; 0 while it waits.
    pub electorate: i64,
    /// Whether unusually many accounts came too late for it.
    pub unusual: bool,
    /// What was decided, as JSON; empty until voting closed.
    pub result: String,
}

fn proposal(row: &AnyRow) -> Proposal {
    Proposal {
        id: row.get(0),
        coalition: row.get(1),
        author: row.get(2),
        kind: row.get(3),
        about: row.get(4),
        title: row.get(5),
        text: row.get(6),
        options: row.get(7),
        plan: row.get(8),
        method: row.get(9),
        rule: row.get(10),
        minimum_age: row.get(11),
        secret: row.get::<i64, _>(12) != 0,
        public: row.get::<i64, _>(13) != 0,
        opens: row.get(14),
        closes: row.get(15),
        state: row.get(16),
        electorate: row.get(17),
        unusual: row.get::<i64, _>(18) != 0,
        result: row.get(19),
    }
}

/// Adds a proposal.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, proposal: &Proposal) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO proposals
             (id, coalition, author, kind, about, title, text, options, plan, method, rule,
              minimum_age, secret, public, opens, closes, state, electorate, unusual, result, told)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                 $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
    )
    .bind(&proposal.id)
    .bind(&proposal.coalition)
    .bind(&proposal.author)
    .bind(&proposal.kind)
    .bind(&proposal.about)
    .bind(&proposal.title)
    .bind(&proposal.text)
    .bind(&proposal.options)
    .bind(&proposal.plan)
    .bind(&proposal.method)
    .bind(&proposal.rule)
    .bind(proposal.minimum_age)
    .bind(i64::from(proposal.secret))
    .bind(i64::from(proposal.public))
    .bind(proposal.opens)
    .bind(proposal.closes)
    .bind(&proposal.state)
    .bind(proposal.electorate)
    .bind(i64::from(proposal.unusual))
    .bind(&proposal.result)
    .bind(ALL_TOLD)
    .execute(conn)
    .await?;
    Ok(())
}

/// A proposal of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn find(
    conn: &mut Conn,
    coalition: &str,
    id: &str,
) -> Result<Option<Proposal>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, author, kind, about, title, text, options, plan, method, rule,
             minimum_age, secret, public, opens, closes, state, electorate, unusual, result
         FROM proposals WHERE id = $1 AND coalition = $2",
    )
    .bind(id)
    .bind(coalition)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(proposal))
}

/// A proposal of any coalition.
///
/// # Errors
/// If the database fails.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Proposal>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, author, kind, about, title, text, options, plan, method, rule,
             minimum_age, secret, public, opens, closes, state, electorate, unusual, result
         FROM proposals WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(proposal))
}

/// The proposals of a coalition, newest first, at most `most`; only those
/// before the one with the id `after`, if it is not empty, and only those for
/// everyone unless `members`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    conn: &mut Conn,
    coalition: &str,
    members: bool,
    after: &str,
    most: i64,
) -> Result<Vec<Proposal>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, author, kind, about, title, text, options, plan, method, rule,
             minimum_age, secret, public, opens, closes, state, electorate, unusual, result
         FROM proposals
         WHERE coalition = $1 AND ($2 = '' OR id < $2) AND ($3 = 1 OR public = 1)
         ORDER BY id DESC LIMIT $4",
    )
    .bind(coalition)
    .bind(after)
    .bind(i64::from(members))
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(proposal).collect())
}

/// The closed proposals of a kind about something, newest first.
///
/// # Errors
/// If the database fails.
pub async fn closed_about(
    conn: &mut Conn,
    coalition: &str,
    kind: &str,
    about: &str,
) -> Result<Vec<Proposal>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, author, kind, about, title, text, options, plan, method, rule,
             minimum_age, secret, public, opens, closes, state, electorate, unusual, result
         FROM proposals
         WHERE coalition = $1 AND kind = $2 AND about = $3 AND state = 'closed' ORDER BY id DESC",
    )
    .bind(coalition)
    .bind(kind)
    .bind(about)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(proposal).collect())
}

/// How many proposals of a coalition did not close yet: of this member, and of
/// all.
///
/// # Errors
/// If the database fails.
pub async fn unfinished(
    conn: &mut Conn,
    coalition: &str,
    author: &str,
) -> Result<(i64, i64), StoreError> {
    let row = sqlx::query(
        "SELECT count(CASE WHEN author = $2 THEN 1 END), count(*)
         FROM proposals WHERE coalition = $1 AND state <> 'closed'",
    )
    .bind(coalition)
    .bind(author)
    .fetch_one(conn)
    .await?;
    Ok((row.get(0), row.get(1)))
}

/// The proposals whose voting is due to open or to close, with their
/// coalitions, those first that are due longest.
///
/// # Errors
/// If the database fails.
pub async fn due(conn: &mut Conn, now: Micros) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query(
        "SELECT coalition, id, opens FROM proposals WHERE state = 'waiting' AND opens <= $1
         UNION ALL
         SELECT coalition, id, closes FROM proposals WHERE state = 'open' AND closes <= $1
         ORDER BY 3",
    )
    .bind(now)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// The ids of the proposals of a coalition on which members vote now.
///
/// # Errors
/// If the database fails.
pub async fn open_of(conn: &mut Conn, coalition: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM proposals WHERE coalition = $1 AND state = 'open'")
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// How many members joined by a time, and how many later.
///
/// # Errors
/// If the database fails.
pub async fn arrivals(
    conn: &mut Conn,
    coalition: &str,
    cutoff: Micros,
) -> Result<Arrivals, StoreError> {
    let row = sqlx::query(
        "SELECT count(CASE WHEN joined <= $2 THEN 1 END), count(CASE WHEN joined > $2 THEN 1 END)
         FROM members WHERE coalition = $1",
    )
    .bind(coalition)
    .bind(cutoff)
    .fetch_one(conn)
    .await?;
    let count = |at| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
    Ok(Arrivals {
        may_vote: count(0),
        too_new: count(1),
    })
}

/// Opens voting: its times, how many may vote, and whether unusually many came
/// too late for it. Members are to be told.
///
/// # Errors
/// If the database fails.
pub async fn open(conn: &mut Conn, proposal: &Proposal) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE proposals SET state = 'open', opens = $2, closes = $3, electorate = $4,
             unusual = $5, told = '' WHERE id = $1",
    )
    .bind(&proposal.id)
    .bind(proposal.opens)
    .bind(proposal.closes)
    .bind(proposal.electorate)
    .bind(i64::from(proposal.unusual))
    .execute(conn)
    .await?;
    Ok(())
}

/// What is published of a closed vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The record, as JSON.
    pub record: String,
    /// The receipts that were counted, a JSON list in the order of the
    /// alphabet.
    pub receipts: String,
}

/// Closes voting with its result. Members are to be told.
///
/// # Errors
/// If the database fails.
pub async fn close(
    conn: &mut Conn,
    proposal: &Proposal,
    published: &Published,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE proposals SET state = 'closed', unusual = $2, result = $3, told = ''
         WHERE id = $1",
    )
    .bind(&proposal.id)
    .bind(i64::from(proposal.unusual))
    .bind(&proposal.result)
    .execute(&mut *conn)
    .await?;
    sqlx::query("INSERT INTO records (proposal, record, receipts) VALUES ($1, $2, $3)")
        .bind(&proposal.id)
        .bind(&published.record)
        .bind(&published.receipts)
        .execute(conn)
        .await?;
    Ok(())
}

/// The record of a closed vote, as JSON.
///
/// # Errors
/// If the database fails.
pub async fn record(conn: &mut Conn, id: &str) -> Result<Option<String>, StoreError> {
    text(conn, id, "SELECT record FROM records WHERE proposal = $1").await
}

/// The receipts that a closed vote counted, as JSON.
///
/// # Errors
/// If the database fails.
pub async fn receipts(conn: &mut Conn, id: &str) -> Result<Option<String>, StoreError> {
    text(conn, id, "SELECT receipts FROM records WHERE proposal = $1").await
}

async fn text(conn: &mut Conn, id: &str, ask: &'static str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(ask).bind(id).fetch_optional(conn).await?;
    Ok(row.map(|row| row.get(0)))
}

/// The characters that a receipt takes in the list: `"…",`.
const RECEIPT: i64 = 35;

/// Some of the receipts that a closed vote counted, at most `most`, from the
/// place `from` on (0 is the first). They are all of one length, so a part of
/// the list is a part of its text. Nothing if the vote did not close.
///
/// # Errors
/// If the database fails.
pub async fn some_receipts(
    conn: &mut Conn,
    id: &str,
    from: i64,
    most: i64,
) -> Result<Option<Vec<String>>, StoreError> {
    const ASK: &str = "SELECT substr(receipts, CAST($2 AS INTEGER), CAST($3 AS INTEGER)) \
                       FROM records WHERE proposal = $1";
    // No text is longer, and PostgreSQL takes no larger numbers here.
    let within = |characters: i64| characters.min(i32::MAX.into());
    let row = sqlx::query(ASK)
        .bind(id)
        .bind(within(from.saturating_mul(RECEIPT).saturating_add(2)))
        .bind(within(most.saturating_mul(RECEIPT)))
        .fetch_optional(conn)
        .await?;
    let receipts = |text: String| {
        let all = text.split(['"', ',', '[', ']']);
        all.filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    Ok(row.map(|row| receipts(row.get(0))))
}

/// Removes a proposal.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM proposals WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes down whom a proposal would make stewards.
///
/// # Errors
/// If the database fails.
pub async fn nominate(conn: &mut Conn, id: &str, members: &[String]) -> Result<(), StoreError> {
    for member in members {
        sqlx::query(
            "INSERT INTO nominees (proposal, member) VALUES ($1, $2)
             ON CONFLICT (proposal, member) DO NOTHING",
        )
        .bind(id)
        .bind(member)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The handles of those whom a proposal would make stewards and who are still
/// there.
///
/// # Errors
/// If the database fails.
pub async fn nominees(conn: &mut Conn, id: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.handle FROM nominees n JOIN members m ON m.id = n.member
         WHERE n.proposal = $1 ORDER BY m.handle_key",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Whether all voters were told how a proposal stands.
///
/// # Errors
/// If the database fails.
pub async fn all_told(conn: &mut Conn, id: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM proposals WHERE id = $1 AND told <> $2")
        .bind(id)
        .bind(ALL_TOLD)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_none())
}

pub(crate) const NEXT_VOTERS: &str = "SELECT id FROM members
    WHERE coalition = $1 AND joined <= $2 AND id > $3 ORDER BY id LIMIT $4";

/// Some voters who are to be told of the state of a proposal, and that
/// proposal. They are those who may vote, at most `most` at a time; nothing
/// once everyone was told. Whoever asks tells them in the same transaction.
///
/// # Errors
/// If the database fails.
pub async fn to_tell(
    conn: &mut Conn,
    most: i64,
) -> Result<Option<(Proposal, Vec<String>)>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, author, kind, about, title, text, options, plan, method, rule,
             minimum_age, secret, public, opens, closes, state, electorate, unusual, result, told
         FROM proposals WHERE told <> '~' ORDER BY id LIMIT 1",
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (proposal, told) = (proposal(&row), row.get::<String, _>(20));
    let rows = sqlx::query(NEXT_VOTERS)
        .bind(&proposal.coalition)
        .bind(proposal.opens.saturating_sub(proposal.minimum_age))
        .bind(&told)
        .bind(most)
        .fetch_all(&mut *conn)
        .await?;
    let members: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    let last = members.last().map_or(ALL_TOLD, String::as_str);
    sqlx::query("UPDATE proposals SET told = $2 WHERE id = $1")
        .bind(&proposal.id)
        .bind(last)
        .execute(conn)
        .await?;
    Ok(Some((proposal, members)))
}
