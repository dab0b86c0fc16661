//! The archive: which letters somebody may see, narrowed and searched. What may be seen is asked of
//! the database with every list, count and search, so that none of them tells of a hidden letter.

use std::collections::HashMap;

use domain::{
    id::{AgencyId, LetterId, TaskForceId},
    letter::{Kind, State},
    meeting,
    time::Instant,
};

use super::{LetterRow, letter};
use crate::{Result, StoreError, ToValue as _, Tx, Value, args, sql};

/// Who reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reader {
    /// Whether all of it is theirs: whoever writes the letters.
    pub all: bool,
    /// The agency to which a letter may be written.
    pub addressed: Option<AgencyId>,
    /// The agency that may be invited to a closed meeting.
    pub invited: Option<AgencyId>,
}

/// What the archive is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this year's.
    pub year: Option<i64>,
    /// Only this state.
    pub state: Option<State>,
    /// Only those whose number, subject or addressees hold this, as [`domain::letter::search_key`]
    /// makes it.
    pub text: Option<String>,
    /// Only this one.
    pub id: Option<LetterId>,
}

/// The place of a letter in the list.
pub type Cursor = (Instant, LetterId);

impl Filter {
    /// The values of `$1` to `$9`, which every statement below begins with.
    fn values(&self, taskforce: TaskForceId, reader: &Reader) -> Vec<Value> {
        args![
            taskforce,
            if reader.all { "all" } else { "some" },
            reader.addressed,
            reader.invited,
            meeting::Kind::CaseConference.code(),
            self.kind.map(|kind| kind.code().to_owned()),
            self.year,
            self.pattern(),
            self.id,
        ]
    }

    /// What is typed is no pattern.
    fn pattern(&self) -> Option<String> {
        let text = self.text.as_ref()?;
        let plain = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        Some(format!("%{plain}%"))
    }
}

/// What a reader may see, narrowed by all but the state. A draft is its writers' own; a secret
/// letter goes to whom it is written; one about a case conference to those who are invited to it.
macro_rules! visible {
    () => {
        " FROM letter l WHERE l.taskforce_id = $1
          AND (CAST($2 AS TEXT) = 'all' OR (
              l.state IN ('numbered', 'signed', 'void')
              AND (l.nature <> 'secret' OR EXISTS (
                  SELECT 1 FROM letter_to t JOIN office o ON o.id = t.office_id
                  WHERE t.taskforce_id = l.taskforce_id AND t.letter_id = l.id
                    AND o.agency_id = CAST($3 AS TEXT)))
              AND NOT EXISTS (
                  SELECT 1 FROM meeting m
                  WHERE m.taskforce_id = l.taskforce_id AND m.id = l.meeting_id AND m.kind = $5
                    AND NOT EXISTS (
                        SELECT 1 FROM meeting_invitation i
                        WHERE i.taskforce_id = m.taskforce_id AND i.meeting_id = m.id
                          AND i.agency_id = CAST($4 AS TEXT)))))
          AND (CAST($6 AS TEXT) IS NULL OR l.kind = $6)
          AND (CAST($7 AS BIGINT) IS NULL OR l.year = $7)
          AND (CAST($8 AS TEXT) IS NULL OR l.search LIKE $8 ESCAPE '\\')
          AND (CAST($9 AS TEXT) IS NULL OR l.id = $9) "
    };
}

/// The columns of a letter, as [`letter`] reads them.
macro_rules! columns {
    () => {
        "SELECT l.taskforce_id, l.id, l.kind, l.meeting_id, l.nature, l.place, l.attachment,
                l.subject, l.basis, l.body, l.closing, l.cc, l.signatory_id, l.on_behalf, l.state,
                l.year, l.source, l.number, l.sequence, l.dated_on, l.letterhead, l.held_on,
                l.starts, l.ends, l.event_place, l.event_note, l.agenda, l.signer_title,
                l.signer_name, l.signer_rank, l.signer_nip, l.file_id, l.search, l.is_example,
                l.version, l.created_by, l.created_at"
    };
}

