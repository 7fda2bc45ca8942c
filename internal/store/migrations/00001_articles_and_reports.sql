-- Captures, articles, codings, reports and runs. docs/schema.md says what each column means; a test holds it to that.
-- Days are YYYY-MM-DD, moments RFC 3339 in UTC. In text columns '' is unknown.

-- +goose Up
PRAGMA application_id = 1684107116; -- "dall", so that file(1) and Open know the file

CREATE TABLE coder (
    key      INTEGER PRIMARY KEY,
    version  TEXT NOT NULL,
    model    TEXT NOT NULL,
    codebook TEXT NOT NULL,
    UNIQUE (version, model, codebook)
);

CREATE TABLE run (
    key        INTEGER PRIMARY KEY,
    coder      INTEGER NOT NULL REFERENCES coder (key),
    started_at TEXT NOT NULL
);

CREATE TABLE run_end (
    run      INTEGER PRIMARY KEY REFERENCES run (key),
    ended_at TEXT NOT NULL,
    outcome  TEXT NOT NULL CHECK (outcome IN ('done', 'interrupted', 'failed')),
    added    INTEGER NOT NULL,
    present  INTEGER NOT NULL,
    reports  INTEGER NOT NULL,
    problems INTEGER NOT NULL
);

CREATE TABLE problem (
    key      INTEGER PRIMARY KEY,
    run      INTEGER NOT NULL REFERENCES run (key),
    path     TEXT NOT NULL,
    place    TEXT NOT NULL,
    what     TEXT NOT NULL,
    remedy   TEXT NOT NULL,
    noted_at TEXT NOT NULL
);
CREATE INDEX problem_run ON problem (run);

CREATE TABLE capture (
    key    INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    format TEXT NOT NULL,
    size   INTEGER NOT NULL,
    raw    BLOB NOT NULL
);

CREATE TABLE sighting (
    key     INTEGER PRIMARY KEY,
    capture INTEGER NOT NULL REFERENCES capture (key),
    path    TEXT NOT NULL,
    place   TEXT NOT NULL,
    run     INTEGER NOT NULL REFERENCES run (key),
    seen_at TEXT NOT NULL,
    UNIQUE (capture, path, place)
);

CREATE TABLE article (
    key       INTEGER PRIMARY KEY,
    capture   INTEGER NOT NULL REFERENCES capture (key),
    id        TEXT NOT NULL,
    title     TEXT NOT NULL,
    subtitle  TEXT NOT NULL,
    byline    TEXT NOT NULL,
    source    TEXT NOT NULL,
    published TEXT NOT NULL,
    url       TEXT NOT NULL,
    language  TEXT NOT NULL,
    text      TEXT NOT NULL,
    UNIQUE (capture, id)
);
CREATE INDEX article_id ON article (id);
CREATE INDEX article_source ON article (source);

CREATE TABLE coding (
    key        INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES article (key),
    coder      INTEGER NOT NULL REFERENCES coder (key),
    run        INTEGER NOT NULL REFERENCES run (key),
    coded_at   TEXT NOT NULL,
    superseded INTEGER REFERENCES coding (key),
    UNIQUE (article, coder)
);

CREATE TABLE place (
    key       INTEGER PRIMARY KEY,
    text      TEXT NOT NULL,
    name      TEXT NOT NULL,
    country   TEXT NOT NULL,
    admin1    TEXT NOT NULL,
    lat       REAL,
    lon       REAL,
    geonames  INTEGER,
    precision TEXT NOT NULL,
    folded    TEXT NOT NULL,
    identity  TEXT NOT NULL UNIQUE
);

CREATE TABLE report (
    key            INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    coding         INTEGER NOT NULL REFERENCES coding (key),
    article        INTEGER NOT NULL REFERENCES article (key),
    position       INTEGER NOT NULL,
    type           TEXT NOT NULL,
    mode           TEXT NOT NULL,
    context        TEXT NOT NULL,
    status         TEXT NOT NULL,
    historical     INTEGER NOT NULL,
    negated        INTEGER NOT NULL,
    date_start     TEXT,
    date_end       TEXT,
    date_precision TEXT,
    published      TEXT NOT NULL,
    sort_day       TEXT NOT NULL,
    place          INTEGER REFERENCES place (key),
    country        TEXT NOT NULL,
    confidence     REAL NOT NULL,
    trigger_start  INTEGER NOT NULL,
    trigger_end    INTEGER NOT NULL,
    trigger_text   TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL,
    same_as        TEXT,
    content_of     TEXT,
    superseded     INTEGER REFERENCES coding (key),
    UNIQUE (coding, id)
);
CREATE INDEX report_id ON report (id);
CREATE INDEX report_article ON report (article);
CREATE INDEX report_by_day ON report (sort_day) WHERE superseded IS NULL;
CREATE INDEX report_by_type ON report (type, sort_day) WHERE superseded IS NULL;
CREATE INDEX report_by_status ON report (status, sort_day) WHERE superseded IS NULL;
CREATE INDEX report_by_country ON report (country, sort_day) WHERE superseded IS NULL;
CREATE INDEX report_by_place ON report (place) WHERE superseded IS NULL;

CREATE TABLE report_json (
    report INTEGER PRIMARY KEY REFERENCES report (key),
    json   TEXT NOT NULL
);

