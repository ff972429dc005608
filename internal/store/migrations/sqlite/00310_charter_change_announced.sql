-- +goose Up
-- An editorial change lies before the chair first, who announces it or declines it with a reason.
ALTER TABLE charter_changes ADD COLUMN announced_by TEXT NOT NULL DEFAULT '';
ALTER TABLE charter_changes ADD COLUMN announced_at DATETIME;
ALTER TABLE charter_changes ADD COLUMN declined TEXT NOT NULL DEFAULT '';
ALTER TABLE charter_changes ADD COLUMN declined_language TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE charter_changes DROP COLUMN declined_language;
ALTER TABLE charter_changes DROP COLUMN declined;
ALTER TABLE charter_changes DROP COLUMN announced_at;
ALTER TABLE charter_changes DROP COLUMN announced_by;
