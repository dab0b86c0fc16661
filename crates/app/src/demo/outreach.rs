//! The orders of the demo: the message of the meeting of 19/06/2024 on its way to every village, and
//! a newer one that has just begun. What came back is invented.

use std::collections::BTreeMap;

use domain::{
    id::{DecisionId, OrderId, OrderReportId, RegionId},
    outreach::{CascadeLevel, LineForm, OrderForm, ReportForm, Step},
    region::Level,
    time::{Date, Instant, Zone},
};

use super::{
    Walking, ahead_of,
    people::{Cast, find},
    start_of,
};
use crate::{
    App, Error, Result,
    outreach::{self, view::Below},
};

const DAY: i64 = Instant::DAY;

const MESSAGE: &str = "Jangan mudah percaya pada tawaran kerja ke luar negeri dengan gaji besar dan berangkat cepat.\n\
Jangan serahkan KTP, paspor, atau ijazah kepada calo.\n\
Tanyakan dulu ke Dinas Tenaga Kerja: apakah perusahaannya resmi?\n\
Bila ada yang dijemput malam hari, dijanjikan tanpa kontrak, atau dilarang menghubungi keluarga, segera hubungi 129 atau 110.\n\
Sampaikan pesan ini kepada keluarga dan tetangga.";

const CHANNELS: &str = "Melihat atau mengalami perdagangan orang? Hubungi SAPA 129 atau WhatsApp 08111-129-129.\n\
Di tiap desa dan kelurahan ada Satgas PPA; tanyakan di kantor desa.\n\
Pelapor dilindungi. Nama korban tidak disebarkan.";

/// A small number that looks like chance and is the same in every demo.
const fn chance(place: usize, salt: usize, most: usize) -> usize {
    ((place + 1) * 7_919 + salt * 104_729) / 7 % most
}

/// The order that carries out the pledge of the first meeting, closed since.
pub async fn first(app: &App, clock: &Walking, cast: &Cast, decision: DecisionId) -> Result<()> {
    let begin = start_of(Date::constant(2024, 6, 27));
    clock.set(begin);
    let form = OrderForm {
        title: "Pesan pencegahan TPPO sampai keluarga (contoh)".to_owned(),
        message: MESSAGE.to_owned(),
        levels: CascadeLevel::ALL.iter().map(|level| level.code().to_owned()).collect(),
        due_on: Date::constant(2024, 8, 31).to_string(),
        agency: find(app, "DPPPA").await?.to_string(),
        areas: Vec::new(),
    };
    let id = outreach::create(app, &cast.secretariat, &form, Some(decision), None).await?;
    step(app, cast, id, Step::Issue).await?;
    let table = Table { app, clock, cast, id, begin };
    for (place, district) in table.districts().await?.into_iter().enumerate() {
        table.answer(place, district, |village| chance(village, place, 20) > 0).await?;
    }
    clock.set(start_of(Date::constant(2024, 9, 30)));
    step(app, cast, id, Step::Close).await
}

