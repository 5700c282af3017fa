//! What can be reported, hidden and replied to.

use crate::coalitions::acts::found::list;
use crate::problem::Problem;
use capstan_store::reports::About;
use capstan_store::{Conn, coalitions, directory};

/// A post, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The id of its coalition.
    pub coalition: String,
    /// The slug of its coalition.
    pub slug: String,
    /// The ids of the members who wrote it, who are told of a ruling. Empty if
    /// it is by the coalition as a whole.
    pub authors: Vec<String>,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub path: String,
}

/// The post of a kind and an id.
///
/// # Errors
/// If there is none that everyone may see, or the store fails.
pub async fn find(conn: &mut Conn, about: &About) -> Result<Post, Problem> {
    match about.kind.as_str() {
        "coalition" => coalition(conn, &about.id).await,
        "proposal" => crate::decisions::acts::post(conn, &about.id).await,
        kind @ ("campaign" | "claim") => crate::campaigns::posts::post(conn, kind, &about.id).await,
        _ => Err(Problem::missing()),
    }
}

/// Takes a post out of the directory when it is hidden, or puts it back.
///
/// # Errors
/// If the store fails.
pub async fn list_again(
    conn: &mut Conn,
    about: &About,
    post: &Post,
    hidden: bool,
) -> Result<(), Problem> {
    match (about.kind.as_str(), hidden) {
        ("coalition", true) => Ok(directory::drop(conn, "coalition", &post.coalition).await?),
        ("campaign", true) => Ok(directory::drop(conn, "campaign", &about.id).await?),
        ("campaign", false) => crate::campaigns::acts::list_again(conn, &about.id).await,
        ("coalition", false) => list(conn, &post.coalition).await,
        _ => Ok(()),
    }
}

async fn coalition(conn: &mut Conn, slug: &str) -> Result<Post, Problem> {
    let coalition = coalitions::by_slug(conn, slug).await?;
    let coalition = coalition.ok_or_else(Problem::missing)?;
    Ok(Post {
        coalition: coalition.id,
        path: format!("/coalitions/{}", coalition.slug),
        slug: coalition.slug,
        authors: Vec::new(),
        title: coalition.name,
    })
}
