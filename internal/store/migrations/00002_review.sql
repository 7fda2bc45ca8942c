-- What people decide of reports. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE review (
    key        INTEGER PRIMARY KEY,
    report     TEXT NOT NULL,
    reviewer   TEXT NOT NULL CHECK (reviewer <> ''),
    decision   TEXT NOT NULL CHECK (decision IN ('accept', 'correct', 'reject', 'skip')),
    corrected  TEXT CHECK ((corrected IS NOT NULL) = (decision = 'correct')),
    note       TEXT NOT NULL,
    sample     TEXT NOT NULL,
    decided_at TEXT NOT NULL
);
CREATE INDEX review_report ON review (report);
CREATE INDEX review_sample ON review (sample, reviewer);

CREATE TABLE review_undo (
    review    INTEGER PRIMARY KEY REFERENCES review (key),
    reviewer  TEXT NOT NULL CHECK (reviewer <> ''),
    undone_at TEXT NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER review_not_deleted BEFORE DELETE ON review BEGIN
    SELECT RAISE(ABORT, 'rows of review are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_not_changed BEFORE UPDATE ON review BEGIN
    SELECT RAISE(ABORT, 'rows of review are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_undo_not_deleted BEFORE DELETE ON review_undo BEGIN
    SELECT RAISE(ABORT, 'rows of review_undo are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_undo_not_changed BEFORE UPDATE ON review_undo BEGIN
    SELECT RAISE(ABORT, 'rows of review_undo are never changed');
END;
-- +goose StatementEnd
