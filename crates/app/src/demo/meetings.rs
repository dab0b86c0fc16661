//! The meetings of the demo: the one that began the plan, one with actions in every state, and the
//! next one, prepared from what is red today. What was said and done is invented.

use std::collections::BTreeSet;

use domain::{
    access::Actor,
    action,
    id::{ActionId, AgencyId, DecisionId, ItemId, MeetingId},
    meeting::{AgendaForm, AnswerForm, AttendeeForm, DecisionForm, Form, Source, Step},
    time::{Date, Instant, Zone},
};

use super::{
    Walking,
    actions::{done, follow},
    ahead_of, letters, papers,
    people::{Cast, find},
    start_of,
};
use crate::{
    App, Error, Result,
    meeting::{self, Page, view::Show},
};

const DAY: i64 = Instant::DAY;
const HOUR: i64 = 3_600 * Instant::SECOND;

pub(super) struct Table<'a> {
    app: &'a App,
    clock: &'a Walking,
    cast: &'a Cast,
    pub(super) id: MeetingId,
    page: Page,
}

/// What is given out with a decision: what, by whom, until when, how it is judged.
type Given<'a> = (&'a str, &'a str, Date, &'a str);

impl<'a> Table<'a> {
    pub(super) async fn set(
        app: &'a App,
        clock: &'a Walking,
        cast: &'a Cast,
        form: &Form,
    ) -> Result<Table<'a>> {
        let id = meeting::create(app, &cast.secretariat, form, None).await?;
        let page = Page::new(app);
        Ok(Self { app, clock, cast, id, page })
    }

    async fn show(&self) -> Result<Show> {
        meeting::show(self.app, &self.cast.secretariat, self.id).await
    }

    /// Tells those who are invited.
    pub(super) async fn send(&self) -> Result<()> {
        meeting::send(self.app, &self.cast.secretariat, self.id).await.map(|_| ())
    }

    pub(super) async fn step(&self, actor: &Actor, step: Step) -> Result<()> {
        meeting::step(self.app, actor, self.id, (step, None), "").await
    }

    async fn add(&self, title: &str, note: &str) -> Result<ItemId> {
        let form = AgendaForm { title: title.to_owned(), note: note.to_owned() };
        meeting::add_item(self.app, &self.cast.secretariat, self.id, &form, None).await
    }

    async fn say(&self, item: ItemId, text: &str) -> Result<()> {
        let actor = &self.cast.secretariat;
        meeting::write(self.app, actor, self.id, (item, 1), text, &self.page).await.map(|_| ())
    }

    /// Decides, and returns the action that carries it out.
    async fn decide(&self, item: ItemId, text: &str, given: Given<'_>) -> Result<ActionId> {
        let decision = DecisionId(self.app.ids.next());
        let form = DecisionForm { text: text.to_owned(), asks_amendment: false };
        let (what, agency, due_on, measure) = given;
        let action = action::Form {
            what: what.to_owned(),
            agency: find(self.app, agency).await?.to_string(),
            due_on: due_on.to_string(),
            measure: measure.to_owned(),
            indicator: String::new(),
        };
        let actor = &self.cast.secretariat;
        let place = (item, decision);
        meeting::decide(self.app, actor, self.id, place, &form, &action).await?;
        let show = self.show().await?;
        let mut decided = show.decisions().filter(|one| one.row.id == decision);
        let first = decided.next().and_then(|one| one.actions.first());
        first
            .map(|action| action.row.id)
            .ok_or_else(|| Error::internal("the demo gave nothing out"))
    }

    /// Somebody of each of the first `most` offices that are invited.
    pub(super) async fn came(&self, most: usize) -> Result<()> {
        for guest in self.show().await?.guests.iter().take(most) {
            let form = AttendeeForm {
                name: format!("Wakil {} (contoh)", guest.office.short),
                title: "Perwakilan".to_owned(),
                stands_in: true,
            };
            let agency = Some(guest.office.id);
            meeting::attend(self.app, &self.cast.secretariat, self.id, agency, &form).await?;
        }
        Ok(())
    }

    /// From the table to locked minutes, over the week after `day`.
    async fn finish(&self, day: Instant) -> Result<()> {
        self.clock.set(day.plus(4 * HOUR));
        self.step(&self.cast.secretariat, Step::Close).await?;
        self.clock.set(day.plus(DAY));
        self.step(&self.cast.secretariat, Step::Circulate).await?;
        self.clock.set(day.plus(5 * DAY));
        self.step(&self.cast.leader, Step::Approve).await?;
        self.clock.set(day.plus(6 * DAY));
        self.step(&self.cast.secretariat, Step::Lock).await
    }
}

pub(super) fn form(kind: &str, title: &str, held_on: Date, place: &str) -> Form {
    Form {
        kind: kind.to_owned(),
        title: title.to_owned(),
        held_on: held_on.to_string(),
        starts: "09.00".to_owned(),
        place: place.to_owned(),
        ..Form::default()
    }
}

