//! A made-up screenshot, for those who want to try how donating goes.

use crate::problem::Problem;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_donation::generator::{Damage, Face, Recipe, Style, make};
use std::sync::LazyLock;

/// Which of the made-up pictures it is.
const SEED: u64 = 2026;

/// The picture, as PNG; nothing where the machine has no font to draw it with.
static SAMPLE: LazyLock<Option<Vec<u8>>> = LazyLock::new(|| {
    let recipe = Recipe {
        style: Style::Newer,
        face: Face::named("DejaVuSans"),
        dark: false,
        damage: Damage::None,
        cards: 2,
    };
    let made = make(&recipe, SEED, 1);
    made.map_err(|why| tracing::warn!(%why, "no made-up screenshot"))
        .ok()
        .map(|made| made.file)
});

/// Gives the picture.
pub async fn sample() -> Result<Response, Problem> {
    let made = tokio::task::spawn_blocking(|| SAMPLE.as_deref()).await;
    let file = made.ok().flatten().ok_or_else(Problem::missing)?;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((headers, file).into_response())
}