/// At most `limit` letters before the cursor, the newest first.
pub async fn list(
    tx: &mut Tx,
    (taskforce, reader): (TaskForceId, &Reader),
    filter: &Filter,
    before: Option<Cursor>,
    limit: i64,
) -> Result<Vec<LetterRow>> {
    let sql = sql!(concat!(
        columns!(),
        visible!(),
        "AND (CAST($10 AS TEXT) IS NULL OR l.state = $10)
         AND (CAST($11 AS BIGINT) IS NULL OR (l.created_at, l.id) < ($11, CAST($12 AS TEXT)))
         ORDER BY l.created_at DESC, l.id DESC LIMIT $13"
    ));
    let mut values = filter.values(taskforce, reader);
    values.extend(args![
        filter.state.map(|state| state.code().to_owned()),
        before.map(|(at, _)| at),
        before.map(|(_, id)| id),
        limit,
    ]);
    tx.all(sql, values).await?.iter().map(letter).collect()
}

/// Letters with a number in the order of the book: by year, day and number.
pub async fn list_register(
    tx: &mut Tx,
    (taskforce, reader): (TaskForceId, &Reader),
    filter: &Filter,
) -> Result<Vec<LetterRow>> {
    let sql = sql!(concat!(
        columns!(),
        visible!(),
        "AND l.number IS NOT NULL
         AND (CAST($10 AS TEXT) IS NULL OR l.state = $10)
         ORDER BY l.dated_on, l.sequence, l.created_at, l.id"
    ));
    let mut values = filter.values(taskforce, reader);
    values.push(filter.state.map(|state| state.code().to_owned()).to_value());
    tx.all(sql, values).await?.iter().map(letter).collect()
}

/// How many letters there are in each state.
pub async fn count_states(
    tx: &mut Tx,
    (taskforce, reader): (TaskForceId, &Reader),
    filter: &Filter,
) -> Result<Vec<(State, i64)>> {
    let sql =
        sql!(concat!("SELECT l.state, COUNT(*)", visible!(), "GROUP BY l.state ORDER BY l.state"));
    let rows = tx.all(sql, filter.values(taskforce, reader)).await?;
    rows.iter()
        .map(|row| {
            let code: String = row.get(0)?;
            Ok((State::from_code(&code).ok_or(StoreError::Shape(code))?, row.get(1)?))
        })
        .collect()
}

/// The first line to whom each letter goes that was made between two moments, and to how many.
pub async fn list_first_to(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (from, until): (Instant, Instant),
) -> Result<HashMap<LetterId, (String, i64)>> {
    let sql = sql!(
        "SELECT l.id, t.line, o.title,
                (SELECT COUNT(*) FROM letter_to c
                 WHERE c.taskforce_id = l.taskforce_id AND c.letter_id = l.id)
         FROM letter l
         JOIN letter_to t ON t.taskforce_id = l.taskforce_id AND t.letter_id = l.id
              AND t.position = 0
         LEFT JOIN office o ON o.id = t.office_id
         WHERE l.taskforce_id = $1 AND l.created_at BETWEEN $2 AND $3"
    );
    let mut first = HashMap::new();
    for row in tx.all(sql, args![taskforce, from, until]).await? {
        let (line, title): (String, Option<String>) = (row.get(1)?, row.get(2)?);
        let line = if line.is_empty() { title.unwrap_or_default() } else { line };
        first.insert(row.get(0)?, (line, row.get(3)?));
    }
    Ok(first)
}

/// To whom each letter with a number went, as it was printed.
pub async fn list_all_to(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<HashMap<LetterId, Vec<String>>> {
    let sql = sql!(
        "SELECT t.letter_id, t.line FROM letter_to t
         JOIN letter l ON l.taskforce_id = t.taskforce_id AND l.id = t.letter_id
         WHERE t.taskforce_id = $1 AND l.number IS NOT NULL ORDER BY t.letter_id, t.position"
    );
    let mut all: HashMap<LetterId, Vec<String>> = HashMap::new();
    for row in tx.all(sql, args![taskforce]).await? {
        all.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(all)
}

/// Why each void letter is void.
pub async fn list_reasons(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<HashMap<LetterId, String>> {
    let sql =
        sql!("SELECT letter_id, note FROM letter_step WHERE taskforce_id = $1 AND step = 'void'");
    let rows = tx.all(sql, args![taskforce]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The years of which there are letters, the latest first.
pub async fn list_years(
    tx: &mut Tx,
    (taskforce, reader): (TaskForceId, &Reader),
) -> Result<Vec<i64>> {
    let sql = sql!(concat!("SELECT DISTINCT l.year", visible!(), "ORDER BY l.year DESC"));
    let rows = tx.all(sql, Filter::default().values(taskforce, reader)).await?;
    rows.iter().map(|row| row.get(0)).collect()
}
