-- +goose Up

-- How many statements of the current version are sure.
ALTER TABLE report ADD COLUMN sure INTEGER NOT NULL DEFAULT 0;
UPDATE report SET sure = (
    SELECT count(*) FROM statement s
    WHERE s.grade = 'sure' AND s.n BETWEEN report.n << 24 AND (report.n << 24) + 16777215
);

PRAGMA user_version = 4;
