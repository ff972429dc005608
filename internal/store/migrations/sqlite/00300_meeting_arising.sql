-- +goose Up
-- The promises that stand under matters arising, as they stood when the agenda was sent and on the day the table sat down.
ALTER TABLE meeting_items ADD COLUMN stood TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE meeting_items DROP COLUMN stood;
