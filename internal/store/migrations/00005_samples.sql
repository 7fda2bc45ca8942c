-- Samples drawn for review. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE sample (
    key        INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind       TEXT NOT NULL CHECK (kind IN ('precision', 'agreement')),
    seed       INTEGER NOT NULL,
    size       INTEGER NOT NULL CHECK (size > 0),
    population INTEGER NOT NULL CHECK (population >= size),
    query      TEXT NOT NULL,
    made_by    TEXT NOT NULL CHECK (made_by <> ''),
    made_at    TEXT NOT NULL
);

CREATE TABLE sample_member (
    sample   INTEGER NOT NULL REFERENCES sample (key),
    position INTEGER NOT NULL,
    report   TEXT NOT NULL,
    PRIMARY KEY (sample, position),
    UNIQUE (sample, report)
) WITHOUT ROWID;

CREATE INDEX review_reviewer ON review (reviewer, key);

-- +goose StatementBegin
CREATE TRIGGER sample_not_deleted BEFORE DELETE ON sample BEGIN
    SELECT RAISE(ABORT, 'rows of sample are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sample_not_changed BEFORE UPDATE ON sample BEGIN
    SELECT RAISE(ABORT, 'rows of sample are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sample_member_not_deleted BEFORE DELETE ON sample_member BEGIN
    SELECT RAISE(ABORT, 'rows of sample_member are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sample_member_not_changed BEFORE UPDATE ON sample_member BEGIN
    SELECT RAISE(ABORT, 'rows of sample_member are never changed');
END;
-- +goose StatementEnd
