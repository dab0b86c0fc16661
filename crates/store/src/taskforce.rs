//! taskforce
