//! The membership list of a task force: every seat of a term, its office, and who holds it.

use domain::{
    taskforce::{Layer, Vacancy},
    time::Date,
};
use text::Lang;

use crate::{
    letter::{Letter, Letterhead, Signature},
    pdf::{self, Data, PdfError},
};

/// A membership list on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The letterhead.
    pub letterhead: Letterhead,
    /// Years of the term ("2024–2026").
    pub years: String,
    /// Kind and number of the decree.
    pub decree_number: String,
    /// Day of its signing.
    pub decree_on: Date,
    /// What it is about.
    pub decree_title: String,
    /// The day whose holders are listed.
    pub as_of: Date,
    /// Day of printing.
    pub printed_on: Date,
    /// Whether the structure must still be confirmed.
    pub to_confirm: bool,
    /// Whether anything in it is invented.
    pub has_examples: bool,
    /// Layers and sub-task forces from the top, each with its seats.
    pub sections: Vec<Section>,
    /// Who signs; none leaves the block out.
    pub signature: Option<Signature>,
}

/// A layer, or one sub-task force with its coordinator and members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub heading: Heading,
    /// Its seats in order.
    pub seats: Vec<SeatLine>,
}

/// What a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// A layer of the whole task force.
    Layer(Layer),
    /// A sub-task force, with its number and field.
    Sub {
        /// Number as printed ("IV").
        number: String,
        /// Field of work.
        name: String,
    },
}

/// One seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatLine {
    /// Its layer.
    pub layer: Layer,
    /// A name other than the layer's.
    pub label: Option<String>,
    /// Office and agency; none while no office has the seat.
    pub office: Option<(String, String)>,
    /// Who holds it.
    pub holder: Result<HolderLine, Vacancy>,
    /// Whether the seat's rule must still be confirmed.
    pub to_confirm: bool,
}

/// Who holds an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HolderLine {
    /// Name with titles.
    pub name: String,
    /// "Plt." and the like.
    pub acting: Option<&'static str>,
    /// Whether the person is invented.
    pub is_example: bool,
}

impl View {
    /// How many seats are vacant.
    pub fn vacant(&self) -> i64 {
        let seats = self.sections.iter().flat_map(|section| &section.seats);
        seats.fold(0, |count, seat| count + i64::from(seat.holder.is_err()))
    }

    /// How many seats there are.
    pub fn seats(&self) -> i64 {
        self.sections.iter().fold(0, |count, section| {
            count.saturating_add(i64::try_from(section.seats.len()).unwrap_or(i64::MAX))
        })
    }
}

impl Heading {
    /// The words of the heading.
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::Layer(layer) => layer_words(lang, *layer).to_owned(),
            Self::Sub { number, name } => lang.taskforce_sub(number, name),
        }
    }
}

/// The word for a layer.
pub const fn layer_words(lang: Lang, layer: Layer) -> &'static str {
    match layer {
        Layer::Patron => lang.taskforce_layer_patron(),
        Layer::Chair => lang.taskforce_layer_chair(),
        Layer::DailyChair => lang.taskforce_layer_daily_chair(),
        Layer::Secretary => lang.taskforce_layer_secretary(),
        Layer::Coordinator => lang.taskforce_layer_coordinator(),
        Layer::Member => lang.taskforce_layer_member(),
        Layer::Secretariat => lang.taskforce_layer_secretariat(),
    }
}

/// The list as PDF.
///
/// # Errors
/// [`PdfError`] where the template does not fit.
pub fn pdf(view: &View, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf::render(pdf::MEMBERSHIP, data(view, lang), view.printed_on)
}

fn data(view: &View, lang: Lang) -> Data {
    let letter = Letter {
        letterhead: view.letterhead.clone(),
        title: lang.taskforce_list_title().to_owned(),
        printed_on: view.printed_on,
        has_examples: view.has_examples,
        is_landscape: false,
    };
    Data::new()
        .record("letter", letter.data(lang))
        .record("reference", reference(view, lang))
        .text("years", &lang.taskforce_list_term(&view.years))
        .text("as_of", &lang.taskforce_list_as_of(lang.long_date(view.as_of)))
        .text("summary", &summary(view, lang))
        .text("closing", &closing(view, lang))
        .maybe("confirm", view.to_confirm.then(|| lang.taskforce_to_confirm_note()))
        .texts("header", header(lang))
        .list("sections", sections(view, lang))
        .maybe_record("signature", view.signature.as_ref().map(|block| block.data(lang)))
}

