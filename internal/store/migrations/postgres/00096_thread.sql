-- +goose Up
ALTER TABLE threads ADD COLUMN shown_at timestamptz;
UPDATE threads SET shown_at = opened_at;
ALTER TABLE posts ADD COLUMN proposed_verb text NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_version text NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_reason text NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_reads boolean NOT NULL DEFAULT false;
UPDATE posts SET proposed_verb = 'remove', proposed_version = version_id, proposed_reason = reason WHERE proposed_by <> '';
ALTER TABLE posts ADD COLUMN letter_asked boolean NOT NULL DEFAULT false;
CREATE TABLE letters (
  id text NOT NULL PRIMARY KEY,
  post_id text NOT NULL REFERENCES posts (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX letters_post ON letters (post_id);
ALTER TABLE drafts ADD COLUMN fields text NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN reads text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE persons DROP COLUMN reads;
ALTER TABLE drafts DROP COLUMN fields;
DROP TABLE letters;
ALTER TABLE posts DROP COLUMN letter_asked;
ALTER TABLE posts DROP COLUMN proposed_reads;
ALTER TABLE posts DROP COLUMN proposed_reason;
ALTER TABLE posts DROP COLUMN proposed_version;
ALTER TABLE posts DROP COLUMN proposed_verb;
ALTER TABLE threads DROP COLUMN shown_at;
