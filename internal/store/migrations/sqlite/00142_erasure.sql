-- +goose Up
-- What the first of two moderators wants erased waits here for the second.
CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  version_id TEXT NOT NULL,
  reads BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX erasures_version ON erasures (noun, noun_id, version_id);

-- +goose Down
DROP TABLE erasures;
