//! Samples of a chart and a map.

use domain::{figure::Figure, plan::Band};
use maud::{Markup, html};
use report::chart::{Bar, Chart, bars};
use text::Lang;

use super::{Amount, amounts, titled};
use crate::ui::{self, Column, Frame, Legend, Row, Table};

/// Achievement of the five strategies.
pub fn strategies(lang: Lang) -> Markup {
    let list = vec![
        bar(lang, lang.components_strategy_a(), 62, Band::Behind),
        bar(lang, lang.components_strategy_b(), 50, Band::Behind),
        bar(lang, lang.components_strategy_c(), 71, Band::Near),
        bar(lang, lang.components_strategy_d(), 93, Band::Achieved),
        bar(lang, lang.components_strategy_e(), 84, Band::Near),
    ];
    ui::figure(lang, &picture(lang, &list))
}

fn bar(lang: Lang, label: &str, percent: i64, band: Band) -> Bar {
    Bar {
        label: label.to_owned(),
        value: lang.percent(percent),
        amount: Figure::whole(percent),
        expected: None,
        band: Some(band),
    }
}

fn picture(lang: Lang, list: &[Bar]) -> Chart {
    let title = lang.components_chart_message().to_owned();
    Chart {
        svg: bars(&title, list, Some(Figure::whole(100))),
        title,
        heads: [lang.components_chart_head().to_owned(), lang.components_chart_value().to_owned()],
        rows: list.iter().map(|bar| [bar.label.clone(), bar.value.clone()]).collect(),
        source: lang.components_chart_source().to_owned(),
        as_of: "24/11/2026".to_owned(),
    }
}

/// Bars with the longest names there are.
pub fn chart(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_chart_title());
    let names = [
        lang.components_b5(),
        "Dinas Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Tangerang",
        lang.components_d2(),
    ];
    let list: Vec<Bar> = names
        .into_iter()
        .zip([(38, Band::Behind), (100, Band::Achieved), (72, Band::Near)])
        .take(amount.of(3))
        .map(|(name, (percent, band))| Bar {
            expected: Some(Figure::whole(66)),
            ..bar(lang, name, percent, band)
        })
        .collect();
    let body = html! {
        (amounts(&frame, amount))
        (ui::figure(lang, &picture(lang, &list)))
        @if amount == Amount::Many { (strategies(lang)) }
    };
    ui::page(&frame, body)
}

/// Districts as tiles, with their table.
pub fn map(frame: Frame, amount: Amount) -> Markup {
    const NAMES: [&str; 12] = [
        "Kronjo",
        "Kemiri",
        "Mauk",
        "Pakuhaji",
        "Kresek",
        "Sukamulya",
        "Rajeg",
        "Sepatan Timur",
        "Jayanti",
        "Balaraja",
        "Pasar Kemis",
        "Teluknaga",
    ];
    let lang = frame.lang;
    let frame = titled(frame, lang.components_map_title()).lead(lang.components_map_lead());
    let districts: Vec<(usize, &str)> = NAMES.into_iter().enumerate().take(amount.of(12)).collect();
    let tiles = html! {
        svg viewBox="0 0 360 210" role="group" aria-label=(lang.components_map_title()) {
            @for (index, name) in &districts { (tile(*index, name)) }
        }
    };
    let legend = Legend {
        steps: ["0-20%", "21-40%", "41-60%", "61-80%", "81-100%"].map(Into::into).to_vec(),
        gaps: true,
    };
    let columns = vec![
        Column::text(lang.components_col_district()),
        Column::number(lang.components_col_reach()),
    ];
    let rows = districts.iter().map(|(index, name)| {
        Row::new(html! { a href="/wilayah/contoh" { (name) } })
            .cell(html! { (lang.percent(reach(*index))) })
    });
    let table = Table::new(lang.components_map_title(), columns).rows(rows);
    let body = html! {
        (amounts(&frame, amount))
        (ui::beside(tiles, ui::legend(lang, &legend), &table))
        (ui::source(lang, lang.components_chart_source(), "24/11/2026"))
    };
    ui::page(&frame, body)
}

fn reach(index: usize) -> i64 {
    i64::try_from(index * 37 % 101).unwrap_or(0)
}

fn tile(index: usize, name: &str) -> Markup {
    let (x, y) = (index % 4 * 90, index / 4 * 70);
    let step = reach(index) / 21;
    html! {
        a href="/wilayah/contoh" {
            title { (name) ": " (reach(index)) "%" }
            rect class={ "q" (step) } x=(x + 2) y=(y + 2) width="86" height="66" rx="4" {}
            text class=(if step > 2 { "on-dark" } else { "on-light" }) x=(x + 45) y=(y + 32) text-anchor="middle" font-size="12" { (name) }
            text class=(if step > 2 { "on-dark" } else { "on-light" }) x=(x + 45) y=(y + 50) text-anchor="middle" font-size="13" font-weight="600" { (reach(index)) "%" }
        }
    }
}
