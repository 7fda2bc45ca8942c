-- What makes damage visible, what is counted of people, and what people decided. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE seal (
    name   TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    rows   INTEGER NOT NULL,
    sum    INTEGER NOT NULL,
    PRIMARY KEY (name, bucket)
) WITHOUT ROWID;

CREATE TABLE toll (
    report   INTEGER NOT NULL REFERENCES report (key),
    position INTEGER NOT NULL,
    what     TEXT NOT NULL,
    low      INTEGER,
    high     INTEGER,
    PRIMARY KEY (report, position)
) WITHOUT ROWID;
INSERT INTO toll (report, position, what, low, high)
    SELECT j.report, c.key, c.value ->> 'what', c.value ->> 'low', c.value ->> 'high' FROM report_json j, json_each(j.json, '$.counts') c;

CREATE VIEW report_review AS
    SELECT v.report AS report, v.decision AS decision, v.reviewer AS reviewer, v.decided_at AS decided_at
    FROM review v WHERE v.key = (SELECT max(w.key) FROM review w WHERE w.report = v.report AND w.sample NOT GLOB 'blind-*'
        AND NOT EXISTS (SELECT 1 FROM review_undo u WHERE u.review = w.key));

CREATE INDEX report_tally ON report (sort_day, type, status, country) WHERE superseded IS NULL;
CREATE INDEX report_confidence ON report (confidence) WHERE superseded IS NULL;

-- +goose StatementBegin
CREATE TRIGGER toll_not_deleted BEFORE DELETE ON toll BEGIN
    SELECT RAISE(ABORT, 'rows of toll are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER toll_not_changed BEFORE UPDATE ON toll BEGIN
    SELECT RAISE(ABORT, 'rows of toll are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seal_not_deleted BEFORE DELETE ON seal BEGIN
    SELECT RAISE(ABORT, 'rows of seal are never deleted');
END;
-- +goose StatementEnd
