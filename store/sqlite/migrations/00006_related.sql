-- +goose Up

-- What reports show together, item by item; see store.Relations.
CREATE TABLE related (
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    place BLOB NOT NULL,
    data  BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX related_place ON related (kind, place);

CREATE TABLE related_report (
    report TEXT NOT NULL,
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    PRIMARY KEY (report, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_report_item ON related_report (kind, id);

PRAGMA user_version = 6;
