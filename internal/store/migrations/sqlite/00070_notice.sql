-- +goose Up
CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  person_id TEXT NOT NULL,
  verb TEXT NOT NULL,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  at DATETIME NOT NULL,
  read_at DATETIME,
  mailed_at DATETIME,
  UNIQUE (seq, person_id)
);
CREATE INDEX notices_person ON notices (person_id, read_at);
CREATE INDEX notices_inbox ON notices (person_id, seq);
CREATE TABLE digests (
  person_id TEXT NOT NULL PRIMARY KEY,
  day TEXT NOT NULL
);

-- +goose Down
DROP TABLE digests;
DROP TABLE notices;
