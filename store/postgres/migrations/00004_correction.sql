-- +goose Up

-- What people say of the record.
CREATE TABLE correction (
    id   text PRIMARY KEY,
    at   bigint NOT NULL, -- milliseconds since 1970-01-01 UTC
    body text NOT NULL     -- correction.Correction as JSON
);

-- What is kept beside the record under a name; see store.Bookmark.
CREATE TABLE bookmark (
    name text PRIMARY KEY,
    seq  bigint NOT NULL,
    at   bigint NOT NULL, -- milliseconds since 1970-01-01 UTC
    data bytea
);

CREATE INDEX journal_at ON journal (at);
