-- +goose Up
-- What is erased may be part of another record: a voice of a ballot, the letter of a signature. Empty: it is the record itself.
ALTER TABLE erasures ADD COLUMN of_noun TEXT NOT NULL DEFAULT '';
ALTER TABLE erasures ADD COLUMN of_id TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE erasures DROP COLUMN of_noun;
ALTER TABLE erasures DROP COLUMN of_id;
