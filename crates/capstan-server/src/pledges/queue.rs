//! All acts on pledges go through one queue.
//!
//! Whatever waits is done in one transaction, so the disk is waited for once
//! and not once for each. Nobody is answered before what they did is on it.

use super::acts::refused;
use crate::app::App;
use crate::problem::Problem;
use capstan_coalition::pledge::Refusal;
use capstan_store::pledges::{Act, Ledger};
use capstan_store::replays::{self, Key};
use capstan_store::{Micros, Store, StoreError};
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

/// The most acts of one transaction.
const MOST: usize = 512;

/// The status of the answer to an act that was done, kept with its key.
const NOTHING_TO_SAY: u16 = 204;

/// The queue. Its worker starts with the first act.
#[derive(Debug, Default)]
pub struct Queue(OnceLock<mpsc::Sender<Waiting>>);

type Done = Result<Result<(), Refusal>, Problem>;

/// An act that waits.
#[derive(Debug)]
struct Waiting {
    campaign: String,
    at: Micros,
    act: Act,
    key: Option<Key>,
    done: oneshot::Sender<Done>,
}

impl Queue {
    /// Does an act. When this answers, it is on the disk.
    ///
    /// # Errors
    /// If the act is refused, there is no such campaign or member, or the
    /// store fails.
    pub async fn apply(&self, app: &App, campaign: &str, act: Act) -> Result<(), Problem> {
        let sender = self.0.get_or_init(|| {
            let (sender, waiting) = mpsc::channel(4 * MOST);
            tokio::spawn(work(app.store.clone(), waiting));
            sender
        });
        let (done, answer) = oneshot::channel();
        let waiting = Waiting {
            campaign: campaign.to_owned(),
            at: app.now(),
            act,
            key: Key::current(),
            done,
        };
        sender.send(waiting).await.map_err(|_| ended())?;
        let done = answer.await.map_err(|_| ended())?;
        done?.map_err(refused)
    }
}

fn ended() -> Problem {
    tracing::error!("the queue of pledges has ended");
    Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
}

async fn work(store: Store, mut queue: mpsc::Receiver<Waiting>) {
    let mut waiting = Vec::with_capacity(MOST);
    while queue.recv_many(&mut waiting, MOST).await > 0 {
        let answers = match together(&store, &waiting).await {
            Ok(answers) => answers,
            // One that fails takes no other with it.
            Err(_) => {
                let mut answers = Vec::with_capacity(waiting.len());
                for one in &waiting {
                    answers.push(alone(&store, one).await);
                }
                answers
            }
        };
        for (waiting, answer) in waiting.drain(..).zip(answers) {
            // Who has gone meanwhile is not told.
            let _ = waiting.done.send(answer);
        }
    }
}

async fn alone(store: &Store, one: &Waiting) -> Done {
    let mut answers = together(store, std::slice::from_ref(one)).await?;
    answers.pop().unwrap_or_else(|| Err(ended()))
}

/// Does all these acts, in their order, and commits them.
async fn together(store: &Store, waiting: &[Waiting]) -> Result<Vec<Done>, StoreError> {
    let mut tx = store.begin().await?;
    let mut ledger = Ledger::default();
    let acts = waiting.iter().map(|one| (one.campaign.as_str(), &one.act));
    ledger.meet(&mut tx, acts).await?;
    let mut answers = Vec::with_capacity(waiting.len());
    for one in waiting {
        let done = ledger
            .apply(&mut tx, &one.campaign, one.at, &one.act)
            .await?;
        if let (Ok(()), Some(key)) = (&done, &one.key) {
            replays::keep(&mut tx, key, NOTHING_TO_SAY).await?;
        }
        answers.push(Ok(done));
    }
    ledger.close(&mut tx).await?;
    tx.commit().await?;
    Ok(answers)
}
