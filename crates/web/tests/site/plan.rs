//! The pages of the plan, as each role meets them.

mod fixture;
mod filling;
mod looking;
mod verifying;
