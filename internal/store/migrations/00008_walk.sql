-- The indexes that lists are walked by and counts are taken from, widened by what is asked of most reports on the way: a report
-- that a filter does not admit is passed over, and one that it admits is counted, without being fetched.

-- +goose Up
DROP INDEX report_by_day;
CREATE INDEX report_by_day ON report (sort_day, key, date_end, published, confidence, mode, context) WHERE superseded IS NULL;
DROP INDEX report_by_type;
CREATE INDEX report_by_type ON report (type, sort_day, key, status) WHERE superseded IS NULL;
DROP INDEX report_by_country;
CREATE INDEX report_by_country ON report (country, sort_day, key, type, status) WHERE superseded IS NULL;
DROP INDEX report_tally;
CREATE INDEX report_tally ON report (sort_day, type, status, country, confidence, date_start, date_end) WHERE superseded IS NULL;
