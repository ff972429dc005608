package proposal

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Erasure waits for the second of two moderators: the first has read these words and wants them gone for good, since they identify a
// child or are unlawful to hold. It is bound to the version she read.
type Erasure struct {
	ID        string `gorm:"primaryKey"`
	Noun      string // of what: a proposal or a statement
	NounID    string
	By        policy.PersonID `gorm:"column:proposed_by"`
	Reason    string
	VersionID string
	Reads     bool // she reads the language of the words
}

// TableName is the table's.
func (Erasure) TableName() string { return "erasures" }

// Record is what is to be erased.
func (e Erasure) Record() policy.Ref { return policy.Ref{Noun: e.Noun, ID: e.NounID} }

// Piece names it in the entries that seal it.
func (e Erasure) Piece() string { return "erasure " + e.ID }

// Erasing is what a moderator asks for: that the words of a proposal or a statement are erased, or, with Keep, that they stay after all.
type Erasing struct {
	Of      policy.Ref
	Keep    bool
	Reason  string
	Version string // id of the text version that was read
}

// written is what can be erased, with what its erasure has to know.
type written struct {
	ref      policy.Ref
	owner    policy.OrganisationID
	forum    policy.ForumID
	language string
	version  string // the text version that others read
	hash     string // of its words
	note     func(verb string) register.Note
	blank    func(*register.Tx) error // empties what stands of the words on its own row, and puts its card without a title
}

// Erase takes the words of a proposal or statement away for good, from every version and translation, the sheets, files and letters, what was
// said of it in the register, and by what follows the register from notices, mail and the index. It takes two moderators, one of whom
// reads the language; the first one's word waits. Numbers, times, positions and hashes stay, and the register stays whole. Done tells
// whether it was carried out.
func (s *Proposals) Erase(ctx context.Context, actor policy.Actor, e Erasing) (done bool, err error) {
	err = s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !policy.May(policy.EraseText, actor.OfficeRoles()) {
			return fault.NotFound()
		}
		w, err := s.written(tx, actor, e.Of)
		if err != nil {
			return err
		}
		if _, own := actor.Member(w.owner); own {
			return fault.Forbidden("guard.proposal.own_matter", nil)
		}
		var v text.Version
		if err := tx.Where("id = ?", w.version).Take(&v).Error; err != nil {
			return err
		}
		if v.ID != e.Version || v.Erased {
			return fault.Conflict("fault.stale", nil)
		}
		var waiting []Erasure
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("noun = ? AND noun_id = ?", w.ref.Noun, w.ref.ID).Find(&waiting).Error; err != nil {
			return err
		}
		waiting = slices.DeleteFunc(waiting, func(x Erasure) bool { return x.VersionID != v.ID })
		reason, err := s.erasureReason(e, len(waiting) == 0)
		if err != nil {
			return err
		}
		reads, err := readsLanguage(tx, w.language)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(w.ref.Noun, w.ref.ID, "erase"))
		w.hash = v.Hash
		switch {
		case e.Keep:
			return keep(tx, w, waiting, reason)
		case len(waiting) == 0:
			return propose(tx, w, Erasure{ID: clock.NewID(), Noun: w.ref.Noun, NounID: w.ref.ID, By: actor.Person, Reason: reason, VersionID: v.ID, Reads: reads})
		case waiting[0].By == actor.Person:
			return fault.Forbidden(workflow.SecondPerson, nil)
		case !waiting[0].Reads && !reads:
			return fault.Forbidden("guard.post.language", nil)
		}
		done = true
		return s.erase(tx, w, waiting[0])
	})
	return done, err
}

// erasureReason reads why; the second of two may leave the first one's.
func (s *Proposals) erasureReason(e Erasing, needed bool) (string, error) {
	var fields fault.Fields
	reason := input.Prose(&fields, "reason", e.Reason, 600, needed || e.Keep)
	if err := fields.Err(); err != nil {
		return "", err
	}
	if found := s.Look(reason); len(found) > 0 {
		return "", safeguard.Stop("reason", found, false)
	}
	return reason, nil
}

// readsLanguage tells whether the actor reads a language.
func readsLanguage(tx *register.Tx, language string) (bool, error) {
	var persons []account.Person
	err := tx.Select("id", "language", "reads").Where("id = ?", tx.Actor.Person).Find(&persons).Error
	return len(persons) == 1 && persons[0].ReadsLanguage(language), err
}

