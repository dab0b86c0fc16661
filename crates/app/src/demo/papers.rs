//! What the meetings of the demo leave behind: pledges, an official record, files and a report. All
//! of it is invented, and the pictures are drawn.

use std::io::Cursor;

use domain::{
    access::Actor,
    id::{MeetingFileId, MeetingId, PledgeId},
    meeting::{ActivityForm, FileForm, JudgementForm, PledgeForm, RecordForm, SignedForm},
    time::Date,
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use report::document::{Document, Part};
use text::Lang;

use super::people::{Cast, find};
use crate::{
    App, Error, Result,
    meeting::{self, Sent},
    taskforce,
};

/// What offices pledge, until when.
pub async fn pledges(
    app: &App,
    cast: &Cast,
    (id, until): (MeetingId, Date),
    list: &[(&str, &str)],
) -> Result<Vec<PledgeId>> {
    let mut given = Vec::new();
    for (short, text) in list {
        let form = PledgeForm {
            agency: find(app, short).await?.to_string(),
            text: (*text).to_owned(),
            due_on: until.to_string(),
            indicator: String::new(),
        };
        let key = PledgeId(app.ids.next());
        meeting::pledge(app, &cast.secretariat, id, key, &form).await?;
        given.push(key);
    }
    Ok(given)
}

/// What was pledged at the first meeting.
pub const FIRST: &[(&str, &str)] = &[
    ("DPPPA", "Mengadakan rapat sub gugus tugas sekali tiap triwulan (contoh)."),
    ("DPMPD", "Memasukkan pencegahan TPPO ke dalam pedoman dana desa (contoh)."),
];

/// What was pledged at the second.
pub const SECOND: &[(&str, &str)] = &[
    ("Dinsos", "Menyediakan petugas rumah aman pada akhir pekan (contoh)."),
    ("Disnaker", "Mengunjungi tiga kecamatan kantong PMI tiap bulan (contoh)."),
    ("Disdik", "Menyampaikan pesan pencegahan pada upacara di 30 sekolah (contoh)."),
    ("Polresta Tangerang", "Menunjuk satu penghubung untuk rujukan korban (contoh)."),
];

/// What the second meeting found of the pledges of the first.
pub async fn looked_at(app: &App, cast: &Cast, id: MeetingId, before: MeetingId) -> Result<()> {
    let given = meeting::folder(app, &cast.secretariat, before).await?.pledges;
    let found =
        [("kept", ""), ("partly", "Pedoman terbit; belum semua desa menganggarkan (contoh).")];
    for (one, (verdict, note)) in given.iter().zip(found) {
        let form = JudgementForm { verdict: verdict.to_owned(), note: note.to_owned() };
        let place = (&form, one.version);
        meeting::judge(app, &cast.secretariat, one.id, place, Some(id)).await?;
    }
    Ok(())
}

/// The official record, which four offices sign.
pub async fn record(app: &App, cast: &Cast, id: MeetingId) -> Result<()> {
    let show = meeting::show(app, &cast.secretariat, id).await?;
    let first = meeting::first_record(&show);
    let mut parties = Vec::new();
    for (short, name, title) in [
        ("DPPPA", "", ""),
        ("Dinsos", "", ""),
        ("Disnaker", "", ""),
        ("Polresta Tangerang", "Kombes Pol. Contoh", "Kapolresta Tangerang"),
    ] {
        parties.push(SignedForm {
            agency: find(app, short).await?.to_string(),
            name: name.to_owned(),
            title: title.to_owned(),
        });
    }
    let witness = SignedForm {
        name: "Wakil Forum Contoh".to_owned(),
        title: "Ketua forum organisasi masyarakat".to_owned(),
        ..SignedForm::default()
    };
    let form = RecordForm {
        number: "400.2/021/GT-PPTPPO/2026 (contoh)".to_owned(),
        parties,
        witnesses: vec![witness],
        ..first
    };
    meeting::save_record(app, &cast.secretariat, id, &form, 0).await
}

/// What the secretariat adds to the report.
pub async fn activity(app: &App, cast: &Cast, id: MeetingId) -> Result<()> {
    let form = ActivityForm {
        results: "Semua pokok bahasan dibahas dan tiap keputusan punya penanggung jawab (contoh)."
            .to_owned(),
        obstacles: "Beberapa instansi belum membawa bukti dukung triwulan berjalan (contoh)."
            .to_owned(),
        recommendations: "Bukti dukung dikirim paling lambat sepekan sebelum rapat (contoh)."
            .to_owned(),
        budget: "DPA DPPPA 2026, Rp12.500.000 (contoh)".to_owned(),
        ..ActivityForm::default()
    };
    meeting::save_activity(app, &cast.secretariat, id, &form, 0).await
}

/// Photos and material, brought while the meeting is held.
pub async fn files(app: &App, cast: &Cast, id: MeetingId) -> Result<()> {
    let desk = &cast.secretariat;
    for (number, caption) in [
        (0_u8, "Pembukaan oleh pimpinan rapat (contoh, gambar buatan)"),
        (1, "Pemaparan capaian triwulan (contoh, gambar buatan)"),
        (2, "Peserta rapat (contoh, gambar buatan)"),
    ] {
        let name = format!("foto-{}.jpg", number + 1);
        file(app, desk, id, ("photo", caption), (name, drawn(number)?)).await?;
    }
    let words = "Bahan rapat (contoh)\n\n1. Capaian sampai triwulan berjalan\n2. Tindak lanjut rapat lalu\n";
    let material = ("bahan-rapat.txt".to_owned(), words.as_bytes().to_vec());
    file(app, desk, id, ("material", "Bahan rapat (contoh)"), material).await
}

/// The attendance list as if it had come back signed.
pub async fn scan(app: &App, cast: &Cast, id: MeetingId) -> Result<()> {
    let Some(own) = cast.secretariat.taskforce else { return Ok(()) };
    let paper = Document {
        title: Lang::Id.meeting_paper_group_attendance().to_owned(),
        parts: vec![Part::Note("Contoh pengganti hasil pindai yang bertanda tangan.".to_owned())],
        has_examples: true,
        ..Document::default()
    };
    let bytes = taskforce::papered(app, own, Lang::Id, paper).await?;
    let sent = ("daftar-hadir-ttd.pdf".to_owned(), bytes);
    file(app, &cast.secretariat, id, ("attendance", ""), sent).await
}

async fn file(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (sort, caption): (&str, &str),
    (name, bytes): (String, Vec<u8>),
) -> Result<()> {
    let form = FileForm { sort: sort.to_owned(), caption: caption.to_owned() };
    let key = MeetingFileId(app.ids.next());
    meeting::add_file(app, actor, id, key, (&form, Some(Sent { name, bytes }))).await
}

/// A room with a table and people around it, as far as rectangles go.
fn drawn(number: u8) -> Result<Vec<u8>> {
    let tint = number * 30;
    let picture = RgbImage::from_fn(1_280, 960, |x, y| {
        let head = (x / 160 + y / 90) % 2 == 0 && (420..600).contains(&y) && x % 160 > 60;
        match y {
            _ if head => Rgb([70 + tint, 60, 55]),
            0..420 => Rgb([214, 205 - tint, 190]),
            420..640 => Rgb([150, 140, 128 + tint]),
            _ => Rgb([112, 78 + tint, 50]),
        }
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut out, ImageFormat::Jpeg).map_err(Error::internal)?;
    Ok(out.into_inner())
}
