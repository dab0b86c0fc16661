//! The rules of Gugus: types, state machines, validation, permissions and indicator arithmetic.
//!
//! Pure: no async, no input or output, no clock, no randomness. What a function needs to know
//! about the world (today, who asks, which rule version) is an argument.

pub mod access;
pub mod account;
pub mod action;
pub mod agency;
pub mod field;
pub mod figure;
pub mod file;
pub mod id;
pub mod instrument;
pub mod letter;
pub mod meeting;
pub mod notice;
pub mod outreach;
pub mod plan;
pub mod region;
pub mod sheet;
pub mod stats;
pub mod taskforce;
pub mod time;