CREATE TABLE who (
    key      INTEGER PRIMARY KEY,
    text     TEXT NOT NULL,
    name     TEXT NOT NULL,
    code     TEXT NOT NULL,
    sector   TEXT NOT NULL,
    wikidata TEXT NOT NULL,
    folded   TEXT NOT NULL,
    UNIQUE (text, name, code, sector, wikidata)
);
CREATE INDEX who_code ON who (code, sector);

CREATE TABLE participant (
    report     INTEGER NOT NULL REFERENCES report (key),
    role       TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'source')),
    position   INTEGER NOT NULL,
    who        INTEGER NOT NULL REFERENCES who (key),
    cue        TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (report, role, position)
) WITHOUT ROWID;
CREATE INDEX participant_who ON participant (who, role);

CREATE VIEW report_sentence AS
    SELECT r.key AS key, substr(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS sentence
    FROM report r JOIN article a ON a.key = r.article;

CREATE VIRTUAL TABLE article_fts USING fts5 (title, text, content = 'article', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE report_fts USING fts5 (sentence, content = 'report_sentence', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2');

-- Nothing is overwritten or deleted: the schema itself refuses. The one change there is, is that a newer coding takes the place
-- of an older, once.
-- +goose StatementBegin
CREATE TRIGGER coder_not_deleted BEFORE DELETE ON coder BEGIN
    SELECT RAISE(ABORT, 'rows of coder are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER coder_not_changed BEFORE UPDATE ON coder BEGIN
    SELECT RAISE(ABORT, 'rows of coder are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER run_not_deleted BEFORE DELETE ON run BEGIN
    SELECT RAISE(ABORT, 'rows of run are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER run_not_changed BEFORE UPDATE ON run BEGIN
    SELECT RAISE(ABORT, 'rows of run are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER run_end_not_deleted BEFORE DELETE ON run_end BEGIN
    SELECT RAISE(ABORT, 'rows of run_end are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER run_end_not_changed BEFORE UPDATE ON run_end BEGIN
    SELECT RAISE(ABORT, 'rows of run_end are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER problem_not_deleted BEFORE DELETE ON problem BEGIN
    SELECT RAISE(ABORT, 'rows of problem are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER problem_not_changed BEFORE UPDATE ON problem BEGIN
    SELECT RAISE(ABORT, 'rows of problem are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER capture_not_deleted BEFORE DELETE ON capture BEGIN
    SELECT RAISE(ABORT, 'rows of capture are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER capture_not_changed BEFORE UPDATE ON capture BEGIN
    SELECT RAISE(ABORT, 'rows of capture are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sighting_not_deleted BEFORE DELETE ON sighting BEGIN
    SELECT RAISE(ABORT, 'rows of sighting are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sighting_not_changed BEFORE UPDATE ON sighting BEGIN
    SELECT RAISE(ABORT, 'rows of sighting are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER article_not_deleted BEFORE DELETE ON article BEGIN
    SELECT RAISE(ABORT, 'rows of article are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER article_not_changed BEFORE UPDATE ON article BEGIN
    SELECT RAISE(ABORT, 'rows of article are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER coding_not_deleted BEFORE DELETE ON coding BEGIN
    SELECT RAISE(ABORT, 'rows of coding are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER place_not_deleted BEFORE DELETE ON place BEGIN
    SELECT RAISE(ABORT, 'rows of place are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER place_not_changed BEFORE UPDATE ON place BEGIN
    SELECT RAISE(ABORT, 'rows of place are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_not_deleted BEFORE DELETE ON report BEGIN
    SELECT RAISE(ABORT, 'rows of report are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_json_not_deleted BEFORE DELETE ON report_json BEGIN
    SELECT RAISE(ABORT, 'rows of report_json are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_json_not_changed BEFORE UPDATE ON report_json BEGIN
    SELECT RAISE(ABORT, 'rows of report_json are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER who_not_deleted BEFORE DELETE ON who BEGIN
    SELECT RAISE(ABORT, 'rows of who are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER who_not_changed BEFORE UPDATE ON who BEGIN
    SELECT RAISE(ABORT, 'rows of who are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER participant_not_deleted BEFORE DELETE ON participant BEGIN
    SELECT RAISE(ABORT, 'rows of participant are never deleted');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER participant_not_changed BEFORE UPDATE ON participant BEGIN
    SELECT RAISE(ABORT, 'rows of participant are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_not_changed BEFORE UPDATE OF key, id, coding, article, position, type, mode, context, status, historical, negated, date_start, date_end, date_precision, published, sort_day, place, country, confidence, trigger_start, trigger_end, trigger_text, sentence_start, sentence_end, same_as, content_of ON report BEGIN
    SELECT RAISE(ABORT, 'rows of report are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_superseded_once BEFORE UPDATE OF superseded ON report WHEN OLD.superseded IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a superseded report stays superseded');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER coding_not_changed BEFORE UPDATE OF key, article, coder, run, coded_at ON coding BEGIN
    SELECT RAISE(ABORT, 'rows of coding are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER coding_superseded_once BEFORE UPDATE OF superseded ON coding WHEN OLD.superseded IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a superseded coding stays superseded');
END;
-- +goose StatementEnd
