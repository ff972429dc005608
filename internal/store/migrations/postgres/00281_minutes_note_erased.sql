-- +goose Up
-- What was noted at the table can be erased by itself; that something was noted stays.
ALTER TABLE minutes_notes ADD COLUMN erased boolean NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE minutes_notes DROP COLUMN erased;
