package site

import (
	"cmp"
	"slices"
	"time"

	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// layHandlings lays out the proposals in the hands of authorities that wait for her, or that she waits for.
func (v *visit) layHandlings(d *laid) error {
	duties, err := v.s.Handlings.Duties(v.Request().Context(), v.actor, v.code())
	if err != nil {
		return err
	}
	for _, duty := range duties {
		for _, task := range v.handlingTasks(duty) {
			title := v.proposalTitle(duty.Row)
			item := web.DeskItem{Task: v.t.Of("desk.handling", task.name), Ref: duty.Reference, Title: title.Text, Lang: otherTag(v, title.Lang), Href: web.Link(v.t, task.path)}
			family := web.Waiting
			if task.mine {
				family = web.Needs
			}
			item.Status = []web.Status{v.since(family, duty.StateSince)}
			if !task.until.IsZero() {
				clock := web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(task.until, v.now)}
				if v.now.After(task.until) {
					clock = web.Status{Family: web.Overdue, Word: clock.Word}
				}
				item.Status = append(item.Status, clock)
			}
			if task.mine {
				d.needs = append(d.needs, item)
			} else {
				d.waits = append(d.waits, item)
			}
		}
	}
	return v.layRecommended(d)
}

// layRecommended lays out what the secretary hands over.
func (v *visit) layRecommended(d *laid) error {
	for _, id := range v.actor.Keeps(v.now) {
		if !policy.May(policy.HandOverProposal, v.actor.RolesIn(id, v.now)) {
			continue
		}
		rows, _, err := v.s.Proposals.List(v.Request().Context(), v.actor, proposal.Filter{Forum: id, States: []string{proposal.Recommended}}, v.code())
		if err != nil {
			return err
		}
		for _, row := range rows {
			title := v.proposalTitle(row)
			d.needs = append(d.needs, web.DeskItem{Task: v.t.Of("desk.handling", "hand_over"), Ref: row.Reference, Title: title.Text, Lang: otherTag(v, title.Lang),
				Href: web.Link(v.t, "/handling/"+row.ID+"/hand_over"), Status: []web.Status{v.since(web.Needs, row.StateSince)}})
		}
	}
	return nil
}

// handlingTask is one thing a handling asks of somebody.
type handlingTask struct {
	name  string
	path  string
	until time.Time
	mine  bool
}

// handlingTasks says what a handling asks of the viewer: her own answers, what waits for her as a second person, what she decides.
func (v *visit) handlingTasks(d handling.Duty) []handlingTask {
	h, m := handled{d.Row, d.Handling, true}, d.Handling.Handling
	var all []handlingTask
	limits := map[string]time.Time{handling.Reply: m.Due, handling.Opinion: m.CoDue}
	if m.RateBy != nil {
		limits[handling.Rating] = *m.RateBy
	}
	for _, kind := range handling.Kinds() {
		a, err := handling.MayFile(v.actor, v.now, d.Handling.Case(h.row.Proposal), kind, "file")
		if err == nil {
			all = append(all, handlingTask{kind, "/handling/" + h.row.ID + "/write/" + kind, limits[kind], true})
		} else if kind == handling.Reply && a.State == handling.Draft && h.row.InHands() && d.Handling.ShowsClock(v.actor, v.now) {
			all = append(all, handlingTask{"replying", h.row.Path(), m.Due, false})
		}
	}
	if m.ClockSaid == "" && v.s.Handlings.May(v.actor, h.row.Proposal, d.Handling, "show_clock") == nil {
		all = append(all, handlingTask{"clock", "/handling/" + h.row.ID + "/show_clock", time.Time{}, true})
	}
	for _, a := range d.Handling.Known.Replies {
		if task := v.answerTask(h, a); task != "" {
			all = append(all, handlingTask{task, "/answer/" + a.ID, limits[a.Kind], task != "confirming"})
		}
	}
	for verb, name := range map[string]string{"extend": "extension", "follow_up": "follow_up", "close": "close", "recall": "recall"} {
		if policy.May(policy.ExtendReply, v.actor.RolesIn(h.row.Forum, v.now)) && v.s.Handlings.May(v.actor, h.row.Proposal, d.Handling, verb) == nil {
			all = append(all, handlingTask{name, "/handling/" + h.row.ID + "/" + verb, time.Time{}, true})
		}
	}
	slices.SortFunc(all, func(a, b handlingTask) int { return cmp.Compare(a.path+a.name, b.path+b.name) })
	return all
}

// answerTask says what an answer asks of the viewer.
func (v *visit) answerTask(h handled, a handling.Answer) string {
	may := map[string]bool{}
	for _, o := range v.s.Handlings.AnswerOptions(v.actor, h.row.Proposal, h.st, a) {
		may[o.Verb] = o.Blocked == nil
	}
	_, own := v.actor.Member(a.AnswersFor)
	switch {
	case a.State == handling.Confirming && may["confirm"]:
		return "confirm_" + a.Kind
	case a.State == handling.Confirming && may["check"]:
		return "check"
	case a.State == handling.Confirming && own:
		return "confirming"
	case a.State == handling.Given && may["publish"] && a.Seen(v.actor, h.st.Handling, v.now):
		return "publish"
	}
	return ""
}
