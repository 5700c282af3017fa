//! Passkeys: keys on people's devices that open their account in place of the
//! recovery phrase, which stays the way back.
//!
//! Only in programs built with the feature `passkeys`; all others have no
//! trace of them, and take what stands here instead.

#[cfg(feature = "passkeys")]
pub mod acts;
#[cfg(feature = "passkeys")]
mod api;
#[cfg(feature = "passkeys")]
pub mod pages;

#[cfg(feature = "passkeys")]
pub use {api::api, pages::door, pages::link, pages::lost, pages::pages, pages::why};

#[cfg(not(feature = "passkeys"))]
mod without;
#[cfg(not(feature = "passkeys"))]
pub use without::{api, door, link, lost, pages, why};
