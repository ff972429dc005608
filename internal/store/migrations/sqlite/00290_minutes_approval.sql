-- +goose Up
-- Who stands for minutes, as it was when they were approved: beside the version, whose hash it does not change.
ALTER TABLE minutes ADD COLUMN approval TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE minutes DROP COLUMN approval;
