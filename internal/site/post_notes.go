package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// heldReasons says why a post waits, each reason once.
func (v *visit) heldReasons(heldFor string) []string {
	var lines []string
	seen := map[string]bool{}
	for _, code := range strings.Fields(heldFor) {
		reason, _, _ := strings.Cut(code, ":")
		if slices.Contains([]string{"rule", "watched", "new_organisation", "photo", "returned"}, reason) && !seen[reason] {
			seen[reason] = true
			lines = append(lines, v.t.Of("post.held_for", reason))
		}
	}
	return lines
}

// postNotes tells the few who see an unpublished post why it waits, and what happens next.
func (v *visit) postNotes(row thread.PostRow) []web.PostNote {
	mine, moderates := !v.actor.Visitor() && (row.AuthorID == v.actor.Person || row.EnteredBy == v.actor.Person), v.actor.Has(policy.Moderator)
	if !mine && !moderates && row.State != thread.Confirming {
		return nil
	}
	var notes []web.PostNote
	switch row.State {
	case thread.Held:
		n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.waits_moderator"), Lines: v.heldReasons(row.HeldFor), Words: row.Explanation, Label: v.t.Say("post.explained")}
		if mine && row.Explanation != "" {
			n.Lines = append(n.Lines, v.t.Say("safeguard.held"))
		}
		if mine {
			n.Lines = append(n.Lines, v.t.Say("post.waits_moderator_next"))
		}
		notes = append(notes, n)
	case thread.Confirming:
		notes = append(notes, v.confirmingNote(row, mine))
	case thread.Returned:
		n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.was_returned"), Words: row.Reason, Label: v.t.Say("post.reason_given")}
		if mine {
			n.Lines = []string{v.t.Say("post.was_returned_next")}
			if v.typedFromLetter(row) {
				n.Lines = []string{v.t.Say("post.was_returned_letter")}
			}
		}
		notes = append(notes, n)
	case thread.Hidden, thread.Removed, thread.Erased:
		notes = append(notes, web.PostNote{Title: v.t.Of("post.stub", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.Proposed() && moderates {
		n := web.PostNote{Kind: web.Danger, Title: v.t.Say("post.removal_waits"), Words: row.ProposedReason, Label: v.t.Say("post.reason_given")}
		if row.ProposedVerb == "erase" {
			n.Title = v.t.Say("post.erasure_waits")
		}
		notes = append(notes, n)
	}
	return notes
}

// typedFromLetter tells whether the viewer typed a post from a letter, and is the one to correct it.
func (v *visit) typedFromLetter(row thread.PostRow) bool {
	return row.Writer() == v.actor.Person && row.Writer() != row.AuthorID
}

// confirmingNote says who is to confirm a statement, or check it against the paper.
func (v *visit) confirmingNote(row thread.PostRow, mine bool) web.PostNote {
	org := v.postOrg(row)
	n := web.PostNote{Kind: web.Warning, Lines: v.heldReasons(row.HeldFor)}
	switch {
	case row.Letter != "":
		n.Title = v.t.Say("post.waits_checker")
	case row.LetterAsked:
		n.Title = v.t.Say("post.waits_letter")
		if mine {
			n.Lines = append(n.Lines, v.t.Say("post.waits_letter_next"))
		}
	default:
		n.Said = v.t.Pieces(fault.Message{ID: "post.waits_colleague", Args: fault.Args{"Organisation": lang.Quoted{Text: org.Name, Lang: org.Lang}}})
		if mine {
			n.Lines = append(n.Lines, v.t.Say("post.waits_colleague_next"))
		}
	}
	return n
}
