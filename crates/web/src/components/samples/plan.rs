//! Samples of the day, the matrix and a list.

use domain::{
    figure::{Figure, Rupiah},
    plan::Band,
};
use maud::{Markup, html};
use report::chart::{Bullet, Point};
use text::Lang;

use super::{Amount, amounts, titled};
use crate::ui::{
    self, Button, Chip, Column, Due, Empty, Filters, Frame, List, Order, Pager, Row, Shelf, Table,
    Today, actions, cell,
};

const DPPPA: &str = "Dinas Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Tangerang";

struct Sample {
    code: &'static str,
    activity: fn(Lang) -> &'static str,
    unit: fn(Lang) -> &'static str,
    lead: (&'static str, &'static str),
    /// Realised, due by now, target; `None` where there is no figure.
    figures: (Option<i64>, Option<i64>, Option<i64>),
    waiting: Option<i64>,
    /// Spent and planned, in million rupiah.
    money: (i64, i64),
    band: Band,
    evidence: i64,
}

const STRATEGIES: [(char, fn(Lang) -> &'static str); 5] = [
    ('A', Lang::components_strategy_a),
    ('B', Lang::components_strategy_b),
    ('C', Lang::components_strategy_c),
    ('D', Lang::components_strategy_d),
    ('E', Lang::components_strategy_e),
];

const SAMPLES: [Sample; 10] = [
    Sample {
        code: "A1",
        activity: Lang::components_a1,
        unit: Lang::components_unit_district,
        lead: ("Disnaker", "Dinas Tenaga Kerja"),
        figures: (Some(4), Some(8), Some(11)),
        waiting: Some(6),
        money: (150, 275),
        band: Band::Behind,
        evidence: 4,
    },
    Sample {
        code: "A2",
        activity: Lang::components_a2,
        unit: Lang::components_unit_village,
        lead: ("DPPPA", DPPPA),
        figures: (Some(221), Some(243), Some(274)),
        waiting: None,
        money: (1_240, 1_370),
        band: Band::Near,
        evidence: 221,
    },
    Sample {
        code: "A3",
        activity: Lang::components_a3,
        unit: Lang::components_unit_school,
        lead: ("Disdik", "Dinas Pendidikan"),
        figures: (Some(34), Some(22), Some(30)),
        waiting: None,
        money: (88, 90),
        band: Band::Achieved,
        evidence: 12,
    },
    Sample {
        code: "B1",
        activity: Lang::components_b1,
        unit: Lang::components_unit_document,
        lead: ("Bag. Hukum", "Bagian Hukum Sekretariat Daerah"),
        figures: (Some(1), Some(1), Some(1)),
        waiting: None,
        money: (25, 25),
        band: Band::Achieved,
        evidence: 2,
    },
    Sample {
        code: "B5",
        activity: Lang::components_b5,
        unit: Lang::components_unit_case,
        lead: ("Kejari", "Kejaksaan Negeri Kabupaten Tangerang"),
        figures: (None, Some(100), Some(100)),
        waiting: None,
        money: (0, 60),
        band: Band::Overdue,
        evidence: 0,
    },
    Sample {
        code: "C1",
        activity: Lang::components_c1,
        unit: Lang::components_unit_person,
        lead: ("DPPPA", DPPPA),
        figures: (Some(300), Some(450), Some(548)),
        waiting: None,
        money: (420, 980),
        band: Band::Near,
        evidence: 3,
    },
    Sample {
        code: "D2",
        activity: Lang::components_d2,
        unit: Lang::components_unit_document,
        lead: ("DPPPA", DPPPA),
        figures: (None, None, Some(1)),
        waiting: None,
        money: (0, 40),
        band: Band::Unscheduled,
        evidence: 0,
    },
    Sample {
        code: "E1",
        activity: Lang::components_e1,
        unit: Lang::components_unit_served,
        lead: ("Dinkes", "Dinas Kesehatan"),
        figures: (None, None, Some(100)),
        waiting: None,
        money: (12, 80),
        band: Band::NoCase,
        evidence: 1,
    },
    Sample {
        code: "E3",
        activity: Lang::components_e3,
        unit: Lang::components_unit_victim,
        lead: ("Dinsos", "Dinas Sosial"),
        figures: (Some(2), None, None),
        waiting: None,
        money: (35, 120),
        band: Band::Waiting,
        evidence: 2,
    },
    Sample {
        code: "E5",
        activity: Lang::components_e5,
        unit: Lang::components_unit_person,
        lead: ("Dinkop-UM", "Dinas Koperasi dan Usaha Mikro"),
        figures: (None, Some(7), Some(10)),
        waiting: None,
        money: (0, 150),
        band: Band::NotReported,
        evidence: 0,
    },
];

/// The home page of the secretariat.
pub fn today(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_today_title()).lead(lang.components_today_lead());
    let cut = |mut items: Vec<Due<'static>>| {
        items.truncate(amount.of(items.len()));
        items
    };
    let due = cut(vec![
        Due::new(lang.components_due_a(), "/rad/verifikasi").detail(lang.components_due_a_detail()),
        Due::new(lang.components_due_b(), "/rapat")
            .detail(lang.components_due_b_detail())
            .late(true),
    ]);
    let waits = cut(vec![
        Due::new(lang.components_waits_a(), "/rad")
            .detail(lang.components_waits_a_detail())
            .band(Band::Waiting),
        Due::new(lang.components_waits_b(), "/rad").detail(lang.components_waits_b_detail()),
        Due::new(lang.components_waits_c(), "/rad").detail(lang.components_waits_c_detail()),
    ]);
    let red = cut(vec![
        Due::new(lang.components_b5(), "/rad")
            .detail(lang.components_red_detail_b())
            .band(Band::Overdue),
        Due::new(lang.components_a1(), "/rad")
            .detail(lang.components_red_detail_a())
            .band(Band::Behind),
    ]);
    let meeting = html! {
        p { (lang.components_meeting()) " " a href="/rapat" { (lang.components_meeting_link()) } }
    };
    let shelves = vec![
        Shelf::new(lang.components_due(), lang.components_due_none()).items(due),
        Shelf::new(lang.components_waits(), lang.components_waits_none())
            .items(waits)
            .rest(lang.components_all_of(12), "/tindak-lanjut"),
        Shelf::new(lang.components_red(), lang.components_red_none()).items(red),
    ];
    let some = amount != Amount::None;
    let today = Today::new(lang, shelves)
        .meeting(some.then_some(meeting))
        .picture(some.then(|| super::pictures::strategies(lang)));
    ui::page(&frame, html! { (amounts(&frame, amount)) (today) })
}

