-- +goose Up
CREATE TABLE documents (
  id text NOT NULL PRIMARY KEY,
  year bigint NOT NULL,
  serial bigint NOT NULL,
  number text NOT NULL,
  unsure boolean NOT NULL,
  reference text NOT NULL,
  dated text NOT NULL,
  issuer text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  link text NOT NULL,
  words text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  version bigint NOT NULL,
  UNIQUE (year, serial)
);
CREATE UNIQUE INDEX documents_number ON documents (number) WHERE number <> '' AND state <> 'withdrawn';
CREATE INDEX documents_list ON documents (state, dated, id);
CREATE TABLE citations (
  id text NOT NULL PRIMARY KEY,
  document_id text NOT NULL REFERENCES documents (id),
  noun text NOT NULL,
  noun_id text NOT NULL,
  UNIQUE (noun, noun_id, document_id)
);
CREATE INDEX citations_document ON citations (document_id);

-- +goose Down
DROP TABLE citations;
DROP TABLE documents;
