package proposal

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// StatementLetter is the scanned paper by which a statement came. It is closed: whoever entered it and those who check letters open it.
type StatementLetter struct {
	ID          string `gorm:"primaryKey"`
	StatementID string
	Content     []byte
	Kind        string // media type, by its content
	Name        string
	Hash        string // SHA-256 of the content
	AddedBy     policy.PersonID
	AddedAt     time.Time
}

// Record is the statement the letter belongs to.
func (l StatementLetter) Record() policy.Ref {
	return policy.Ref{Noun: StatementNoun, ID: l.StatementID}
}

// Piece names it in the entries that seal it.
func (l StatementLetter) Piece() string { return "letter " + l.ID }

// Channels are the ways a statement comes from outside.
func Channels() []string { return []string{"letter", "telephone", "in_person"} }

// StatedByLetter is a statement that came on paper and is entered by the secretary.
type StatedByLetter struct {
	Stating
	Organisation policy.OrganisationID
	Channel      string
	Dated        string // 2006-01-02, of the letter
	Received     string // day on which it came
	Paper        *input.Sent
}

// EnterStatement enters what an organisation wrote. It counts once a second person has compared it with the paper, if the paper is of
// before the end of the window and came before it.
func (s *Proposals) EnterStatement(ctx context.Context, actor policy.Actor, f StatedByLetter) (Statement, error) {
	var st Statement
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := find(tx, actor, f.Proposal)
		if err != nil {
			return err
		}
		roles := actor.RolesIn(p.Forum, tx.Now())
		if !policy.May(policy.EnterLetter, roles) {
			return fault.Forbidden("statement.letter_not_yours", nil)
		}
		if p.State != Consultation {
			return fault.Forbidden(guardStOut, nil)
		}
		pos, err := s.came(tx, p, f)
		if err != nil {
			return err
		}
		if st, err = statementOf(tx, p, f.Organisation); err != nil {
			return err
		}
		if st.State == Confirming {
			return fault.Conflict("statement.underway", nil)
		}
		as := st
		as.Position = pos
		to, err := StatementMachine().Step(st.State, "enter", roles, JudgeStatement(actor, tx.Now(), p, as, StatementKnown{Sits: true})) // came has asked
		if err != nil {
			return err
		}
		words, err := s.words(tx, p, &pos, f.Stating)
		if err != nil {
			return err
		}
		letter, err := s.scanned(tx, f.Paper)
		if err != nil {
			return err
		}
		return s.filed(tx, p, &st, filing{verb: "enter", to: to, pos: pos, words: words, letter: letter})
	})
	return st, err
}

// came reads whose letter it is, and how and when it came.
func (s *Proposals) came(tx *register.Tx, p Proposal, f StatedByLetter) (Position, error) {
	var fields fault.Fields
	now := tx.Now()
	pos := Position{Named: !f.Unnamed, FiledAt: &now, EnteredBy: tx.Actor.Person}
	day := func(name, typed string) string {
		at := input.Date(&fields, name, typed, beijing, true)
		switch {
		case at.IsZero():
			return ""
		case at.After(now):
			fields.Add(name, "post.letter_not_yet", nil)
		}
		return at.In(beijing).Format(time.DateOnly)
	}
	pos.Letter = input.Choice(&fields, "channel", f.Channel, Channels())
	pos.Dated, pos.Received = day("dated", f.Dated), day("received", f.Received)
	if pos.Dated != "" && pos.Received != "" && pos.Received < pos.Dated {
		fields.Add("received", "statement.received_before_dated", nil)
	}
	sits, err := s.sits(tx.DB, p.Forum, f.Organisation)
	if err != nil {
		return pos, err
	}
	if !sits || listed(p.Proposers(), f.Organisation) {
		fields.Add("organisation", "statement.choose_sender", nil)
	}
	return pos, fields.Err()
}

// scanned takes the scan in, or says what is wrong with it. Its name passes the gate.
func (s *Proposals) scanned(tx *register.Tx, paper *input.Sent) (*StatementLetter, error) {
	if paper == nil || paper.File == nil {
		return nil, fault.Invalid(fault.Says("file", "letter.missing", nil))
	}
	var fields fault.Fields
	scan := input.Paper(&fields, "file", *paper)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	if len(s.gate.CheckName(scan.Name, tx.Now())) > 0 {
		return nil, fault.Invalid(fault.Says("file", "letter.name_stopped", nil))
	}
	return &StatementLetter{ID: clock.NewID(), Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}, nil
}

// dropLetter lets go of a letter nobody has confirmed.
func (st *Statement) dropLetter(tx *register.Tx) error {
	if st.LetterID == "" || st.LetterID == st.Standing.LetterID {
		return nil
	}
	return tx.Drop(&StatementLetter{ID: st.LetterID, StatementID: st.ID})
}

// Senders lists the organisations whose letter the viewer can enter for a proposal: not her own.
func (s *Proposals) Senders(ctx context.Context, viewer policy.Actor, p Proposal) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := forum.Voters(s.r.Read(ctx), p.Forum).Order("organisations.kind, organisations.sort_key").Find(&all).Error
	now := s.r.Now()
	return slices.DeleteFunc(all, func(o organisation.Organisation) bool {
		_, own := viewer.Member(o.ID)
		return own || listed(p.Proposers(), o.ID) || !o.Accredited(now)
	}), store.Found(err)
}

// StatementPaper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Proposals) StatementPaper(ctx context.Context, viewer policy.Actor, id string) (StatementLetter, error) {
	var l StatementLetter
	if err := s.r.Read(ctx).Where("id = ?", id).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	var st Statement
	if err := s.r.Read(ctx).Scopes(s.seen(viewer)).Where("id = ?", l.StatementID).Take(&st).Error; err != nil {
		return StatementLetter{}, store.Found(err)
	}
	if !s.opensLetter(viewer, st.Forum, l.AddedBy) {
		return StatementLetter{}, fault.NotFound()
	}
	return l, nil
}

// opensLetter tells who may open a letter: whoever entered it, and those who check letters in the forum.
func (s *Proposals) opensLetter(viewer policy.Actor, id policy.ForumID, by policy.PersonID) bool {
	return !viewer.Visitor() && (viewer.Person == by || policy.May(policy.CheckLetter, viewer.RolesIn(id, s.r.Now())))
}

func chairsOf(db *gorm.DB, id policy.ForumID, now time.Time) ([]policy.PersonID, error) {
	return forum.Sitting(db, id, now, "mandates.capacity = ?", policy.Chair)
}
