package proposal

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Letter is the signed or stamped paper by which an organisation with one registered person confirms its proposal, as it was scanned.
// It is closed: whoever entered it and those who check it see it. It is kept as it came, since it is compared with the paper.
type Letter struct {
	ID         string `gorm:"primaryKey"`
	ProposalID string
	Content    []byte
	Kind       string // media type, by its content
	Name       string
	Hash       string // SHA-256 of the content
	AddedBy    policy.PersonID
	AddedAt    time.Time
	Dated      string `gorm:"-"` // its day, on its way to the proposal's row
}

// TableName is the table's.
func (Letter) TableName() string { return "proposal_letters" }

// Record is the proposal the letter belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: l.ProposalID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "letter " + l.ID }

// Attachment is the letter by which an organisation confirms what its delegate typed.
type Attachment struct {
	Proposal string
	Dated    string // 2006-01-02, of the letter
	Paper    *input.Sent
	Version  int
}

// AttachLetter attaches the signed letter to a proposal whose author asked for that way. A second person then checks the words against
// the paper.
func (s *Proposals) AttachLetter(ctx context.Context, actor policy.Actor, a Attachment) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if p, err = find(tx, actor, a.Proposal); err != nil {
			return err
		}
		known, err := s.know(tx.DB, p)
		if err != nil {
			return err
		}
		_, err = Machine().StepOn(a.Version == p.Version, p.State, "attach_letter", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), p, known))
		if err != nil {
			return err
		}
		letter, err := s.readLetter(tx, p, a)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, p.ID, "attach_letter"))
		p.Letter, p.LetterDated, p.EnteredBy, letter.ProposalID = "letter", a.Dated, actor.Person, p.ID
		p.settle()
		if err := tx.Save(&p); err != nil {
			return err
		}
		if err := tx.Add(letter); err != nil {
			return err
		}
		return s.told(tx, p, p.note("proposal.letter_attached", p.State))
	})
	return p, err
}

// readLetter takes a scanned letter in, or says what is wrong with it: one that is older than the words cannot have confirmed them. Its
// name passes the gate.
func (s *Proposals) readLetter(tx *register.Tx, p Proposal, a Attachment) (*Letter, error) {
	_, words, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return nil, err
	}
	scan, err := s.Scanned(tx.Now(), a.Dated, words.MadeAt, a.Paper)
	if err != nil {
		return nil, err
	}
	return &Letter{ID: clock.NewID(), Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}, nil
}

// renewLetter lets go of a letter that confirmed other words.
func (p *Proposal) renewLetter(tx *register.Tx) error {
	p.Letter, p.LetterDated, p.LetterAsked, p.EnteredBy = "", "", false, ""
	return dropLetters(tx, p.ID)
}

// confirmedBy keeps the letter that confirms the words from now on, or none where a colleague has confirmed them.
func (p *Proposal) confirmedBy(tx *register.Tx, letter *Letter) error {
	if err := p.renewLetter(tx); err != nil || letter == nil {
		return err
	}
	p.Letter, p.LetterDated, p.LetterAsked, p.EnteredBy = "letter", letter.Dated, true, letter.AddedBy
	return tx.Add(letter)
}

// dropLetters takes a proposal's letters away, for good.
func dropLetters(tx *register.Tx, id string) error {
	var letters []Letter
	if err := tx.Select("id", "proposal_id").Where("proposal_id = ?", id).Find(&letters).Error; err != nil {
		return err
	}
	for i := range letters {
		if err := tx.Drop(&letters[i]); err != nil {
			return err
		}
	}
	return nil
}

// LetterOf gives the letter behind a proposal to those who may open it, without its content; nil to everybody else.
func (s *Proposals) LetterOf(ctx context.Context, viewer policy.Actor, p Proposal) (*Letter, error) {
	if p.Letter == "" || !s.opens(viewer, p) {
		return nil, nil
	}
	var found []Letter
	err := s.r.Read(ctx).Select("id", "proposal_id", "kind", "name", "hash", "added_by", "added_at").Where("proposal_id = ?", p.ID).Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	return &found[0], nil
}

// Paper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Proposals) Paper(ctx context.Context, viewer policy.Actor, id string) (Letter, error) {
	var l Letter
	if err := s.r.Read(ctx).Where("id = ?", id).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	var p Proposal
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "proposals.")).Where("id = ?", l.ProposalID).Take(&p).Error
	if err != nil {
		return Letter{}, store.Found(err)
	}
	if !s.opens(viewer, p) {
		return Letter{}, fault.NotFound()
	}
	return l, nil
}

// opens tells who may open a letter: whoever entered it, and those who check letters in the forum.
func (s *Proposals) opens(viewer policy.Actor, p Proposal) bool {
	return !viewer.Visitor() && (viewer.Person == p.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(p.Forum, s.r.Now())))
}
