package site

import (
	"strconv"

	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/internal/workflow"
	"sametable/web"
)

// The guards of the post machine that a page asks about.
const (
	guardOwnMatter = "guard.post.own_matter"
	guardClean     = "guard.post.clean"
)

// postJudgement asks of a post what the room asks before a step, so that a page shows only buttons that work and says why
// others do not. The room asks again, and decides.
func (v *visit) postJudgement(t thread.Thread, p thread.Post) workflow.Judgement {
	a := v.actor
	member, belongs := a.Member(p.AuthorFor)
	delegate := false
	for _, m := range a.In(p.Forum, v.now) {
		delegate = delegate || m.Organisation == p.AuthorFor && m.Capacity != policy.Observer
	}
	colleague := p.Kind == thread.Personal && a.Person != p.AuthorID && member.Kind == policy.Facilitator
	return workflow.Judgement{
		"guard.post.author":      workflow.If(a.Person == p.AuthorID, nil),
		"guard.post.colleague":   workflow.If(a.Person != p.AuthorID && p.Letter == "", nil),
		"guard.post.focal_point": workflow.If(belongs && (member.FocalPoint || delegate), nil),
		"guard.post.checker":     workflow.If(p.Letter != "" && a.Person != p.EnteredBy && a.Person != p.AuthorID, nil),
		guardOwnMatter:           workflow.If(!belongs || colleague, nil),
		"guard.post.thread_open": workflow.If(t.State == thread.Open, nil),
		guardClean:               workflow.If(p.HeldFor == "", nil),
		workflow.SecondPerson:    workflow.If(p.ProposedBy != "" && p.ProposedBy != a.Person, nil),
	}
}

// postActs fills what the viewer may do with a post.
func (v *visit) postActs(t thread.Thread, row thread.PostRow, view *web.PostView) {
	if v.actor.Visitor() {
		return
	}
	_, speaks := v.voice(row.Forum)
	mine, open := row.AuthorID == v.actor.Person, t.State == thread.Open
	at := "/p/" + row.ID
	if speaks && open && t.ID != "" && row.State == thread.Published {
		number := strconv.Itoa(row.Number)
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.quote"), Href: web.Link(v.t, t.Path()+"?at="+number+"&quote="+number+"#reply")})
	}
	if mine && speaks && open && row.State == thread.Published && row.Kind == thread.Personal {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.edit"), Href: web.Link(v.t, at+"/edit")})
	}
	for _, o := range thread.Machine().Possible(row.State, v.actor.RolesIn(row.Forum, v.now), v.postJudgement(t, row.Post)) {
		v.postAct(row, o, mine, view)
	}
	if row.EditedAt != nil || mine || v.actor.Has(policy.Moderator) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.history"), Href: view.History})
	}
}

// postAct adds the button of one possible step, or the sentence why it is not possible.
func (v *visit) postAct(row thread.PostRow, o workflow.Option, mine bool, view *web.PostView) {
	act := web.Act{Word: v.t.Of("verb.post", o.Verb), Href: web.Link(v.t, "/p/"+row.ID+"/"+o.Verb)}
	blocked := ""
	if o.Blocked != nil {
		blocked = o.Blocked.ID
	}
	switch {
	case o.Verb == "resubmit" || o.Verb == "ask":
		if mine && blocked == "" && row.State == thread.Returned && (o.Verb == "ask") == (row.Kind == thread.Statement) {
			act.Word, act.Kind, act.Href = v.t.Say("post.change_and_send"), "first", web.Link(v.t, "/p/"+row.ID+"/resubmit")
			view.Acts = append(view.Acts, act)
		}
	case o.Verb == "withdraw":
		if blocked == "" {
			view.Acts = append(view.Acts, act)
		}
	case o.Verb == "confirm_held": // the door says confirm; the room knows which of the two it is
		if blocked == "" && row.HeldFor != "" {
			view.Duties = append(view.Duties, v.pressed(row, "confirm"))
		}
	case o.Verb == "remove":
		v.removeAct(row, o, act, view)
	case blocked == guardOwnMatter:
		view.Why = v.t.Message(*o.Blocked)
	case blocked != "":
	case o.Verb == "confirm" || o.Verb == "check" || o.Verb == "release" || o.Verb == "restore":
		view.Duties = append(view.Duties, v.pressed(row, o.Verb))
	default:
		view.Duties = append(view.Duties, act)
	}
}

// pressed is a step that is taken at once, by its button.
func (v *visit) pressed(row thread.PostRow, verb string) web.Act {
	return web.Act{Word: v.t.Of("verb.post", verb), Action: web.Link(v.t, "/p/"+row.ID+"/"+verb), Nonce: clock.NewSecret(), Version: row.Version}
}

// removeAct offers a removal to the first moderator, or its confirmation to the second.
func (v *visit) removeAct(row thread.PostRow, o workflow.Option, act web.Act, view *web.PostView) {
	act.Kind = "danger"
	switch {
	case o.Blocked == nil:
		act.Word = v.t.Say("post.remove_confirm")
	case o.NeedsOnlySecond() && row.ProposedBy == "":
		act.Word = v.t.Say("post.remove_propose")
	case o.NeedsOnlySecond():
		view.Why = v.t.Say("post.remove_proposed")
		return
	default:
		view.Why = v.t.Message(*o.Blocked)
		return
	}
	view.Duties = append(view.Duties, act)
}
