-- +goose Up

-- How many statements of the current version are sure.
ALTER TABLE report ADD COLUMN sure integer NOT NULL DEFAULT 0;
UPDATE report r SET sure = (
    SELECT count(*) FROM statement s
    WHERE s.grade = 'sure' AND s.n BETWEEN r.n << 24 AND (r.n << 24) + 16777215
);
