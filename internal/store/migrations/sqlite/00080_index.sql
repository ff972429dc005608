-- +goose Up
CREATE TABLE index_docs (
  id INTEGER NOT NULL PRIMARY KEY,
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  language TEXT NOT NULL,
  kind TEXT NOT NULL,
  parent TEXT NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  forum_key TEXT NOT NULL,
  voice_id TEXT NOT NULL,
  voice_kind TEXT NOT NULL,
  state TEXT NOT NULL,
  at DATETIME NOT NULL,
  hash TEXT NOT NULL,
  title TEXT NOT NULL,
  body_text TEXT NOT NULL,
  UNIQUE (noun, noun_id, language)
);
CREATE INDEX index_docs_parent ON index_docs (parent, access);
CREATE INDEX index_docs_voice ON index_docs (voice_id, voice_kind);
CREATE VIRTUAL TABLE index_tokens USING fts5(title, body, title_forms, body_forms, content='', contentless_delete=1, tokenize='ascii');

-- +goose Down
DROP TABLE index_tokens;
DROP TABLE index_docs;
