//! What the program does by itself: sending what waits in the outbox, and reminding.
//!
//! A room above the others: it may know all of them, and none knows it.

mod mail;
mod remind;

pub use mail::deliver;
pub use remind::remind;

use domain::access::{Actor, ActorKind};

/// The program itself, as the trail names it.
fn system() -> Actor {
    Actor::system(ActorKind::System)
}
