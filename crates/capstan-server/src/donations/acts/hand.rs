//! Giving what came from a phone to the account of the same person.

use super::donor::{Donor, vault};
use super::see::content;
use crate::app::App;
use crate::donations::body::Marks;
use crate::donations::consent::{self, Purpose};
use crate::problem::Problem;
use capstan_store::donations::{self, Heir};
use capstan_store::{Conn, id};

/// Gives all that is kept of the member `from` to another one of the coalition,
/// who agrees to what `from` agreed to if they agreed to nothing yet. To be
/// called in a transaction that writes; [`settle`](super::settle) is to be
/// called once it is committed.
///
/// # Errors
/// If a donation is damaged, or the store fails.
pub async fn hand_over(app: &App, conn: &mut Conn, from: &str, to: &Donor) -> Result<(), Problem> {
    let vault = vault(app);
    if donations::consents(conn, &to.member).await?.is_empty() {
        for consent in donations::consents(conn, from).await? {
            donations::agree(conn, &to.member, &consent).await?;
        }
    }
    let (given, _) = consent::given(conn, &to.member).await?;
    for donation in donations::of_member(conn, from).await? {
        let Some(content) = content(app, &donation)?.filter(|_| donation.kept) else {
            continue;
        };
        let id = id::blind();
        let marks: Vec<String> = (content.cards.iter())
            .filter_map(|card| Marks::of(&app.store.keys, &to.member, card))
            .flat_map(Marks::kept)
            .collect();
        let heir = Heir {
            id: &id,
            member: &to.member,
            pictures: given.contains(&Purpose::Picture),
            marks: &marks,
        };
        donations::hand_over(conn, &vault, &donation, &heir).await?;
    }
    Ok(())
}
