package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/web"
)

// anyway tells whether she ticked that a reason goes out in a language its reader does not read.
func (v *visit) anyway() bool { return v.FormValue("anyway") != "" }

// askAnyway offers to send a reason in the language it was typed in, where the room refused it because its reader reads another.
// The tick stays when the form comes back for something else.
func (v *visit) askAnyway(area *web.Area, bad *fault.Fault) {
	unread := func(f fault.Field) bool { return f.Name == area.Name && strings.HasPrefix(f.ID, "reason.unread.") }
	if !v.anyway() && !slices.ContainsFunc(bad.Fields, unread) {
		return
	}
	in := string(lang.Guess(area.Value))
	if in == "" {
		in = "any"
	}
	area.Anyway = &web.Choice{Ask: web.Ask{Name: "anyway", Label: v.t.Say("reason.anyway_label"), Optional: true},
		Options: []web.Option{{Value: "yes", Word: v.t.Of("reason.anyway", in), Chosen: v.anyway()}}}
}
