//! The matrix on paper: F4 landscape, its head on every page, a block that somebody signs.

use domain::{figure::Figure, time::Date};
use text::Lang;

use super::{Line, View};
use crate::{
    letter::{Letter, Letterhead, Signature},
    pdf::{self, Data, PdfError},
};

/// What stands around the matrix on paper.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Lines of the letterhead.
    pub letterhead: Letterhead,
    /// Who signs; none leaves the block out.
    pub signature: Option<Signature>,
    /// Day of printing, in the task force's own zone.
    pub printed_on: Date,
    /// Whether figures are invented.
    pub has_examples: bool,
}

/// The matrix as PDF.
///
/// # Errors
/// [`PdfError`] where the template does not fit.
pub fn paper(view: &View, paper: &Paper, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf::render(pdf::PLAN, data(view, paper, lang), paper.printed_on)
}

fn data(view: &View, paper: &Paper, lang: Lang) -> Data {
    let letter = Letter {
        letterhead: paper.letterhead.clone(),
        title: lang.plan_print_title().to_owned(),
        printed_on: paper.printed_on,
        has_examples: paper.has_examples,
        is_landscape: true,
    };
    let years: Vec<String> = view.years.iter().map(i16::to_string).collect();
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) => format!("{first}\u{2013}{last}"),
        _ => String::new(),
    };
    let count = i64::try_from(view.rows.len()).unwrap_or(i64::MAX);
    Data::new()
        .record("letter", letter.data(lang))
        .text("years", &lang.plan_print_years(span))
        .text("as_of", &view.as_of)
        .texts("year-columns", years.iter().map(String::as_str))
        .texts("header", header(&years, lang).iter().map(String::as_str))
        .list("strategies", strategies(view, lang))
        .text("closing", &lang.plan_print_closing(lang.number(count)))
        .maybe_record("signature", paper.signature.as_ref().map(|block| block.data(lang)))
}

fn header(years: &[String], lang: Lang) -> Vec<String> {
    let mut header = vec![
        lang.plan_print_code().to_owned(),
        lang.plan_column_activity().to_owned(),
        lang.plan_print_unit().to_owned(),
    ];
    header.extend(years.iter().cloned());
    header.extend(
        [lang.plan_achievement(), lang.plan_status(), lang.plan_column_lead()].map(str::to_owned),
    );
    header
}

fn strategies(view: &View, lang: Lang) -> Vec<Data> {
    let groups = view.rows.chunk_by(|one, other| one.strategy == other.strategy);
    groups
        .map(|rows| {
            let name = rows.first().map(|row| row.strategy.as_str()).unwrap_or_default();
            Data::new().text("name", name).list("rows", rows.iter().map(|row| line(row, lang)))
        })
        .collect()
}

fn line(row: &Line, lang: Lang) -> Data {
    let shown = |value: Figure| match row.unit.as_str() {
        "%" => format!("{}%", lang.figure(value.tenths())),
        _ => lang.figure(value),
    };
    let years = row.targets.iter().zip(&row.reached).map(|(target, reached)| {
        let reached = reached.map(shown);
        let target = match target.value {
            Some(value) => lang.plan_of(shown(value)),
            None => target.text.clone(),
        };
        Data::new()
            .text("reached", reached.as_deref().unwrap_or("\u{2013}"))
            .text("target", &target)
    });
    Data::new()
        .text("code", &row.code)
        .text("activity", &row.activity)
        .text("indicator", &row.indicator)
        .text("unit", &row.unit)
        .list("years", years)
        .text("percent", &row.percent.map(|percent| lang.percent(percent)).unwrap_or_default())
        .text("status", &row.status)
        .text("lead", &row.lead)
}

#[cfg(test)]
mod tests {
    use domain::plan::Target;

    use super::*;
    use crate::pdf::printed;

    #[test]
    fn what_is_typed_prints_as_it_was_typed_and_percentages_have_one_decimal() {
        let nasty = "#set page(width: 1pt) <b> \u{202e}x";
        let row = Line {
            id: "x".to_owned(),
            code: "A.1".to_owned(),
            strategy: "Pendidikan".to_owned(),
            activity: nasty.to_owned(),
            indicator: "patuh".to_owned(),
            unit: "%".to_owned(),
            targets: vec![Target { value: Some(Figure::whole(75)), text: String::new() }],
            budgets: vec![None],
            reached: vec![Some(Figure(636_364))],
            status: "hampir".to_owned(),
            percent: Some(85),
            lead: "DPMPD".to_owned(),
            supports: String::new(),
            funding: String::new(),
            sipd: String::new(),
            definition: String::new(),
            data_source: String::new(),
        };
        let view = View {
            title: "RAD".to_owned(),
            as_of: "Keadaan TW3 2026".to_owned(),
            years: vec![2026],
            rows: vec![row],
        };
        let letterhead = Letterhead {
            government: "Pemerintah Kabupaten Contoh".to_owned(),
            body: "Gugus Tugas".to_owned(),
            address: vec![],
        };
        let paper = Paper {
            letterhead,
            signature: None,
            printed_on: Date::constant(2026, 11, 24),
            has_examples: true,
        };
        let text = printed(pdf::PLAN, data(&view, &paper, Lang::Id));
        for words in ["#set page(width: 1pt)", "63,6%", "dari 75%", "Pendidikan", "1 indikator"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(super::paper(&view, &paper, Lang::En).is_ok_and(|pdf| pdf.starts_with(b"%PDF")));
    }
}
