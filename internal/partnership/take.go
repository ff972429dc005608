package partnership

import (
	"context"
	"slices"
	"time"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// File is the scanned agreement, as it was signed. Nobody can look for children in a picture, so it stays among those who sit in the
// forum; others read the words of the partnership.
type File struct {
	ID            string `gorm:"primaryKey"`
	PartnershipID string
	Content       []byte
	Kind          string // media type, by its content
	Name          string
	Hash          string // SHA-256 of the content
	AddedBy       policy.PersonID
	AddedAt       time.Time
}

// TableName is the table's.
func (File) TableName() string { return "partnership_files" }

// Record is the partnership the file belongs to.
func (f File) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: f.PartnershipID} }

// Piece names it in the entries that seal it.
func (f File) Piece() string { return "file " + f.ID }

// Step is one step of a partnership's life. Party says for which organisation somebody confirms who can act for several; the days and the
// agreement go with what makes it active.
type Step struct {
	Partnership  string
	Verb         string
	Reason       string
	Party        policy.OrganisationID
	Starts, Ends string
	Link         string
	File         *input.Sent
	Version      int
	Anyway       bool // the reason may go out in a language its reader does not read
}

// Verbs are the steps that Take takes. The last confirmation is one as the others.
func Verbs() []string { return []string{"confirm", "decline", "withdraw", "activate", "end"} }

// NeedsReason tells the verbs that need a reason.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"decline", "withdraw", "end"}, verb)
}

// Take takes a partnership one step on.
func (s *Partnerships) Take(ctx context.Context, actor policy.Actor, step Step) (Partnership, error) {
	var p Partnership
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		h, to, err := s.step(tx, step.Partnership, step.Verb, step.Version)
		if err != nil {
			return err
		}
		parties := h.parties
		p = h.Partnership
		from, r := p.State, reads(s.gate, tx.Now())
		if step.Verb == "confirm" {
			return p.confirm(tx, step, to, parties)
		}
		if NeedsReason(step.Verb) {
			p.Reason = r.Prose("reason", step.Reason, ReasonMost, true)
			why := account.Reason{Field: "reason", Text: p.Reason, From: actor.Person, To: p.readers(step.Verb, parties), Anyway: step.Anyway}
			if err := why.Legible(tx.DB, &r.Fields); err != nil {
				return err
			}
		}
		if step.Verb == "activate" {
			if err := r.agreement(tx, step, &p); err != nil {
				return err
			}
			now := tx.Now()
			p.ActiveAt = &now
		}
		if err := r.Err(); err != nil {
			return err
		}
		p.State, p.StateSince = to, tx.Now()
		n := p.note(past()[step.Verb], from)
		if NeedsReason(step.Verb) {
			n.Values["reason"] = p.Reason
		}
		if step.Verb == "activate" {
			n.Facts["starts"], n.Facts["ends"], n.Facts["link"], n.Facts["file"] = p.Starts, p.Ends, p.AgreementLink, p.FileID
		}
		return p.keep(tx, parties, n)
	})
	return p, err
}

// readers are who gets the reason of a step: whoever proposed it, or those who confirmed.
func (p Partnership) readers(verb string, parties []Party) []policy.PersonID {
	if verb == "decline" {
		return []policy.PersonID{p.ProposedBy}
	}
	var all []policy.PersonID
	for _, y := range parties {
		if y.ConfirmedBy != "" {
			all = append(all, y.ConfirmedBy)
		}
	}
	return all
}

// confirm takes the yes of a party. The last one is the agreement.
func (p *Partnership) confirm(tx *register.Tx, step Step, to string, parties []Party) error {
	mine := waiting(hers(tx.Actor, tx.Now(), *p, parties))
	if step.Party != "" || len(mine) > 1 {
		mine = slices.DeleteFunc(mine, func(y Party) bool { return y.OrganisationID != step.Party })
	}
	if len(mine) != 1 {
		return fault.Invalid(fault.Says("party", "partnership.choose_party", nil))
	}
	now, verb := tx.Now(), last("confirm", parties)
	at := slices.IndexFunc(parties, func(y Party) bool { return y.ID == mine[0].ID })
	parties[at].ConfirmedBy, parties[at].ConfirmedAt = tx.Actor.Person, &now
	if err := tx.Save(&parties[at]); err != nil {
		return err
	}
	n := p.note(past()[verb], p.State)
	n.For, n.Facts["party"] = parties[at].OrganisationID, string(parties[at].OrganisationID)
	if verb == "confirm" {
		return p.told(tx, parties, n)
	}
	p.State, p.StateSince, p.AgreedAt = to, now, &now
	return p.keep(tx, parties, n)
}

// agreement reads from when to when the partnership runs, and where what was signed is: an address, or a scan.
func (r *reader) agreement(tx *register.Tx, step Step, p *Partnership) error {
	r.term(step.Starts, step.Ends, true, p)
	p.AgreementLink = r.Link("link", step.Link)
	sent := step.File != nil && step.File.File != nil
	if p.AgreementLink == "" && !sent && !r.Said("link") {
		r.Fields.Add("link", "partnership.agreement_one", nil)
	}
	if !sent {
		return nil
	}
	scan := r.Paper("file", *step.File)
	if r.Err() != nil {
		return nil
	}
	f := File{ID: clock.NewID(), PartnershipID: p.ID, Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}
	p.FileID = f.ID
	return tx.Add(&f)
}

// OpensFile tells whether the viewer may open the scanned agreement of a partnership; there is one.
func (s *Partnerships) OpensFile(viewer policy.Actor, p Partnership) bool {
	return p.FileID != "" && !viewer.Visitor() && policy.May(policy.ReadMembersArea, viewer.RolesIn(p.Forum, s.r.Now()))
}

// File gives the scanned agreement with its content. To whoever may not open it, it does not exist.
func (s *Partnerships) File(ctx context.Context, viewer policy.Actor, id string) (File, error) {
	var f File
	if err := s.r.Read(ctx).Omit("content").Where("id = ?", id).Take(&f).Error; err != nil {
		return f, store.Found(err)
	}
	row, err := s.ByID(ctx, viewer, f.PartnershipID)
	if err != nil {
		return File{}, err
	}
	if !s.OpensFile(viewer, row.Partnership) {
		return File{}, fault.NotFound()
	}
	return f, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&f).Error)
}
