-- +goose Up
ALTER TABLE threads ADD COLUMN shown_at DATETIME;
UPDATE threads SET shown_at = opened_at;
ALTER TABLE posts ADD COLUMN proposed_verb TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_version TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN proposed_reads BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE posts SET proposed_verb = 'remove', proposed_version = version_id, proposed_reason = reason WHERE proposed_by <> '';
ALTER TABLE posts ADD COLUMN letter_asked BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE letters (
  id TEXT NOT NULL PRIMARY KEY,
  post_id TEXT NOT NULL REFERENCES posts (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX letters_post ON letters (post_id);
ALTER TABLE drafts ADD COLUMN fields TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN reads TEXT NOT NULL DEFAULT '';

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
