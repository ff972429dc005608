-- +goose Up
-- Recommended proposals with the authorities they were handed to, and what these and the proposer have said: replies, opinions, ratings.
CREATE TABLE handlings (
  id text NOT NULL PRIMARY KEY,
  proposal_id text NOT NULL REFERENCES proposals (id),
  forum_key text NOT NULL,
  proposed_for text NOT NULL,
  lead_id text NOT NULL REFERENCES organisations (id),
  co_handlers text NOT NULL,
  round bigint NOT NULL,
  asked text NOT NULL,
  note text NOT NULL,
  handed_by text NOT NULL,
  handed_at timestamptz NOT NULL,
  since timestamptz NOT NULL,
  return_by timestamptz NOT NULL,
  counted boolean NOT NULL,
  co_due timestamptz NOT NULL,
  due timestamptz NOT NULL,
  first_due timestamptz NOT NULL,
  most_due timestamptz NOT NULL,
  asked_due timestamptz,
  asked_why text NOT NULL,
  asked_by text NOT NULL,
  extended bigint NOT NULL,
  shown text NOT NULL,
  met_on text NOT NULL,
  met_how text NOT NULL,
  met_note text NOT NULL,
  met_by text NOT NULL,
  reason text NOT NULL,
  right_body text NOT NULL,
  ended_at timestamptz,
  replied_at timestamptz,
  rate_by timestamptz,
  rating text NOT NULL,
  again boolean NOT NULL,
  reopen_by text NOT NULL,
  reopen_verb text NOT NULL,
  reopen_why text NOT NULL,
  reminded bigint NOT NULL,
  co_reminded bigint NOT NULL,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX handlings_current ON handlings (proposal_id) WHERE ended_at IS NULL;
CREATE INDEX handlings_proposal ON handlings (proposal_id, handed_at);
CREATE INDEX handlings_lead ON handlings (lead_id);
CREATE INDEX handlings_due ON handlings (due);
CREATE TABLE handling_answers (
  id text NOT NULL PRIMARY KEY,
  handling_id text NOT NULL REFERENCES handlings (id),
  proposal_id text NOT NULL REFERENCES proposals (id),
  forum_key text NOT NULL,
  kind text NOT NULL,
  round bigint NOT NULL,
  answers_for text NOT NULL REFERENCES organisations (id),
  state text NOT NULL,
  state_since timestamptz NOT NULL,
  language text NOT NULL,
  text_id text NOT NULL REFERENCES texts (id),
  version_id text NOT NULL,
  revision bigint NOT NULL,
  hash text NOT NULL,
  core_zh text NOT NULL,
  core_en text NOT NULL,
  core_sv text NOT NULL,
  verdicts text NOT NULL,
  grade text NOT NULL,
  number text NOT NULL,
  signer text NOT NULL,
  contact text NOT NULL,
  rating text NOT NULL,
  alone boolean NOT NULL,
  filed_by text NOT NULL,
  filed_at timestamptz,
  entered_by text NOT NULL,
  letter text NOT NULL,
  dated text NOT NULL,
  received text NOT NULL,
  letter_id text NOT NULL,
  reason text NOT NULL,
  given_by text NOT NULL,
  given_at timestamptz,
  published_at timestamptz,
  access text NOT NULL,
  forum_id text NOT NULL REFERENCES forums (id),
  organisation_id text NOT NULL,
  person_id text NOT NULL,
  version bigint NOT NULL
);
CREATE UNIQUE INDEX handling_answers_one ON handling_answers (handling_id, kind, round, answers_for);
CREATE INDEX handling_answers_proposal ON handling_answers (proposal_id);
CREATE INDEX handling_answers_for ON handling_answers (answers_for, state);
CREATE INDEX handling_answers_kind ON handling_answers (kind, state);
CREATE TABLE handling_letters (
  id text NOT NULL PRIMARY KEY,
  answer_id text NOT NULL REFERENCES handling_answers (id),
  content bytea NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  hash text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX handling_letters_answer ON handling_letters (answer_id);

-- +goose Down
DROP TABLE handling_letters;
DROP TABLE handling_answers;
DROP TABLE handlings;
