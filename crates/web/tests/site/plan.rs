//! The pages of the plan, as each role meets them.

mod filling;
pub mod fixture;
mod import;
mod link;
mod looking;
mod papers;
mod verifying;
