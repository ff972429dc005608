-- +goose Up
CREATE TABLE notices (
  id text NOT NULL PRIMARY KEY,
  seq bigint NOT NULL REFERENCES entries (seq),
  person_id text NOT NULL,
  verb text NOT NULL,
  noun text NOT NULL,
  noun_id text NOT NULL,
  topic text NOT NULL,
  why text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  mail text NOT NULL,
  digest text NOT NULL,
  queued_at timestamptz,
  mailed_at timestamptz,
  UNIQUE (seq, person_id)
);
CREATE INDEX notices_person ON notices (person_id, seq);
CREATE INDEX notices_unread ON notices (person_id, topic, verb) WHERE read_at IS NULL;
CREATE INDEX notices_digest ON notices (person_id, digest) WHERE mail = 'daily';

-- +goose Down
DROP TABLE notices;
