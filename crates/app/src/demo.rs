//! The example of Kabupaten Tangerang: invented people and figures, marked as examples.
//!
//! Everything is entered through the same use cases as by people, on a clock that walks from the
//! first coordination meeting to the day on which the demo is made.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use domain::{
    access::{Actor, ActorKind},
    time::{Date, Instant, Zone},
};
use serde::{Deserialize, Serialize};

use text::Lang;

use crate::{App, Clock, Error, Result, plan, region, taskforce};

mod actions;
mod between;
mod counts;
mod instruments;
mod letters;
mod meetings;
mod outreach;
mod papers;
mod people;
mod plans;
mod reports;
mod scale;

pub use scale::{Scale, Seeded, scale};

/// The plan 2024-2026: activities after public sources, targets and budgets invented.
const PLAN: &[u8] = include_bytes!("../data/rad-36.03-2024-2026.csv");

/// One account of the demo, as `demo-accounts.json` lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// User name.
    pub username: String,
    /// Random password of this data folder.
    pub password: String,
    /// Code of the role.
    pub role: String,
    /// Usual short name of the agency, or empty.
    pub agency: String,
}

/// A clock that is set by hand and never runs ahead of the real one.
#[derive(Debug)]
struct Walking {
    at: AtomicI64,
    end: Instant,
}

impl Walking {
    fn set(&self, at: Instant) {
        self.at.store(at.min(self.end).0, Ordering::Relaxed);
    }

    /// The moment that the next look will see.
    fn now_still(&self) -> Instant {
        Instant(self.at.load(Ordering::Relaxed)).min(self.end)
    }
}

impl Clock for Walking {
    fn now(&self) -> Instant {
        // A second passes at each look, so that what happens later is also written later.
        Instant(self.at.fetch_add(Instant::SECOND, Ordering::Relaxed)).min(self.end)
    }
}

/// 04/03/2019 09:00 WIB, when the first task force began its plan.
const BEGINNING: Instant = Instant(1_551_664_800 * Instant::SECOND);

/// 19/06/2024 09:00 WIB, the coordination meeting that drew up the plan.
const MEETING: Instant = Instant(1_718_762_400 * Instant::SECOND);

/// Fills an empty database and returns its accounts; `say` hears how far it is.
///
/// # Errors
/// `Internal` where a shipped file names what does not exist, which a test excludes.
pub async fn fill(app: &App, say: &mut (dyn FnMut(&str) + Send)) -> Result<Vec<DemoAccount>> {
    let clock = Arc::new(Walking { at: AtomicI64::new(0), end: app.now() });
    clock.set(BEGINNING);
    let app = &app.at(clock.clone());
    let system = Actor::system(ActorKind::System);
    say("wilayah Banten");
    region::shipped::load_shipped(app, &system).await?;
    say("instansi dan gugus tugas");
    let taskforce = taskforce::seed_shipped(app, &system, true).await?;
    region::shipped::link_police(app, &system).await?;
    let actor = system.within(taskforce);
    say("akun contoh");
    let cast = people::cast(app, &actor).await?;
    say("rencana aksi 2019-2023");
    plans::before(app, &clock, &cast).await?;
    say("rapat koordinasi 19/06/2024");
    let (first, pledge) = meetings::first(app, &clock, &cast).await?;
    say("perintah sosialisasi");
    outreach::first(app, &clock, &cast, pledge).await?;
    say("rencana aksi 2024-2026");
    clock.set(MEETING);
    import(app, &cast.secretariat, "rad-2024-2026.csv", PLAN).await?;
    plans::enact(app, &cast, plans::NOW, Date::constant(2024, 6, 19)).await?;
    counts::fill(app, &clock, &cast).await?;
    say("laporan instansi");
    reports::fill(app, &clock, &cast, &actor, Zone::Wib).await?;
    say("usulan rencana berikutnya");
    plans::after(app, &clock, &cast).await?;
    say("rapat dan tindak lanjut");
    meetings::second(app, &clock, &cast, first).await?;
    meetings::ahead(app, &clock, &cast).await?;
    between::asked(app, &clock, &cast).await?;
    outreach::now(app, &clock, &cast).await?;
    say("produk hukum");
    instruments::fill(app, &clock, &cast).await?;
    Ok(cast.accounts)
}

/// 09:00 WIB of a day.
fn start_of(day: Date) -> Instant {
    let days = Date::constant(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()));
    Instant(days * Instant::DAY + 2 * 3_600 * Instant::SECOND)
}

/// The day some days later.
fn ahead_of(day: Date, days: i64) -> Date {
    domain::time::days_after(day, days)
}

async fn import(app: &App, actor: &Actor, name: &str, content: &[u8]) -> Result<()> {
    let source = plan::import::Source { name: name.to_owned(), bytes: content.to_vec() };
    let outcome = plan::import::import(app, actor, Lang::Id, source, false, &mut |_, _| {}).await?;
    match outcome.errors.first() {
        None => Ok(()),
        Some(error) => Err(Error::internal(format!("the plan of the demo: {}", error.message))),
    }
}
