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
    account::NewAccount,
    id::AgencyId,
    time::Instant,
};
use serde::{Deserialize, Serialize};

use crate::{App, Clock, Error, Result, account, agency, region, taskforce};

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
}

impl Clock for Walking {
    fn now(&self) -> Instant {
        // A second passes at each look, so that what happens later is also written later.
        Instant(self.at.fetch_add(Instant::SECOND, Ordering::Relaxed)).min(self.end)
    }
}

/// 19/06/2024 09:00 WIB, the coordination meeting that drew up the plan.
const MEETING: Instant = Instant(1_718_762_400 * Instant::SECOND);

/// People of the demo: user name, name, role, agency, region code.
const PEOPLE: &[(&str, &str, &str, &str, &str)] = &[
    ("sekretariat", "Sari Contoh", "secretariat", "DPPPA", ""),
    ("admin", "Adi Contoh", "administrator", "Diskominfo", ""),
    ("bupati", "Pimpinan Contoh", "leadership", "Setda", ""),
    ("inspektorat", "Ina Contoh", "auditor", "Inspektorat", ""),
    ("provinsi", "Pengamat Contoh", "observer", "", "36"),
    ("pic.dpppa", "Dewi Contoh", "agency_contact", "DPPPA", ""),
    ("pic.disnaker", "Budi Contoh", "agency_contact", "Disnaker", ""),
    ("pic.disdik", "Ratna Contoh", "agency_contact", "Disdik", ""),
    ("pic.diskominfo", "Fajar Contoh", "agency_contact", "Diskominfo", ""),
    ("pic.pkk", "Yuli Contoh", "agency_contact", "PKK", ""),
    ("pic.dpmpd", "Hendra Contoh", "agency_contact", "DPMPD", ""),
    ("pic.hukum", "Lina Contoh", "agency_contact", "Bag. Hukum", ""),
    ("pic.satpolpp", "Agus Contoh", "agency_contact", "Satpol PP", ""),
    ("pic.kejari", "Maya Contoh", "agency_contact", "Kejari", ""),
    ("pic.dinkes", "Nur Contoh", "agency_contact", "Dinkes", ""),
    ("pic.disdukcapil", "Rudi Contoh", "agency_contact", "Disdukcapil", ""),
    ("pic.kesbangpol", "Tono Contoh", "agency_contact", "Kesbangpol", ""),
    ("pic.bappeda", "Wati Contoh", "agency_contact", "Bappeda", ""),
    ("pic.setda", "Eko Contoh", "agency_contact", "Setda", ""),
    ("pic.uptd", "Rina Contoh", "agency_contact", "UPTD PPA", ""),
    ("pic.dinsos", "Joko Contoh", "agency_contact", "Dinsos", ""),
    ("pic.dinkop", "Sinta Contoh", "agency_contact", "Dinkop-UM", ""),
    ("pic.polresta", "Bayu Contoh", "agency_contact", "Polresta Tangerang", ""),
    ("op.rajeg", "Siti", "region_operator", "Kec. Rajeg", "36.03.11"),
    ("op.teluknaga", "Ujang", "region_operator", "Kec. Teluknaga", "36.03.13"),
];

/// Fills an empty database and returns its accounts; `say` hears how far it is.
///
/// # Errors
/// `Internal` where a shipped file names what does not exist, which a test excludes.
pub async fn fill(app: &App, say: &mut (dyn FnMut(&str) + Send)) -> Result<Vec<DemoAccount>> {
    let clock = Arc::new(Walking { at: AtomicI64::new(0), end: app.now() });
    clock.set(MEETING);
    let app = &app.at(clock.clone());
    let system = Actor::system(ActorKind::System);
    say("wilayah Banten");
    region::shipped::load_shipped(app, &system).await?;
    say("instansi dan gugus tugas");
    let taskforce = taskforce::seed_shipped(app, &system, true).await?;
    let actor = system.within(taskforce);
    say("akun contoh");
    people(app, &actor).await
}

async fn people(app: &App, actor: &Actor) -> Result<Vec<DemoAccount>> {
    let mut made = Vec::with_capacity(PEOPLE.len());
    for (username, name, role, short, region) in PEOPLE {
        let agency = find(app, short).await?;
        let password = vault::random::password(&*app.random)?;
        let new = NewAccount {
            username: (*username).to_owned(),
            name: (*name).to_owned(),
            role: (*role).to_owned(),
            agency,
            region: Some((*region).to_owned()).filter(|code| !code.is_empty()),
        };
        account::create_with(app, actor, &new, &password).await?;
        made.push(DemoAccount {
            username: new.username,
            password: password.to_string(),
            role: new.role,
            agency: (*short).to_owned(),
        });
    }
    Ok(made)
}

async fn find(app: &App, short: &str) -> Result<Option<AgencyId>> {
    if short.is_empty() {
        return Ok(None);
    }
    let found = agency::find(app, short).await?;
    found.map(Some).ok_or_else(|| Error::internal(format!("the demo knows no agency {short}")))
}
