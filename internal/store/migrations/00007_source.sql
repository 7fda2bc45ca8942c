-- Where captures were fetched, and how the feeds that are watched stand. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE fetched (
    key        INTEGER PRIMARY KEY,
    capture    INTEGER NOT NULL REFERENCES capture (key),
    asked      TEXT NOT NULL,
    url        TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    status     INTEGER NOT NULL,
    header     TEXT NOT NULL,
    run        INTEGER NOT NULL REFERENCES run (key),
    UNIQUE (capture, asked, fetched_at)
);
CREATE INDEX fetched_asked ON fetched (asked);
CREATE INDEX problem_path ON problem (path);

CREATE TABLE feed_poll (
    key           INTEGER PRIMARY KEY,
    feed          TEXT NOT NULL,
    polled_at     TEXT NOT NULL,
    status        INTEGER NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    failures      INTEGER NOT NULL,
    not_before    TEXT NOT NULL,
    items         INTEGER NOT NULL,
    what          TEXT NOT NULL
);
CREATE INDEX feed_poll_feed ON feed_poll (feed, key);

-- +goose StatementBegin
CREATE TRIGGER fetched_not_deleted BEFORE DELETE ON fetched BEGIN
    SELECT RAISE(ABORT, 'rows of fetched are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER fetched_not_changed BEFORE UPDATE ON fetched BEGIN
    SELECT RAISE(ABORT, 'rows of fetched are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feed_poll_not_deleted BEFORE DELETE ON feed_poll BEGIN
    SELECT RAISE(ABORT, 'rows of feed_poll are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feed_poll_not_changed BEFORE UPDATE ON feed_poll BEGIN
    SELECT RAISE(ABORT, 'rows of feed_poll are never changed');
END;
-- +goose StatementEnd
