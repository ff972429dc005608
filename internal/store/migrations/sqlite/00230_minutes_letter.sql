-- +goose Up
-- What came to minutes from outside, by letter, telephone or e-mail: a correction, or the answer that they are right. It counts once a second
-- person has compared it; what an organisation has said says how it came.
CREATE TABLE minutes_letters (
  id TEXT NOT NULL PRIMARY KEY,
  minutes_id TEXT NOT NULL REFERENCES minutes (id),
  forum_id TEXT NOT NULL REFERENCES forums (id),
  about TEXT NOT NULL,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  channel TEXT NOT NULL,
  sender TEXT NOT NULL,
  dated TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  checked_by TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  edition INTEGER NOT NULL,
  hash TEXT NOT NULL,
  block_id TEXT NOT NULL,
  wrong TEXT NOT NULL,
  quote TEXT NOT NULL,
  place INTEGER NOT NULL,
  instead TEXT NOT NULL,
  reason TEXT NOT NULL,
  language TEXT NOT NULL,
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX minutes_letters_minutes ON minutes_letters (minutes_id, state);
CREATE INDEX minutes_letters_forum ON minutes_letters (forum_id, state);
ALTER TABLE minutes_replies ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN dated TEXT NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN entered_by TEXT NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN checked_by TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE minutes_replies DROP COLUMN checked_by;
ALTER TABLE minutes_replies DROP COLUMN entered_by;
ALTER TABLE minutes_replies DROP COLUMN dated;
ALTER TABLE minutes_replies DROP COLUMN sender;
ALTER TABLE minutes_replies DROP COLUMN channel;
DROP TABLE minutes_letters;
