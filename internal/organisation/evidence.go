package organisation

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// mostEvidence is how many papers an application may have.
const mostEvidence = 6

// Evidence is a paper that shows that a body exists, as it was scanned: a certificate, a charter. It is closed: its focal points
// and the accreditation officers see it, nobody else. It is kept as it came, since it is compared with the paper.
type Evidence struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID policy.OrganisationID
	Content        []byte
	Size           int
	Kind           string // media type, by its content
	Name           string
	Hash           string // SHA-256 of the content
	AddedBy        policy.PersonID
	AddedAt        time.Time
}

// TableName is the table's.
func (Evidence) TableName() string { return "organisation_evidence" }

// Record is the organisation the paper is about.
func (e Evidence) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: string(e.OrganisationID)} }

// Piece names it in the entries that seal it.
func (e Evidence) Piece() string { return "file " + e.ID }

// AddEvidence adds a file to an application that is being written: whoever may edit it does. The name
// passes the gate.
func (s *Organisations) AddEvidence(ctx context.Context, actor policy.Actor, id policy.OrganisationID, sent input.Sent) (Evidence, error) {
	var e Evidence
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		o, err := applying(tx, id)
		if err != nil {
			return err
		}
		var n int64
		if err := tx.Model(&Evidence{}).Where("organisation_id = ?", o.ID).Count(&n).Error; err != nil {
			return store.Found(err)
		}
		if n >= mostEvidence {
			return fault.Invalid(fault.Says("file", "organisation.evidence_many", fault.Args{"Most": mostEvidence}))
		}
		if e, err = s.readEvidence(tx, o, sent); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, string(o.ID), "add_evidence"))
		if err := tx.Add(&e); err != nil {
			return err
		}
		tx.Enter(e.note(o, "organisation.evidence_added"))
		return nil
	})
	e.Content = nil
	return e, err
}

// RemoveEvidence takes a file out of an application that is being written; nothing of its content or name is kept. That it was
// there, and its hash, stand in the register.
func (s *Organisations) RemoveEvidence(ctx context.Context, actor policy.Actor, id policy.OrganisationID, file string) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		o, err := applying(tx, id)
		if err != nil {
			return err
		}
		var e Evidence
		if err := tx.Omit("content").Where("id = ? AND organisation_id = ?", file, o.ID).Take(&e).Error; err != nil {
			return store.Found(err)
		}
		tx.Permit(policy.Allow(Noun, string(o.ID), "remove_evidence"))
		if err := tx.Drop(&e); err != nil {
			return err
		}
		tx.Enter(e.note(o, "organisation.evidence_removed"))
		return nil
	})
}

// applying finds an organisation whose application the actor may change now.
func applying(tx *register.Tx, id policy.OrganisationID) (Organisation, error) {
	o, err := find(tx, id)
	if err != nil {
		return o, err
	}
	if err := mayEdit(tx.Actor, o); err != nil {
		return o, err
	}
	if !o.open() {
		return o, fault.Conflict("organisation.locked", nil)
	}
	return o, nil
}

// note tells of a file by its id and hash. Its name is whatever somebody called it, so it stays beside the file alone and goes with it:
// the register keeps for good, and nobody needs the name to see that a file was there.
func (e Evidence) note(o Organisation, verb string) register.Note {
	n := o.note(verb, "")
	n.To, n.Access = "", o.inside()
	n.Facts["file"], n.Facts["hash"], n.Facts["kind"], n.Facts["bytes"] = e.ID, e.Hash, e.Kind, e.Size
	return n
}

// readEvidence takes a file in, or says what is wrong with it.
func (s *Organisations) readEvidence(tx *register.Tx, o Organisation, sent input.Sent) (Evidence, error) {
	var f fault.Fields
	scan := input.Paper(&f, "file", sent)
	if len(s.gate.CheckName(scan.Name, tx.Now())) > 0 {
		f.Add("file", "letter.name_stopped", nil)
	}
	return Evidence{ID: clock.NewID(), OrganisationID: o.ID, Content: scan.Content, Size: len(scan.Content), Kind: scan.Kind, Name: scan.Name,
		Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}, f.Err()
}

// opens tells who may open an organisation's evidence: its focal points and the accreditation officers.
func opens(viewer policy.Actor, id policy.OrganisationID) bool {
	return viewer.System || viewer.FocalPointOf(id) || policy.May(policy.Accredit, viewer.OfficeRoles())
}

// EvidenceOf lists the files of an organisation without their content, oldest first; none for whoever may not open them.
func (s *Organisations) EvidenceOf(ctx context.Context, viewer policy.Actor, id policy.OrganisationID) ([]Evidence, error) {
	if !opens(viewer, id) {
		return nil, nil
	}
	var all []Evidence
	err := s.evidence(ctx).Omit("content").Where("organisation_id = ?", id).Order("added_at, id").Find(&all).Error
	return all, store.Found(err)
}

// EvidenceFile gives a file with its content. To whoever may not open it, it does not exist.
func (s *Organisations) EvidenceFile(ctx context.Context, viewer policy.Actor, file string) (Evidence, error) {
	var e Evidence
	if err := s.evidence(ctx).Omit("content").Where("id = ?", file).Take(&e).Error; err != nil {
		return e, store.Found(err)
	}
	if !opens(viewer, e.OrganisationID) {
		return Evidence{}, fault.NotFound()
	}
	return e, store.Found(s.evidence(ctx).Where("id = ?", file).Take(&e).Error)
}

func (s *Organisations) evidence(ctx context.Context) *gorm.DB { return s.r.Read(ctx) }
