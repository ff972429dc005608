package handling

import (
	"sametable/internal/clock"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// came reads how a letter came, and takes its scan in; nil where the answer was written here.
func (a *Answer) came(tx *register.Tx, r *text.Reader, f Filing) *Paper {
	if a.Letter, a.Dated, a.Received = "", "", ""; f.Letter == nil {
		return nil
	}
	day := func(name, typed string) string {
		at := r.Day(name, typed, zone(), true)
		if at > today(tx.Now()) {
			r.Fields.Add(name, "post.letter_not_yet", nil)
		}
		return at
	}
	a.Letter = string(input.Choice(&r.Fields, "channel", f.Letter.Channel, proposal.Channels()))
	a.Dated, a.Received = day("dated", f.Letter.Dated), day("received", f.Letter.Received)
	if a.Dated != "" && a.Received != "" && a.Received < a.Dated {
		r.Fields.Add("received", "statement.received_before_dated", nil)
	}
	if f.Letter.Paper == nil || f.Letter.Paper.File == nil {
		r.Fields.Add("file", "letter.missing", nil)
		return nil
	}
	scan := r.Paper("file", *f.Letter.Paper)
	return &Paper{ID: clock.NewID(), Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}
}

// dropPaper lets go of a letter nobody has checked.
func (a *Answer) dropPaper(tx *register.Tx) error {
	if a.LetterID == "" {
		return nil
	}
	id := a.LetterID
	a.LetterID = ""
	return tx.Drop(&Paper{ID: id, AnswerID: a.ID})
}
