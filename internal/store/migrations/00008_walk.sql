-- The index that lists are walked by, in their order, widened by what is asked of most reports on the way: a report that a filter
-- does not admit is passed over without being fetched.

-- +goose Up
DROP INDEX report_by_day;
CREATE INDEX report_by_day ON report (sort_day, key, date_end, published, confidence, mode, context) WHERE superseded IS NULL;
