//! The way of a figure from report to verified, on both engines. Refusals come first.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

mod action;
mod edit;
mod filling;
mod gate;
mod import;
mod letter;
mod life;
mod matrix;
mod meeting;
mod mending;
mod messy;
mod refusal;
mod report;
mod twin;
mod world;
