package site

import (
	"sametable/internal/fault"
	"sametable/internal/thread"
	"sametable/web"
)

// threadFollow switches following on or off.
func threadFollow(v *visit) error {
	row, err := v.s.Threads.ByID(v.Request().Context(), v.actor, v.Param("id"), v.code())
	if err != nil {
		return err
	}
	on := v.FormValue("on") == "1"
	if err := v.s.Threads.Follow(v.Request().Context(), v.actor, row.ID, on); err != nil {
		return err
	}
	if on {
		return v.to(row.Path(), "following")
	}
	return v.to(row.Path(), "not_following")
}

// threadSteer locks, unlocks or archives. The reason is asked for on the thread's own page, beside the buttons.
func threadSteer(v *visit) error {
	done := map[string]string{"lock": "thread_locked", "unlock": "thread_unlocked", "archive": "thread_archived"}
	flash, known := done[v.Param("verb")]
	if !known {
		return fault.NotFound()
	}
	row, err := v.s.Threads.ByID(v.Request().Context(), v.actor, v.Param("id"), v.code())
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	err = v.s.Threads.Steer(v.once().Context(), v.actor, thread.Steering{Thread: row.ID, Verb: v.Param("verb"), Reason: reason, Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showThread(row, composing{typed: v.asked(), steer: f, reason: reason})
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), flash)
}

// threadSteps is the form of those who keep order in a thread; nil for everybody else.
func (v *visit) threadSteps(t thread.Thread, c composing) *web.SteerView {
	form := &web.SteerView{Nonce: v.nonce(), Version: t.Version}
	for _, o := range thread.ThreadMachine().Possible(t.State, v.actor.RolesIn(t.Forum, v.now), nil) {
		if o.Blocked == nil {
			form.Steps = append(form.Steps, web.Act{Word: v.t.Of("verb.thread", o.Verb), Action: web.Link(v.t, "/t/"+t.ID+"/"+o.Verb)})
		}
	}
	if len(form.Steps) == 0 {
		return nil
	}
	form.Reason = web.Input{Check: web.Link(v.t, "/check"), Ask: web.Ask{Name: "reason", Label: v.t.Say("thread.steer_reason"), Hint: v.t.Say("thread.steer_reason_hint"), Value: c.reason, Optional: t.State != thread.Open}}
	if c.steer == nil {
		return form
	}
	form.Wrongs = web.Wrongs(v.t, c.steer.Fields)
	if len(c.steer.Fields) == 0 {
		form.Wrongs = []web.Wrong{{Href: "#f-reason", Text: v.t.Message(c.steer.Message)}}
	}
	form.Reason.Error = web.Errors(v.t, c.steer.Fields)["reason"]
	if stopped := stoppedBy(c.steer); stopped != nil {
		form.Reason.Hits = v.hits(c.reason, stopped.Finding)
	}
	return form
}

// followAct offers what she does not do yet.
func (v *visit) followAct(t thread.Row) *web.Act {
	act := web.Act{Action: web.Link(v.t, "/t/"+t.ID+"/follow"), Word: v.t.Say("thread.follow"), Fields: []web.Hidden{{Name: "on", Value: "1"}}}
	if t.Follows {
		act.Word, act.Fields = v.t.Say("thread.unfollow"), []web.Hidden{{Name: "on", Value: "0"}}
	}
	return &act
}
