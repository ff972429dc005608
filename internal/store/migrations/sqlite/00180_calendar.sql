-- +goose Up
-- Which days are worked, for the years an administrator has entered.
CREATE TABLE calendar_years (
  id TEXT NOT NULL PRIMARY KEY,
  days TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  entered_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);

-- +goose Down
DROP TABLE calendar_years;
