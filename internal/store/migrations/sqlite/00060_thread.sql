-- +goose Up
CREATE TABLE threads (
  id TEXT NOT NULL PRIMARY KEY,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  forum_key TEXT NOT NULL,
  number INTEGER NOT NULL,
  year INTEGER NOT NULL,
  reference TEXT NOT NULL UNIQUE,
  version_id TEXT NOT NULL,
  text_id TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opened_for TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  opened_at DATETIME NOT NULL,
  numbered INTEGER NOT NULL,
  posts INTEGER NOT NULL,
  last_at DATETIME NOT NULL,
  last_by TEXT NOT NULL,
  access TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (forum_id, year, number)
);
CREATE INDEX threads_forum ON threads (forum_id, last_at);
CREATE TABLE posts (
  id TEXT NOT NULL PRIMARY KEY,
  thread_id TEXT NOT NULL REFERENCES threads (id),
  forum_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  author_id TEXT NOT NULL,
  author_for TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  capacity TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  text_id TEXT NOT NULL,
  version_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  quote_post_id TEXT NOT NULL,
  quote_version_id TEXT NOT NULL,
  quote_number INTEGER NOT NULL,
  quote_text TEXT NOT NULL,
  quote_language TEXT NOT NULL,
  held_for TEXT NOT NULL,
  explanation TEXT NOT NULL,
  confirmed_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  letter_dated TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  judged_by TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  sent_at DATETIME NOT NULL,
  published_at DATETIME,
  edited_at DATETIME,
  access TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (thread_id, number)
);
CREATE INDEX posts_state ON posts (state, forum_id);
CREATE INDEX posts_author ON posts (author_id, state);
CREATE TABLE photos (
  id TEXT NOT NULL PRIMARY KEY,
  post_id TEXT NOT NULL REFERENCES posts (id),
  content BLOB NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  alt TEXT NOT NULL,
  language TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX photos_post ON photos (post_id);
CREATE TABLE drafts (
  person_id TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  saved_at DATETIME NOT NULL,
  PRIMARY KEY (person_id, key)
);
CREATE TABLE read_marks (
  person_id TEXT NOT NULL,
  thread_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (person_id, thread_id)
);
CREATE TABLE follows (
  person_id TEXT NOT NULL,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  level TEXT NOT NULL,
  PRIMARY KEY (person_id, noun, noun_id)
);
CREATE INDEX follows_noun ON follows (noun, noun_id);

-- +goose Down
DROP TABLE follows;
DROP TABLE read_marks;
DROP TABLE drafts;
DROP TABLE photos;
DROP TABLE posts;
DROP TABLE threads;
