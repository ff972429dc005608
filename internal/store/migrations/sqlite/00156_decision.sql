-- +goose Up
-- When the table's decision on a proposal was announced, and how often it was put off before.
ALTER TABLE proposals ADD COLUMN decided_at DATETIME;
ALTER TABLE proposals ADD COLUMN put_off INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE proposals DROP COLUMN put_off;
ALTER TABLE proposals DROP COLUMN decided_at;
