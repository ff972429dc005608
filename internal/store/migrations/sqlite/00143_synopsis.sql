-- +goose Up
ALTER TABLE proposals ADD COLUMN answered_at DATETIME;
ALTER TABLE proposals ADD COLUMN synopsis TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_sheets ADD COLUMN revises BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE proposal_sheets ADD COLUMN synopsis TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_sheets ADD COLUMN asked_by TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_sheets ADD COLUMN asked_mandate TEXT NOT NULL DEFAULT '';
ALTER TABLE proposal_sheets ADD COLUMN asked_version INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE proposal_sheets DROP COLUMN asked_version;
ALTER TABLE proposal_sheets DROP COLUMN asked_mandate;
ALTER TABLE proposal_sheets DROP COLUMN asked_by;
ALTER TABLE proposal_sheets DROP COLUMN synopsis;
ALTER TABLE proposal_sheets DROP COLUMN revises;
ALTER TABLE proposals DROP COLUMN synopsis;
ALTER TABLE proposals DROP COLUMN answered_at;
