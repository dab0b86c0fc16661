//! A plan's rows as values, to be kept and put back as a whole.

use domain::id::{PlanId, TaskForceId};

use crate::{Result, Row, Sql, StoreError, Tx, Value, args, sql};

/// A stored value, told apart by what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// None.
    Null,
    /// Text, identifiers and days.
    Text(String),
    /// Numbers and instants.
    Int(i64),
    /// Yes or no.
    Bool(bool),
}

/// The rows of one table.
pub type Rows = Vec<Vec<Cell>>;

/// A table of a plan that an import writes: how it is read and written, and what its columns are
/// (t text, i number, b yes or no).
struct Table {
    read: fn() -> Sql,
    write: fn() -> Sql,
    kinds: &'static [u8],
}

/// In the order in which they are written; the first three are the tree, where identifiers stay.
const TABLES: [Table; 10] = [
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, plan_id, id, code, name, name_key, position
                 FROM plan_strategy WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY id"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_strategy (taskforce_id, plan_id, id, code, name, name_key, position)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)
                 ON CONFLICT (taskforce_id, id) DO UPDATE SET code = excluded.code,
                     name = excluded.name, name_key = excluded.name_key,
                     position = excluded.position"
            )
        },
        kinds: b"tttttti",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, plan_id, id, strategy_id, code, name, name_key, position,
                        sipd_code
                 FROM plan_activity WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY id"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_activity (taskforce_id, plan_id, id, strategy_id, code, name,
                     name_key, position, sipd_code)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                 ON CONFLICT (taskforce_id, id) DO UPDATE SET strategy_id = excluded.strategy_id,
                     code = excluded.code, name = excluded.name, name_key = excluded.name_key,
                     position = excluded.position, sipd_code = excluded.sipd_code"
            )
        },
        kinds: b"tttttttit",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, plan_id, id, activity_id, name, name_key, unit, measure,
                        direction, definition, data_source, over_whole, baseline, weight, position,
                        version, from_on, until_on, origin_id
                 FROM plan_indicator WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY id"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_indicator (taskforce_id, plan_id, id, activity_id, name, name_key,
                     unit, measure, direction, definition, data_source, over_whole, baseline, weight,
                     position, version, from_on, until_on, origin_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                     $18, $19)
                 ON CONFLICT (taskforce_id, id) DO UPDATE SET activity_id = excluded.activity_id,
                     name = excluded.name, name_key = excluded.name_key, unit = excluded.unit,
                     measure = excluded.measure, direction = excluded.direction,
                     definition = excluded.definition, data_source = excluded.data_source,
                     over_whole = excluded.over_whole, baseline = excluded.baseline,
                     weight = excluded.weight, position = excluded.position,
                     version = plan_indicator.version + 1, from_on = excluded.from_on,
                     until_on = excluded.until_on, origin_id = excluded.origin_id"
            )
        },
        kinds: b"tttttttttttbiiiittt",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, indicator_id, since_on, plan_id, agency_id, group_id
                 FROM plan_lead WHERE taskforce_id = $1 AND plan_id = $2
                 ORDER BY indicator_id, since_on"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_lead (taskforce_id, indicator_id, since_on, plan_id, agency_id,
                     group_id)
                 VALUES ($1, $2, $3, $4, $5, $6)"
            )
        },
        kinds: b"tttttt",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, indicator_id, year, since_on, plan_id, value, text
                 FROM plan_target WHERE taskforce_id = $1 AND plan_id = $2
                 ORDER BY indicator_id, year, since_on"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_target (taskforce_id, indicator_id, year, since_on, plan_id, value,
                     text)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            )
        },
        kinds: b"ttittit",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, indicator_id, year, checkpoint, plan_id, share
                 FROM plan_spread WHERE taskforce_id = $1 AND plan_id = $2
                 ORDER BY indicator_id, year, checkpoint"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_spread (taskforce_id, indicator_id, year, checkpoint, plan_id,
                     share)
                 VALUES ($1, $2, $3, $4, $5, $6)"
            )
        },
        kinds: b"ttiiti",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, activity_id, year, plan_id, rupiah, funding
                 FROM plan_budget WHERE taskforce_id = $1 AND plan_id = $2
                 ORDER BY activity_id, year"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_budget (taskforce_id, activity_id, year, plan_id, rupiah, funding)
                 VALUES ($1, $2, $3, $4, $5, $6)"
            )
        },
        kinds: b"ttitit",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, activity_id, position, plan_id, agency_id, group_id, name
                 FROM plan_activity_support WHERE taskforce_id = $1 AND plan_id = $2
                 ORDER BY activity_id, position"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_activity_support (taskforce_id, activity_id, position, plan_id,
                     agency_id, group_id, name)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            )
        },
        kinds: b"ttitttt",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, id, plan_id, number, since_on, basis, note, account_id, made_at
                 FROM plan_amendment WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY number"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_amendment (taskforce_id, id, plan_id, number, since_on, basis, note,
                     account_id, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            )
        },
        kinds: b"tttitttti",
    },
    Table {
        read: || {
            sql!(
                "SELECT taskforce_id, plan_id, position, stage, entered_at, account_id, note
                 FROM plan_stage WHERE taskforce_id = $1 AND plan_id = $2 ORDER BY position"
            )
        },
        write: || {
            sql!(
                "INSERT INTO plan_stage (taskforce_id, plan_id, position, stage, entered_at,
                     account_id, note)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            )
        },
        kinds: b"ttititt",
    },
];

