-- +goose Up
-- Recommended proposals with the authorities they were handed to, and what these and the proposer have said: replies, opinions, ratings.
CREATE TABLE handlings (
  id TEXT NOT NULL PRIMARY KEY,
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  forum_key TEXT NOT NULL,
  proposed_for TEXT NOT NULL,
  lead_id TEXT NOT NULL REFERENCES organisations (id),
  co_handlers TEXT NOT NULL,
  round INTEGER NOT NULL,
  asked TEXT NOT NULL,
  note TEXT NOT NULL,
  handed_by TEXT NOT NULL,
  handed_at DATETIME NOT NULL,
  since DATETIME NOT NULL,
  return_by DATETIME NOT NULL,
  counted BOOLEAN NOT NULL,
  co_due DATETIME NOT NULL,
  due DATETIME NOT NULL,
  first_due DATETIME NOT NULL,
  most_due DATETIME NOT NULL,
  asked_due DATETIME,
  asked_why TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  extended INTEGER NOT NULL,
  shown TEXT NOT NULL,
  met_on TEXT NOT NULL,
  met_how TEXT NOT NULL,
  met_note TEXT NOT NULL,
  met_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  right_body TEXT NOT NULL,
  ended_at DATETIME,
  replied_at DATETIME,
  rate_by DATETIME,
  rating TEXT NOT NULL,
  again BOOLEAN NOT NULL,
  reopen_by TEXT NOT NULL,
  reopen_verb TEXT NOT NULL,
  reopen_why TEXT NOT NULL,
  reminded INTEGER NOT NULL,
  co_reminded INTEGER NOT NULL,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX handlings_current ON handlings (proposal_id) WHERE ended_at IS NULL;
CREATE INDEX handlings_proposal ON handlings (proposal_id, handed_at);
CREATE INDEX handlings_lead ON handlings (lead_id);
CREATE INDEX handlings_due ON handlings (due);
CREATE TABLE handling_answers (
  id TEXT NOT NULL PRIMARY KEY,
  handling_id TEXT NOT NULL REFERENCES handlings (id),
  proposal_id TEXT NOT NULL REFERENCES proposals (id),
  forum_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  round INTEGER NOT NULL,
  answers_for TEXT NOT NULL REFERENCES organisations (id),
  state TEXT NOT NULL,
  state_since DATETIME NOT NULL,
  language TEXT NOT NULL,
  text_id TEXT NOT NULL REFERENCES texts (id),
  version_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  hash TEXT NOT NULL,
  core_zh TEXT NOT NULL,
  core_en TEXT NOT NULL,
  core_sv TEXT NOT NULL,
  verdicts TEXT NOT NULL,
  grade TEXT NOT NULL,
  number TEXT NOT NULL,
  signer TEXT NOT NULL,
  contact TEXT NOT NULL,
  rating TEXT NOT NULL,
  alone BOOLEAN NOT NULL,
  filed_by TEXT NOT NULL,
  filed_at DATETIME,
  entered_by TEXT NOT NULL,
  letter TEXT NOT NULL,
  dated TEXT NOT NULL,
  received TEXT NOT NULL,
  letter_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  given_by TEXT NOT NULL,
  given_at DATETIME,
  published_at DATETIME,
  access TEXT NOT NULL,
  forum_id TEXT NOT NULL REFERENCES forums (id),
  organisation_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX handling_answers_one ON handling_answers (handling_id, kind, round, answers_for);
CREATE INDEX handling_answers_proposal ON handling_answers (proposal_id);
CREATE INDEX handling_answers_for ON handling_answers (answers_for, state);
CREATE INDEX handling_answers_kind ON handling_answers (kind, state);
CREATE TABLE handling_letters (
  id TEXT NOT NULL PRIMARY KEY,
  answer_id TEXT NOT NULL REFERENCES handling_answers (id),
  content BLOB NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at DATETIME NOT NULL
);
CREATE INDEX handling_letters_answer ON handling_letters (answer_id);

-- +goose Down
DROP TABLE handling_letters;
DROP TABLE handling_answers;
DROP TABLE handlings;
