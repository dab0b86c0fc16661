//! The way of a figure from report to verified, on both engines. Refusals come first.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

mod abuse;
mod action;
mod disposition;
mod drafting;
mod edit;
mod filling;
mod flood;
mod gate;
mod import;
mod instrument;
mod letter;
mod life;
mod matrix;
mod meeting;
mod mending;
mod messy;
mod notice;
mod outreach;
mod papers;
mod pledge;
mod refusal;
mod report;
mod twin;
mod wording;
mod world;
