//! All models by name.

use crate::model::{LearnError, Model};

/// Every model, from the plainest to the most personal.
pub fn models() -> &'static [&'static dyn Model] {
    &[
        &crate::global_mean::GlobalMean,
        &crate::item_mean::ItemMean,
        &crate::popularity::Popularity,
        &crate::svd::Svd,
        &crate::knn::item::ItemKnn,
        &crate::knn::user::UserKnn,
        &crate::als::Als,
        &crate::implicit_als::ImplicitAls,
        &crate::ease::Ease,
    ]
}

/// The model called `name`.
///
/// # Errors
/// If there is none; the error names those there are.
pub fn find(name: &str) -> Result<&'static dyn Model, LearnError> {
    models()
        .iter()
        .copied()
        .find(|m| m.info().name == name)
        .ok_or_else(|| LearnError::UnknownModel {
            name: name.to_owned(),
            known: {
                let names: Vec<_> = models().iter().map(|m| m.info().name).collect();
                names.join(", ")
            },
        })
}
