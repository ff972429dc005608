-- +goose Up
-- What the first of two moderators wants erased waits here for the second.
CREATE TABLE erasures (
  id text NOT NULL PRIMARY KEY,
  noun text NOT NULL,
  noun_id text NOT NULL,
  proposed_by text NOT NULL,
  reason text NOT NULL,
  version_id text NOT NULL,
  reads boolean NOT NULL
);
CREATE UNIQUE INDEX erasures_version ON erasures (noun, noun_id, version_id);

-- +goose Down
DROP TABLE erasures;
