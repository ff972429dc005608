-- +goose Up
-- Who presides at a meeting and who records it, as the secretary said when it was opened: a delegate can preside in the chair's stead.
ALTER TABLE meetings ADD COLUMN presider TEXT NOT NULL DEFAULT '';
ALTER TABLE meetings ADD COLUMN recorder TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE meetings DROP COLUMN recorder;
ALTER TABLE meetings DROP COLUMN presider;
