package site

import (
	"strconv"
	"strings"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// freshNonce is the key of a new form. It ends in how far the register was when the form was made, so that whoever comes too late with
// it can be told what happened since.
func (v *visit) freshNonce() string {
	if v.seen == nil {
		return clock.NewSecret()
	}
	return clock.NewSecret() + "-" + strconv.FormatInt(v.seen.Head, 10)
}

// overtaken is refused for a form about one thing: where the world moved on, the page that comes back says what the register has of
// the thing since the form was made, beside what was typed. What is thought of a post is for its author and the moderators.
func (v *visit) overtaken(err error, about policy.Ref) (*fault.Fault, bool) {
	f, ok := v.refused(err)
	if !ok || f.Reason != fault.ReasonConflict {
		return f, ok
	}
	lines, err := v.s.Register.Timeline(v.Request().Context(), v.actor, about)
	if err != nil || len(lines) == 0 {
		return f, ok // the sentence of the fault stands alone
	}
	_, at, known := strings.Cut(v.FormValue("nonce"), "-")
	head, err := strconv.ParseInt(at, 10, 64)
	if !known || err != nil {
		head = lines[len(lines)-1].Seq - 1
	}
	var since []register.Line
	for _, line := range lines {
		if line.Seq > head {
			since = append(since, line)
		}
	}
	people, err := v.actors(since)
	if err != nil {
		return f, ok
	}
	v.moved = v.entryLines(since, people)
	for i, line := range since {
		if about.Noun != thread.PostNoun || v.actor.Has(policy.Moderator) {
			v.moved[i].Note += line.Values["reason"]
		}
		if from, to := v.stateWord(line.Noun, line.FromState), v.stateWord(line.Noun, line.ToState); from != "" && to != "" && from != to {
			v.moved[i].What += v.t.Say("web.state_moved", fault.Args{"From": from, "To": to})
		}
	}
	return f, ok
}