/// The coordination meeting of 19/06/2024, before the plan was drawn up.
/// Returns it, and its decision to pass the message on.
pub async fn first(app: &App, clock: &Walking, cast: &Cast) -> Result<(MeetingId, DecisionId)> {
    let day = Date::constant(2024, 6, 19);
    clock.set(start_of(Date::constant(2024, 6, 10)));
    let title = "Rapat Koordinasi Gugus Tugas PPTPPO Kabupaten Tangerang";
    let form = Form {
        basis: "Keputusan Bupati tentang Gugus Tugas PPTPPO 2024–2026 (nomor contoh)".to_owned(),
        ..form("plenary", title, day, "Hotel Yasmin")
    };
    let table = Table::set(app, clock, cast, &form).await?;
    let cases = table.add("Kasus TPPO di kabupaten 2020–2024", "").await?;
    let plan = table.add("Penyusunan RAD PPTPPO 2024–2026", "Lima strategi.").await?;
    let pledge = table.add("Menyampaikan pesan sampai keluarga dan RT/RW", "").await?;
    letters::registered(app, cast, table.id).await?;
    table.send().await?;
    let begin = start_of(day);
    clock.set(begin);
    table.step(&cast.secretariat, Step::Open).await?;
    // By the public account prosecutors, three police commands, hospitals and all offices were there.
    table.came(usize::MAX).await?;
    table
        .say(cases, "DPPPA menyampaikan tujuh kasus selama 2020–2024, tersebar di kecamatan. Banten rawan karena daerah transit: Bandara Soekarno-Hatta dan Pelabuhan Merak.")
        .await?;
    table
        .say(plan, "Peserta sepakat koordinasi, efektivitas, dan sinergi lintas sektor perlu ditingkatkan.")
        .await?;
    let until = Date::constant(2024, 7, 31);
    let draw = table
        .decide(
            plan,
            "Menyusun RAD PPTPPO 2024–2026 dengan lima strategi: pendidikan dan kesadaran, penguatan hukum, pelatihan dan kapasitas, jaringan kerja sama, pemulihan dan reintegrasi.",
            ("Menyusun naskah RAD bersama Bappeda dan Bagian Hukum", "DPPPA", until, "Naskah RAD diserahkan ke Bagian Hukum"),
        )
        .await?;
    let until = Date::constant(2024, 8, 31);
    let spread = table
        .decide(
            pledge,
            "Peserta menyampaikan pesan pencegahan di keluarga, komunitas, RT/RW, desa/kelurahan, dan kecamatan.",
            ("Mengirim surat edaran ke semua desa dan kelurahan", "DPMPD", until, "Surat edaran diterima 274 desa/kelurahan"),
        )
        .await?;
    let place = (table.id, Date::constant(2024, 12, 31));
    papers::pledges(app, cast, place, papers::FIRST).await?;
    table.finish(begin).await?;
    for (action, short, at) in [(draw, "DPPPA", 30), (spread, "DPMPD", 60)] {
        done(app, clock, cast, (action, short), begin.plus(at * DAY)).await?;
    }
    let given = crate::action::show(app, &cast.secretariat, spread).await?;
    let decision = given.row.decision;
    Ok((table.id, decision.ok_or_else(|| Error::internal("the demo decided nothing"))?))
}

/// A meeting of half a year ago, and its actions in every state.
pub async fn second(app: &App, clock: &Walking, cast: &Cast, before: MeetingId) -> Result<()> {
    let end = clock.end;
    let today = Zone::Wib.date(end);
    let day = Date::constant(2026, 6, 18).min(back(today, 60));
    let begin = start_of(day);
    clock.set(begin.plus(-10 * DAY));
    let form = form(
        "plenary",
        "Rapat Koordinasi Semester I 2026 (contoh)",
        day,
        "Ruang rapat DPPPA, Tigaraksa",
    );
    let table = Table::set(app, clock, cast, &form).await?;
    letters::counted(app, cast, table.id).await?;
    table.send().await?;
    clock.set(begin);
    table.step(&cast.secretariat, Step::Open).await?;
    table.came(52).await?;
    let show = table.show().await?;
    let red = show.items.iter().filter(|item| matches!(item.row.source, Source::Red(_)));
    let more = table.add("Rujukan lintas tiga Polres dan bandara", "").await?;
    let items: Vec<ItemId> = red.map(|item| item.row.id).take(3).chain([more]).collect();
    let item = |place: usize| items.get(place).copied().unwrap_or(more);
    for place in 0..items.len() {
        table
            .say(
                item(place),
                "Instansi menyampaikan kendala dan langkah sampai akhir tahun (contoh).",
            )
            .await?;
    }
    let mut actions = Vec::new();
    for (place, text, what) in decided(today) {
        let id = table.decide(item(place), text, what).await?;
        actions.push((id, what.1));
    }
    papers::looked_at(app, cast, table.id, before).await?;
    papers::files(app, cast, table.id).await?;
    let place = (table.id, ahead_of(day, 120));
    papers::pledges(app, cast, place, papers::SECOND).await?;
    papers::record(app, cast, table.id).await?;
    table.finish(begin).await?;
    papers::scan(app, cast, table.id).await?;
    papers::activity(app, cast, table.id).await?;
    follow(app, clock, cast, (&actions, begin)).await
}

