-- +goose Up
CREATE TABLE threads (
  id text NOT NULL PRIMARY KEY,
  forum_id text NOT NULL REFERENCES forums (id),
  forum_key text NOT NULL,
  number bigint NOT NULL,
  year bigint NOT NULL,
  reference text NOT NULL UNIQUE,
  version_id text NOT NULL,
  text_id text NOT NULL,
  language text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  opened_by text NOT NULL,
  opened_for text NOT NULL,
  mandate_id text NOT NULL,
  opened_at timestamptz NOT NULL,
  numbered bigint NOT NULL,
  posts bigint NOT NULL,
  last_at timestamptz NOT NULL,
  last_by text NOT NULL,
  access text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL,
  UNIQUE (forum_id, year, number)
);
CREATE INDEX threads_forum ON threads (forum_id, last_at);
CREATE TABLE posts (
  id text NOT NULL PRIMARY KEY,
  thread_id text NOT NULL REFERENCES threads (id),
  forum_id text NOT NULL,
  number bigint NOT NULL,
  author_id text NOT NULL,
  author_for text NOT NULL,
  mandate_id text NOT NULL,
  capacity text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL,
  text_id text NOT NULL,
  version_id text NOT NULL,
  revision bigint NOT NULL,
  quote_post_id text NOT NULL,
  quote_version_id text NOT NULL,
  quote_number bigint NOT NULL,
  quote_text text NOT NULL,
  quote_language text NOT NULL,
  held_for text NOT NULL,
  explanation text NOT NULL,
  confirmed_by text NOT NULL,
  letter text NOT NULL,
  letter_dated text NOT NULL,
  entered_by text NOT NULL,
  reason text NOT NULL,
  judged_by text NOT NULL,
  proposed_by text NOT NULL,
  sent_at timestamptz NOT NULL,
  published_at timestamptz,
  edited_at timestamptz,
  access text NOT NULL,
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL,
  UNIQUE (thread_id, number)
);
CREATE INDEX posts_state ON posts (state, forum_id);
CREATE INDEX posts_author ON posts (author_id, state);
CREATE TABLE photos (
  id text NOT NULL PRIMARY KEY,
  post_id text NOT NULL REFERENCES posts (id),
  content bytea NOT NULL,
  width bigint NOT NULL,
  height bigint NOT NULL,
  alt text NOT NULL,
  language text NOT NULL,
  hash text NOT NULL
);
CREATE INDEX photos_post ON photos (post_id);
CREATE TABLE drafts (
  person_id text NOT NULL,
  key text NOT NULL,
  body text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, key)
);
CREATE TABLE read_marks (
  person_id text NOT NULL,
  thread_id text NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (person_id, thread_id)
);
CREATE TABLE follows (
  person_id text NOT NULL,
  noun text NOT NULL,
  noun_id text NOT NULL,
  level text NOT NULL,
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
