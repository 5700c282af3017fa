//! What can be done in coalitions.

pub mod charters;
pub mod end;
pub mod found;
pub mod join;
pub mod leave;
pub mod roles;
pub mod sizes;
pub mod standing;
pub mod view;

pub use charters::{agree, amend};
pub use found::{Founding, Texts, change, found};
pub use join::{Join, Rename, join, rename};
pub use leave::{leave, leaving};
pub use roles::{Naming, name, replace_stewards, staff};
pub use sizes::due;
pub use standing::{Standing, coalition, log, role_of, standing};
