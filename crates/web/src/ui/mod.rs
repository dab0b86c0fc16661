//! The components every page is built of, and nothing else is.
//!
//! A page is `ui::page(&frame, body)`. Each page kind has one component: [`Today`], [`Table`] (a
//! matrix when frozen), [`List`], [`Form`], [`Record`], [`Preview`], [`figure`] and [`beside`]
//! (chart and map), [`Letter`], [`Trouble`] (the error page) and [`bare`] (before sign-in). Slots
//! are `Markup`; words come from `text` and are escaped on the way out. Labels, headings, focus and
//! contrast belong to the component, so a page cannot forget them. All of them stand with samples
//! at `/pengaturan/komponen`; the style sheet is `static/gugus.css`.

use std::borrow::Cow;

mod band;
mod button;
pub mod cell;
pub mod field;
mod figure;
mod form;
mod frame;
mod icon;
mod letter;
mod list;
mod message;
mod notice;
mod preview;
mod record;
mod table;
mod today;
mod trouble;

#[cfg(test)]
mod tests;

pub use band::{badge, mark, word};
pub use button::{Button, act, actions};
pub use field::Field;
pub use figure::{Legend, beside, figure, legend, source};
pub use form::{Form, both_sides, form};
pub use frame::{Crumb, Frame, Group, Item, Nav, Person, bare, page};
pub use icon::Icon;
pub use letter::{Letter, Signature};
pub use list::{Chip, Empty, Filters, List, Pager, Tab, tabs};
pub use message::message;
pub use notice::{Notice, Tone};
pub use preview::{Finding, Preview};
pub use record::{Event, Fact, NextStep, Record, facts, timeline};
pub use table::{Column, Order, Row, Table};
pub use today::{Due, Shelf, Today};
pub use trouble::Trouble;

/// Words to show: borrowed from `text`, or made for this page. Escaped when rendered.
pub type Words<'a> = Cow<'a, str>;
