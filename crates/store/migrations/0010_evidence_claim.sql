-- What makes two pieces of evidence the same: the look of a photo, the day and place of an event.

ALTER TABLE file ADD COLUMN picture_hash {i64};            -- 64 bits of how it looks; none where that says nothing
ALTER TABLE evidence ADD COLUMN happened_on {key};         -- day of the event it shows
ALTER TABLE evidence ADD COLUMN region_id {key} REFERENCES region (id);   -- and its place
CREATE INDEX file_sha256 ON file (taskforce_id, sha256);
CREATE INDEX file_original_sha256 ON file (taskforce_id, original_sha256);
CREATE INDEX file_picture_hash ON file (taskforce_id, picture_hash, id) WHERE picture_hash IS NOT NULL;
CREATE INDEX evidence_url ON evidence (taskforce_id, url) WHERE url <> '';
CREATE INDEX evidence_event ON evidence (taskforce_id, happened_on, region_id)
    WHERE happened_on IS NOT NULL;
CREATE INDEX evidence_region ON evidence (taskforce_id, region_id) WHERE region_id IS NOT NULL;
