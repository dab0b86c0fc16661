//! What became of the actions that the meetings of the demo gave out; all invented.

use domain::{
    access::Actor,
    action::{self, StepForm},
    id::ActionId,
    time::{Instant, Zone},
};

use super::{
    Walking, ahead_of,
    people::{Cast, find},
};
use crate::{App, Error, Result, action::Proof};

const DAY: i64 = Instant::DAY;

async fn take(app: &App, actor: &Actor, id: ActionId, form: StepForm, proof: &str) -> Result<()> {
    let version = crate::action::show(app, actor, id).await?.row.version;
    let proof = Some(Proof::Link(proof.to_owned()));
    crate::action::take(app, actor, id, (&form, version), proof).await
}

fn say(step: action::Step, note: &str) -> StepForm {
    StepForm { step: step.code().to_owned(), note: note.to_owned(), ..StepForm::default() }
}

const PROOF: &str = "https://contoh.invalid/bukti";

/// Reported done with a link as evidence, and verified two days later.
pub async fn done(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    (id, short): (ActionId, &str),
    at: Instant,
) -> Result<()> {
    clock.set(at);
    let office = cast.of(find(app, short).await?);
    let report = say(action::Step::Report, "Sudah dikerjakan, tautan bukti terlampir (contoh).");
    take(app, office, id, report, PROOF).await?;
    clock.set(at.plus(2 * DAY));
    take(app, &cast.secretariat, id, say(action::Step::Verify, ""), "").await
}

/// What became of the actions since.
pub async fn follow(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    (actions, begin): (&[(ActionId, &str)], Instant),
) -> Result<()> {
    let end = clock.end;
    let today = Zone::Wib.date(end);
    let [_, (late, bappeda), (waits, disdik), fine, (more_time, disnaker), (other, _), (gone, _)] =
        *actions
    else {
        return Err(Error::internal("the demo gave out something else"));
    };
    done(app, clock, cast, fine, begin.plus(20 * DAY)).await?;
    clock.set(end.plus(-40 * DAY));
    let office = cast.of(find(app, disnaker).await?);
    let day = ahead_of(today, 20).to_string();
    let ask =
        StepForm { day: day.clone(), ..say(action::Step::Ask, "Dua instansi belum menjawab.") };
    take(app, office, more_time, ask, "").await?;
    let extend = StepForm { day, ..say(action::Step::Extend, "Disetujui satu kali (contoh).") };
    take(app, &cast.secretariat, more_time, extend, "").await?;
    clock.set(end.plus(-35 * DAY));
    let to = find(app, "Diskominfo").await?.to_string();
    let hand =
        StepForm { agency: to, ..say(action::Step::HandOver, "Papan dipasang oleh Diskominfo.") };
    take(app, &cast.secretariat, other, hand, "").await?;
    let gave_up = say(action::Step::Cancel, "Sudah masuk agenda pertemuan provinsi (contoh).");
    take(app, &cast.secretariat, gone, gave_up, "").await?;
    clock.set(end.plus(-15 * DAY));
    let office = cast.of(find(app, bappeda).await?);
    take(
        app,
        office,
        late,
        say(action::Step::Progress, "Draf usulan disusun, menunggu rincian instansi."),
        "",
    )
    .await?;
    clock.set(end.plus(-4 * DAY));
    let office = cast.of(find(app, disdik).await?);
    take(
        app,
        office,
        waits,
        say(action::Step::Report, "Daftar hadir dan foto sudah diunggah."),
        PROOF,
    )
    .await
}
