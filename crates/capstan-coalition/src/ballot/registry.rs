//! All methods of voting by name.

use super::{BallotError, Method};

/// Every method, from the plainest.
pub fn methods() -> &'static [&'static dyn Method] {
    &[
        &super::approval::Approval,
        &super::score::Score,
        &super::instant_runoff::InstantRunoff,
        &super::schulze::Schulze,
    ]
}

/// The method called `name`.
///
/// # Errors
/// If there is none; the error names those there are.
pub fn find(name: &str) -> Result<&'static dyn Method, BallotError> {
    methods()
        .iter()
        .copied()
        .find(|m| m.info().name == name)
        .ok_or_else(|| BallotError::Method {
            name: name.to_owned(),
            known: {
                let names: Vec<_> = methods().iter().map(|m| m.info().name).collect();
                names.join(", ")
            },
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_found_by_its_own_name() {
        for method in methods() {
            let found = find(method.info().name).expect("it is there");
            assert!(std::ptr::eq(found.info(), method.info()));
        }
        let error = find("dice").err().expect("none").to_string();
        assert!(error.contains("schulze"), "{error}");
    }
}