/// The plan as a matrix.
pub fn matrix(frame: Frame, amount: Amount) -> Markup {
    let lang = frame.lang;
    let frame = titled(frame, lang.components_plan_title())
        .lead(lang.components_plan_lead())
        .actions(actions(&[Button::link(lang.components_red(), "/rad/merah").quiet()]));
    let count = match amount {
        Amount::Many => 50,
        fewer => fewer.of(1),
    };
    let columns = vec![
        Column::text(lang.components_col_activity()),
        Column::picture(lang.components_col_progress()),
        Column::text(lang.components_col_checkpoints()),
        Column::text(lang.components_band()),
        Column::number(lang.components_col_budget()),
        Column::text(lang.components_col_lead()),
        Column::number(lang.components_col_evidence()),
        Column::text(lang.components_col_meeting()),
    ];
    let mut table = Table::new(lang.components_plan_title(), columns).matrix();
    let per_strategy = count / STRATEGIES.len();
    for (letter, name) in STRATEGIES {
        let rows: Vec<&Sample> =
            SAMPLES.iter().filter(|sample| sample.code.starts_with(letter)).collect();
        let share = if count == 1 { usize::from(letter == 'A') } else { per_strategy };
        if share > 0 {
            table = table.group(html! { (name(lang)) " " (ui::badge(lang, rows[0].band)) });
        }
        table = table.rows(rows.into_iter().cycle().take(share).map(|sample| row(lang, sample)));
    }
    let empty = (count == 0).then(|| empty(lang));
    let total = lang.components_indicators(count);
    let list = List::new(lang, total, table)
        .filters(filters(lang))
        .export("XLSX", "/rad.xlsx")
        .export("PDF", "/rad.pdf")
        .empty(empty);
    ui::page(&frame, html! { (amounts(&frame, amount)) (list) })
}

fn filters(lang: Lang) -> Filters<'static> {
    let mut strategies = vec![Chip::new(lang.components_all(), "/rad", true).count(30)];
    strategies.extend(STRATEGIES.map(|(letter, _)| {
        Chip::new(letter.to_string(), format!("/rad?strategi={letter}"), false).count(6)
    }));
    let bands = [Band::Behind, Band::Overdue, Band::Near, Band::Achieved]
        .map(|band| {
            Chip::new(ui::word(lang, band), format!("/rad?status={}", band.code()), false).count(4)
        })
        .to_vec();
    let agencies =
        [("dpppa", DPPPA), ("disnaker", "Dinas Tenaga Kerja"), ("kejari", "Kejaksaan Negeri")];
    Filters::new()
        .chips(lang.components_strategy(), strategies)
        .chips(lang.components_band(), bands)
        .fields(
            "/rad",
            Filters::pick(
                "instansi",
                lang.components_agency(),
                lang.components_all(),
                &agencies,
                "",
            ),
        )
}

fn empty(lang: Lang) -> Empty<'static> {
    Empty::new(lang.components_list_empty(), lang.components_list_empty_how())
        .button(Button::link(lang.components_list_empty_button(), "/wilayah/impor"))
}

