//! What members are told.

use crate::problem::Problem;
use capstan_store::notices::{self, Notice};
use capstan_store::{Conn, Micros, id};

/// Tells a member something: the sentence `notice-KEY` of the words, said with
/// `args`, which leads to `link`, a path of this service. `args` is a JSON
/// object of texts and numbers. To be called in the transaction that does what
/// it tells of.
///
/// # Errors
/// If the store fails.
pub async fn tell(
    conn: &mut Conn,
    member: &str,
    key: &str,
    args: &serde_json::Value,
    link: &str,
    now: Micros,
) -> Result<(), Problem> {
    let notice = Notice {
        id: id::blind(),
        member: member.to_owned(),
        key: key.to_owned(),
        args: args.to_string(),
        link: link.to_owned(),
        made: now,
        read: false,
    };
    Ok(notices::add(conn, &notice).await?)
}
