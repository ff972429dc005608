package appeal

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

// Letter is the signed paper by which an organisation with one registered person confirms its appeal, as it was scanned. It is closed:
// whoever entered it and those who check letters open it.
type Letter struct {
	ID       string `gorm:"primaryKey"`
	AppealID string
	Content  []byte
	Kind     string // media type, by its content
	Name     string
	Hash     string // SHA-256 of the content
	AddedBy  policy.PersonID
	AddedAt  time.Time
}

// TableName is the table's.
func (Letter) TableName() string { return "appeal_letters" }

// Record is the appeal the letter belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: l.AppealID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "letter " + l.ID }

// Attachment is the letter as it came.
type Attachment struct {
	Appeal  string
	Dated   string // 2006-01-02, of the letter
	Paper   *input.Sent
	Version int
}

// AttachLetter takes in the letter by which an organisation confirms its appeal. A second person then checks it.
func (s *Appeals) AttachLetter(ctx context.Context, actor policy.Actor, at Attachment) (Appeal, error) {
	var a Appeal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var err error
		if a, p, err = find(tx, at.Appeal); err != nil {
			return err
		}
		if _, err := s.step(tx, a, p, "attach_letter", at.Version); err != nil {
			return err
		}
		scan, err := s.proposals.Scanned(tx.Now(), at.Dated, a.FiledAt, at.Paper)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, "attach_letter"))
		a.Letter, a.LetterDated, a.EnteredBy = "letter", at.Dated, actor.Person
		if err := tx.Save(&a); err != nil {
			return err
		}
		err = tx.Add(&Letter{ID: clock.NewID(), AppealID: a.ID, Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: actor.Person, AddedAt: tx.Now()})
		if err != nil {
			return err
		}
		return a.told(tx, a.note("letter_attached", a.State), "attach_letter")
	})
	return a, err
}

// letGo lets go of a letter that confirmed other words.
func (a *Appeal) letGo(tx *register.Tx) error {
	a.Letter, a.LetterDated, a.LetterAsked, a.EnteredBy = "", "", false, ""
	var letters []Letter
	if err := tx.Select("id", "appeal_id").Where("appeal_id = ?", a.ID).Find(&letters).Error; err != nil {
		return err
	}
	for i := range letters {
		if err := tx.Drop(&letters[i]); err != nil {
			return err
		}
	}
	return nil
}

// Opens tells whether the viewer may open the letter of an appeal: whoever entered it, and those who check letters in the forum.
func (s *Appeals) Opens(viewer policy.Actor, a Appeal) bool {
	return a.Letter != "" && !viewer.Visitor() && (viewer.Person == a.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(a.Forum, s.r.Now())))
}

// Paper gives the letter of an appeal with its content. To everybody who may not open it, it does not exist.
func (s *Appeals) Paper(ctx context.Context, viewer policy.Actor, id string) (Letter, error) {
	var a Appeal
	if err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "appeals.")).Where("id = ?", id).Take(&a).Error; err != nil {
		return Letter{}, store.Found(err)
	}
	if !s.Opens(viewer, a) {
		return Letter{}, fault.NotFound()
	}
	var l Letter
	return l, store.Found(s.r.Read(ctx).Where("appeal_id = ?", a.ID).Take(&l).Error)
}
