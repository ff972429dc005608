package cosign

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Letter is the signed paper by which an organisation with one registered person confirms that it signs, as it was scanned. It is closed:
// whoever entered it and those who check letters open it.
type Letter struct {
	ID            string `gorm:"primaryKey"`
	ProposalID    string
	CosignatureID string
	Content       []byte
	Kind          string // media type, by its content
	Name          string
	Hash          string // SHA-256 of the content
	AddedBy       policy.PersonID
	AddedAt       time.Time
}

// TableName is the table's.
func (Letter) TableName() string { return "cosignature_letters" }

// Record is the proposal the letter belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: proposal.Noun, ID: l.ProposalID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "cosignature letter " + l.ID }

// Attachment is the letter by which an organisation confirms its signature.
type Attachment struct {
	Cosignature string
	Dated       string // 2006-01-02, of the letter
	Paper       *input.Sent
	Version     int
}

// AttachLetter attaches the signed letter to a signature whose organisation asked for that way. A second person then checks it.
func (s *Cosignatures) AttachLetter(ctx context.Context, actor policy.Actor, a Attachment) (Cosignature, error) {
	var c Cosignature
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var err error
		if c, p, err = s.find(tx, a.Cosignature); err != nil {
			return err
		}
		if _, err := s.step(tx, p, c, "attach_letter", a.Version); err != nil {
			return err
		}
		scan, err := s.proposals.Scanned(tx.Now(), a.Dated, c.StateSince, a.Paper)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "cosign"))
		c.Letter, c.LetterDated, c.EnteredBy = "letter", a.Dated, actor.Person
		if err := tx.Save(&c); err != nil {
			return err
		}
		err = tx.Add(&Letter{ID: clock.NewID(), ProposalID: p.ID, CosignatureID: c.ID, Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash,
			AddedBy: actor.Person, AddedAt: tx.Now()})
		if err != nil {
			return err
		}
		return c.told(tx, p, "cosign_letter_attached", "")
	})
	return c, err
}

// letGo lets go of a letter that confirmed something else.
func (c *Cosignature) letGo(tx *register.Tx) error {
	c.Letter, c.LetterDated, c.LetterAsked = "", "", false
	var letters []Letter
	if err := tx.Select("id", "proposal_id", "cosignature_id").Where("cosignature_id = ?", c.ID).Find(&letters).Error; err != nil {
		return err
	}
	for i := range letters {
		if err := tx.Drop(&letters[i]); err != nil {
			return err
		}
	}
	return nil
}

// opens tells who may open the letter of a signature: whoever entered it, and those who check letters in the forum.
func opens(viewer policy.Actor, c Cosignature, now time.Time) bool {
	return c.Letter != "" && c.Letter != gone && !viewer.Visitor() && (viewer.Person == c.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(c.ForumID, now)))
}

// Paper gives the letter of a signature with its content. To everybody who may not open it, it does not exist.
func (s *Cosignatures) Paper(ctx context.Context, viewer policy.Actor, cosignature string) (Letter, error) {
	row, err := s.One(ctx, viewer, cosignature)
	if err != nil {
		return Letter{}, err
	}
	if !row.Opens {
		return Letter{}, fault.NotFound()
	}
	var l Letter
	return l, store.Found(s.r.Read(ctx).Where("cosignature_id = ?", row.ID).Take(&l).Error)
}
