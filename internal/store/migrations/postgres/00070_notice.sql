-- +goose Up
CREATE TABLE notices (
  id text NOT NULL PRIMARY KEY,
  seq bigint NOT NULL,
  person_id text NOT NULL,
  verb text NOT NULL,
  noun text NOT NULL,
  noun_id text NOT NULL,
  at timestamptz NOT NULL,
  read_at timestamptz,
  mailed_at timestamptz,
  UNIQUE (seq, person_id)
);
CREATE INDEX notices_person ON notices (person_id, read_at);
CREATE INDEX notices_inbox ON notices (person_id, seq);
CREATE TABLE digests (
  person_id text NOT NULL PRIMARY KEY,
  day text NOT NULL
);

-- +goose Down
DROP TABLE digests;
DROP TABLE notices;
