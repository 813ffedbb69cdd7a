-- +goose Up

-- What reports show together, item by item; see store.Relations.
CREATE TABLE related (
    kind  text COLLATE "C" NOT NULL,
    id    text COLLATE "C" NOT NULL,
    place bytea NOT NULL,
    data  bytea NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX related_place ON related (kind, place);

CREATE TABLE related_report (
    report text COLLATE "C" NOT NULL,
    kind   text COLLATE "C" NOT NULL,
    id     text COLLATE "C" NOT NULL,
    PRIMARY KEY (report, kind, id)
);
CREATE INDEX related_report_item ON related_report (kind, id);
