-- Which events belong to one matter, and why. docs/schema.md says what each column means.

-- +goose Up
CREATE TABLE story_move (
    key        INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('found', 'join', 'bridge')),
    why        TEXT NOT NULL,
    score      REAL,
    decided_at TEXT NOT NULL
);

CREATE TABLE story (
    key  INTEGER PRIMARY KEY,
    id   TEXT NOT NULL UNIQUE,
    move INTEGER NOT NULL REFERENCES story_move (key)
);

CREATE TABLE chapter (
    key        INTEGER PRIMARY KEY,
    event      INTEGER NOT NULL REFERENCES event (key),
    story      INTEGER NOT NULL REFERENCES story (key),
    move       INTEGER NOT NULL REFERENCES story_move (key),
    superseded INTEGER REFERENCES story_move (key)
);
CREATE UNIQUE INDEX chapter_current ON chapter (event) WHERE superseded IS NULL;
CREATE INDEX chapter_story ON chapter (story, event);

CREATE TABLE episode (
    key     INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (key),
    event   INTEGER NOT NULL REFERENCES event (key),
    day     INTEGER NOT NULL,
    UNIQUE (event, article)
);

CREATE TABLE tie (
    tie     INTEGER NOT NULL,
    episode INTEGER NOT NULL REFERENCES episode (key),
    PRIMARY KEY (tie, episode)
) WITHOUT ROWID;

CREATE TABLE story_pass (
    key        INTEGER PRIMARY KEY,
    membership INTEGER NOT NULL,
    teller     TEXT NOT NULL,
    told_at    TEXT NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER story_move_not_deleted BEFORE DELETE ON story_move BEGIN
    SELECT RAISE(ABORT, 'rows of story_move are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER story_move_not_changed BEFORE UPDATE ON story_move BEGIN
    SELECT RAISE(ABORT, 'rows of story_move are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER story_not_deleted BEFORE DELETE ON story BEGIN
    SELECT RAISE(ABORT, 'rows of story are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER story_not_changed BEFORE UPDATE ON story BEGIN
    SELECT RAISE(ABORT, 'rows of story are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER episode_not_deleted BEFORE DELETE ON episode BEGIN
    SELECT RAISE(ABORT, 'rows of episode are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER episode_not_changed BEFORE UPDATE ON episode BEGIN
    SELECT RAISE(ABORT, 'rows of episode are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tie_not_deleted BEFORE DELETE ON tie BEGIN
    SELECT RAISE(ABORT, 'rows of tie are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tie_not_changed BEFORE UPDATE ON tie BEGIN
    SELECT RAISE(ABORT, 'rows of tie are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER story_pass_not_deleted BEFORE DELETE ON story_pass BEGIN
    SELECT RAISE(ABORT, 'rows of story_pass are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER story_pass_not_changed BEFORE UPDATE ON story_pass BEGIN
    SELECT RAISE(ABORT, 'rows of story_pass are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER chapter_not_deleted BEFORE DELETE ON chapter BEGIN
    SELECT RAISE(ABORT, 'rows of chapter are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER chapter_not_changed BEFORE UPDATE OF key, event, story, move ON chapter BEGIN
    SELECT RAISE(ABORT, 'rows of chapter are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER chapter_superseded_once BEFORE UPDATE OF superseded ON chapter WHEN OLD.superseded IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a superseded chapter stays superseded');
END;
-- +goose StatementEnd
