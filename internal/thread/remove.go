package thread

import (
	"sametable/internal/policy"
	"sametable/internal/register"
)

// removes tells the two verbs that take a post away for good: they take two moderators, one of whom reads its language.
func removes(verb string) bool { return verb == "remove" || verb == "erase" }

// Proposed tells whether a removal of the post, as it reads now, waits for a second moderator.
func (p Post) Proposed() bool { return p.ProposedBy != "" && p.ProposedVersion == p.VersionID }

func (p Post) proposedFor(verb string) bool { return p.Proposed() && p.ProposedVerb == verb }

// before is how a post stood before a step: its state, and who had proposed to remove it.
type before struct {
	state    string
	proposer policy.PersonID
}

// letGo clears the proposal: whatever is done with the post answers it.
func (p *Post) letGo() before {
	was := before{p.State, p.ProposedBy}
	p.ProposedBy, p.ProposedVerb, p.ProposedVersion, p.ProposedReason, p.ProposedReads = "", "", "", "", false
	return was
}

// propose notes the first of two who want a post removed or erased, bound to the version she read. Her reason is hers: the one
// the author was given before stays.
func (s *Threads) propose(tx *register.Tx, t *Thread, p *Post, step Step) error {
	reason, err := s.reason(step, "")
	if err != nil {
		return err
	}
	reads, err := s.reads(tx, *p, step.Verb)
	if err != nil {
		return err
	}
	p.ProposedBy, p.ProposedVerb, p.ProposedVersion, p.ProposedReason, p.ProposedReads = tx.Actor.Person, step.Verb, p.VersionID, reason, reads
	tx.Permit(policy.Allow(PostNoun, p.ID, step.Verb))
	if err := tx.Save(p); err != nil {
		return err
	}
	n := p.aside(*t, map[string]string{"remove": "post.removal_proposed", "erase": "post.erasure_proposed"}[step.Verb])
	n.Values["reason"], n.Tell = reason, register.Tell{Moderators: true}
	tx.Enter(n)
	return nil
}

// unpropose ends a proposal: a second moderator dismisses it, with a reason its proposer gets, or the proposer takes it back.
func (s *Threads) unpropose(tx *register.Tx, t *Thread, p *Post, verb, reason string) error {
	was := p.letGo()
	if err := tx.Save(p); err != nil {
		return err
	}
	n := p.aside(*t, "post.removal_undone")
	if verb == "dismiss_removal" {
		n = p.aside(*t, "post.removal_dismissed")
		n.Values["reason"], n.Tell.Persons = reason, []policy.PersonID{was.proposer}
	}
	tx.Enter(n)
	return nil
}

// lapsed tells the proposer that the post has changed or moved, so that her proposal counts no more.
func (was before) lapsed(tx *register.Tx, t Thread, p Post) {
	if was.proposer == "" {
		return
	}
	n := p.aside(t, "post.removal_lapsed")
	n.Tell.Persons = []policy.PersonID{was.proposer}
	tx.Enter(n)
}

// aside begins an entry that is between moderators: it names no version, and the author does not see it.
func (p Post) aside(t Thread, verb string) register.Note {
	n := p.note(t, verb, p.State)
	n.Version, n.Access = "", policy.Access{Class: policy.Moderation, Forum: t.Forum}
	return n
}
