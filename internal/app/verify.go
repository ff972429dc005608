package app

import (
	"context"
	"errors"
	"fmt"

	"sametable/internal/account"
	"sametable/internal/annex"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/calendar"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/config"
	"sametable/internal/cosign"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/printed"
	"sametable/internal/proposal"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/setup"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// Verify recomputes the register and holds against it what pages are made of. Known is a head seen before; zero for none.
func (a *App) Verify(ctx context.Context, known register.Verified) (register.Verified, error) {
	return verify(ctx, a.Rooms.Register, known)
}

// VerifyAt verifies the register of a database as it lies there: nothing is made, migrated or changed, and no other room is built.
func VerifyAt(ctx context.Context, c config.Config, known register.Verified) (done register.Verified, err error) {
	if err := c.CheckReading(); err != nil {
		return done, err
	}
	db, err := store.OpenReadOnly(ctx, c.Address())
	if err != nil {
		return done, fmt.Errorf("open the database: %w", err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Fits(ctx); err != nil {
		return done, err
	}
	return verify(ctx, register.New(db, clock.System{}), known)
}

func verify(ctx context.Context, r *register.Register, known register.Verified) (register.Verified, error) {
	return r.Verify(ctx, text.Witness(r), known, subjects()...)
}

// subjects are the tables that say themselves how their nouns stand, with the rows that entries seal.
func subjects() []register.Subject {
	const rows, files = 1000, 8 // how many are read at once
	return []register.Subject{
		{Noun: thread.PostNoun, Table: "posts", Version: true, Pieces: []register.Pieces{register.PiecesOf[thread.Post](rows),
			register.PiecesOf[thread.Photo](files), register.PiecesOf[thread.Letter](files)}},
		{Noun: thread.Noun, Table: "threads", Version: true, Pieces: []register.Pieces{register.PiecesOf[thread.Thread](rows)}},
		{Noun: proposal.Noun, Table: "proposals", Version: true, Pieces: []register.Pieces{register.PiecesOf[proposal.Proposal](rows), register.PiecesOf[proposal.Letter](files), register.PiecesOf[erasing.Erasure](rows),
			register.PiecesOf[drafting.Annex](files), register.PiecesOf[cosign.Cosignature](rows), register.PiecesOf[cosign.Letter](files), register.PiecesOf[byletter.Letter](files)}},
		{Noun: proposal.StatementNoun, Table: "proposal_statements", Version: true, Pieces: []register.Pieces{register.PiecesOf[proposal.Statement](rows),
			register.PiecesOf[proposal.StatementLetter](files)}},
		{Noun: appeal.Noun, Table: "appeals", Pieces: []register.Pieces{register.PiecesOf[appeal.Appeal](rows), register.PiecesOf[appeal.View](rows), register.PiecesOf[appeal.Letter](files)}},
		{Noun: ballot.Noun, Table: "ballots", Pieces: []register.Pieces{register.PiecesOf[ballot.Ballot](rows), register.PiecesOf[ballot.Voter](rows)}},
		{Noun: commitment.Noun, Table: "commitments", Pieces: []register.Pieces{register.PiecesOf[commitment.Commitment](rows), register.PiecesOf[commitment.File](files)}},
		{Noun: partnership.Noun, Table: "partnerships", Pieces: []register.Pieces{register.PiecesOf[partnership.Partnership](rows), register.PiecesOf[partnership.Party](rows),
			register.PiecesOf[partnership.File](files)}},
		{Noun: handling.Noun, Pieces: []register.Pieces{register.PiecesOf[handling.Handling](rows)}},
		{Noun: handling.AnswerNoun, Table: "handling_answers", Version: true, Pieces: []register.Pieces{register.PiecesOf[handling.Answer](rows), register.PiecesOf[handling.Paper](files)}},
		{Noun: meeting.Noun, Table: "meetings", Pieces: []register.Pieces{register.PiecesOf[meeting.Meeting](rows), register.PiecesOf[meeting.Item](rows), register.PiecesOf[meeting.Agenda](rows),
			register.PiecesOf[meeting.Place](rows), register.PiecesOf[meeting.Presence](rows), register.PiecesOf[annex.File](files)}},
		{Noun: minutes.Noun, Table: "minutes", Pieces: []register.Pieces{register.PiecesOf[minutes.Set](rows), register.PiecesOf[minutes.Block](rows), register.PiecesOf[minutes.Edition](files),
			register.PiecesOf[minutes.Translation](rows), register.PiecesOf[minutes.Correction](rows), register.PiecesOf[minutes.Answer](rows), register.PiecesOf[minutes.Checker](rows),
			register.PiecesOf[minutes.Erratum](rows), register.PiecesOf[printed.File](files), register.PiecesOf[received.Letter](files)}},
		{Noun: calendar.Noun, Pieces: []register.Pieces{register.PiecesOf[calendar.Year](rows)}},
		{Noun: forum.CharterNoun, Table: "charters", Version: true, Pieces: []register.Pieces{register.PiecesOf[forum.Charter](rows), register.PiecesOf[forum.RulesKept](rows),
			register.PiecesOf[charter.Comment](rows), register.PiecesOf[charter.Change](rows)}},
		{Noun: forum.Noun, Table: "forums", Pieces: []register.Pieces{register.PiecesOf[forum.Forum](rows)}},
		{Noun: forum.SeatNoun, Pieces: []register.Pieces{register.PiecesOf[forum.Seat](rows)}},
		{Noun: forum.MandateNoun, Table: "mandates", Pieces: []register.Pieces{register.PiecesOf[forum.Mandate](rows)}},
		{Noun: document.Noun, Table: "documents", Pieces: []register.Pieces{register.PiecesOf[document.Document](rows), register.PiecesOf[document.Citation](rows)}},
		{Noun: organisation.Noun, Table: "organisations", Pieces: []register.Pieces{register.PiecesOf[organisation.Organisation](rows),
			register.PiecesOf[organisation.Membership](rows), register.PiecesOf[organisation.Evidence](files),
			register.PiecesOf[organisation.Service](rows)}},
		{Noun: account.Noun, Table: "persons", Pieces: []register.Pieces{register.PiecesOf[account.Person](rows), register.PiecesOf[account.Slip](rows)}},
		{Noun: account.OfficeNoun, Table: "office_grants", Pieces: []register.Pieces{register.PiecesOf[account.Grant](rows)}},
		{Noun: setup.Noun, Pieces: []register.Pieces{register.PiecesOf[setup.House](1)}},
	}
}
