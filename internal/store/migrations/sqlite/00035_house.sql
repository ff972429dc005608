-- +goose Up
CREATE TABLE houses (
  id TEXT NOT NULL PRIMARY KEY,
  profile TEXT NOT NULL,
  loaded BOOLEAN NOT NULL,
  funded BOOLEAN NOT NULL,
  facilitator_id TEXT NOT NULL,
  set_up_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE terms (
  id TEXT NOT NULL PRIMARY KEY,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  sv TEXT NOT NULL,
  domain TEXT NOT NULL,
  note TEXT NOT NULL
);

-- +goose Down
DROP TABLE terms;
DROP TABLE houses;
