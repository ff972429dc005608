-- +goose Up
CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL REFERENCES entries (seq),
  person_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  topic TEXT NOT NULL,
  why TEXT NOT NULL,
  at DATETIME NOT NULL,
  read_at DATETIME,
  mail TEXT NOT NULL,
  digest TEXT NOT NULL,
  queued_at DATETIME,
  mailed_at DATETIME,
  UNIQUE (seq, person_id)
);
CREATE INDEX notices_person ON notices (person_id, seq);
CREATE INDEX notices_unread ON notices (person_id, topic, verb) WHERE read_at IS NULL;
CREATE INDEX notices_digest ON notices (person_id, digest) WHERE mail = 'daily';

-- +goose Down
DROP TABLE notices;
