//! The project's own tasks, run as `cargo xtask …`.
//!
//! `test` is everything that must hold before a change lands: lints, the Rust tests on both engines, the browser
//! journeys. What a fresh Debian lacks (PostgreSQL, Chromium) is installed when we are root and named when we are not.
#![expect(
    clippy::disallowed_methods,
    reason = "a build tool measures time and reads its environment; the bans are for the product"
)]

pub mod bench;
pub mod browser;
pub mod debian;
pub mod deny;
pub mod imports;
pub mod keeper;
pub mod licence;
pub mod lints;
pub mod metadata;
pub mod postgres;
pub mod rust;
pub mod shell;
pub mod tally;
pub mod test;
