-- +goose Up
-- Meetings of forums: the agenda as it is and as it was sent, who was called, and who sat there from when to when.
CREATE TABLE meetings (
  id text NOT NULL PRIMARY KEY,
  forum_key text NOT NULL,
  year bigint NOT NULL,
  number bigint NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  place text NOT NULL,
  place_latin text NOT NULL,
  link text NOT NULL,
  speaks text NOT NULL,
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  reason text NOT NULL,
  resumes_at timestamptz,
  revision bigint NOT NULL,
  followed_by text NOT NULL,
  planned_by text NOT NULL,
  announced_by text NOT NULL,
  announced_at timestamptz,
  opened_at timestamptz,
  held_at timestamptz,
  closed_at timestamptz,
  rules text NOT NULL,
  provinces text NOT NULL,
  reminded_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX meetings_reference ON meetings (forum_key, year, number) WHERE number > 0;
CREATE INDEX meetings_forum ON meetings (forum_id, starts_at);
CREATE INDEX meetings_state ON meetings (state, starts_at);
CREATE TABLE meeting_items (
  id text NOT NULL PRIMARY KEY,
  meeting_id text NOT NULL REFERENCES meetings (id),
  number bigint NOT NULL,
  language text NOT NULL,
  title_zh text NOT NULL,
  title_en text NOT NULL,
  title_sv text NOT NULL,
  purpose text NOT NULL,
  presenter text NOT NULL,
  minutes bigint NOT NULL,
  auto text NOT NULL,
  about text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  outcome text NOT NULL,
  motion_zh text NOT NULL,
  motion_en text NOT NULL,
  motion_sv text NOT NULL,
  ballot_id text NOT NULL,
  indicative boolean NOT NULL,
  opened_at timestamptz,
  concluded_at timestamptz,
  snapshot text NOT NULL,
  actions text NOT NULL,
  proposed_by text NOT NULL,
  proposed_for text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX meeting_items_meeting ON meeting_items (meeting_id, number);
CREATE TABLE meeting_agendas (
  id text NOT NULL PRIMARY KEY,
  meeting_id text NOT NULL REFERENCES meetings (id),
  revision bigint NOT NULL,
  lines text NOT NULL,
  sent_by text NOT NULL,
  sent_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX meeting_agendas_revision ON meeting_agendas (meeting_id, revision);
CREATE TABLE meeting_places (
  id text NOT NULL PRIMARY KEY,
  meeting_id text NOT NULL REFERENCES meetings (id),
  organisation_id text NOT NULL REFERENCES organisations (id),
  person_id text NOT NULL,
  capacity text NOT NULL,
  kind text NOT NULL,
  provinces text NOT NULL,
  voting boolean NOT NULL,
  reply text NOT NULL,
  reply_note text NOT NULL,
  replied_by text NOT NULL,
  replied_at timestamptz,
  excused boolean NOT NULL,
  invited_at timestamptz NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX meeting_places_once ON meeting_places (meeting_id, organisation_id, person_id);
CREATE INDEX meeting_places_organisation ON meeting_places (organisation_id);
CREATE TABLE meeting_presences (
  id text NOT NULL PRIMARY KEY,
  meeting_id text NOT NULL REFERENCES meetings (id),
  place_id text NOT NULL REFERENCES meeting_places (id),
  person_id text NOT NULL,
  name text NOT NULL,
  latin text NOT NULL,
  capacity text NOT NULL,
  mandate_id text NOT NULL,
  mode text NOT NULL,
  arrived timestamptz NOT NULL,
  gone timestamptz,
  noted_by text NOT NULL,
  version bigint NOT NULL
);
CREATE INDEX meeting_presences_meeting ON meeting_presences (meeting_id, arrived);

-- +goose Down
DROP TABLE meeting_presences;
DROP TABLE meeting_places;
DROP TABLE meeting_agendas;
DROP TABLE meeting_items;
DROP TABLE meetings;
