//! The column privacy list: every stored column and who may see it.

/// The list itself, `columns.toml`.
pub const LIST: &str = include_str!("../columns.toml");

/// Columns as each engine has them, for the test that compares them with the list.
pub mod actual {
    use crate::{Engine, Result, Sql, Tx, args};

    // The catalogues differ by nature, so these two texts are not registered with `sql!`.
    const SQLITE: &str = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.name";
    const POSTGRES: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
        FROM information_schema.columns WHERE table_schema = current_schema()
        ORDER BY 1, 2";

    /// `(table, column)` of the open database.
    pub async fn columns(tx: &mut Tx) -> Result<Vec<(String, String)>> {
        let text = match tx.engine() {
            Engine::Sqlite => SQLITE,
            Engine::Postgres => POSTGRES,
        };
        let rows = tx.all(Sql { text, place: file!() }, args![]).await?;
        rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
    }
}