/// What was decided: to which item, in which words, and what was given out with it.
fn decided(today: Date) -> [(usize, &'static str, Given<'static>); 7] {
    [
        (
            0,
            "Kegiatan dipercepat pada triwulan berikutnya.",
            (
                "Menjadwalkan kegiatan yang tertunda bersama camat",
                "DPMPD",
                ahead_of(today, 10),
                "Jadwal disepakati dan diunggah",
            ),
        ),
        (
            1,
            "Kendala anggaran dibahas pada jendela berikutnya.",
            (
                "Mengusulkan pergeseran anggaran pada perubahan APBD",
                "Bappeda",
                back(today, 12),
                "Usulan masuk ke dokumen perubahan",
            ),
        ),
        (
            2,
            "Data pendukung dilengkapi.",
            (
                "Melengkapi daftar hadir dan foto kegiatan",
                "Disdik",
                back(today, 3),
                "Bukti lengkap pada laporan",
            ),
        ),
        (
            3,
            "SOP rujukan ditandatangani para pihak.",
            (
                "Menyiapkan naskah SOP rujukan lintas Polres",
                "Polresta Tangerang",
                Date::constant(2026, 8, 15).min(back(today, 20)),
                "Naskah dibagikan ke semua pihak",
            ),
        ),
        (
            3,
            "Kontak penghubung ditunjuk tiap instansi.",
            (
                "Mengumpulkan nama kontak penghubung",
                "Disnaker",
                back(today, 30),
                "Daftar kontak terisi",
            ),
        ),
        (
            3,
            "Kanal pengaduan dipasang di desa.",
            (
                "Memasang papan kanal pengaduan di 29 kecamatan",
                "Dinsos",
                ahead_of(today, 25),
                "Foto papan tiap kecamatan",
            ),
        ),
        (
            3,
            "Pertemuan dengan Kota Tangerang.",
            (
                "Menyurati Kota Tangerang untuk pertemuan bersama",
                "Kesbangpol",
                ahead_of(today, 40),
                "Surat terkirim",
            ),
        ),
    ]
}

/// The next meeting, made of what is red today, and a case conference that few can see.
pub async fn ahead(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let today = Zone::Wib.date(clock.end);
    clock.set(clock.end.plus(-3 * DAY));
    let dinsos = find(app, "Dinsos").await?;
    let wish = AgendaForm {
        title: "Rumah aman pada akhir pekan".to_owned(),
        note: "Petugas jaga belum ada pada hari Minggu (contoh).".to_owned(),
    };
    meeting::wish(app, cast.of(dinsos), Some(dinsos), &wish, None).await?;
    let title = "Rapat Koordinasi Semester II 2026 (contoh)";
    let form_ = Form {
        ends: "12.00".to_owned(),
        note: "Mohon membawa laporan TW3 dan buktinya.".to_owned(),
        ..form("plenary", title, workday(ahead_of(today, 14)), "Ruang rapat Wareng, Setda")
    };
    clock.set(clock.end.plus(-2 * DAY));
    let table = Table::set(app, clock, cast, &form_).await?;
    letters::drafted(app, cast, table.id).await?;
    table.send().await?;
    clock.set(clock.end.plus(-DAY));
    let coming = AnswerForm { reply: "coming".to_owned(), ..AnswerForm::default() };
    let stand_in = AnswerForm {
        reply: "stand_in".to_owned(),
        name: "Sekretaris Contoh".to_owned(),
        title: "Sekretaris Dinas".to_owned(),
        note: String::new(),
    };
    for (short, answer) in [("Dinsos", &coming), ("Disnaker", &stand_in), ("Dinkes", &coming)] {
        let agency = find(app, short).await?;
        meeting::reply(app, cast.of(agency), table.id, agency, answer).await?;
    }
    let conference = form(
        "case_conference",
        "Konferensi kasus KK-03 (contoh)",
        workday(ahead_of(today, 5)),
        "UPTD PPA",
    );
    let table = Table::set(app, clock, cast, &conference).await?;
    let mut guests: BTreeSet<AgencyId> = BTreeSet::new();
    for short in ["UPTD PPA", "Dinsos", "Polresta Tangerang"] {
        guests.insert(find(app, short).await?);
    }
    meeting::invite(app, &cast.secretariat, table.id, (&guests, None)).await?;
    table.send().await
}

/// The day itself, or the Monday after.
fn workday(day: Date) -> Date {
    match day.weekday() {
        jiff::civil::Weekday::Saturday => ahead_of(day, 2),
        jiff::civil::Weekday::Sunday => ahead_of(day, 1),
        _ => day,
    }
}

pub(super) fn back(day: Date, days: i64) -> Date {
    ahead_of(day, -days)
}
