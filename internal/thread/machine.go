package thread

import (
	"slices"
	"sync"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a post.
const (
	Draft      = "draft" // on the device or among the drafts; no row of posts has it
	Confirming = "confirming"
	Held       = "held"
	Published  = "published"
	Returned   = "returned"
	Hidden     = "hidden"
	Removed    = "removed"
	Withdrawn  = "withdrawn"
	Erased     = "erased" // the text is gone for good, from everywhere; a stub remains
)

// Guards of the post and thread machines.
const (
	guardAuthor    = "guard.post.author"
	guardWriter    = "guard.post.writer"
	guardColleague = "guard.post.colleague"
	guardMember    = "guard.post.focal_point"
	guardStands    = "guard.post.accredited"
	guardSender    = "guard.post.sender"
	guardChecker   = "guard.post.checker"
	guardOwnMatter = "guard.post.own_matter"
	guardOpen      = "guard.post.thread_open"
	guardClean     = "guard.post.clean"
	guardLanguage  = "guard.post.language"
	guardProposed  = "guard.post.proposed"
	guardProposer  = "guard.post.proposer"
	guardNoLetter  = "guard.post.no_letter"
	guardAsked     = "guard.post.letter_asked"
)

// Machine is a post's life. The two ways to confirm a statement are a colleague of the organisation, or the check of a letter.
func Machine() workflow.Machine { return postMachine() }

var postMachine = sync.OnceValue(func() workflow.Machine {
	voices, moderators, checkers := policy.Who(policy.Post), policy.Who(policy.ReturnPost), policy.Who(policy.CheckLetter)
	everybody := []policy.Role{policy.RoleVisitor}
	return workflow.Machine{
		Noun: PostNoun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Held}, {Name: Published, End: true}, {Name: Returned},
			{Name: Hidden}, {Name: Removed, End: true}, {Name: Withdrawn, End: true}, {Name: Erased, End: true}},
		Transitions: slices.Concat([]workflow.Transition{
			{Verb: "publish", From: []string{Draft}, To: Published, Roles: voices, Guards: []string{guardOpen, guardClean}},
			{Verb: "hold", From: []string{Draft}, To: Held, Roles: voices, Guards: []string{guardOpen}},
			{Verb: "ask", From: []string{Draft}, To: Confirming, Roles: voices, Guards: []string{guardOpen}},
			{Verb: "ask", From: []string{Returned}, To: Confirming, Roles: voices, Guards: []string{guardWriter, guardOpen}},
			{Verb: "confirm", From: []string{Confirming}, To: Published, Roles: everybody, Guards: []string{guardMember, guardStands, guardColleague, guardClean}},
			{Verb: "confirm_held", From: []string{Confirming}, To: Held, Roles: everybody, Guards: []string{guardMember, guardStands, guardColleague}},
			{Verb: "ask_letter", From: []string{Confirming}, To: Confirming, Roles: voices, Guards: []string{guardAuthor, guardNoLetter}},
			{Verb: "attach_letter", From: []string{Confirming}, To: Confirming, Roles: policy.Who(policy.EnterLetter), Guards: []string{guardAsked}},
			{Verb: "check", From: []string{Confirming}, To: Published, Roles: checkers, Guards: []string{guardChecker, guardSender, guardClean}},
			{Verb: "check_held", From: []string{Confirming}, To: Held, Roles: checkers, Guards: []string{guardChecker, guardSender}},
			{Verb: "refuse_letter", From: []string{Confirming}, To: Returned, Roles: checkers, Guards: []string{guardChecker}},
			{Verb: "decline", From: []string{Confirming}, To: Returned, Roles: everybody, Guards: []string{guardMember, guardStands, guardColleague}},
			{Verb: "release", From: []string{Held}, To: Published, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "return", From: []string{Held}, To: Returned, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "resubmit", From: []string{Returned}, To: Held, Roles: voices, Guards: []string{guardWriter, guardOpen}},
			{Verb: "hide", From: []string{Published}, To: Hidden, Roles: policy.Who(policy.HidePost), Guards: []string{guardOwnMatter}},
			{Verb: "restore", From: []string{Hidden}, To: Published, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "remove", From: []string{Held, Published, Hidden}, To: Removed, Roles: moderators, Guards: []string{guardOwnMatter, guardLanguage}, Second: true},
			{Verb: "erase", From: erasable(), To: Erased, Roles: moderators, Guards: []string{guardOwnMatter, guardLanguage}, Second: true},
			{Verb: "withdraw", From: []string{Published, Returned, Held, Confirming}, To: Withdrawn, Roles: voices, Guards: []string{guardAuthor}},
		}, takenBack(moderators)),
	}
})

// erasable are the states in which a post still has its text.
func erasable() []string {
	return []string{Held, Published, Hidden, Confirming, Returned, Removed, Withdrawn}
}

// takenBack are the ways a proposed removal comes to nothing: another moderator dismisses it, or its proposer takes it back. The
// post stays what it is.
func takenBack(moderators []policy.Role) []workflow.Transition {
	var all []workflow.Transition
	for _, state := range erasable() {
		all = append(all,
			workflow.Transition{Verb: "dismiss_removal", From: []string{state}, To: state, Roles: moderators, Guards: []string{guardOwnMatter, guardProposed}, Second: true},
			workflow.Transition{Verb: "undo_removal", From: []string{state}, To: state, Roles: moderators, Guards: []string{guardProposer}})
	}
	return all
}

// ThreadMachine is a thread's life.
func ThreadMachine() workflow.Machine { return threadMachine() }

var threadMachine = sync.OnceValue(func() workflow.Machine {
	keepers := policy.Who(policy.LockThread)
	return workflow.Machine{
		Noun: Noun, First: Open,
		States: []workflow.State{{Name: Open}, {Name: Locked}, {Name: Archived, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "lock", From: []string{Open}, To: Locked, Roles: keepers},
			{Verb: "unlock", From: []string{Locked}, To: Open, Roles: keepers},
			{Verb: "archive", From: []string{Open, Locked}, To: Archived, Roles: keepers},
		},
	}
})
