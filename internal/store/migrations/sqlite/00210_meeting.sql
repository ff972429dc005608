-- +goose Up
-- Meetings of forums: the agenda as it is and as it was sent, who was called, and who sat there from when to when.
CREATE TABLE meetings (
  id TEXT NOT NULL PRIMARY KEY,
  forum_key TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  starts_at DATETIME NOT NULL,
  ends_at DATETIME NOT NULL,
  place TEXT NOT NULL,
  place_latin TEXT NOT NULL,
  link TEXT NOT NULL,
  speaks TEXT NOT NULL,
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  reason TEXT NOT NULL,
  resumes_at DATETIME,
  revision INTEGER NOT NULL,
  followed_by TEXT NOT NULL,
  planned_by TEXT NOT NULL,
  announced_by TEXT NOT NULL,
  announced_at DATETIME,
  opened_at DATETIME,
  held_at DATETIME,
  closed_at DATETIME,
  rules TEXT NOT NULL,
  provinces TEXT NOT NULL,
  reminded_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX meetings_reference ON meetings (forum_key, year, number) WHERE number > 0;
CREATE INDEX meetings_forum ON meetings (forum_id, starts_at);
CREATE INDEX meetings_state ON meetings (state, starts_at);
CREATE TABLE meeting_items (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  number INTEGER NOT NULL,
  language TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  title_sv TEXT NOT NULL,
  purpose TEXT NOT NULL,
  presenter TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  auto TEXT NOT NULL,
  about TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  outcome TEXT NOT NULL,
  motion_zh TEXT NOT NULL,
  motion_en TEXT NOT NULL,
  motion_sv TEXT NOT NULL,
  ballot_id TEXT NOT NULL,
  indicative BOOLEAN NOT NULL,
  opened_at DATETIME,
  concluded_at DATETIME,
  snapshot TEXT NOT NULL,
  actions TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_for TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX meeting_items_meeting ON meeting_items (meeting_id, number);
CREATE TABLE meeting_agendas (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  revision INTEGER NOT NULL,
  lines TEXT NOT NULL,
  sent_by TEXT NOT NULL,
  sent_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX meeting_agendas_revision ON meeting_agendas (meeting_id, revision);
CREATE TABLE meeting_places (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  organisation_id TEXT NOT NULL REFERENCES organisations (id),
  person_id TEXT NOT NULL,
  capacity TEXT NOT NULL,
  kind TEXT NOT NULL,
  provinces TEXT NOT NULL,
  voting BOOLEAN NOT NULL,
  reply TEXT NOT NULL,
  reply_note TEXT NOT NULL,
  replied_by TEXT NOT NULL,
  replied_at DATETIME,
  excused BOOLEAN NOT NULL,
  invited_at DATETIME NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX meeting_places_once ON meeting_places (meeting_id, organisation_id, person_id);
CREATE INDEX meeting_places_organisation ON meeting_places (organisation_id);
CREATE TABLE meeting_presences (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meetings (id),
  place_id TEXT NOT NULL REFERENCES meeting_places (id),
  person_id TEXT NOT NULL,
  name TEXT NOT NULL,
  latin TEXT NOT NULL,
  capacity TEXT NOT NULL,
  mandate_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  arrived DATETIME NOT NULL,
  gone DATETIME,
  noted_by TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX meeting_presences_meeting ON meeting_presences (meeting_id, arrived);

-- +goose Down
DROP TABLE meeting_presences;
DROP TABLE meeting_places;
DROP TABLE meeting_agendas;
DROP TABLE meeting_items;
DROP TABLE meetings;
