package erasing

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Erasing is what a moderator asks for: that words are erased, or, with Keep, that they stay after all.
type Erasing struct {
	Of     policy.Ref
	Keep   bool
	Reason string
	Mark   string // of what was read
}

// ReasonMost is the longest reason, in characters.
const ReasonMost = 600

// Erase takes words away for good. It takes two moderators, one of whom reads the language; the first one's word waits. Done tells whether
// it was carried out.
func (s *Erasings) Erase(ctx context.Context, actor policy.Actor, e Erasing) (done bool, err error) {
	err = s.r.Act(ctx, actor, func(tx *register.Tx) error {
		w, waiting, err := s.found(tx, e)
		if err != nil {
			return err
		}
		reason, err := s.reason(tx, e, len(waiting) == 0)
		if err != nil {
			return err
		}
		reads, err := readsLanguage(tx, w.Language)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(w.Of.Noun, w.Of.ID, "erase"))
		switch {
		case e.Keep:
			return keep(tx, w, waiting, reason)
		case len(waiting) == 0:
			return propose(tx, w, asks(w, actor.Person, reason, reads))
		case waiting[0].By == actor.Person:
			return fault.Forbidden(workflow.SecondPerson, nil)
		case !waiting[0].Reads && !reads:
			return fault.Forbidden("guard.post.language", nil)
		}
		done = true
		return erase(tx, w, waiting[0])
	})
	return done, err
}

// found gives what is to be erased, and what a first moderator has asked for. To who is no moderator it does not exist.
func (s *Erasings) found(tx *register.Tx, e Erasing) (written, []Erasure, error) {
	load := loaders()[e.Of.Noun]
	if !policy.May(policy.EraseText, tx.Actor.OfficeRoles()) || load == nil {
		return written{}, nil, fault.NotFound()
	}
	all, err := load(tx.Clauses(clause.Locking{Strength: "UPDATE"}), tx.Actor, tx.Now(), []string{e.Of.ID})
	if err != nil {
		return written{}, nil, err
	}
	if len(all) == 0 {
		return written{}, nil, fault.NotFound()
	}
	w := written{Erasable: all[0]}
	if own(tx.Actor, w.Erasable) {
		return w, nil, fault.Forbidden("guard.proposal.own_matter", nil)
	}
	if w.Mark != e.Mark || w.Gone {
		return w, nil, fault.Conflict("fault.stale", nil)
	}
	if w.Version != "" {
		var v text.Version
		if err := tx.Select("id", "hash").Where("id = ?", w.Version).Take(&v).Error; err != nil {
			return w, nil, err
		}
		w.hash = v.Hash
	}
	var waiting []Erasure
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("noun = ? AND noun_id = ?", w.Ref.Noun, w.Ref.ID).Find(&waiting).Error
	return w, slices.DeleteFunc(waiting, func(x Erasure) bool { return x.VersionID != w.Mark }), err
}

// own tells whether a moderator belongs to those whose words they are.
func own(actor policy.Actor, e text.Erasable) bool {
	return slices.ContainsFunc(e.Owners, func(id policy.OrganisationID) bool {
		_, member := actor.Member(id)
		return member
	})
}

// reason reads why; the second of two may leave the first one's.
func (s *Erasings) reason(tx *register.Tx, e Erasing, needed bool) (string, error) {
	r := text.Reads(s.gate, tx.Now())
	reason := r.Prose("reason", e.Reason, ReasonMost, needed || e.Keep)
	return reason, r.Err()
}

// readsLanguage tells whether the actor reads a language; a picture anybody reads.
func readsLanguage(tx *register.Tx, language string) (bool, error) {
	if language == "" {
		return true, nil
	}
	var persons []account.Person
	err := tx.Select("id", "language", "reads").Where("id = ?", tx.Actor.Person).Find(&persons).Error
	return len(persons) == 1 && persons[0].ReadsLanguage(language), err
}

// written is what is erased within an act.
type written struct {
	text.Erasable
	hash string // of the text version that is named
}

// noted begins an entry about it.
func (w written) noted(past string) register.Note {
	n := w.Note(past)
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
	n := w.noted("erasure_proposed")
	n.Values["reason"], n.Tell = e.Reason, register.Tell{Moderators: true}
	n.Access = policy.Access{Class: policy.Moderation, Forum: w.Forum}
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
	n := w.noted("erasure_dismissed")
	n.Values["reason"], n.Tell = reason, register.Tell{Persons: []policy.PersonID{waiting[0].By}}
	n.Access = policy.Access{Class: policy.Moderation, Forum: w.Forum}
	tx.Enter(n)
	return nil
}

// beside takes what stands of a proposal in other rooms: its title on what is called after it, the letters of those who sign it, and the
// appeal against its refusal.
func beside(tx *register.Tx, id string) error {
	var p proposal.Proposal
	if err := tx.Where("id = ?", id).Take(&p).Error; err != nil {
		return err
	}
	return errors.Join(proposal.Retitle(tx, p), handling.Retitle(tx, p), ballot.Retitle(tx, p.Record()), cosign.DropLetters(tx, id), byletter.DropLetters(tx, id), appeal.Forget(tx, id))
}

// elsewhere takes what rooms above have of the words: what hangs on a proposal, and what minutes repeat of a meeting.
func elsewhere(tx *register.Tx, w written) error {
	switch w.Ref.Noun {
	case proposal.Noun:
		return beside(tx, w.Ref.ID)
	case meeting.ItemNoun:
		return errors.Join(fromMinutes(tx, w.Ref, w.Words), unnamedOf(tx, w.Ref.ID))
	case meeting.Noun, ballot.VoiceNoun, commitment.Noun:
		return fromMinutes(tx, w.Ref, w.Words)
	case meeting.FileNoun:
		return unnamed(tx, w.Ref.ID)
	}
	return nil
}

// erase carries it out.
func erase(tx *register.Tx, w written, e Erasure) error {
	if w.Version != "" {
		if err := text.EraseAll(tx, w.Of); err != nil {
			return err
		}
	}
	if !w.Kept {
		if err := tx.EraseSome(w.Of, w.Entries, "actor"); err != nil {
			return err
		}
	}
	if err := tx.Drop(&e); err != nil {
		return err
	}
	if _, err := printed.Drop(tx, w.Of); err != nil { // what is erased does not come back as a paper
		return err
	}
	if err := w.Empty(tx); err != nil {
		return err
	}
	if err := elsewhere(tx, w); err != nil {
		return err
	}
	n := w.noted("erased")
	n.Facts["proposed_by"] = string(e.By)
	n.Tell.FocalPoints = w.Owners
	tx.Enter(n)
	return nil
}
