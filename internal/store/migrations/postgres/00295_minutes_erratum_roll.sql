-- +goose Up
-- An erratum can be of who was there, whatever paragraph it hangs on.
ALTER TABLE minutes_errata ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE minutes_errata DROP COLUMN about;
