//! An official letter as it goes out: letterhead, block of references, addressees, text, what a
//! meeting is invited to, who signs, copies; many addressees on a page of their own. Its typst half
//! is `typ/correspondence.typ`.
//!
//! A letter is in Indonesian, whatever language its reader works in.

use domain::{
    letter::{Event, Kind, Nature, Signer, is_listed},
    time::{Date, Zone},
};
use text::Lang;

use super::{Letter, Letterhead};
use crate::pdf::{self, Data, PdfError};

/// The language of every letter.
const LANG: Lang = Lang::Id;

/// A letter to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Lines of the letterhead.
    pub letterhead: Letterhead,
    /// What kind of letter.
    pub kind: Kind,
    /// How it is handled.
    pub nature: Nature,
    /// Its number; none leaves a line to write on.
    pub number: Option<String>,
    /// Where it is written.
    pub place: String,
    /// Its day; none leaves room to write.
    pub dated_on: Option<Date>,
    /// What is attached, in words; may be empty.
    pub attachment: String,
    /// What it is about.
    pub subject: String,
    /// To whom: the line, and who holds the office; the name may be empty.
    pub to: Vec<(String, String)>,
    /// What it rests on, a line each.
    pub basis: String,
    /// What it says.
    pub body: String,
    /// The meeting that it invites to.
    pub event: Option<Event>,
    /// The sentence at the end.
    pub closing: String,
    /// On whose behalf it is signed; may be empty.
    pub on_behalf: String,
    /// Who signs.
    pub signer: Signer,
    /// Who gets a copy.
    pub cc: Vec<String>,
    /// Zone of the meeting's hours.
    pub zone: Zone,
    /// Day of printing.
    pub printed_on: Date,
    /// Whether it is invented.
    pub has_examples: bool,
    /// Words across it while it does not count ("BATAL"); may be empty.
    pub stamp: String,
}

/// The word for a kind of letter, as it stands on one.
pub const fn kind_words(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation => lang.letter_kind_invitation(),
        Kind::Notification => lang.letter_kind_notification(),
        Kind::DataRequest => lang.letter_kind_data_request(),
        Kind::Cover => lang.letter_kind_cover(),
        Kind::Circular => lang.letter_kind_circular(),
        Kind::Assignment => lang.letter_kind_assignment(),
    }
}

/// The word for a nature.
pub const fn nature_words(lang: Lang, nature: Nature) -> &'static str {
    match nature {
        Nature::Ordinary => lang.letter_nature_ordinary(),
        Nature::Important => lang.letter_nature_important(),
        Nature::Urgent => lang.letter_nature_urgent(),
        Nature::Secret => lang.letter_nature_secret(),
    }
}

/// From when until when ("09.00 WIB s.d. selesai").
pub fn hours(lang: Lang, event: &Event, zone: Zone) -> String {
    let ends = event.ends.map(|ends| ends.to_string());
    let ends = ends.unwrap_or_else(|| lang.letter_until_done().to_owned());
    lang.letter_hours(event.starts.to_string(), zone.code(), ends)
}

/// The letter as PDF.
///
/// # Errors
/// [`PdfError`] where the template does not fit.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    pdf::render(pdf::CORRESPONDENCE, data(paper), paper.printed_on)
}

fn data(paper: &Paper) -> Data {
    let letter = Letter {
        letterhead: paper.letterhead.clone(),
        title: format!("{}: {}", kind_words(LANG, paper.kind), paper.subject),
        printed_on: paper.printed_on,
        has_examples: paper.has_examples,
        is_landscape: false,
    };
    let form = match paper.kind {
        Kind::Circular => "circular",
        Kind::Assignment => "assignment",
        _ => "correspondence",
    };
    Data::new()
        .record("letter", letter.data(LANG))
        .text("form", form)
        .text("kind", kind_words(LANG, paper.kind))
        .maybe("number", paper.number.as_deref())
        .text("place", &paper.place)
        .maybe("date", paper.dated_on.map(|day| LANG.long_date(day)).as_deref())
        .text("subject", &paper.subject)
        .record("words", words())
        .arrays("references", references(paper).iter().map(|(name, value)| [*name, value.as_str()]))
        .flag("listed", is_listed(paper.to.len()))
        .arrays("to", paper.to.iter().map(|(line, name)| [line.as_str(), name.as_str()]))
        // On what an invitation rests stands in one column with day and place.
        .texts("basis", lines(&paper.basis).filter(|_| paper.event.is_none()))
        .texts("body", lines(&paper.body))
        .list("event", event(paper))
        .texts("closing", lines(&paper.closing))
        .record("signer", signer(paper))
        .texts("cc", paper.cc.iter().map(String::as_str))
        .text("stamp", &paper.stamp)
}

