-- +goose Up
-- When a mandate ended, beside the last day that was recorded for it. Mandates that ended before this keep the one they have.
ALTER TABLE mandates ADD COLUMN ended_at DATETIME;
UPDATE mandates SET ended_at = ends WHERE state = 'ended';

-- +goose Down
ALTER TABLE mandates DROP COLUMN ended_at;
