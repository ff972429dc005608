-- +goose Up
CREATE TABLE organisation_services (
  id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_sv TEXT NOT NULL,
  about_zh TEXT NOT NULL,
  about_en TEXT NOT NULL,
  about_sv TEXT NOT NULL,
  for_whom TEXT NOT NULL,
  regions TEXT NOT NULL,
  listed_at DATETIME NOT NULL,
  ended_on DATETIME,
  version INTEGER NOT NULL
);
CREATE INDEX organisation_services_of ON organisation_services (organisation_id);

-- +goose Down
DROP TABLE organisation_services;
