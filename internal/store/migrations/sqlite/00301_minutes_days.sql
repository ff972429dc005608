-- +goose Up
-- How many working days minutes could be corrected when they were sent round, as the charter said that day; 0: they never were, or before it was kept. And how many
-- reminders were due by the last one that was sent since.
ALTER TABLE minutes ADD COLUMN correction_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE minutes ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE minutes DROP COLUMN reminders;
ALTER TABLE minutes DROP COLUMN correction_days;
