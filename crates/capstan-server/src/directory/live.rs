//! The index of an installation, as fresh as its store.

use super::index::Index;
use super::search::{Found, Search, find};
use crate::problem::Problem;
use capstan_store::Store;
use capstan_store::directory::{self, Change};
use std::sync::{PoisonError, RwLock};
use tokio::sync::Mutex;

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Coalitions.
    Coalition,
    /// Campaigns that were opened.
    Campaign,
}

impl Kind {
    /// Its name in the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Coalition => "coalition",
            Self::Campaign => "campaign",
        }
    }
}

#[derive(Debug, Default)]
struct State {
    version: i64,
    coalitions: Index,
    campaigns: Index,
}

impl State {
    fn of(&mut self, kind: &str) -> &mut Index {
        if kind == Kind::Coalition.key() {
            &mut self.coalitions
        } else {
            &mut self.campaigns
        }
    }
}

/// The index of an installation.
#[derive(Debug, Default)]
pub struct Live {
    state: RwLock<State>,
    taking_in: Mutex<()>,
}

impl Live {
    fn version(&self) -> i64 {
        self.state
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .version
    }

    /// Takes in what changed in the store.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn refresh(&self, store: &Store) -> Result<(), Problem> {
        let newest = directory::version(&mut *store.read().await?).await?;
        if newest == self.version() {
            return Ok(());
        }
        // One request reads what changed, the others wait for it: at a start
        // that is everything.
        let _alone = self.taking_in.lock().await;
        let mut conn = store.read().await?;
        let newest = directory::version(&mut conn).await?;
        let known = self.version();
        if newest == known {
            return Ok(());
        }
        // A store that went back was restored from a backup.
        let anew = newest < known;
        let since = if anew { 0 } else { known };
        let changes = directory::changes(&mut conn, since).await?;
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if anew {
            *state = State::default();
        }
        for change in changes {
            match change {
                Change::Put(entry) => state.of(&entry.kind).put(*entry),
                Change::Dropped(kind, id) => state.of(&kind).remove(&id),
            }
        }
        state.version = newest;
        Ok(())
    }

    /// What a search finds now.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn search(
        &self,
        store: &Store,
        kind: Kind,
        search: &Search,
    ) -> Result<Found, Problem> {
        self.refresh(store).await?;
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        Ok(match kind {
            Kind::Coalition => find(&state.coalitions, search),
            Kind::Campaign => find(&state.campaigns, search),
        })
    }
}