fn header(lang: Lang) -> [&'static str; 4] {
    [
        lang.taskforce_column_number(),
        lang.taskforce_column_office(),
        lang.taskforce_column_position(),
        lang.taskforce_column_holder(),
    ]
}

/// The block at the top right that an attachment to a decree carries.
fn reference(view: &View, lang: Lang) -> Data {
    Data::new()
        .text("label", lang.taskforce_list_reference())
        .text("number", &view.decree_number)
        .text("date", &lang.taskforce_list_reference_date(lang.long_date(view.decree_on)))
        .text("title", &view.decree_title)
}

fn summary(view: &View, lang: Lang) -> String {
    let (seats, vacant) = (view.seats(), view.vacant());
    if vacant == 0 {
        return lang.taskforce_list_full(lang.number(seats));
    }
    lang.taskforce_list_summary(lang.number(seats), lang.number(vacant))
}

/// The sentence above the signature.
fn closing(view: &View, lang: Lang) -> String {
    lang.taskforce_list_closing(lang.number(view.seats()), lang.long_date(view.as_of))
}

fn sections(view: &View, lang: Lang) -> Vec<Data> {
    let mut number = 0;
    view.sections
        .iter()
        .map(|section| {
            let seats: Vec<Data> = section
                .seats
                .iter()
                .map(|seat| {
                    number += 1;
                    seat_data(seat, number, lang)
                })
                .collect();
            Data::new().text("heading", &section.heading.words(lang)).list("seats", seats)
        })
        .collect()
}

fn seat_data(seat: &SeatLine, number: i64, lang: Lang) -> Data {
    let position = seat.label.as_deref().unwrap_or(layer_words(lang, seat.layer));
    let holder = seat.holder.as_ref();
    Data::new()
        .number("number", number)
        .maybe("office", seat.office.as_ref().map(|(office, _)| office.as_str()))
        .maybe("agency", seat.office.as_ref().and_then(agency_line))
        .text("position", position)
        .maybe("confirm", seat.to_confirm.then(|| lang.taskforce_to_confirm()))
        .maybe("name", holder.ok().map(|holder| holder.name.as_str()))
        .maybe("acting", holder.ok().and_then(|holder| holder.acting))
        .maybe("example", example_words(seat, lang))
        .text("vacant", lang.taskforce_vacant())
        .maybe("why", holder.err().map(|why| vacancy_words(lang, *why)))
}

/// The agency, unless the title of the office says it already.
fn agency_line((title, agency): &(String, String)) -> Option<&str> {
    (!names_agency(title, agency)).then_some(agency)
}

/// Whether the title of an office says which agency it belongs to ("Camat Rajeg").
pub fn names_agency(title: &str, agency: &str) -> bool {
    let own = agency.split_once(' ').map_or("", |(_, own)| own);
    let own = own.split_once(" Kabupaten ").map_or(own, |(own, _)| own);
    !own.is_empty() && title.contains(own)
}

/// The words for why a seat is vacant.
pub const fn vacancy_words(lang: Lang, why: Vacancy) -> &'static str {
    match why {
        Vacancy::NoOffice => lang.taskforce_vacant_no_office(),
        Vacancy::NoHolder => lang.taskforce_vacant_no_holder(),
    }
}

