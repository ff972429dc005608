-- +goose Up
-- Letters confirm more than new versions: the withdrawal of a proposal, who takes it over, and that a statement is withdrawn. One that
-- was checked stays where no proposal's words are confirmed by it.
DROP INDEX revision_letters_one;
DROP INDEX revision_letters_forum;
ALTER TABLE revision_letters RENAME TO confirming_letters;
ALTER TABLE confirming_letters ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE confirming_letters ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE confirming_letters ADD COLUMN mark TEXT NOT NULL DEFAULT '';
ALTER TABLE confirming_letters ADD COLUMN received TEXT NOT NULL DEFAULT '';
ALTER TABLE confirming_letters ADD COLUMN checked_by TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX confirming_letters_one ON confirming_letters (proposal_id, about, revised_for) WHERE state <> 'checked';
CREATE INDEX confirming_letters_forum ON confirming_letters (forum_id, state);
CREATE INDEX confirming_letters_matter ON confirming_letters (matter, state);

-- +goose Down
DROP INDEX confirming_letters_one;
DROP INDEX confirming_letters_forum;
DROP INDEX confirming_letters_matter;
DELETE FROM confirming_letters WHERE about NOT IN ('', 'revision');
ALTER TABLE confirming_letters DROP COLUMN checked_by;
ALTER TABLE confirming_letters DROP COLUMN received;
ALTER TABLE confirming_letters DROP COLUMN mark;
ALTER TABLE confirming_letters DROP COLUMN matter;
ALTER TABLE confirming_letters DROP COLUMN about;
ALTER TABLE confirming_letters RENAME TO revision_letters;
CREATE UNIQUE INDEX revision_letters_one ON revision_letters (proposal_id);
CREATE INDEX revision_letters_forum ON revision_letters (forum_id, state);
