//! Between the meetings of the demo: the next plan at the table, and what the leadership asked for.
//! All of it is invented.

use domain::{
    action::{self, DispositionForm},
    id::{ActionId, ProposalId},
    meeting::{Outcome, SettledForm, Step},
    time::{Instant, Zone},
};

use super::{
    Walking, ahead_of,
    meetings::{Table, back, form},
    people::{Cast, find},
};
use crate::{App, Result, meeting};

const DAY: i64 = Instant::DAY;

/// The meeting that goes through the proposals for the next plan; some of them still lie there.
pub async fn drafting(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    settled: &[(ProposalId, Outcome, &str)],
) -> Result<()> {
    let day = Zone::Wib.date(app.now());
    let title = "Rapat penyusunan RAD 2027–2029 (contoh)";
    let form = form("plan_review", title, day, "Ruang rapat Bappeda, Tigaraksa");
    let table = Table::set(app, clock, cast, &form).await?;
    table.send().await?;
    table.step(&cast.secretariat, Step::Open).await?;
    table.came(12).await?;
    let dpppa = find(app, "DPPPA").await?.to_string();
    for (proposal, outcome, note) in settled {
        let form = SettledForm {
            outcome: outcome.code().to_owned(),
            agency: dpppa.clone(),
            speaker: "Kepala Bidang (contoh)".to_owned(),
            note: (*note).to_owned(),
        };
        meeting::settle(app, &cast.secretariat, table.id, (*proposal, 1), &form).await?;
    }
    table.step(&cast.secretariat, Step::Close).await
}

/// What the leadership asked for between two meetings.
pub async fn asked(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let today = Zone::Wib.date(clock.end);
    clock.set(clock.end.plus(-9 * DAY));
    let form = DispositionForm {
        given_by: "Sekretaris Daerah (contoh)".to_owned(),
        given_on: back(today, 9).to_string(),
        words: "Tolong dipercepat, sampaikan jadwal tiap kecamatan sebelum rapat berikutnya."
            .to_owned(),
        action: action::Form {
            what: "Menyusun jadwal sosialisasi tiap kecamatan".to_owned(),
            agency: find(app, "DPMPD").await?.to_string(),
            due_on: ahead_of(today, 6).to_string(),
            measure: "Jadwal 29 kecamatan diterima Sekda".to_owned(),
            indicator: String::new(),
        },
    };
    let id = ActionId(app.ids.next());
    crate::action::dispose(app, &cast.leader, id, &form, None).await
}
