-- +goose Up
-- Which days are worked, for the years an administrator has entered.
CREATE TABLE calendar_years (
  id text NOT NULL PRIMARY KEY,
  days text NOT NULL,
  entered_by text NOT NULL,
  entered_at timestamptz NOT NULL,
  version bigint NOT NULL
);

-- +goose Down
DROP TABLE calendar_years;
