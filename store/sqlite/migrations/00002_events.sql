-- +goose Up

-- The events of current versions. The number of the k-th event of report n,
-- from 0, is n * 2^24 + k.
CREATE TABLE event (
    n             INTEGER PRIMARY KEY,
    id            TEXT NOT NULL,
    type          TEXT NOT NULL, -- of PLOVER
    mode          TEXT,
    track         TEXT NOT NULL, -- diplomacy, military, both, other
    modality      TEXT NOT NULL, -- happened, historical, planned, hypothetical, negated
    actors        TEXT NOT NULL, -- names, joined by "; "
    recipients    TEXT NOT NULL, -- likewise
    words         TEXT NOT NULL,
    place         TEXT,
    date          TEXT,          -- ISO 8601 as far as known
    attributed_to TEXT,          -- who tells it; NULL when the report does in its own voice
    position      TEXT,          -- id
    "start"       INTEGER NOT NULL, -- code points into the report's text
    "end"         INTEGER NOT NULL,
    source_start  INTEGER NOT NULL, -- bytes of the source
    source_end    INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    grade         TEXT NOT NULL
) STRICT;

-- The meetings of current versions, numbered as events are.
CREATE TABLE meeting (
    n        INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    kind     TEXT,
    parties  TEXT NOT NULL, -- names, joined by "; "
    mediator TEXT,
    format   TEXT,
    venue    TEXT,
    date     TEXT,
    status   TEXT NOT NULL -- planned, held, cancelled, postponed
) STRICT;

-- Their words, as those of statements are kept. speaker: who takes part, with
-- the state; kind: type, mode, modality and track, or kind, status and format.
CREATE VIRTUAL TABLE event_words USING fts5 (
    said, speaker, kind, cue,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE VIRTUAL TABLE meeting_words USING fts5 (
    said, speaker, kind, cue,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE VIEW events AS
SELECT e.id, e.type, e.mode, e.track, e.modality, e.actors, e.recipients, e.words, e.place, e.date, e.attributed_to, e.position, e.grade,
       r.id AS report, v.title AS report_title, v.outlet, v.published,
       e."start", e."end", e.source_start, e.source_end, v.location
FROM report r JOIN version v ON v.n = r.current
JOIN event e ON e.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
ORDER BY r.rank, r.id, e.n;

CREATE VIEW meetings AS
SELECT m.id, m.kind, m.parties, m.mediator, m.format, m.venue, m.date, m.status,
       r.id AS report, v.title AS report_title, v.outlet, v.published, v.location
FROM report r JOIN version v ON v.n = r.current
JOIN meeting m ON m.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
ORDER BY r.rank, r.id, m.n;

PRAGMA user_version = 2;
