package commitment

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// File is a scanned paper that shows what was done. Nobody can look for children in a picture, so it stays among those who sit in the
// forum, where whoever verifies compares it with the words.
type File struct {
	ID           string `gorm:"primaryKey"`
	CommitmentID string
	Content      []byte
	Kind         string // media type, by its content
	Name         string
	Hash         string // SHA-256 of the content
	AddedBy      policy.PersonID
	AddedAt      time.Time
}

// TableName is the table's.
func (File) TableName() string { return "commitment_files" }

// Record is the commitment the paper belongs to.
func (f File) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: f.CommitmentID} }

// Piece names it in the entries that seal it.
func (f File) Piece() string { return "file " + f.ID }

// proof reads what shows that a commitment was kept. A paper of an earlier report goes where another comes or none is sent with it.
func (r *reader) proof(tx *register.Tx, p Proof, c *Commitment) error {
	c.Evidence = r.Prose("evidence", p.Words, EvidenceMost, true)
	c.EvidenceLink = r.Link("link", p.Link)
	c.EvidencePaper = r.Line("paper", p.Paper, numberMost, false)
	sent := p.File != nil && p.File.File != nil
	if c.EvidenceLink == "" && c.EvidencePaper == "" && !sent && !r.Said("link") && !r.Said("paper") {
		r.Fields.Add("link", "commitment.proof_one", nil)
	}
	if r.Look("evidence", c.Evidence+"\n\n"+c.EvidencePaper); !sent {
		return r.fileGone(tx, c)
	}
	scan := r.Paper("file", *p.File)
	if r.Err() != nil {
		return nil
	}
	if err := r.fileGone(tx, c); err != nil {
		return err
	}
	f := File{ID: clock.NewID(), CommitmentID: c.ID, Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}
	c.FileID = f.ID
	return tx.Add(&f)
}

// fileGone lets go of the paper of an earlier report.
func (r *reader) fileGone(tx *register.Tx, c *Commitment) error {
	if c.FileID == "" || r.Err() != nil {
		return nil
	}
	f := File{ID: c.FileID, CommitmentID: c.ID}
	c.FileID = ""
	return tx.Drop(&f)
}

// opens tells who may open the paper: whoever reads the members' area of the forum, and the people of the owner.
func (c Commitment) opens(viewer policy.Actor, now time.Time) bool {
	_, own := viewer.Member(c.OwnerID)
	return !viewer.Visitor() && (own || policy.May(policy.ReadMembersArea, viewer.RolesIn(c.Forum, now)))
}

// OpensFile tells whether the viewer may open the paper of a commitment; there is one.
func (s *Commitments) OpensFile(viewer policy.Actor, c Commitment) bool {
	return c.FileID != "" && c.opens(viewer, s.r.Now())
}

// File gives the paper with its content. To whoever may not open it, it does not exist.
func (s *Commitments) File(ctx context.Context, viewer policy.Actor, id string) (File, error) {
	var f File
	if err := s.r.Read(ctx).Omit("content").Where("id = ?", id).Take(&f).Error; err != nil {
		return f, store.Found(err)
	}
	var c Commitment
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "commitments.")).Where("id = ?", f.CommitmentID).Take(&c).Error
	if err != nil {
		return File{}, store.Found(err)
	}
	if !c.opens(viewer, s.r.Now()) {
		return File{}, fault.NotFound()
	}
	return f, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&f).Error)
}
