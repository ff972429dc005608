-- +goose Up
CREATE TABLE houses (
  id text NOT NULL PRIMARY KEY,
  profile text NOT NULL,
  loaded boolean NOT NULL,
  funded boolean NOT NULL,
  facilitator_id text NOT NULL,
  set_up_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE TABLE terms (
  id text NOT NULL PRIMARY KEY,
  zh text NOT NULL,
  en text NOT NULL,
  sv text NOT NULL,
  domain text NOT NULL,
  note text NOT NULL
);

-- +goose Down
DROP TABLE terms;
DROP TABLE houses;
