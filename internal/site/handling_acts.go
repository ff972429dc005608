package site

import (
	"slices"
	"strings"

	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// handlingActs fills what the viewer may do with a proposal in the hands of authorities.
func (v *visit) handlingActs(h handled, view *web.ProposalView) {
	if v.actor.Visitor() {
		return
	}
	for _, kind := range handling.Kinds() {
		if a, err := handling.MayFile(v.actor, v.now, h.st.Case(h.row.Proposal), kind, "file"); err == nil {
			view.Acts = append(view.Acts, web.Act{Word: v.t.Of("handling.write", kind), Icon: "pen", Kind: "first", Href: web.Link(v.t, "/handling/"+h.row.ID+"/write/"+kind)})
		} else if a.ID != "" && a.State == handling.Confirming && a.Seen(v.actor, h.st.Handling, v.now) {
			view.Acts = append(view.Acts, web.Act{Word: v.t.Of("handling.read", kind), Kind: "first", Href: web.Link(v.t, "/answer/"+a.ID)})
		}
		if policy.May(policy.EnterLetter, v.actor.RolesIn(h.row.Forum, v.now)) && v.enters(h, kind) {
			view.Acts = append(view.Acts, web.Act{Word: v.t.Of("handling.enter", kind), Href: web.Link(v.t, "/handling/"+h.row.ID+"/enter/"+kind)})
		}
	}
	for _, o := range v.s.Handlings.Options(v.actor, h.row.Proposal, h.st) {
		if o.Verb == "reply" || o.Verb == "rate" || o.Verb == "record_silence" {
			continue
		}
		if o.Blocked != nil && !o.NeedsOnlySecond() {
			if slices.Contains([]string{proposal.GuardPublished, proposal.GuardKept, proposal.GuardStands}, o.Blocked.ID) && !slices.Contains(view.Why, v.t.Message(*o.Blocked)) {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		act := web.Act{Word: v.t.Of("verb.proposal", o.Verb), Href: web.Link(v.t, "/handling/"+h.row.ID+"/"+o.Verb)}
		if o.Verb == "follow_up" || o.Verb == "close" {
			act.Kind = "first"
		}
		view.Acts = append(view.Acts, act)
	}
}

// enters tells whether there is a letter of a kind that could be entered now.
func (v *visit) enters(h handled, kind string) bool {
	_, err := handling.MayFile(v.actor, v.now, h.st.Case(h.row.Proposal), kind, "enter")
	return err == nil
}

// grade is the class of a reply in words.
func (v *visit) grade(class string) string { return v.t.Of("handling.grade", strings.ToLower(class)) }
