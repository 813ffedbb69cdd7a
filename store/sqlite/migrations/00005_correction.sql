-- +goose Up

-- What people say of the record.
CREATE TABLE correction (
    id   TEXT PRIMARY KEY,
    at   INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
    body TEXT NOT NULL     -- correction.Correction as JSON
) STRICT;

-- What is kept beside the record under a name; see store.Bookmark.
CREATE TABLE bookmark (
    name TEXT PRIMARY KEY,
    seq  INTEGER NOT NULL,
    at   INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
    data BLOB
) STRICT;

CREATE INDEX journal_at ON journal (at);

PRAGMA user_version = 5;
