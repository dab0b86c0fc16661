//! The letter style that every official document shares: F4 paper, letterhead, reference to the
//! decree, signature block, page numbers. Its typst half is `typ/letter.typ`.

use domain::{agency::print_nip, time::Date};
use text::Lang;

use crate::pdf::Data;

pub mod paper;

/// What stands around the body of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Lines of the letterhead.
    pub letterhead: Letterhead,
    /// Title of the document, also in its properties.
    pub title: String,
    /// Day of printing, in the task force's own zone.
    pub printed_on: Date,
    /// Whether invented people or figures are in it; a line at the foot then says so.
    pub has_examples: bool,
    /// Whether the paper lies on its long side, as for wide tables.
    pub is_landscape: bool,
}

/// The lines at the head of the first page (kop).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    /// The government it belongs to ("Pemerintah Kabupaten Tangerang").
    pub government: String,
    /// The body that writes.
    pub body: String,
    /// Address and telephone, one line each; may be none.
    pub address: Vec<String>,
}

/// The block at the end that somebody signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Where it is signed ("Tigaraksa").
    pub place: String,
    /// When.
    pub date: Date,
    /// The office as printed, "Plt." included.
    pub office: String,
    /// Who signs; none leaves a line to write on.
    pub signer: Option<Signer>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// Name with titles.
    pub name: String,
    /// Rank and class.
    pub rank: Option<String>,
    /// NIP of 18 digits or NRP of 8.
    pub nip: Option<String>,
}

impl Letter {
    /// The data that `typ/letter.typ` reads.
    pub fn data(&self, lang: Lang) -> Data {
        let head = Data::new()
            .text("government", &self.letterhead.government)
            .text("body", &self.letterhead.body)
            .texts("address", self.letterhead.address.iter().map(String::as_str));
        Data::new()
            .record("letterhead", head)
            .text("title", &self.title)
            .text("lang", lang.code())
            .flag("landscape", self.is_landscape)
            .text("printed", &lang.letter_printed(lang.long_date(self.printed_on)))
            // The template puts the numbers in: only it knows them.
            .text("page", &lang.letter_page("<page>", "<pages>"))
            .maybe("examples", self.has_examples.then(|| lang.letter_examples()))
    }
}

impl Signature {
    /// The data that `signature` of `typ/letter.typ` reads.
    pub fn data(&self, lang: Lang) -> Data {
        let place = format!("{}, {}", self.place, lang.long_date(self.date));
        let signer = self.signer.as_ref();
        Data::new()
            .text("place", &place)
            .text("office", &self.office)
            .maybe("name", signer.map(|signer| signer.name.as_str()))
            .maybe("rank", signer.and_then(|signer| signer.rank.as_deref()))
            .maybe("number", number(lang, signer.and_then(|one| one.nip.as_deref())).as_deref())
    }
}

/// The civil-service number with its usual letters before it; police and soldiers have an NRP.
fn number(lang: Lang, digits: Option<&str>) -> Option<String> {
    let digits = digits?;
    let printed = print_nip(digits);
    Some(if digits.len() == 8 { lang.letter_nrp(printed) } else { lang.letter_nip(printed) })
}
