//! The task force: its terms, who sits where on a day, and the printed membership list.

mod found;
mod print;
mod seat;
mod seed;
mod show;
mod term;

pub use found::{found, only};
pub use print::membership_list;
pub(crate) use print::{around, papered};
pub use seat::{SeatDraft, SeatRecord, add_seat, assign_seat, choices, seat};
pub use seed::{AGENCIES, SEATS, bring_agencies, seed, seed_shipped};
pub use show::{Heading, SeatView, Section, Show, TermView, show};
pub use term::{close_term, open_term};
