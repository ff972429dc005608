-- +goose Up
-- When those who commented were told that the consultation is over.
ALTER TABLE charters ADD COLUMN window_told_at timestamptz;

-- +goose Down
ALTER TABLE charters DROP COLUMN window_told_at;
