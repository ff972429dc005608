-- +goose Up
-- What came to minutes from outside, by letter, telephone or e-mail: a correction, or the answer that they are right. It counts once a second
-- person has compared it; what an organisation has said says how it came.
CREATE TABLE minutes_letters (
  id text NOT NULL PRIMARY KEY,
  minutes_id text NOT NULL REFERENCES minutes (id),
  forum_id text NOT NULL REFERENCES forums (id),
  about text NOT NULL,
  organisation_id text NOT NULL REFERENCES organisations (id),
  channel text NOT NULL,
  sender text NOT NULL,
  dated text NOT NULL,
  entered_by text NOT NULL,
  checked_by text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  edition bigint NOT NULL,
  hash text NOT NULL,
  block_id text NOT NULL,
  wrong text NOT NULL,
  quote text NOT NULL,
  place bigint NOT NULL,
  instead text NOT NULL,
  reason text NOT NULL,
  language text NOT NULL,
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  file_hash text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX minutes_letters_minutes ON minutes_letters (minutes_id, state);
CREATE INDEX minutes_letters_forum ON minutes_letters (forum_id, state);
ALTER TABLE minutes_replies ADD COLUMN channel text NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN sender text NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN dated text NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN entered_by text NOT NULL DEFAULT '';
ALTER TABLE minutes_replies ADD COLUMN checked_by text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE minutes_replies DROP COLUMN checked_by;
ALTER TABLE minutes_replies DROP COLUMN entered_by;
ALTER TABLE minutes_replies DROP COLUMN dated;
ALTER TABLE minutes_replies DROP COLUMN sender;
ALTER TABLE minutes_replies DROP COLUMN channel;
DROP TABLE minutes_letters;
