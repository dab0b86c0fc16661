//! Values that go into a statement and columns that come out of it.

use domain::{
    figure::{Figure, Rupiah},
    id,
    time::{Date, Instant},
};
use sqlx::{
    Postgres, Row as _, Sqlite,
    postgres::{PgArguments, PgRow},
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::{Result, StoreError};

/// A value bound to `$n`; typed also when it is absent, because PostgreSQL asks.
#[derive(Debug, Clone)]
pub enum Value {
    /// Text, also identifiers, codes and ISO dates.
    Text(Option<String>),
    /// Counts, instants, figures, rupiah.
    Int(Option<i64>),
    /// Yes or no.
    Bool(Option<bool>),
    /// Hashes and sealed bytes.
    Bytes(Option<Vec<u8>>),
}

pub(crate) fn bind_sqlite(
    text: &'static str,
    args: Vec<Value>,
) -> Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query(text), |query, value| match value {
        Value::Text(value) => query.bind(value),
        Value::Int(value) => query.bind(value),
        Value::Bool(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

pub(crate) fn bind_postgres(
    text: &'static str,
    args: Vec<Value>,
) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query(text), |query, value| match value {
        Value::Text(value) => query.bind(value),
        Value::Int(value) => query.bind(value),
        Value::Bool(value) => query.bind(value),
        Value::Bytes(value) => query.bind(value),
    })
}

/// One row of a result, read by position.
#[derive(Debug)]
pub enum Row {
    /// From the embedded engine.
    Sqlite(SqliteRow),
    /// From the server.
    Postgres(PgRow),
}

impl Row {
    /// The column at `index`, from 0.
    ///
    /// # Errors
    /// `Shape` where the stored value is not of the asked type.
    pub fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        T::from_column(self, index)
    }
}

/// What a column can be read as.
pub trait FromColumn: Sized {
    /// Reads the column at `index`.
    fn from_column(row: &Row, index: usize) -> Result<Self>;
}

/// What can be bound to a statement.
pub trait ToValue {
    /// The bound value.
    fn to_value(&self) -> Value;
}

macro_rules! primitive {
    ($($kind:ty),+) => {$(
        impl FromColumn for Option<$kind> {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(index)?,
                    Row::Postgres(row) => row.try_get(index)?,
                })
            }
        }

        impl FromColumn for $kind {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                Option::<$kind>::from_column(row, index)?.ok_or_else(|| shape(index, "NULL"))
            }
        }
    )+};
}

primitive!(String, bool, i64, Vec<u8>);

fn shape(index: usize, found: &str) -> StoreError {
    StoreError::Shape(format!("column {index} holds {found}"))
}

/// Types that travel as text.
macro_rules! as_text {
    ($($kind:ty),+ $(,)?) => {$(
        impl FromColumn for Option<$kind> {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                let text = Option::<String>::from_column(row, index)?;
                text.map(|text| text.parse::<$kind>().map_err(|_| shape(index, &text))).transpose()
            }
        }

        impl FromColumn for $kind {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                Option::<$kind>::from_column(row, index)?.ok_or_else(|| shape(index, "NULL"))
            }
        }

        impl ToValue for $kind {
            fn to_value(&self) -> Value {
                Value::Text(Some(self.to_string()))
            }
        }

        impl ToValue for Option<$kind> {
            fn to_value(&self) -> Value {
                Value::Text(self.as_ref().map(ToString::to_string))
            }
        }
    )+};
}

as_text!(
    id::RegionId,
    id::AgencyId,
    id::OfficeId,
    id::HolderId,
    id::DeskId,
    id::GroupId,
    id::TaskForceId,
    id::TermId,
    id::SubTaskForceId,
    id::SeatId,
    id::AccountId,
    id::AssignmentId,
    id::SessionId,
    id::PlanId,
    id::StrategyId,
    id::ActivityId,
    id::IndicatorId,
    id::RealisationId,
    id::EvidenceId,
    id::FileId,
    id::ImportId,
    id::ProposalId,
    id::CountId,
    id::LinkId,
    id::AmendmentId,
    id::MeetingId,
    id::ItemId,
    id::WishId,
    id::AttendeeId,
    id::DecisionId,
    id::RemarkId,
    id::ActionId,
    id::ActionStepId,
    id::NoticeId,
    uuid::Uuid,
    id::OrderId,
    id::OrderReportId,
    id::InstrumentId,
    id::InstrumentStepId,
    id::PartyId,
    id::InstrumentTextId,
    id::MeetingFileId,
    id::PledgeId,
    id::LetterId,
    Date,
    domain::region::RegionCode,
);

/// Newtypes over i64.
macro_rules! as_int {
    ($($kind:path),+ $(,)?) => {$(
        impl FromColumn for Option<$kind> {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                Ok(Option::<i64>::from_column(row, index)?.map($kind))
            }
        }

        impl FromColumn for $kind {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                i64::from_column(row, index).map($kind)
            }
        }

        impl ToValue for $kind {
            fn to_value(&self) -> Value {
                Value::Int(Some(self.0))
            }
        }

        impl ToValue for Option<$kind> {
            fn to_value(&self) -> Value {
                Value::Int(self.map(|value| value.0))
            }
        }
    )+};
}

as_int!(Instant, Figure, Rupiah);

macro_rules! plain {
    ($($kind:ty => $variant:ident($convert:expr)),+ $(,)?) => {$(
        impl ToValue for $kind {
            fn to_value(&self) -> Value {
                Value::$variant(Some(($convert)(self)))
            }
        }

        impl ToValue for Option<$kind> {
            fn to_value(&self) -> Value {
                Value::$variant(self.as_ref().map(|value| ($convert)(value)))
            }
        }
    )+};
}

plain!(
    &str => Text(|text: &&str| (*text).to_owned()),
    String => Text(|text: &String| text.clone()),
    i64 => Int(|number: &i64| *number),
    bool => Bool(|yes: &bool| *yes),
    &[u8] => Bytes(|bytes: &&[u8]| bytes.to_vec()),
    Vec<u8> => Bytes(|bytes: &Vec<u8>| bytes.clone()),
    [u8; 32] => Bytes(|bytes: &[u8; 32]| bytes.to_vec()),
);

impl<T: ToValue> ToValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}
