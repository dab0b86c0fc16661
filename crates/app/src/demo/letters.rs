//! The letters of the demo: one with a number from the register, two from our own counter of which one
//! is void, a circular, and the draft for the next meeting. Numbers and words are invented.

use domain::{
    id::{LetterId, MeetingId},
    letter::{Form, GivenForm, Kind, NumberingForm},
    time::Zone,
};

use super::people::Cast;
use crate::{App, Result, letter};

/// The next step of a letter, as its version stands.
struct Desk<'a> {
    app: &'a App,
    cast: &'a Cast,
    id: LetterId,
}

impl Desk<'_> {
    async fn version(&self) -> Result<i64> {
        let show = letter::show(self.app, &self.cast.secretariat, self.id).await?;
        Ok(show.row.version)
    }

    async fn number(&self, number: &str) -> Result<()> {
        let dated_on = self.app.today(Zone::Wib).to_string();
        let form = GivenForm { number: number.to_owned(), dated_on };
        let place = (&form, self.version().await?);
        letter::number(self.app, &self.cast.secretariat, self.id, place).await
    }

    /// The printed letter stands for the signed one.
    async fn sign(&self) -> Result<()> {
        let actor = &self.cast.secretariat;
        let file = letter::paper(self.app, actor, self.id).await?;
        letter::sign(self.app, actor, self.id, file, ("", self.version().await?)).await
    }

    async fn void(&self, note: &str) -> Result<()> {
        let about = (note, self.version().await?);
        letter::void(self.app, &self.cast.secretariat, self.id, about).await
    }
}

async fn invite<'a>(app: &'a App, cast: &'a Cast, meeting: MeetingId) -> Result<Desk<'a>> {
    let id = letter::invite(app, &cast.secretariat, meeting).await?;
    Ok(Desk { app, cast, id })
}

/// The invitation to the first meeting: its number came back from the register.
pub async fn registered(app: &App, cast: &Cast, meeting: MeetingId) -> Result<()> {
    let desk = invite(app, cast, meeting).await?;
    desk.number("B/400.2/1206-DP3A/2024 (contoh)").await?;
    desk.sign().await
}

/// The invitation to a meeting by our own counter: a first one went out with a slip and is void, the
/// second one counts. A circular follows.
pub async fn counted(app: &App, cast: &Cast, meeting: MeetingId) -> Result<()> {
    for kind in [Kind::Invitation, Kind::Circular] {
        let form = NumberingForm {
            since: app.today(Zone::Wib).to_string(),
            source: "counter".to_owned(),
            classification: "400.2".to_owned(),
            unit: "GT-PPTPPO".to_owned(),
        };
        letter::set_numbering(app, &cast.secretariat, kind, (&form, 0)).await?;
    }
    let slip = invite(app, cast, meeting).await?;
    slip.number("").await?;
    slip.void("Lampiran daftar penerima tertinggal (contoh).").await?;
    let desk = invite(app, cast, meeting).await?;
    desk.number("").await?;
    desk.sign().await?;
    let blank = letter::blank(app, &cast.secretariat).await?;
    let camat = blank.offices.iter().filter(|office| office.title.starts_with("Camat"));
    let form = Form {
        kind: Kind::Circular.code().to_owned(),
        nature: "important".to_owned(),
        subject: "Pelaporan sosialisasi pencegahan TPPO di kecamatan (contoh)".to_owned(),
        offices: camat.map(|office| office.id.to_string()).collect(),
        basis: "Rencana Aksi Daerah PPTPPO 2024–2026".to_owned(),
        body: "Setiap kecamatan melaporkan kegiatan sosialisasi setiap triwulan beserta buktinya.\nLaporan disampaikan paling lambat sepuluh hari kerja sesudah triwulan berakhir.".to_owned(),
        cc: "Bupati Tangerang\nSekretaris Daerah Kabupaten Tangerang".to_owned(),
        ..blank.form
    };
    let id = letter::create(app, &cast.secretariat, &form, None).await?;
    Desk { app, cast, id }.number("").await
}

/// The draft of the invitation to the next meeting.
pub async fn drafted(app: &App, cast: &Cast, meeting: MeetingId) -> Result<()> {
    invite(app, cast, meeting).await.map(|_| ())
}