/// Every row of a plan that an import may write, table by table.
pub async fn dump(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<Vec<Rows>> {
    let mut tables = Vec::with_capacity(TABLES.len());
    for table in &TABLES {
        let rows = tx.all((table.read)(), args![taskforce, plan]).await?;
        let cells = |row: &Row| {
            table.kinds.iter().enumerate().map(|(at, kind)| cell(row, at, *kind)).collect()
        };
        tables.push(rows.iter().map(cells).collect::<Result<Rows>>()?);
    }
    Ok(tables)
}

fn cell(row: &Row, at: usize, kind: u8) -> Result<Cell> {
    Ok(match kind {
        b'i' => row.get::<Option<i64>>(at)?.map_or(Cell::Null, Cell::Int),
        b'b' => row.get::<Option<bool>>(at)?.map_or(Cell::Null, Cell::Bool),
        _ => row.get::<Option<String>>(at)?.map_or(Cell::Null, Cell::Text),
    })
}

fn bound(cell: &Cell, kind: u8) -> Result<Value> {
    Ok(match (cell, kind) {
        (Cell::Int(number), b'i') => Value::Int(Some(*number)),
        (Cell::Bool(yes), b'b') => Value::Bool(Some(*yes)),
        (Cell::Text(text), b't') => Value::Text(Some(text.clone())),
        (Cell::Null, b'i') => Value::Int(None),
        (Cell::Null, b'b') => Value::Bool(None),
        (Cell::Null, _) => Value::Text(None),
        _ => return Err(StoreError::Shape("a kept row of another shape".to_owned())),
    })
}

/// Puts a plan back as it was dumped: what came later goes, what is still there keeps its
/// identifier. Nothing may refer to what goes, which the caller has made sure of.
///
/// # Errors
/// `Shape` for a dump that is none.
pub async fn restore(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    tables: &[Rows],
) -> Result<()> {
    if tables.len() != TABLES.len() {
        return Err(StoreError::Shape("a kept plan of another shape".to_owned()));
    }
    clear(tx, taskforce, plan).await?;
    let ids = |place: usize| -> Vec<String> {
        let rows = tables.get(place).into_iter().flatten();
        let id = |row: &Vec<Cell>| match row.get(2) {
            Some(Cell::Text(id)) => Some(id.clone()),
            _ => None,
        };
        rows.filter_map(id).collect()
    };
    prune(tx, taskforce, plan, [ids(0), ids(1), ids(2)]).await?;
    for (table, rows) in TABLES.iter().zip(tables) {
        for row in rows {
            let values = row.iter().zip(table.kinds).map(|(cell, kind)| bound(cell, *kind));
            tx.run((table.write)(), values.collect::<Result<_>>()?).await?;
        }
    }
    Ok(())
}

/// Removes what hangs on the tree of a plan.
async fn clear(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<()> {
    for sql in [
        sql!("DELETE FROM plan_lead WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_target WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_spread WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_budget WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_activity_support WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_amendment WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("DELETE FROM plan_stage WHERE taskforce_id = $1 AND plan_id = $2"),
        // Names that change places must not meet on the way.
        sql!("UPDATE plan_indicator SET name_key = id WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("UPDATE plan_activity SET name_key = id WHERE taskforce_id = $1 AND plan_id = $2"),
        sql!("UPDATE plan_strategy SET name_key = id WHERE taskforce_id = $1 AND plan_id = $2"),
    ] {
        tx.run(sql, args![taskforce, plan]).await?;
    }
    Ok(())
}

/// Removes rows of the tree that are not among those kept: strategies, activities, indicators.
async fn prune(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: PlanId,
    [strategies, activities, indicators]: [Vec<String>; 3],
) -> Result<()> {
    for (read, delete, kept) in [
        (
            sql!("SELECT id FROM plan_indicator WHERE taskforce_id = $1 AND plan_id = $2"),
            sql!("DELETE FROM plan_indicator WHERE taskforce_id = $1 AND id = $2"),
            indicators,
        ),
        (
            sql!("SELECT id FROM plan_activity WHERE taskforce_id = $1 AND plan_id = $2"),
            sql!("DELETE FROM plan_activity WHERE taskforce_id = $1 AND id = $2"),
            activities,
        ),
        (
            sql!("SELECT id FROM plan_strategy WHERE taskforce_id = $1 AND plan_id = $2"),
            sql!("DELETE FROM plan_strategy WHERE taskforce_id = $1 AND id = $2"),
            strategies,
        ),
    ] {
        for row in tx.all(read, args![taskforce, plan]).await? {
            let id: String = row.get(0)?;
            if !kept.contains(&id) {
                tx.run(delete, args![taskforce, id]).await?;
            }
        }
    }
    Ok(())
}

/// Removes a plan with everything an import wrote of it.
pub async fn delete_plan(tx: &mut Tx, taskforce: TaskForceId, plan: PlanId) -> Result<()> {
    clear(tx, taskforce, plan).await?;
    prune(tx, taskforce, plan, Default::default()).await?;
    tx.run(sql!("DELETE FROM plan WHERE taskforce_id = $1 AND id = $2"), args![taskforce, plan])
        .await?;
    Ok(())
}
