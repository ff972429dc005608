package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
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
		if slices.Contains([]string{"rule", "watched", "new_organisation", "photo"}, reason) && !seen[reason] {
			seen[reason] = true
			lines = append(lines, v.t.Of("post.held_for", reason))
		}
	}
	return lines
}

// postNotes tells the few who see an unpublished post why it waits, and what happens next.
func (v *visit) postNotes(row thread.PostRow) []web.PostNote {
	mine, moderates := row.AuthorID == v.actor.Person && !v.actor.Visitor(), v.actor.Has(policy.Moderator)
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
		}
		notes = append(notes, n)
	case thread.Hidden, thread.Removed:
		notes = append(notes, web.PostNote{Title: v.t.Of("post.stub", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.ProposedBy != "" && moderates && row.State != thread.Removed {
		notes = append(notes, web.PostNote{Kind: web.Danger, Title: v.t.Say("post.removal_waits"), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	return notes
}

// confirmingNote says who is to confirm a statement, or check it against the paper.
func (v *visit) confirmingNote(row thread.PostRow, mine bool) web.PostNote {
	org := v.postOrg(row).Name
	n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.waits_colleague", fault.Args{"Organisation": org}), Lines: v.heldReasons(row.HeldFor)}
	switch {
	case row.Letter != "":
		n.Title = v.t.Say("post.waits_checker")
	case mine:
		n.Lines = append(n.Lines, v.t.Say("post.waits_colleague_next"))
	}
	return n
}
