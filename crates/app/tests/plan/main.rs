//! The way of a figure from report to verified, on both engines. Refusals come first.

mod edit;
mod import;
mod matrix;
mod refusal;
mod report;
mod world;
