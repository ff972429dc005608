-- +goose Up
CREATE TABLE documents (
  id TEXT NOT NULL PRIMARY KEY,
  year INTEGER NOT NULL,
  serial INTEGER NOT NULL,
  number TEXT NOT NULL,
  unsure BOOLEAN NOT NULL,
  reference TEXT NOT NULL,
  dated TEXT NOT NULL,
  issuer TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  link TEXT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (year, serial)
);
CREATE UNIQUE INDEX documents_number ON documents (number) WHERE number <> '' AND state <> 'withdrawn';
CREATE INDEX documents_list ON documents (state, dated, id);
CREATE TABLE citations (
  id TEXT NOT NULL PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id),
  noun TEXT NOT NULL,
  noun_id TEXT NOT NULL,
  UNIQUE (noun, noun_id, document_id)
);
CREATE INDEX citations_document ON citations (document_id);

-- +goose Down
DROP TABLE citations;
DROP TABLE documents;
