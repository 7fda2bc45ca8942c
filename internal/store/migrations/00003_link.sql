-- Which reports tell of one happening, who decided so, and which articles are copies of one another. docs/schema.md says what each
-- column means.

-- +goose Up
CREATE TABLE decision (
    key        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('found', 'join', 'move', 'merge', 'split', 'undo')),
    decided_by TEXT NOT NULL,
    why        TEXT NOT NULL CHECK (decided_by = '' OR why <> ''),
    score      REAL,
    undoes     INTEGER UNIQUE REFERENCES decision (key) CHECK ((undoes IS NOT NULL) = (kind = 'undo')),
    decided_at TEXT NOT NULL
);
CREATE INDEX decision_of_people ON decision (decided_by) WHERE decided_by <> '';

CREATE TABLE event (
    key      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    decision INTEGER NOT NULL REFERENCES decision (key)
);

CREATE TABLE membership (
    key        INTEGER PRIMARY KEY,
    report     TEXT NOT NULL,
    event      INTEGER NOT NULL REFERENCES event (key),
    pinned     INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    decision   INTEGER NOT NULL REFERENCES decision (key),
    superseded INTEGER REFERENCES decision (key)
);
CREATE UNIQUE INDEX membership_current ON membership (report) WHERE superseded IS NULL;
CREATE INDEX membership_report ON membership (report);
CREATE INDEX membership_event ON membership (event, report);
CREATE INDEX membership_decision ON membership (decision);
CREATE INDEX membership_superseded ON membership (superseded) WHERE superseded IS NOT NULL;

CREATE TABLE feature (
    report INTEGER PRIMARY KEY REFERENCES report (key),
    packed BLOB NOT NULL
);

CREATE TABLE block (
    block INTEGER NOT NULL,
    event INTEGER NOT NULL REFERENCES event (key),
    PRIMARY KEY (block, event)
) WITHOUT ROWID;

CREATE TABLE sketch (
    article INTEGER PRIMARY KEY REFERENCES article (key),
    words   INTEGER NOT NULL
);

CREATE TABLE fingerprint (
    print   INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (key),
    PRIMARY KEY (print, article)
) WITHOUT ROWID;

CREATE TABLE copied (
    article     INTEGER NOT NULL REFERENCES article (key),
    other       INTEGER NOT NULL REFERENCES article (key) CHECK (other < article),
    resemblance REAL NOT NULL,
    containment REAL NOT NULL,
    found_at    TEXT NOT NULL,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX copied_other ON copied (other);

CREATE TABLE link_pass (
    key       INTEGER PRIMARY KEY,
    article   INTEGER NOT NULL,
    report    INTEGER NOT NULL,
    linker    TEXT NOT NULL,
    linked_at TEXT NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER event_not_deleted BEFORE DELETE ON event BEGIN
    SELECT RAISE(ABORT, 'rows of event are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'rows of event are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_not_deleted BEFORE DELETE ON decision BEGIN
    SELECT RAISE(ABORT, 'rows of decision are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_not_changed BEFORE UPDATE ON decision BEGIN
    SELECT RAISE(ABORT, 'rows of decision are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER block_not_deleted BEFORE DELETE ON block BEGIN
    SELECT RAISE(ABORT, 'rows of block are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER block_not_changed BEFORE UPDATE ON block BEGIN
    SELECT RAISE(ABORT, 'rows of block are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feature_not_deleted BEFORE DELETE ON feature BEGIN
    SELECT RAISE(ABORT, 'rows of feature are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feature_not_changed BEFORE UPDATE ON feature BEGIN
    SELECT RAISE(ABORT, 'rows of feature are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fingerprint_not_deleted BEFORE DELETE ON fingerprint BEGIN
    SELECT RAISE(ABORT, 'rows of fingerprint are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fingerprint_not_changed BEFORE UPDATE ON fingerprint BEGIN
    SELECT RAISE(ABORT, 'rows of fingerprint are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sketch_not_deleted BEFORE DELETE ON sketch BEGIN
    SELECT RAISE(ABORT, 'rows of sketch are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sketch_not_changed BEFORE UPDATE ON sketch BEGIN
    SELECT RAISE(ABORT, 'rows of sketch are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER copied_not_deleted BEFORE DELETE ON copied BEGIN
    SELECT RAISE(ABORT, 'rows of copied are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER copied_not_changed BEFORE UPDATE ON copied BEGIN
    SELECT RAISE(ABORT, 'rows of copied are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_pass_not_deleted BEFORE DELETE ON link_pass BEGIN
    SELECT RAISE(ABORT, 'rows of link_pass are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER link_pass_not_changed BEFORE UPDATE ON link_pass BEGIN
    SELECT RAISE(ABORT, 'rows of link_pass are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER membership_not_deleted BEFORE DELETE ON membership BEGIN
    SELECT RAISE(ABORT, 'rows of membership are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER membership_not_changed BEFORE UPDATE OF key, report, event, pinned, decision ON membership BEGIN
    SELECT RAISE(ABORT, 'rows of membership are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER membership_superseded_once BEFORE UPDATE OF superseded ON membership WHEN OLD.superseded IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a superseded membership stays superseded');
END;
-- +goose StatementEnd
