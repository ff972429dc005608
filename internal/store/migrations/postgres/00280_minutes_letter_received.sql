-- +goose Up
-- What came to minutes in time may be entered after the time for corrections, with the day it came.
ALTER TABLE minutes_letters ADD COLUMN received text NOT NULL DEFAULT '';
ALTER TABLE minutes_corrections ADD COLUMN received text NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN received text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE minutes_replies DROP COLUMN received;
ALTER TABLE minutes_corrections DROP COLUMN received;
ALTER TABLE minutes_letters DROP COLUMN received;
