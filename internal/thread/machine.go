package thread

import (
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
)

// Guards of the post and thread machines.
const (
	guardAuthor    = "guard.post.author"
	guardColleague = "guard.post.colleague"
	guardMember    = "guard.post.focal_point"
	guardChecker   = "guard.post.checker"
	guardOwnMatter = "guard.post.own_matter"
	guardOpen      = "guard.post.thread_open"
	guardClean     = "guard.post.clean"
)

// Machine is a post's life. The two ways to confirm a statement are a colleague of the organisation, or the check of a letter.
func Machine() workflow.Machine { return postMachine() }

var postMachine = sync.OnceValue(func() workflow.Machine {
	voices, moderators := policy.Who(policy.Post), policy.Who(policy.ReturnPost)
	return workflow.Machine{
		Noun: PostNoun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Held}, {Name: Published, End: true}, {Name: Returned},
			{Name: Hidden}, {Name: Removed, End: true}, {Name: Withdrawn, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "publish", From: []string{Draft}, To: Published, Roles: voices, Guards: []string{guardOpen, guardClean}},
			{Verb: "hold", From: []string{Draft}, To: Held, Roles: voices, Guards: []string{guardOpen}},
			{Verb: "ask", From: []string{Draft}, To: Confirming, Roles: voices, Guards: []string{guardOpen}},
			{Verb: "ask", From: []string{Returned}, To: Confirming, Roles: voices, Guards: []string{guardAuthor, guardOpen}},
			{Verb: "confirm", From: []string{Confirming}, To: Published, Roles: []policy.Role{policy.RoleVisitor}, Guards: []string{guardMember, guardColleague, guardClean}},
			{Verb: "confirm_held", From: []string{Confirming}, To: Held, Roles: []policy.Role{policy.RoleVisitor}, Guards: []string{guardMember, guardColleague}},
			{Verb: "check", From: []string{Confirming}, To: Published, Roles: policy.Who(policy.CheckLetter), Guards: []string{guardChecker, guardClean}},
			{Verb: "decline", From: []string{Confirming}, To: Returned, Roles: []policy.Role{policy.RoleVisitor}, Guards: []string{guardMember, guardColleague}},
			{Verb: "release", From: []string{Held}, To: Published, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "return", From: []string{Held}, To: Returned, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "resubmit", From: []string{Returned}, To: Held, Roles: voices, Guards: []string{guardAuthor, guardOpen}},
			{Verb: "hide", From: []string{Published}, To: Hidden, Roles: policy.Who(policy.HidePost), Guards: []string{guardOwnMatter}},
			{Verb: "restore", From: []string{Hidden}, To: Published, Roles: moderators, Guards: []string{guardOwnMatter}},
			{Verb: "remove", From: []string{Held, Published, Hidden}, To: Removed, Roles: moderators, Guards: []string{guardOwnMatter}, Second: true},
			{Verb: "withdraw", From: []string{Published, Returned, Held, Confirming}, To: Withdrawn, Roles: voices, Guards: []string{guardAuthor}},
		},
	}
})

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