fn row(lang: Lang, sample: &Sample) -> Row {
    let (realised, expected, target) = sample.figures;
    let whole = |figure: Option<i64>| figure.map(Figure::whole);
    let number = |figure: Option<i64>| match figure {
        None => "\u{2013}".to_owned(),
        Some(figure) if target == Some(100) => lang.percent(figure),
        Some(figure) => lang.number(figure),
    };
    let unit = (sample.unit)(lang);
    let label =
        lang.components_bullet_label(number(realised), number(target), unit, number(expected));
    let bullet = Bullet {
        realised: whole(realised),
        expected: whole(expected),
        target: whole(target),
        band: sample.band,
        label: &label,
    };
    let figure = html! {
        b { (number(realised)) } " "
        @if target.is_some() { (lang.ui_of(number(target), unit)) } @else { (unit) " · " (lang.ui_as_needed()) }
    };
    let waiting = html! {
        @if let Some(figure) = sample.waiting { small class="waits" { (lang.ui_unverified(figure)) } }
    };
    let (spent, planned) = (Rupiah(sample.money.0 * 1_000_000), Rupiah(sample.money.1 * 1_000_000));
    let head = html! { (cell::lines(html! { a href="/rad/contoh" { (sample.code) " " ((sample.activity)(lang)) } }, unit)) };
    let meeting = if sample.evidence == 0 {
        cell::none(lang)
    } else {
        html! { a href="/rapat/contoh" { "19/06/2026" } }
    };
    Row::new(head)
        .cell(cell::progress(figure, target.is_some().then_some(&bullet), waiting))
        .cell(checkpoints(lang, sample))
        .cell(ui::badge(lang, sample.band))
        .cell(cell::budget(lang, spent, planned))
        .cell(cell::agency(sample.lead.0, sample.lead.1))
        .cell(html! { (sample.evidence) })
        .cell(meeting)
}

fn checkpoints(lang: Lang, sample: &Sample) -> Markup {
    let point = |share: i64, band| Point { share: Some(share), band };
    let none = |band| Point { share: None, band };
    let first = [
        point(10_000, Band::Achieved),
        point(8_200, Band::Near),
        point(9_500, Band::Achieved),
        point(12_000, Band::Achieved),
    ];
    let second = [
        point(5_000, Band::Behind),
        point(7_000, Band::Near),
        none(Band::NoCase),
        point(9_100, Band::Achieved),
    ];
    let last =
        if sample.figures.0.is_some() { point(6_000, sample.band) } else { none(sample.band) };
    let third =
        [point(9_900, Band::Achieved), point(4_000, Band::Behind), last, none(Band::Unscheduled)];
    let words =
        [Band::Achieved, Band::Behind, sample.band].map(|band| ui::word(lang, band)).join(", ");
    cell::spark(&[&first, &second, &third], &lang.components_spark_label(words))
}

/// Districts as a list.
pub fn list(frame: Frame, amount: Amount) -> Markup {
    const DISTRICTS: [(&str, &str, i64, i64); 4] = [
        ("Balaraja", "Polresta Tangerang", 9, 78),
        ("Sepatan Timur", "Polres Metro Tangerang Kota", 8, 100),
        ("Pagedangan", "Polres Tangerang Selatan", 11, 54),
        ("Teluknaga", "Polres Metro Tangerang Kota", 13, 92),
    ];
    let lang = frame.lang;
    let frame = titled(frame, lang.components_list_title()).lead(lang.components_list_lead());
    let sort = |order| ("/wilayah?urut=nama", order);
    let (href, order) = sort(Order::Ascending);
    let columns = vec![
        Column::text(lang.components_col_district()).sorted(href, order),
        Column::number(lang.components_col_villages()).sorted("/wilayah?urut=desa", Order::Not),
        Column::number(lang.components_col_reach()).sorted("/wilayah?urut=jangkauan", Order::Not),
        Column::text(lang.components_col_police()),
        Column::text(lang.components_col_updated()),
    ];
    let count = amount.of(50);
    let rows = DISTRICTS.into_iter().cycle().take(count).map(|(name, police, villages, reach)| {
        Row::new(html! { a href="/wilayah/contoh" { (name) } })
            .cell(html! { (villages) })
            .cell(html! { (lang.percent(reach)) })
            .cell(html! { (police) })
            .cell(html! { "24/11/2026" })
    });
    let table = Table::new(lang.components_list_title(), columns).rows(rows);
    let kinds = vec![
        Chip::new(lang.components_all(), "/wilayah", false),
        Chip::new(lang.components_kind_village(), "/wilayah?jenis=desa", true).count(23),
        Chip::new(lang.components_kind_town(), "/wilayah?jenis=kelurahan", false).count(6),
    ];
    let filters = Filters::new()
        .chips(lang.components_kind(), kinds)
        .fields("/wilayah", Filters::words("q", lang.components_list_search(), ""))
        .clear(Some("/wilayah"));
    let many = amount == Amount::Many;
    let pager = Pager {
        previous: None,
        next: many.then_some("/wilayah?sesudah=50".into()),
        place: lang.components_place(count, lang.number(1_250)).into(),
    };
    let total = if many { lang.number(1_250) } else { count.to_string() };
    let list = List::new(lang, lang.components_list_total(total), table)
        .filters(filters)
        .pager(pager)
        .export("XLSX", "/wilayah.xlsx")
        .export("CSV", "/wilayah.csv")
        .empty((count == 0).then(|| empty(lang)));
    ui::page(&frame, html! { (amounts(&frame, amount)) (list) })
}
