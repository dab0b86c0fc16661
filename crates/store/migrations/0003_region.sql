-- Regions: one tree for the whole country, global, never deleted. A region's id never changes; its
-- code, name and parent do, and each state is a dated version.

CREATE TABLE region (
    id {key} NOT NULL PRIMARY KEY,
    code {key} NOT NULL,                     -- of the latest version: 36.03.11.2005/RW003/RT012
    name TEXT NOT NULL,
    name_key {key} NOT NULL,                 -- sort and search key, without "kabupaten" and the like
    level {key} NOT NULL,                    -- province, regency, district, village, rw, rt
    kind {key} NOT NULL,                     -- city, urban_village (kelurahan), village (desa) ...
    parent_id {key} REFERENCES region (id),
    path {key} NOT NULL,                     -- 36/03/11/2005/RW003/RT012/: a subtree is one range
    lat {i64},                               -- centroid in millionths of a degree
    lon {i64},
    since {key} NOT NULL,                    -- first day of the latest version
    closed_on {key},                         -- first day on which it no longer exists
    created_at {i64} NOT NULL
) {strict};
-- One open region per code; a code may be given again after its region ended.
CREATE UNIQUE INDEX region_code ON region (code) WHERE closed_on IS NULL;
CREATE INDEX region_parent ON region (parent_id, name_key);
CREATE INDEX region_name ON region (name_key);
CREATE INDEX region_path ON region (path);

CREATE TABLE region_version (
    region_id {key} NOT NULL REFERENCES region (id),
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    code {key} NOT NULL,
    name TEXT NOT NULL,
    kind {key} NOT NULL,
    parent_id {key} REFERENCES region (id),
    path {key} NOT NULL,
    source TEXT NOT NULL,                    -- decree or file that says so
    PRIMARY KEY (region_id, valid_from)
) {strict};
CREATE INDEX region_version_code ON region_version (code);

-- What became of a region: into which one it was split or merged; renames and moves point at itself.
CREATE TABLE region_change (
    old_id {key} NOT NULL REFERENCES region (id),
    new_id {key} NOT NULL REFERENCES region (id),
    kind {key} NOT NULL,                     -- split, merge, rename, move
    changed_on {key} NOT NULL,
    PRIMARY KEY (old_id, new_id, kind, changed_on)
) {strict};
CREATE INDEX region_change_new ON region_change (new_id);

-- Police jurisdiction (wilayah hukum): district -> polsek -> polres -> polda, dated.
CREATE TABLE jurisdiction (
    district_id {key} NOT NULL REFERENCES region (id),
    valid_from {key} NOT NULL,
    valid_to {key},                          -- last day, or open
    polsek TEXT NOT NULL,                    -- usual name, for letters
    polres TEXT NOT NULL,
    polda TEXT NOT NULL,
    polsek_agency_id {key},
    polres_agency_id {key},                  -- the agency a referral goes to, once it is known
    polda_agency_id {key},
    confidence {key} NOT NULL,               -- sourced, unconfirmed
    note TEXT NOT NULL,                      -- where it is said
    PRIMARY KEY (district_id, valid_from)
) {strict};

-- A file that was uploaded and previewed, until it is confirmed or a day has passed.
CREATE TABLE region_upload (
    id {key} NOT NULL PRIMARY KEY,
    account_id {key} NOT NULL,
    file_name TEXT NOT NULL,
    content {bytes} NOT NULL,
    valid_from {key} NOT NULL,               -- day on which its changes take effect
    created_at {i64} NOT NULL
) {strict};
