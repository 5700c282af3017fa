//! What the data of a coalition's members are worth, or those of the people in
//! a file of ratings: asked for by organisers, shown to members in steps of
//! enough people, and to each member their own alone.

pub mod acts;
pub mod api;
pub mod ask;
pub mod found;
pub mod pages;
pub mod pay;
pub mod pooled;
pub mod shown;
pub mod spread;
pub mod table;
pub mod work;

pub use api::api;
pub use pages::pages;
