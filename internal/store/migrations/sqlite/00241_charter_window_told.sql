-- +goose Up
-- When those who commented were told that the consultation is over.
ALTER TABLE charters ADD COLUMN window_told_at DATETIME;

-- +goose Down
ALTER TABLE charters DROP COLUMN window_told_at;