/// An order of this month: some have acknowledged, few have reported.
pub async fn now(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let begin = clock.end.plus(-12 * DAY);
    clock.set(begin);
    let levels = [CascadeLevel::RtRw, CascadeLevel::Village, CascadeLevel::District];
    let form = OrderForm {
        title: "Kanal pengaduan diketahui warga (contoh)".to_owned(),
        message: CHANNELS.to_owned(),
        levels: levels.iter().map(|level| level.code().to_owned()).collect(),
        due_on: ahead_of(Zone::Wib.date(clock.end), 18).to_string(),
        agency: find(app, "DPMPD").await?.to_string(),
        areas: Vec::new(),
    };
    let id = outreach::create(app, &cast.secretariat, &form, None, None).await?;
    step(app, cast, id, Step::Issue).await?;
    let table = Table { app, clock, cast, id, begin };
    for (place, district) in table.districts().await?.into_iter().enumerate() {
        match place % 5 {
            0 => table.answer(place, district, |village| chance(village, place, 3) == 0).await?,
            1 | 2 => table.acknowledge(district, true).await?,
            3 => table.acknowledge(district, false).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn step(app: &App, cast: &Cast, id: OrderId, step: Step) -> Result<()> {
    let version = outreach::show(app, &cast.secretariat, id).await?.row.version;
    outreach::step(app, &cast.secretariat, id, (step, version), "").await
}

struct Table<'a> {
    app: &'a App,
    clock: &'a Walking,
    cast: &'a Cast,
    id: OrderId,
    begin: Instant,
}

impl Table<'_> {
    async fn districts(&self) -> Result<Vec<(RegionId, String)>> {
        let show = outreach::show(self.app, &self.cast.secretariat, self.id).await?;
        Ok(show.districts.into_iter().map(|one| (one.tally.region, one.tally.name)).collect())
    }

    async fn operator(&self, name: &str) -> Result<&domain::access::Actor> {
        Ok(self.cast.of(find(self.app, &format!("Kec. {name}")).await?))
    }

    async fn acknowledge(&self, (id, name): (RegionId, String), below: bool) -> Result<()> {
        let operator = self.operator(&name).await?;
        outreach::acknowledge(self.app, operator, (self.id, id), below).await.map(|_| ())
    }

    /// Acknowledges for a sub-district and its villages, and reports for it and for those that
    /// `does` picks.
    async fn answer(
        &self,
        place: usize,
        (id, name): (RegionId, String),
        does: impl Fn(usize) -> bool,
    ) -> Result<()> {
        let days = i64::try_from(chance(place, 3, 4)).map_err(Error::internal)?;
        self.clock.set(self.begin.plus((1 + days) * DAY));
        self.acknowledge((id, name.clone()), true).await?;
        let operator = self.operator(&name).await?;
        let at = outreach::place(self.app, operator, (self.id, id)).await?;
        let days = i64::try_from(chance(place, 5, 6)).map_err(Error::internal)?;
        self.clock.set(self.begin.plus((5 + days) * DAY));
        for (village, one) in at.own.iter().chain(&at.below).enumerate() {
            if village == 0 || does(village) {
                self.report(operator, place * 31 + village, one, &at.row).await?;
            }
        }
        Ok(())
    }

    async fn report(
        &self,
        operator: &domain::access::Actor,
        place: usize,
        one: &Below,
        row: &outreach::view::OrderRow,
    ) -> Result<()> {
        // Now and then a village says honestly that nothing was done.
        let nothing = one.receipt.level == Level::Village && chance(place, 11, 29) == 0;
        let levels = if nothing { Vec::new() } else { row.order.levels.of(one.receipt.level) };
        let kept = levels
            .into_iter()
            .filter(|level| *level != CascadeLevel::Household || chance(place, 13, 3) > 0);
        let lines: BTreeMap<_, _> = kept.map(|level| (level, line(place, level))).collect();
        let note = if nothing {
            "Belum terlaksana karena bersamaan dengan kegiatan desa lain (contoh)."
        } else if chance(place, 17, 4) == 0 {
            "Warga banyak bertanya tentang tawaran kerja lewat media sosial (contoh)."
        } else {
            ""
        };
        let held_on = Zone::Wib.date(self.clock.now_still()).to_string();
        let form = ReportForm { held_on, lines, note: note.to_owned() };
        let key = OrderReportId(self.app.ids.next());
        let of = (self.id, one.receipt.region);
        outreach::report(self.app, operator, of, (&form, one.receipt.version, key), None).await
    }
}

/// Counts of one level that fit together.
fn line(place: usize, level: CascadeLevel) -> LineForm {
    let (times, each) = match level {
        CascadeLevel::Household => (20 + chance(place, 19, 60), 4),
        CascadeLevel::Community => (1 + chance(place, 23, 4), 25 + chance(place, 29, 30)),
        CascadeLevel::RtRw => (2 + chance(place, 31, 9), 15 + chance(place, 37, 20)),
        CascadeLevel::Village => (1, 40 + chance(place, 41, 60)),
        CascadeLevel::District => (1 + chance(place, 43, 2), 60 + chance(place, 47, 60)),
    };
    let people = times * each;
    // Not everybody counts women and men apart.
    let women =
        if chance(place, 53, 3) == 0 { 0 } else { people * (45 + chance(place, 59, 25)) / 100 };
    let some = |count: usize| if women == 0 { String::new() } else { count.to_string() };
    LineForm {
        gatherings: times.to_string(),
        people: people.to_string(),
        women: some(women),
        men: some(people - women),
    }
}
