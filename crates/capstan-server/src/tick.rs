//! What is due with time, whether or not anyone asks.

use crate::app::App;
use crate::problem::Problem;
use std::time::Duration;

/// How often it is seen what is due.
const EVERY: Duration = Duration::from_secs(2);

/// Does all that is due now. Doing it twice changes nothing.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    crate::people::account::due(app).await?;
    crate::coalitions::acts::due(app).await?;
    crate::coalitions::acts::end::due(app).await?;
    app.directory.refresh(&app.store).await?;
    crate::decisions::acts::due(app).await?;
    crate::people::notices::due(app).await?;
    crate::evidence::acts::due(app).await?;
    crate::poll::acts::due(app).await?;
    crate::api::once::due(app).await?;
    crate::pledges::acts::due(app).await?;
    crate::campaigns::acts::due(app).await?;
    crate::kits::steps::due(app).await?;
    crate::forecasts::acts::due(app).await?;
    crate::values::acts::due(app).await?;
    crate::donations::acts::due(app).await?;
    crate::messages::work::due(app).await?;
    crate::audits::acts::due(app).await?;
    crate::receipts::acts::due(app).await?;
    crate::demo::due(app).await?;
    Ok(())
}

/// Does what is due, again and again.
pub async fn run(app: App) {
    loop {
        if let Err(problem) = due(&app).await {
            tracing::error!(key = problem.key, "what was due could not be done");
        }
        tokio::time::sleep(EVERY).await;
    }
}
