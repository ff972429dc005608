package site

import (
	"strconv"
	"strings"

	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/internal/workflow"
	"sametable/web"
)

// The guards of the post machine that a page asks about.
const (
	guardOwnMatter = "guard.post.own_matter"
	guardClean     = "guard.post.clean"
	guardStands    = "guard.post.accredited"
	guardSender    = "guard.post.sender"
)

// postJudgement asks of a post what the room asks before a step, so that a page shows only buttons that work and says why
// others do not. The room asks again, and decides.
func (v *visit) postJudgement(t thread.Thread, row thread.PostRow) workflow.Judgement {
	return thread.Judge(v.actor, v.now, t, row.Post, thread.Known{Reads: v.readsLanguage(row.Language), Speaks: row.AuthorSpeaks})
}

// readsLanguage tells whether the viewer reads texts in a language, as she says of herself.
func (v *visit) readsLanguage(code string) bool {
	return v.seen != nil && v.seen.Person.ReadsLanguage(code)
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
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.quote"), Href: web.Link(v.t, t.Path()+"?quote="+number+"#reply")})
	}
	if mine && speaks && open && row.State == thread.Published && row.Kind == thread.Personal {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.edit"), Href: web.Link(v.t, at+"/edit")})
	}
	for _, o := range thread.Machine().Possible(row.State, v.actor.RolesIn(row.Forum, v.now), v.postJudgement(t, row)) {
		v.postAct(row, o, view)
	}
	if row.EditedAt != nil || mine || v.actor.Has(policy.Moderator) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.history"), Href: view.History})
	}
}

// postAct adds the button of one possible step, or the sentence why it is not possible.
func (v *visit) postAct(row thread.PostRow, o workflow.Option, view *web.PostView) {
	act := web.Act{Word: v.t.Of("verb.post", o.Verb), Href: web.Link(v.t, "/p/"+row.ID+"/"+o.Verb)}
	blocked := ""
	if o.Blocked != nil {
		blocked = o.Blocked.ID
	}
	switch {
	case o.Verb == "resubmit" || o.Verb == "ask":
		if blocked == "" && row.State == thread.Returned && (o.Verb == "ask") == (row.Kind == thread.Statement) {
			act.Word, act.Kind, act.Href = v.t.Say("post.change_and_send"), "first", web.Link(v.t, "/p/"+row.ID+"/resubmit")
			view.Acts = append(view.Acts, act)
		}
	case o.Verb == "withdraw" || o.Verb == "ask_letter":
		if blocked == "" {
			view.Acts = append(view.Acts, act)
		}
	case o.Verb == "confirm_held" || o.Verb == "check_held": // the door says confirm or check; the room knows which of the two it is
		if blocked == "" && row.HeldFor != "" {
			view.Duties = append(view.Duties, v.pressed(row, strings.TrimSuffix(o.Verb, "_held")))
		}
	case o.Verb == "attach_letter":
		if act.Href, act.Kind = web.Link(v.t, "/p/"+row.ID+"/letter"), "first"; blocked == "" {
			view.Duties = append(view.Duties, act)
		}
	case o.Verb == "undo_removal" || o.Verb == "dismiss_removal":
		if blocked == "" {
			view.Duties = append(view.Duties, act)
		}
	case o.Verb == "remove" || o.Verb == "erase":
		v.removeAct(row, o, act, view)
	case blocked == guardOwnMatter || blocked == guardStands || blocked == guardSender:
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
	return web.Act{Word: v.t.Of("verb.post", verb), Action: web.Link(v.t, "/p/"+row.ID+"/"+verb), Nonce: v.freshNonce(), Version: row.Version}
}

// removeAct offers a removal or an erasure to the first moderator, or its confirmation to the second.
func (v *visit) removeAct(row thread.PostRow, o workflow.Option, act web.Act, view *web.PostView) {
	act.Kind = "danger"
	proposed := row.Proposed() && row.ProposedVerb == o.Verb
	say := func(way string) string {
		if o.Verb == "erase" {
			return v.t.Of("post.erasing", way)
		}
		return v.t.Of("post.removing", way)
	}
	switch {
	case o.Blocked == nil && proposed:
		act.Word = say("confirm")
	case (o.Blocked == nil || o.NeedsOnlySecond()) && !proposed:
		act.Word = say("propose")
	case o.NeedsOnlySecond():
		view.Why = say("proposed")
		return
	default:
		view.Why = v.t.Message(*o.Blocked)
		return
	}
	view.Duties = append(view.Duties, act)
}