fn example_words(seat: &SeatLine, lang: Lang) -> Option<&'static str> {
    let holder = seat.holder.as_ref().ok()?;
    holder.is_example.then(|| lang.taskforce_example())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::Signer;

    fn seat(layer: Layer, office: &str, agency: &str, name: Option<&str>) -> SeatLine {
        SeatLine {
            layer,
            label: None,
            office: Some((office.into(), agency.into())),
            holder: name.ok_or(Vacancy::NoHolder).map(|name| HolderLine {
                name: name.into(),
                acting: None,
                is_example: true,
            }),
            to_confirm: false,
        }
    }

    fn view() -> View {
        let head =
            seat(Layer::Patron, "Bupati Tangerang", "", Some("H. Contoh Satu, S.Sos., M.Si."));
        let mut daily = seat(
            Layer::DailyChair,
            "Kepala DPPPA",
            "Dinas Pemberdayaan Perempuan dan Perlindungan Anak",
            None,
        );
        daily.to_confirm = true;
        let members: Vec<SeatLine> = (1..=44)
            .map(|n| seat(Layer::Member, &format!("Camat Contoh {n}"), "Kecamatan", Some("Siti")))
            .collect();
        View {
            letterhead: Letterhead {
                government: "Pemerintah Kabupaten Tangerang".into(),
                body: "Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang".into(),
                address: vec!["Pusat Pemerintahan Kabupaten Tangerang, Tigaraksa".into()],
            },
            years: "2024–2026".into(),
            decree_number: "Keputusan Bupati Tangerang Nomor 400.2/Kep.123-Huk/2024 (contoh)".into(),
            decree_on: Date::constant(2024, 2, 12),
            decree_title: "Pembentukan Gugus Tugas Pencegahan dan Penanganan Tindak Pidana Perdagangan Orang Tahun 2024–2026".into(),
            as_of: Date::constant(2026, 11, 24),
            printed_on: Date::constant(2026, 11, 24),
            to_confirm: true,
            has_examples: true,
            sections: vec![
                Section { heading: Heading::Layer(Layer::Patron), seats: vec![head] },
                Section { heading: Heading::Layer(Layer::DailyChair), seats: vec![daily] },
                Section {
                    heading: Heading::Sub { number: "I".into(), name: "Pencegahan".into() },
                    seats: members,
                },
            ],
            signature: Some(Signature {
                place: "Tigaraksa".into(),
                date: Date::constant(2026, 11, 24),
                office: "Sekretaris Gugus Tugas".into(),
                signer: Some(Signer {
                    name: "Dra. Hj. Contoh Dua".into(),
                    rank: Some("Pembina Tk. I / IV b".into()),
                    nip: Some("197001011995032002".into()),
                }),
            }),
        }
    }

    #[test]
    fn a_list_prints_the_same_bytes_twice_and_in_both_languages() {
        for lang in Lang::ALL {
            let first = pdf(&view(), lang).expect("the list renders");
            let second = pdf(&view(), lang).expect("the list renders");
            assert!(first.starts_with(b"%PDF-"));
            assert!(first == second, "the bytes differ");
        }
    }

    #[test]
    fn text_prints_as_it_was_typed_and_is_never_run() {
        let naughty = [
            "#set page(width: 1mm)",
            "*tebal* _miring_ $x$ `kode` @rujukan <label>",
            "#panic(\"x\") #import \"letter.typ\": *",
            "<page> <pages> // /* \\u{41} --- ~ 'kutip' \"kutip\"",
            "O'Brien D’Arc ... -- fi ff ffi",
        ];
        for text in naughty {
            let mut list = view();
            list.sections[0].seats[0].office = Some((text.into(), format!("Dinas A{text}")));
            let printed = pdf::printed(pdf::MEMBERSHIP, data(&list, Lang::Id));
            // Once in the office, once in the agency below it; a line may break at a space.
            let squeezed = |text: &str| text.replace([' ', '\u{a0}'], "");
            let found = squeezed(&printed).matches(&squeezed(text)).count();
            assert_eq!(found, 2, "{text} in {printed}");
        }
    }

    #[test]
    fn signs_without_a_glyph_and_reversed_text_do_not_break_a_document() {
        let mut list = view();
        for text in ["田中さん ﷽ 😀", "\u{202e}kebalikan", "a\u{200b}b\u{feff}", "x"] {
            list.letterhead.body = text.into();
            list.decree_title = text.repeat(200);
            assert!(pdf(&list, Lang::Id).is_ok(), "{text}");
        }
    }

    #[test]
    fn an_agency_is_left_out_where_the_title_names_it() {
        let line = |title: &str, agency: &str| {
            agency_line(&(title.to_owned(), agency.to_owned())).map(str::to_owned)
        };
        assert_eq!(line("Camat Rajeg", "Kecamatan Rajeg"), None);
        assert_eq!(line("Kepala Dinas Sosial", "Dinas Sosial Kabupaten Tangerang"), None);
        let dinas = "Dinas Sosial Kabupaten Tangerang";
        assert_eq!(line("Sekretaris Dinas", dinas).as_deref(), Some(dinas));
        assert_eq!(line("Ketua", "PWI").as_deref(), Some("PWI"));
    }

    #[test]
    fn vacant_seats_are_counted() {
        assert_eq!((view().seats(), view().vacant()), (46, 1));
    }
}
