//! Evidence that is claimed twice, pointed out before a report is verified.

use domain::{
    id::{EvidenceId, FileId, TaskForceId},
    plan::same_photo,
};
use store::{
    StoreError, Tx,
    plan::{EvidenceRow, PhotoRow, TwinRow},
};

use super::{model::Model, view::Twin};
use crate::Result;

/// Most twins that are told of one report.
const MOST: usize = 20;

/// Looks for twins of the evidence of many reports.
pub(super) struct Finder {
    taskforce: TaskForceId,
    photos: Vec<PhotoRow>,
}

impl Finder {
    /// Reads how every photo of the task force looks, once for all reports of a page.
    pub async fn new(tx: &mut Tx, taskforce: TaskForceId) -> Result<Self> {
        Ok(Self { taskforce, photos: store::plan::list_photos(tx, taskforce).await? })
    }

    /// The twins of a report's evidence: each other report once per piece, for the surest reason.
    pub async fn twins(
        &self,
        tx: &mut Tx,
        model: &Model,
        evidence: &[EvidenceRow],
    ) -> Result<Vec<Twin>> {
        let Some(first) = evidence.first() else { return Ok(Vec::new()) };
        let mut rows = store::plan::list_twins(tx, self.taskforce, first.realisation).await?;
        let own = store::plan::get_realisation(tx, self.taskforce, first.realisation).await?.place;
        for piece in evidence {
            let Some(file) = piece.file else { continue };
            let photos = self.looks_like(tx, piece.id, file).await?;
            rows.extend(photos.into_iter().filter(|twin| twin.place != own));
        }
        rows.sort_by_key(|row| row.claim);
        let mut told: Vec<TwinRow> = Vec::new();
        for row in rows {
            if told.iter().all(|one| (one.evidence, one.place) != (row.evidence, row.place)) {
                told.push(row);
            }
        }
        told.truncate(MOST);
        let mut twins = Vec::with_capacity(told.len());
        for row in told {
            twins.push(self.twin(tx, model, row).await?);
        }
        Ok(twins)
    }

    async fn looks_like(
        &self,
        tx: &mut Tx,
        evidence: EvidenceId,
        file: FileId,
    ) -> Result<Vec<TwinRow>> {
        let Some(own) = self.photos.iter().find(|photo| photo.file == file) else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::new();
        for photo in &self.photos {
            if photo.file != file && same_photo(photo.hash, own.hash) {
                let claims =
                    store::plan::list_claims_of_file(tx, self.taskforce, photo.file).await?;
                rows.extend(claims.into_iter().map(|row| TwinRow { evidence, ..row }));
            }
        }
        Ok(rows)
    }

    async fn twin(&self, tx: &mut Tx, model: &Model, row: TwinRow) -> Result<Twin> {
        let indicator = store::plan::get_indicator(tx, self.taskforce, row.place.indicator).await?;
        let at = row.place.checkpoint;
        let label =
            model.frame.scheme.point(at).map(|point| point.code.as_str()).unwrap_or_default();
        let agency = match store::agency::get(tx, row.place.agency).await {
            Ok(agency) => agency.short_name,
            Err(StoreError::Missing) => String::new(),
            Err(other) => return Err(other.into()),
        };
        Ok(Twin {
            evidence: row.evidence,
            claim: row.claim,
            indicator: row.place.indicator,
            name: indicator.name,
            agency,
            checkpoint: format!("{label} {}", at.year).trim().to_owned(),
        })
    }
}