/// What the template says by itself.
fn words() -> Data {
    let list = LANG.letter_paper_list();
    [
        ("number", LANG.letter_paper_number()),
        ("to", LANG.letter_paper_to()),
        ("at", LANG.letter_paper_at()),
        ("listed", LANG.letter_paper_listed()),
        ("basis", LANG.letter_paper_basis()),
        ("about", LANG.letter_paper_about()),
        ("assigns", LANG.letter_paper_assigns()),
        ("whom", LANG.letter_paper_whom()),
        ("what", LANG.letter_paper_what()),
        ("set_at", LANG.letter_paper_set_at()),
        ("set_on", LANG.letter_paper_set_on()),
        ("on_behalf", LANG.letter_paper_on_behalf()),
        ("cc", LANG.letter_paper_cc()),
        ("attachment", LANG.letter_paper_attachment_of()),
        ("date", LANG.letter_paper_date()),
        ("list", list),
        ("place_in_list", LANG.letter_paper_place_in_list()),
        ("office", LANG.letter_paper_office()),
        ("holder", LANG.letter_paper_holder()),
    ]
    .into_iter()
    .fold(Data::new(), |data, (name, word)| data.text(name, word))
}

/// Nature, attachment and subject; the number stands above them.
fn references(paper: &Paper) -> Vec<(&'static str, String)> {
    let attachment = match paper.attachment.as_str() {
        "" if is_listed(paper.to.len()) => LANG.letter_paper_one_list().to_owned(),
        "" => "-".to_owned(),
        said => said.to_owned(),
    };
    vec![
        (LANG.letter_paper_nature(), nature_words(LANG, paper.nature).to_owned()),
        (LANG.letter_paper_attachment(), attachment),
        (LANG.letter_paper_subject(), paper.subject.clone()),
    ]
}

/// Paragraphs, blank ones left out.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty())
}

/// Basis, day, hours, place, agenda and note of the meeting: a name and one or more lines each.
fn event(paper: &Paper) -> Vec<Data> {
    let Some(event) = &paper.event else { return Vec::new() };
    let mut rows = Vec::new();
    if !paper.basis.trim().is_empty() {
        rows.push(several(LANG.letter_paper_basis(), &lines(&paper.basis).collect::<Vec<_>>()));
    }
    rows.extend([
        several(LANG.letter_paper_day(), &[&LANG.weekday_date(event.held_on)]),
        several(LANG.letter_paper_time(), &[&hours(LANG, event, paper.zone)]),
        several(LANG.letter_paper_place(), &[&event.place]),
    ]);
    if !event.agenda.is_empty() {
        let agenda: Vec<&str> = event.agenda.iter().map(String::as_str).collect();
        rows.push(several(LANG.letter_paper_agenda(), &agenda));
    }
    if !event.note.trim().is_empty() {
        let note = several(LANG.letter_paper_note(), &lines(&event.note).collect::<Vec<_>>());
        rows.push(note.flag("numbered", false));
    }
    rows
}

/// A name with one line, or with several that are counted.
fn several(name: &str, lines: &[&str]) -> Data {
    let data = Data::new().text("name", name).flag("numbered", lines.len() > 1);
    data.texts("lines", lines.iter().copied())
}

