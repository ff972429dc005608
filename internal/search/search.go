// Package search finds what people wrote, across the subjects. It follows the register: whatever an entry is about is read again
// from its own tables and indexed in each language readers see it in, with its access now. What readers do not see (held,
// returned, hidden, removed, withdrawn, erased) is in no index, so no search can give it away.
package search

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// followerName is the cursor's name; it must not change.
const followerName = "search"

// Search is the room's door.
type Search struct{ r *register.Register }

// New opens the room.
func New(r *register.Register) *Search { return &Search{r} }

// Follower keeps the index up with the register.
func (s *Search) Follower() register.Follower {
	return register.Follower{Name: followerName, Handle: func(_ context.Context, tx *gorm.DB, entries []register.Entry) error {
		var refs []policy.Ref
		erased := false
		for _, e := range entries {
			refs = append(refs, e.Ref())
			erased = erased || strings.HasSuffix(e.Verb, ".erased")
		}
		if err := renew(tx, refs, false); err != nil || !erased {
			return err
		}
		return store.ForgetSearch(tx)
	}}
}

// source reads nouns of one kind as they are now, as documents. Those that readers do not see give none.
type source struct {
	noun string
	docs func(tx *gorm.DB, ids []string) ([]index.Doc, error)
	with func(tx *gorm.DB, ids []string) ([]policy.Ref, error) // what else changes with them; nil: nothing
}

func sources() []source {
	return []source{
		{organisation.Noun, organisations, voicesOf},
		{forum.Noun, forums, nil},
		{forum.CharterNoun, charters, chartersWith},
		{charter.CommentNoun, comments, nil},
		{charter.ChangeNoun, objections, nil},
		{thread.Noun, threads, movedWith},
		{thread.PostNoun, posts, nil},
		{proposal.Noun, proposals, saidOf},
		{proposal.StatementNoun, statements, nil},
		{ballot.Noun, ballots, nil},
		{handling.AnswerNoun, answers, nil},
		{document.Noun, documents, nil},
		{commitment.Noun, commitments, nil},
		{meeting.Noun, meetings, nil},
		{minutes.Noun, minutesDocs, nil},
		{partnership.Noun, partnerships, nil},
	}
}

// renew makes the index agree with the tables for some nouns, each once. Nouns that are not searched for are passed over.
func renew(tx *gorm.DB, refs []policy.Ref, anew bool) error {
	wanted, seen := map[string][]string{}, map[policy.Ref]bool{}
	add := func(refs []policy.Ref) {
		for _, ref := range refs {
			if !seen[ref] {
				seen[ref] = true
				wanted[ref.Noun] = append(wanted[ref.Noun], ref.ID)
			}
		}
	}
	add(refs)
	for _, s := range sources() {
		ids := wanted[s.noun]
		if len(ids) == 0 {
			continue
		}
		if s.with != nil {
			more, err := s.with(tx, ids)
			if err != nil {
				return err
			}
			add(more)
			ids = wanted[s.noun]
		}
		docs, err := s.docs(tx, ids)
		if err != nil {
			return err
		}
		if err := index.Replace(tx, refsOf(s.noun, ids), docs, anew); err != nil {
			return err
		}
	}
	return nil
}

func refsOf(noun string, ids []string) []policy.Ref {
	refs := make([]policy.Ref, len(ids))
	for i, id := range ids {
		refs[i] = policy.Ref{Noun: noun, ID: id}
	}
	return refs
}
