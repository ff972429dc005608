package site

import (
	"maps"
	"net/http"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/register"
)

// lookedAt are the routes whose texts are compared, looked at or put aside, and enter no record: a user name that was copied with
// something nobody sees is still that name, a draft stays its writer's alone, and the gate counts places in a text as it was sent.
func lookedAt() []string {
	return []string{"/:l/login", "/:l/login/demo", "/:l/logout", "/:l/join", "/:l/reset", "/:l/check", "/:l/preview", "/:l/draft"}
}

// tidy takes out of a form what nobody can see, before anything reads it, and notes beside which fields it stood. Nothing of such a
// form is kept: it comes back as it would be kept, says what was taken out, and the next press sends it. Passwords stay as they are.
func (v *visit) tidy() {
	r := v.Request()
	if r.Method != http.MethodPost || slices.Contains(lookedAt(), v.Path()) {
		return
	}
	var unseen fault.Fields
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		if slices.Contains(passwordFields(), name) {
			continue
		}
		for i, raw := range r.PostForm[name] {
			if taken, some := input.Taken(raw); some {
				unseen.Add(name, taken.ID, taken.Args)
				r.PostForm[name][i] = input.Tidy(raw)
			}
		}
		for i, raw := range r.Form[name] {
			r.Form[name][i] = input.Tidy(raw)
		}
	}
	if len(unseen) > 0 {
		v.unseen = fault.Invalid(unseen...)
		v.SetRequest(r.WithContext(register.WithRefusal(r.Context(), v.unseen)))
	}
}

// refused tells whether an error is one a form shows beside its fields, and gives it with what was taken out of the form.
func (v *visit) refused(err error) (*fault.Fault, bool) {
	f, ok := refused(err)
	if !ok {
		return f, false
	}
	if f.ID == "fault.stale" && v.garbled() {
		f = fault.Conflict("fault.unread_version", nil)
	}
	return v.with(f), true
}

// with adds to a fault of fields what was taken out of the form, which stands before it: it would not be said a second time. Where the
// world moved on, or it is not hers any more, the page says it at its head.
func (v *visit) with(f *fault.Fault) *fault.Fault {
	if v.unseen == nil || f == v.unseen {
		return f
	}
	if f.Reason != fault.ReasonInvalid {
		v.aloft = true
		return f
	}
	both := *f
	both.Fields = append(slices.Clone(v.unseen.Fields), f.Fields...)
	return &both
}

// takenOut says at the head of a page what was taken out of the form, each sentence once, where no field says it.
func (v *visit) takenOut() []string {
	if !v.aloft {
		return nil
	}
	var said []string
	for _, f := range v.unseen.Fields {
		if sentence := v.t.Message(f.Message); !slices.Contains(said, sentence) {
			said = append(said, sentence)
		}
	}
	return said
}
