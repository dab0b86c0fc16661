//! The site as a browser meets it: guards, headers, forms. One binary, real requests, no network.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on should fail loudly"
)]

mod account;
mod agency;
mod browser;
mod guards;
mod headers;
mod instrument;
mod letter;
mod meeting;
mod outreach;
mod plan;
mod region;
mod sign_in;
mod smuggled;
mod taskforce;
