//! Police jurisdiction: which polsek, polres and polda a district belongs to, by date.

use domain::{
    id::{AgencyId, RegionId},
    region::{Confidence, RegionPath},
    time::Date,
};

use crate::{Result, Row, StoreError, Tx, args, sql};

/// The police of one district for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JurisdictionRow {
    /// The district.
    pub district: RegionId,
    /// First day.
    pub from: Date,
    /// Last day, or open.
    pub to: Option<Date>,
    /// Sector police.
    pub polsek: String,
    /// Resort police.
    pub polres: String,
    /// Regional police.
    pub polda: String,
    /// Agency of the polsek, where it is one of ours.
    pub polsek_agency: Option<AgencyId>,
    /// Agency of the polres.
    pub polres_agency: Option<AgencyId>,
    /// Agency of the polda.
    pub polda_agency: Option<AgencyId>,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where it is said.
    pub note: String,
}

fn jurisdiction(row: &Row) -> Result<JurisdictionRow> {
    let confidence: String = row.get(9)?;
    Ok(JurisdictionRow {
        district: row.get(0)?,
        from: row.get(1)?,
        to: row.get(2)?,
        polsek: row.get(3)?,
        polres: row.get(4)?,
        polda: row.get(5)?,
        polsek_agency: row.get(6)?,
        polres_agency: row.get(7)?,
        polda_agency: row.get(8)?,
        confidence: Confidence::from_code(&confidence).ok_or(StoreError::Shape(confidence))?,
        note: row.get(10)?,
    })
}

/// Writes down the police of a district from a day on.
///
/// # Errors
/// `Taken` where one is written down for that day already.
pub async fn insert_jurisdiction(tx: &mut Tx, row: &JurisdictionRow) -> Result<()> {
    let sql = sql!(
        "INSERT INTO jurisdiction (district_id, valid_from, valid_to, polsek, polres, polda,
             polsek_agency_id, polres_agency_id, polda_agency_id, confidence, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    let values = args![
        row.district,
        row.from,
        row.to,
        row.polsek,
        row.polres,
        row.polda,
        row.polsek_agency,
        row.polres_agency,
        row.polda_agency,
        row.confidence.code(),
        row.note,
    ];
    tx.run(sql, values).await?;
    Ok(())
}

/// Ends what is open for a district with `last`.
pub async fn update_jurisdiction_end(tx: &mut Tx, district: RegionId, last: Date) -> Result<u64> {
    let sql =
        sql!("UPDATE jurisdiction SET valid_to = $2 WHERE district_id = $1 AND valid_to IS NULL");
    tx.run(sql, args![district, last]).await
}

/// Links each command to the open agency with its usual short name, where it has none yet.
pub async fn update_jurisdiction_agencies(tx: &mut Tx) -> Result<u64> {
    let polsek = sql!(
        "UPDATE jurisdiction SET polsek_agency_id = (
             SELECT MIN(a.id) FROM agency a
             WHERE a.short_name = jurisdiction.polsek AND a.closed_on IS NULL
         )
         WHERE polsek_agency_id IS NULL AND EXISTS (
             SELECT 1 FROM agency a WHERE a.short_name = jurisdiction.polsek AND a.closed_on IS NULL
         )"
    );
    let polres = sql!(
        "UPDATE jurisdiction SET polres_agency_id = (
             SELECT MIN(a.id) FROM agency a
             WHERE a.short_name = jurisdiction.polres AND a.closed_on IS NULL
         )
         WHERE polres_agency_id IS NULL AND EXISTS (
             SELECT 1 FROM agency a WHERE a.short_name = jurisdiction.polres AND a.closed_on IS NULL
         )"
    );
    let polda = sql!(
        "UPDATE jurisdiction SET polda_agency_id = (
             SELECT MIN(a.id) FROM agency a
             WHERE a.short_name = jurisdiction.polda AND a.closed_on IS NULL
         )
         WHERE polda_agency_id IS NULL AND EXISTS (
             SELECT 1 FROM agency a WHERE a.short_name = jurisdiction.polda AND a.closed_on IS NULL
         )"
    );
    let mut linked = 0;
    for sql in [polsek, polres, polda] {
        linked += tx.run(sql, args![]).await?;
    }
    Ok(linked)
}

/// The police of a district on a day.
pub async fn find_jurisdiction(
    tx: &mut Tx,
    district: RegionId,
    day: Date,
) -> Result<Option<JurisdictionRow>> {
    let sql = sql!(
        "SELECT district_id, valid_from, valid_to, polsek, polres, polda, polsek_agency_id,
                polres_agency_id, polda_agency_id, confidence, note
         FROM jurisdiction
         WHERE district_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
         ORDER BY valid_from DESC LIMIT 1"
    );
    tx.opt(sql, args![district, day]).await?.as_ref().map(jurisdiction).transpose()
}

/// The police of every open district below `path` on a day, by path.
pub async fn list_jurisdictions(
    tx: &mut Tx,
    path: &RegionPath,
    day: Date,
) -> Result<Vec<JurisdictionRow>> {
    let sql = sql!(
        "SELECT j.district_id, j.valid_from, j.valid_to, j.polsek, j.polres, j.polda,
                j.polsek_agency_id, j.polres_agency_id, j.polda_agency_id, j.confidence, j.note
         FROM jurisdiction j JOIN region r ON r.id = j.district_id
         WHERE r.path >= $1 AND r.path < $2 AND r.closed_on IS NULL
           AND j.valid_from <= $3 AND (j.valid_to IS NULL OR j.valid_to >= $3)
         ORDER BY r.path, j.valid_from"
    );
    let rows = tx.all(sql, args![path.as_str(), path.end(), day]).await?;
    rows.iter().map(jurisdiction).collect()
}