fn signer(paper: &Paper) -> Data {
    let signer = &paper.signer;
    let number = super::number(LANG, signer.nip.as_deref());
    Data::new()
        .text("on_behalf", &paper.on_behalf)
        .text("office", &signer.title)
        .maybe("name", signer.name.as_deref())
        .maybe("rank", signer.rank.as_deref())
        .maybe("number", number.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::printed;
    use domain::meeting::Clock;

    fn paper(kind: Kind) -> Paper {
        Paper {
            letterhead: Letterhead {
                government: "Pemerintah Kabupaten Contoh".to_owned(),
                body: "Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang"
                    .to_owned(),
                address: vec!["Jalan Contoh Nomor 1, Telepon (021) 000000".to_owned()],
            },
            kind,
            nature: Nature::Important,
            number: Some("400.2/007/GT-PPTPPO/2026".to_owned()),
            place: "Tigaraksa".to_owned(),
            dated_on: Some(Date::constant(2026, 11, 24)),
            attachment: String::new(),
            subject: "Undangan Rapat Koordinasi #pagebreak()".to_owned(),
            to: vec![
                ("Kepala Dinas Sosial Kabupaten Contoh".to_owned(), "Dra. Wati, M.Si.".to_owned()),
                ("Ketua Forum Anak".to_owned(), String::new()),
            ],
            basis: "Keputusan Bupati Nomor 1 Tahun 2024".to_owned(),
            body: "Bersama ini kami mengundang Saudara untuk hadir pada:".to_owned(),
            event: (kind == Kind::Invitation).then(|| Event {
                held_on: Date::constant(2026, 12, 9),
                starts: Clock::parse("09.00").unwrap(),
                ends: None,
                place: "Ruang Rapat Wareng".to_owned(),
                note: "Mohon membawa laporan TW3.".to_owned(),
                agenda: vec!["Pembukaan".to_owned(), "Rumah aman *akhir pekan*".to_owned()],
            }),
            closing: "Atas perhatian Saudara kami ucapkan terima kasih.".to_owned(),
            on_behalf: "Bupati Contoh".to_owned(),
            signer: Signer {
                title: "Plt. Kepala Dinas Contoh".to_owned(),
                name: Some("Sari Contoh, S.H.".to_owned()),
                rank: Some("Pembina Utama Muda".to_owned()),
                nip: Some("190001011995031002".to_owned()),
            },
            cc: vec!["Bupati Contoh".to_owned(), "Inspektur".to_owned()],
            zone: Zone::Wib,
            printed_on: Date::constant(2026, 11, 24),
            has_examples: true,
            stamp: String::new(),
        }
    }

    #[test]
    fn an_invitation_says_who_when_where_and_what_for() {
        let text = printed(pdf::CORRESPONDENCE, data(&paper(Kind::Invitation)));
        for words in [
            "400.2/007/GT-PPTPPO/2026",
            "Tigaraksa, 24 November 2026",
            "Undangan Rapat Koordinasi #pagebreak()",
            "Dra. Wati, M.Si.",
            "Rabu, 9 Desember 2026",
            "09.00 WIB s.d. selesai",
            "Rumah aman *akhir pekan*",
            "Plt. Kepala Dinas Contoh",
            "NIP 19000101 199503 1 002",
            "Tembusan",
            "Inspektur",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }

    #[test]
    fn more_than_eight_addressees_stand_on_a_page_of_their_own() {
        let many = (1..=101).map(|n| (format!("Kepala Kantor {n}"), format!("Orang {n}")));
        let long = Paper { to: many.collect(), ..paper(Kind::Invitation) };
        let text = printed(pdf::CORRESPONDENCE, data(&long));
        assert!(text.contains("Daftar terlampir") && text.contains("Kepala Kantor 101"), "{text}");
        assert!(text.contains(LANG.letter_paper_one_list()));
    }

    #[test]
    fn every_kind_prints_also_without_number_date_and_signer() {
        for kind in Kind::ALL {
            let blank = Paper {
                number: None,
                dated_on: None,
                cc: vec![],
                basis: String::new(),
                on_behalf: String::new(),
                signer: Signer {
                    title: "Kepala Dinas".to_owned(),
                    name: None,
                    rank: None,
                    nip: None,
                },
                stamp: "BATAL".to_owned(),
                ..paper(kind)
            };
            assert!(pdf(&blank).is_ok_and(|bytes| bytes.starts_with(b"%PDF")), "{kind:?}");
            assert!(pdf(&paper(kind)).is_ok(), "{kind:?}");
        }
    }
}