// noted begins an entry about it.
func (w written) noted(verb string) register.Note {
	n := w.note(w.ref.Noun + verb)
	if n.Version != "" && n.Hash == "" {
		n.Hash = w.hash
	}
	return n
}

// propose notes the first of two.
func propose(tx *register.Tx, w written, e Erasure) error {
	if err := tx.Add(&e); err != nil {
		return err
	}
	n := w.noted(".erasure_proposed")
	n.Values["reason"], n.Tell = e.Reason, register.Tell{Moderators: true}
	n.Access = policy.Access{Class: policy.Moderation, Forum: w.forum}
	tx.Enter(n)
	return nil
}

// keep ends what the first has asked for: another moderator has read the words and they stay, or the first has thought again.
func keep(tx *register.Tx, w written, waiting []Erasure, reason string) error {
	if len(waiting) == 0 {
		return fault.Conflict("proposal.no_erasure", nil)
	}
	if err := tx.Drop(&waiting[0]); err != nil {
		return err
	}
	n := w.noted(".erasure_dismissed")
	n.Values["reason"], n.Tell = reason, register.Tell{Persons: []policy.PersonID{waiting[0].By}}
	n.Access = policy.Access{Class: policy.Moderation, Forum: w.forum}
	tx.Enter(n)
	return nil
}

// erase carries it out.
func (s *Proposals) erase(tx *register.Tx, w written, e Erasure) error {
	_, _, translations, err := text.Of(tx.DB, w.ref)
	if err != nil {
		return err
	}
	versions, err := text.Versions(tx.DB, w.ref)
	if err != nil {
		return err
	}
	versions = slices.DeleteFunc(versions, func(v text.Version) bool { return v.Erased })
	if err := text.Erase(tx, versions, translations); err != nil {
		return err
	}
	if err := tx.EraseValues(w.ref, "actor"); err != nil {
		return err
	}
	if err := tx.Drop(&e); err != nil {
		return err
	}
	if err := w.blank(tx); err != nil {
		return err
	}
	n := w.noted(".erased")
	n.Facts["proposed_by"] = string(e.By)
	n.Tell.FocalPoints = []policy.OrganisationID{w.owner}
	tx.Enter(n)
	return nil
}

// written finds a proposal or a statement the actor can see, as what is to be erased.
func (s *Proposals) written(tx *register.Tx, actor policy.Actor, ref policy.Ref) (written, error) {
	if ref.Noun == Noun {
		p, err := find(tx, actor, ref.ID)
		return p.written(), err
	}
	var st Statement
	if ref.Noun != StatementNoun {
		return written{}, fault.NotFound()
	}
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "proposal_statements.")).Where("id = ?", ref.ID).Take(&st).Error
	if err != nil {
		return written{}, store.Found(err)
	}
	return s.statementWritten(tx, st)
}

func (p Proposal) written() written {
	return written{ref: p.Record(), owner: p.ProposedFor, forum: p.Forum, language: p.Language, version: p.VersionID,
		note: func(verb string) register.Note { return p.note(verb, p.State) },
		blank: func(tx *register.Tx) error {
			if err := tx.Where("proposal_id = ?", p.ID).Delete(&drafting.Sheet{}).Error; err != nil {
				return err
			}
			if err := dropLetters(tx, p.ID); err != nil {
				return err
			}
			if err := drafting.DropAnnexes(tx, p.ID); err != nil {
				return err
			}
			p.Reason, p.RefusalWhy, p.ForwardedTo, p.EndsWhy = "", "", "", ""
			if err := tx.Save(&p); err != nil {
				return err
			}
			_, err := p.put(tx)
			return err
		}}
}

// statementWritten is a statement as what can be erased. Where it stands stays, why it stands there goes.
func (s *Proposals) statementWritten(tx *register.Tx, st Statement) (written, error) {
	var p Proposal
	if err := tx.Where("id = ?", st.ProposalID).Take(&p).Error; err != nil {
		return written{}, err
	}
	return written{ref: st.Record(), owner: st.StatedFor, forum: st.Forum, language: st.Language, version: st.Shown(),
		note: func(verb string) register.Note { return st.note(p, verb, st.State) },
		blank: func(tx *register.Tx) error {
			if err := st.dropLetter(tx); err != nil {
				return err
			}
			st.Reason = ""
			if err := tx.Save(&st); err != nil {
				return err
			}
			return st.put(tx, p)
		}}, nil
}
