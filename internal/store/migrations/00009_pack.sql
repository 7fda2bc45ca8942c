-- What is asked of most reports at once, packed by columns: a filter that few reports meet, and a count of many, read these instead of
-- the rows. The next migration fills them. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE term (
    key  INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    code INTEGER NOT NULL CHECK (code > 0),
    text TEXT NOT NULL,
    UNIQUE (kind, text),
    UNIQUE (kind, code)
);

CREATE TABLE pack (
    key    INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    block  INTEGER NOT NULL,
    packed BLOB NOT NULL,
    UNIQUE (name, block)
);

CREATE TABLE gone (
    block INTEGER PRIMARY KEY,
    bits  BLOB NOT NULL CHECK (length(bits) = 128)
);

-- What was in these indexes for filters and counts is in the packed columns.
DROP INDEX report_by_day;
CREATE INDEX report_by_day ON report (sort_day) WHERE superseded IS NULL;
DROP INDEX report_by_type;
CREATE INDEX report_by_type ON report (type, sort_day) WHERE superseded IS NULL;
DROP INDEX report_by_country;
CREATE INDEX report_by_country ON report (country, sort_day) WHERE superseded IS NULL;
DROP INDEX report_tally;
DROP INDEX report_by_place;
DROP INDEX report_confidence;

CREATE INDEX who_folded ON who (folded, code, sector);
CREATE INDEX who_value ON who (CASE WHEN code = '' THEN text WHEN sector = '' THEN code ELSE code || '.' || sector END,
    CASE WHEN name = '' THEN text ELSE name END);
CREATE INDEX place_folded ON place (folded);

-- +goose StatementBegin
CREATE TRIGGER term_not_deleted BEFORE DELETE ON term BEGIN
    SELECT RAISE(ABORT, 'rows of term are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER term_not_changed BEFORE UPDATE ON term BEGIN
    SELECT RAISE(ABORT, 'rows of term are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pack_not_deleted BEFORE DELETE ON pack BEGIN
    SELECT RAISE(ABORT, 'rows of pack are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER pack_not_changed BEFORE UPDATE ON pack BEGIN
    SELECT RAISE(ABORT, 'rows of pack are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER gone_not_deleted BEFORE DELETE ON gone BEGIN
    SELECT RAISE(ABORT, 'rows of gone are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER gone_not_changed BEFORE UPDATE OF block ON gone BEGIN
    SELECT RAISE(ABORT, 'rows of gone are never changed but for their bits');
END;
-- +goose StatementEnd
-- A bit that is set stays set, as a superseded report stays superseded.
-- +goose StatementBegin
CREATE TRIGGER report_gone AFTER UPDATE OF superseded ON report WHEN NEW.superseded IS NOT NULL BEGIN
    UPDATE gone SET bits = bit_set(bits, (NEW.key - 1) & 1023) WHERE block = (NEW.key - 1) >> 10;
END;
-- +goose StatementEnd
