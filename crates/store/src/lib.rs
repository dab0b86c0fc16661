//! Everything SQL: one text per statement, run on SQLite and on PostgreSQL.
//!
//! Functions take a [`Tx`] and return plain rows; what is sealed stays sealed, for this floor has
//! no key. Verbs: get, find, list, count, insert, update, delete.

mod engine;
mod error;
mod migrate;
mod value;

pub mod account;
pub mod action;
pub mod agency;
pub mod audit;
pub mod columns;
pub mod file;
pub mod instrument;
pub mod letter;
pub mod meeting;
pub mod notice;
pub mod outreach;
pub mod plan;
pub mod region;
pub mod stats;
pub mod taskforce;

pub use engine::{Engine, REGISTER, Sql, Store, Tx};
pub use error::{Result, StoreError};
pub use migrate::{MIGRATIONS, Migration};
pub use value::{FromColumn, Row, ToValue, Value};

#[doc(hidden)]
pub use inventory;
