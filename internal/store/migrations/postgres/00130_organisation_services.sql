-- +goose Up
CREATE TABLE organisation_services (
  id text NOT NULL PRIMARY KEY,
  organisation_id text NOT NULL REFERENCES organisations (id),
  name_zh text NOT NULL,
  name_en text NOT NULL,
  name_sv text NOT NULL,
  about_zh text NOT NULL,
  about_en text NOT NULL,
  about_sv text NOT NULL,
  for_whom text NOT NULL,
  regions text NOT NULL,
  listed_at timestamptz NOT NULL,
  ended_on timestamptz,
  version bigint NOT NULL
);
CREATE INDEX organisation_services_of ON organisation_services (organisation_id);

-- +goose Down
DROP TABLE organisation_services;
