-- +goose Up
-- What an authority has said to showing its clock, and of which authorities it was told that they no longer stand.
ALTER TABLE handlings ADD COLUMN clock_said TEXT NOT NULL DEFAULT '';
ALTER TABLE handlings ADD COLUMN lost TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE handlings DROP COLUMN lost;
ALTER TABLE handlings DROP COLUMN clock_said;
