-- Outlines of regions, and how many people live there: the denominators of coverage.

CREATE TABLE region_boundary (
    region_id {key} NOT NULL PRIMARY KEY REFERENCES region (id),
    rings TEXT NOT NULL,                     -- longitude and latitude in 1/100,000 degree, ring by ring
    source TEXT NOT NULL,
    imported_at {i64} NOT NULL
) {strict};

CREATE TABLE region_population (
    region_id {key} NOT NULL REFERENCES region (id),
    as_of_on {key} NOT NULL,
    people {i64} NOT NULL,
    households {i64},
    source TEXT NOT NULL,
    imported_at {i64} NOT NULL,
    PRIMARY KEY (region_id, as_of_on)
) {strict};
