-- +goose Up

-- Work that is handed out: the items of some paths, or a range of them.
CREATE TABLE job (
    id      INTEGER PRIMARY KEY,
    paths   TEXT NOT NULL,    -- JSON array, absolute
    first   INTEGER NOT NULL, -- number of the first item
    last    INTEGER NOT NULL, -- the one after the last; 0 for all there are
    options TEXT NOT NULL,
    next    INTEGER NOT NULL, -- first item that is not done
    state   TEXT NOT NULL,    -- waiting, leased, done
    tries   INTEGER NOT NULL, -- leases since next last moved
    attempt INTEGER NOT NULL, -- number of the last lease
    worker  TEXT,
    until   INTEGER,          -- end of the lease, milliseconds since 1970-01-01 UTC
    at      INTEGER NOT NULL, -- when it was added, likewise
    UNIQUE (paths, first)
) STRICT;
CREATE INDEX job_open ON job (id) WHERE state <> 'done';

-- Items that gave no report.
CREATE TABLE aside (
    job    INTEGER NOT NULL REFERENCES job (id),
    item   INTEGER NOT NULL,
    reason TEXT NOT NULL,
    poison INTEGER NOT NULL, -- 1 when workers were lost on it
    at     INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
    PRIMARY KEY (job, item)
) STRICT;

CREATE TABLE worker (
    name    TEXT PRIMARY KEY,
    started INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    reports INTEGER NOT NULL
) STRICT;

-- Locks by name, for work that one at a time may do.
CREATE TABLE exclusive (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

-- Versions that were taken out for good.
CREATE TABLE tombstone (
    version TEXT PRIMARY KEY,
    at      INTEGER NOT NULL, -- seconds since 1970-01-01 UTC
    reason  TEXT NOT NULL
) STRICT;

-- The report as it was cut, for reading it anew: article.Article without its
-- text, packed. NULL where the program that added it kept none.
ALTER TABLE result ADD COLUMN cut BLOB;

-- Whenever a version comes or goes, SQLite looks for reports that name it.
-- Without this it reads all of them.
CREATE INDEX report_current ON report (current);

PRAGMA user_version = 3;
