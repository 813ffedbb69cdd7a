-- +goose Up

-- A report, known by its id, as its current version shows it.
CREATE TABLE report (
    n          INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    current    INTEGER NOT NULL REFERENCES version (n) DEFERRABLE INITIALLY DEFERRED,
    rank       INTEGER NOT NULL, -- seconds from publication to 1970-01-01 UTC; 2^63-1 when undated
    day        INTEGER,          -- of publication, as written, in days since 1970-01-01
    versions   INTEGER NOT NULL,
    statements INTEGER NOT NULL
) STRICT;
CREATE INDEX report_order ON report (rank, id);

-- What is known of each version beside its text.
CREATE TABLE version (
    n                   INTEGER PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE, -- SHA-256 of the original, lower-case hex
    report              INTEGER NOT NULL REFERENCES report (n),
    location            TEXT NOT NULL,
    pointer             TEXT NOT NULL,
    "offset"            INTEGER NOT NULL, -- byte at which the original starts in its source
    shape               TEXT NOT NULL,
    outlet              TEXT,
    url                 TEXT,
    title               TEXT,
    byline              TEXT NOT NULL,    -- JSON array of names
    dateline_place      TEXT,
    dateline_date       TEXT,
    has_dateline        INTEGER NOT NULL, -- 0 or 1
    published           TEXT,             -- ISO 8601 as far as known
    published_precision TEXT,
    published_basis     TEXT,
    modified            TEXT,
    modified_precision  TEXT,
    modified_basis      TEXT,
    changed             INTEGER,          -- modified, else published, in seconds since 1970-01-01 UTC
    language            TEXT,
    not_analysed        TEXT NOT NULL,    -- JSON array of sentences
    reader              TEXT NOT NULL,    -- what made the result
    size                INTEGER NOT NULL  -- bytes of the original
) STRICT;
CREATE INDEX version_report ON version (report, changed);
CREATE INDEX version_outlet ON version (outlet, size);

-- The original of each version as it came.
CREATE TABLE original (
    version INTEGER PRIMARY KEY REFERENCES version (n),
    bytes   BLOB NOT NULL -- zstd
) STRICT;

-- The record of each version, and the one before that another reader made.
CREATE TABLE result (
    version INTEGER PRIMARY KEY REFERENCES version (n),
    line    BLOB NOT NULL, -- record.Line as JSON, zstd
    origin  BLOB NOT NULL  -- of the line's text in the original, text.AppendOrigin, zstd
) STRICT;
CREATE TABLE previous (
    version INTEGER PRIMARY KEY REFERENCES version (n),
    reader  TEXT NOT NULL,
    line    BLOB NOT NULL,
    origin  BLOB NOT NULL
) STRICT;

-- The statements of current versions. The number of the k-th statement of
-- report n, from 0, is n * 2^24 + k.
CREATE TABLE statement (
    n            INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    part         TEXT NOT NULL,
    act          TEXT NOT NULL,
    speaker      TEXT, -- the fullest name in the report
    actor        TEXT, -- the report's own id for the speaker
    role         TEXT,
    words        TEXT NOT NULL, -- the content, its pieces joined by " … "
    quoted       TEXT,          -- the pieces in quotation marks, likewise; NULL when they are the words
    cue          TEXT NOT NULL,
    date         TEXT,
    "start"      INTEGER NOT NULL, -- code points into the report's text
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL, -- bytes of the source
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    grade        TEXT NOT NULL
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker);

-- The positions of current versions, numbered as statements are.
CREATE TABLE position (
    n            INTEGER PRIMARY KEY,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    holder       TEXT, -- the fullest name in the report
    actor        TEXT, -- the report's own id for the holder
    target       TEXT, -- likewise the fullest name
    words        TEXT NOT NULL,
    condition    TEXT,
    statement    TEXT, -- id
    quoted       REAL NOT NULL, -- share of the words in quotation marks, 0 to 1
    "start"      INTEGER NOT NULL, -- code points into the report's text
    "end"        INTEGER NOT NULL,
    source_start INTEGER NOT NULL, -- bytes of the source
    source_end   INTEGER NOT NULL,
    rule         TEXT NOT NULL,
    grade        TEXT NOT NULL
) STRICT;

-- The words of current versions, of their statements and of their positions,
-- cut by the program and joined by spaces. Rows are numbered as in report,
-- statement and position. Kind and cue of a position are its statement's.
CREATE VIRTUAL TABLE report_words USING fts5 (
    title, body, names, places, outlet,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    said, speaker, kind, cue,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE position_words USING fts5 (
    said, speaker, kind, cue,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- When a version came, or its record was made anew. Never part of the record.
CREATE TABLE journal (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL, -- seconds since 1970-01-01 UTC
    what    TEXT NOT NULL,    -- added, renewed
    version TEXT NOT NULL
) STRICT;

-- For people. The names and columns of views stay.
CREATE VIEW reports AS
SELECT r.id, v.published, v.published_basis, v.outlet, v.title, v.url, v.language, v.shape,
       r.versions, r.statements, v.location, v.pointer, v.id AS version
FROM report r JOIN version v ON v.n = r.current
ORDER BY r.rank, r.id;

CREATE VIEW statements AS
SELECT s.id, s.speaker, s.role, s.words, s.kind, s.part, s.cue, s.date, s.grade,
       r.id AS report, v.title AS report_title, v.outlet, v.published,
       s."start", s."end", s.source_start, s.source_end, v.location
FROM report r JOIN version v ON v.n = r.current
JOIN statement s ON s.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
ORDER BY r.rank, r.id, s.n;

CREATE VIEW quotations AS
SELECT s.id, s.speaker, s.role, coalesce(s.quoted, s.words) AS quotation, s.words, s.grade,
       r.id AS report, v.title AS report_title, v.outlet, v.published
FROM report r JOIN version v ON v.n = r.current
JOIN statement s ON s.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
WHERE s.kind IN ('direct', 'mixed')
ORDER BY r.rank, r.id, s.n;

CREATE VIEW positions AS
SELECT p.id, p.kind, p.holder, p.target, p.words, p.condition, p.quoted, p.grade, p.statement,
       r.id AS report, v.title AS report_title, v.outlet, v.published,
       p."start", p."end", p.source_start, p.source_end, v.location
FROM report r JOIN version v ON v.n = r.current
JOIN position p ON p.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
ORDER BY r.rank, r.id, p.n;

CREATE VIEW speakers AS
SELECT speaker, count(*) AS statements, count(DISTINCT n >> 24) AS reports
FROM statement WHERE speaker IS NOT NULL
GROUP BY speaker ORDER BY 2 DESC, 1;

PRAGMA user_version = 1;
