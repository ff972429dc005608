package site

import (
	"errors"

	"sametable/internal/fault"
	"sametable/internal/safeguard"
	"sametable/web"
)

// composeHits puts what the gate found beside its field. A warning may be explained instead.
func (v *visit) composeHits(form *web.Compose, c composing) {
	if c.typed.again() && c.fault == nil { // shown again without being sent: the gate looks all the same
		found := v.s.Threads.Look(c.typed.body)
		form.Body.Hits = v.hits(c.typed.body, found)
		if len(found) > 0 && !found.Blocks() && !found.Hotline() {
			v.askExplanation(form, c, "")
		}
		return
	}
	stopped := stoppedBy(c.fault)
	if stopped == nil {
		return
	}
	switch stopped.Field {
	case "body":
		form.Body.Hits = v.hits(c.typed.body, stopped.Finding)
	case "title":
		form.TitleHits = v.hits(c.typed.title, stopped.Finding)
	case "explanation":
		v.askExplanation(form, c, v.composeWrong(c, "explanation"))
		form.Explanation.Hits = v.hits(c.typed.explanation, stopped.Finding)
	}
	if stopped.Explainable {
		missing := ""
		if c.typed.explain != "" {
			missing = v.t.Say("safeguard.explain.missing")
		}
		v.askExplanation(form, c, missing)
	}
}

// askExplanation is the third way besides removing and generalising: the author says why it may stay, and a moderator reads it.
func (v *visit) askExplanation(form *web.Compose, c composing, wrong string) {
	form.Explain = &web.Choice{Ask: web.Ask{Name: "explain", Label: v.t.Say("safeguard.explain.title"), Value: c.typed.explain, Optional: true}}
	for _, kind := range []string{"adult", "consent", "other"} {
		o := web.Option{Value: kind, Word: v.t.Of("safeguard.explain", kind), Hint: v.t.Of("safeguard.explain", kind+"_hint")}
		form.Explain.Options = append(form.Explain.Options, o)
	}
	form.Explanation = &web.Area{Ask: web.Ask{Name: "explanation", Label: v.t.Say("safeguard.explain.label"), Hint: v.t.Say("safeguard.explain.hint"), Error: wrong,
		Value: c.typed.explanation, Optional: true}, Rows: 3, Max: explanationMax}
}

// explained is the author's word as the moderator reads it: which kind of explanation, then the words. Without words there is
// none.
func (v *visit) explained(t typedPost) string {
	if t.explanation == "" || t.explain != "adult" && t.explain != "consent" && t.explain != "other" {
		return t.explanation
	}
	return v.t.Of("safeguard.explain", t.explain) + "\n" + t.explanation
}

// stoppedBy gives what the gate found; nil when the form was refused for something else.
func stoppedBy(f *fault.Fault) *safeguard.Stopped {
	var stopped *safeguard.Stopped
	if f == nil || !errors.As(f.Cause, &stopped) {
		return nil
	}
	return stopped
}
