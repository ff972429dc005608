-- +goose Up
-- The salts of the seals that entries hold of cards and other rows. What was written before this has no seal, and no migration can
-- give it one: entries are never changed.
CREATE TABLE seals (
  noun text NOT NULL,
  noun_id text NOT NULL,
  piece text NOT NULL,
  salt text NOT NULL,
  PRIMARY KEY (noun, noun_id, piece)
);

-- +goose Down
DROP TABLE seals;
