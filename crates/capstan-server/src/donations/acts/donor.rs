//! Who donates, and where what they donate is locked.

use crate::app::App;
use crate::coalitions::acts::Standing;
use capstan_store::blobs::Blobs;
use capstan_store::vault::Vault;

/// A member who donates, whether they sign in or write from a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Donor {
    /// The id of the coalition.
    pub coalition: String,
    /// Its slug, which stands in receipts.
    pub slug: String,
    /// The id of the member.
    pub member: String,
}

impl From<Standing> for Donor {
    fn from(standing: Standing) -> Self {
        Self {
            coalition: standing.coalition.id,
            slug: standing.coalition.slug,
            member: standing.member.id,
        }
    }
}

/// The keys of donors.
pub fn vault(app: &App) -> Vault {
    Vault::new(&app.config.data, &app.store.keys)
}

/// The locked pictures.
pub(super) fn pictures(app: &App) -> Blobs {
    Blobs::new(&app.config.data, "donations")
}
