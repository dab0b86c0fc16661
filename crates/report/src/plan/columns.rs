//! The columns of the sheet, headed as an import reads them.

use domain::plan::import::ID_HEADING;
use text::Lang;

use super::{Line, View};

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    No,
    Strategy,
    Activity,
    Indicator,
    Unit,
    /// By the place of its year, and the year.
    Target(usize, i16),
    Budget(usize, i16),
    Reached(usize, i16),
    Percent,
    Status,
    Lead,
    Supports,
    Funding,
    Sipd,
    Definition,
    DataSource,
    Id,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Nothing,
    Text(String),
    Number(f64),
}

/// The columns of a plan, in order.
pub fn of(view: &View) -> Vec<Column> {
    let years = || view.years.iter().copied().enumerate();
    let mut columns =
        vec![Column::No, Column::Strategy, Column::Activity, Column::Indicator, Column::Unit];
    columns.extend(years().map(|(place, year)| Column::Target(place, year)));
    columns.extend(years().map(|(place, year)| Column::Budget(place, year)));
    columns.extend([Column::Lead, Column::Supports, Column::Funding, Column::Sipd]);
    columns.extend([Column::Definition, Column::DataSource]);
    columns.extend(years().map(|(place, year)| Column::Reached(place, year)));
    columns.extend([Column::Percent, Column::Status, Column::Id]);
    columns
}

impl Column {
    /// Whether it is the hidden identifier.
    pub fn is_id(self) -> bool {
        self == Self::Id
    }

    /// What stands over it: the words of the form, whatever the language of the reader, for the
    /// sheet goes back into the import.
    pub fn heading(self) -> String {
        match self {
            Self::No => "NO".to_owned(),
            Self::Strategy => "STRATEGI".to_owned(),
            Self::Activity => "KEGIATAN".to_owned(),
            Self::Indicator => "INDIKATOR".to_owned(),
            Self::Unit => "SATUAN".to_owned(),
            Self::Target(_, year) => format!("TARGET {year}"),
            Self::Budget(_, year) => format!("ANGGARAN {year}"),
            Self::Reached(_, year) => format!("REALISASI {year}"),
            Self::Percent => "CAPAIAN (%)".to_owned(),
            Self::Status => "CATATAN CAPAIAN".to_owned(),
            Self::Lead => "PENANGGUNG JAWAB".to_owned(),
            Self::Supports => "INSTANSI TERKAIT".to_owned(),
            Self::Funding => "SUMBER DANA".to_owned(),
            Self::Sipd => "KODE SIPD".to_owned(),
            Self::Definition => "DEFINISI OPERASIONAL".to_owned(),
            Self::DataSource => "SUMBER DATA".to_owned(),
            Self::Id => ID_HEADING.to_owned(),
        }
    }

    /// How wide it is, in characters.
    pub const fn width(self) -> f64 {
        match self {
            Self::No | Self::Unit => 10.0,
            Self::Strategy | Self::Lead | Self::Supports => 24.0,
            Self::Activity | Self::Indicator | Self::Definition => 40.0,
            Self::Budget(..) => 16.0,
            Self::Sipd => 20.0,
            _ => 12.0,
        }
    }

    /// What stands in it.
    #[expect(
        clippy::cast_precision_loss,
        reason = "figures and rupiah of a plan are far below 2^53"
    )]
    pub fn content(self, row: &Line) -> Content {
        let text = |text: &str| {
            if text.is_empty() { Content::Nothing } else { Content::Text(text.to_owned()) }
        };
        let figure = |figure: domain::figure::Figure| {
            Content::Number(figure.0 as f64 / domain::figure::Figure::ONE as f64)
        };
        match self {
            Self::No => text(&row.code),
            Self::Strategy => text(&row.strategy),
            Self::Activity => text(&row.activity),
            Self::Indicator => text(&row.indicator),
            Self::Unit => text(&row.unit),
            Self::Target(place, _) => match row.targets.get(place) {
                Some(target) => target.value.map_or_else(|| text(&target.text), figure),
                None => Content::Nothing,
            },
            Self::Budget(place, _) => {
                let money = row.budgets.get(place).copied().flatten();
                money.map_or(Content::Nothing, |money| Content::Number(money.0 as f64))
            }
            Self::Reached(place, _) => {
                row.reached.get(place).copied().flatten().map_or(Content::Nothing, figure)
            }
            Self::Percent => {
                row.percent.map_or(Content::Nothing, |percent| Content::Number(percent as f64))
            }
            Self::Status => text(&row.status),
            Self::Lead => text(&row.lead),
            Self::Supports => text(&row.supports),
            Self::Funding => text(&row.funding),
            Self::Sipd => text(&row.sipd),
            Self::Definition => text(&row.definition),
            Self::DataSource => text(&row.data_source),
            Self::Id => text(&row.id),
        }
    }

    /// The same in words, for CSV: figures as they are written in Indonesia, or in English.
    pub fn words(self, row: &Line, lang: Lang) -> String {
        match (self, self.content(row)) {
            (_, Content::Nothing) => String::new(),
            (_, Content::Text(text)) => text,
            (Self::Target(place, _), _) => {
                row.targets[place].value.map(|value| lang.figure(value)).unwrap_or_default()
            }
            (Self::Reached(place, _), _) => {
                row.reached[place].map(|value| lang.figure(value)).unwrap_or_default()
            }
            (Self::Budget(place, _), _) => {
                row.budgets[place].map(|money| lang.number(money.0)).unwrap_or_default()
            }
            (_, Content::Number(number)) => number.to_string(),
        }
    }
}
