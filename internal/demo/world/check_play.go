package world

import (
	"fmt"
	"slices"
)

func (w *World) checkPlay(f *findings) {
	f.want(len(w.Steps) > 0, "the play has no steps")
	for i, s := range w.Steps {
		name := fmt.Sprintf("step %d (%s at %s)", i+1, s.Action, s.At.Format("2006-01-02 15:04"))
		f.want(i == 0 || !s.At.Before(w.Steps[i-1].At), "%s: earlier than the step before it", name)
		f.want(!s.At.After(w.StartsAt), "%s: after the demo clock starts", name)
		f.want(s.Line >= 1 && s.Line <= 258, "%s: line %d", name, s.Line)
		w.checkStep(f, s, name)
	}
	for _, t := range w.Threads {
		w.checkThreadPlay(f, t)
	}
}

func (w *World) checkStep(f *findings, s Step, name string) {
	at := slices.IndexFunc(Actions(), func(a Action) bool { return a.Name == s.Action })
	f.want(at >= 0, "%s: not in the vocabulary", name)
	if at < 0 {
		return
	}
	for _, field := range Actions()[at].Needs {
		f.want(s.has(field), "%s: no %s", name, field)
	}
	f.want(len(s.Actors) > 0, "%s: nobody acts", name)
	for _, username := range slices.Concat(s.Actors, s.People) {
		_, ok := w.Person(username)
		f.want(ok || username == "SYS", "%s: %s is unknown", name, username)
	}
	for _, key := range s.Organisations {
		_, ok := w.Organisation(key)
		f.want(ok, "%s: organisation %s is unknown", name, key)
	}
	if _, ok := w.Forum(s.Forum); s.Forum != "" {
		f.want(ok, "%s: forum %s is unknown", name, s.Forum)
	}
	if _, ok := w.Document(s.Document); s.Document != "" {
		f.want(ok, "%s: document %s is unknown", name, s.Document)
	}
	if s.Thread != "" {
		t, ok := w.Thread(s.Thread)
		f.want(ok, "%s: thread %s is unknown", name, s.Thread)
		if ok && s.Post != 0 {
			_, ok = t.Post(s.Post)
			f.want(ok, "%s: %s has no post %d", name, s.Thread, s.Post)
		}
	}
	if s.Reason != (Text{}) {
		f.text(s.Reason, "reason of "+name)
	}
}

// has says whether the field an action needs is filled.
func (s Step) has(field string) bool {
	switch field {
	case "organisations":
		return len(s.Organisations) > 0
	case "people":
		return len(s.People) > 0
	case "capacities":
		return len(s.Capacities) > 0
	case "office":
		return s.Office != ""
	case "forum":
		return s.Forum != ""
	case "document":
		return s.Document != ""
	case "thread":
		return s.Thread != ""
	case "proposal":
		return s.Proposal != ""
	case "commitment":
		return s.Commitment != ""
	case "partnership":
		return s.Partnership != ""
	case "post":
		return s.Post > 0
	case "language":
		return s.Language != ""
	case "until":
		return s.Until.After(s.At)
	case "reason":
		return s.Reason != (Text{})
	}
	return false
}

// checkThreadPlay wants each instant of a thread's file once in the play, under the action that fits it.
func (w *World) checkThreadPlay(f *findings, t Thread) {
	count := func(want Step) int {
		n := 0
		for _, s := range w.Steps {
			if s.Thread == t.Key && s.Action == want.Action && s.Post == want.Post && s.At.Equal(want.At) {
				n++
			}
		}
		return n
	}
	for _, want := range threadSteps(t) {
		f.want(count(want) == 1, "%s: the play has %d times %s of post %d at %s", t.Key, count(want), want.Action, want.Post, want.At)
	}
	n := 0
	for _, s := range w.Steps {
		if s.Thread == t.Key {
			n++
		}
	}
	f.want(n == len(threadSteps(t)), "%s: %d steps in the play, its file gives %d", t.Key, n, len(threadSteps(t)))
}

// threadSteps are the steps that follow from a thread's file.
func threadSteps(t Thread) []Step {
	var steps []Step
	for _, p := range t.Posts {
		action := "post.publish"
		switch {
		case p.Number == 1:
			action = "thread.open"
		case p.Letter != nil:
			action = "post.state_by_letter"
		case p.Mark == "statement":
			action = "post.state"
		case p.Held != nil:
			action = "post.hold"
			steps = append(steps,
				Step{Action: "post.return", Post: p.Number, At: p.Held.ReturnedAt},
				Step{Action: "post.resubmit", Post: p.Number, At: p.Held.ResubmittedAt},
				Step{Action: "post.release", Post: p.Number, At: p.Held.PublishedAt})
		}
		if p.Blocked != nil {
			steps = append(steps, Step{Action: "post.attempt", Post: p.Number, At: p.Blocked.At})
		}
		steps = append(steps, Step{Action: action, Post: p.Number, At: p.At})
	}
	if t.Locked != nil {
		steps = append(steps, Step{Action: "thread.lock", At: t.Locked.At})
	}
	if t.Archived != nil {
		steps = append(steps, Step{Action: "thread.archive", At: t.Archived.At})
	}
	return steps
}
