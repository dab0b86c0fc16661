//! View model in, bytes out: documents as PDF, sheets, charts and maps.

pub mod calendar;
pub mod chart;
pub mod document;
pub mod letter;
pub mod membership;
pub mod outline;
pub mod pdf;
pub mod plan;
pub mod qr;
pub mod sheet;
pub mod tiles;
