package site

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/web"
)

// written is what stands in a field of a form that was sent, free of what nobody sees. The address is not asked: what it says
// was not typed here.
func (v *visit) written(name string) string { return input.Tidy(v.Request().PostFormValue(name)) }

// sealed is what stands in a field for a password. It is passed on and never shown.
func (v *visit) sealed(name string) string { return v.Request().PostFormValue(name) }

// sheet is a form being filled: each field with what was typed, or what stands there before anything was.
type sheet struct {
	v    *visit
	said map[string]string
	sent bool // it comes back
}

func (v *visit) sheet(f *fault.Fault) sheet {
	s := sheet{v: v, sent: f != nil}
	if f != nil {
		s.said = web.Errors(v.t, f.Fields)
	}
	return s
}

// ask is a field whose value comes back as it was typed.
func (s sheet) ask(name, label, hint, before string) web.Ask {
	a := web.Ask{Name: name, Label: label, Hint: hint, Value: before, Error: s.said[name]}
	if s.sent {
		a.Value = s.v.written(name)
	}
	return a
}

// line is a question of one line.
func (s sheet) line(ask web.Ask, autocomplete string) web.Question {
	return web.Question{Line: &web.Input{Ask: ask, Autocomplete: autocomplete}}
}

// optional is a question of one line that may stay empty.
func (s sheet) optional(ask web.Ask, autocomplete string) web.Question {
	ask.Optional = true
	return s.line(ask, autocomplete)
}

// password asks for a password. It comes back empty, always.
func (s sheet) password(name, label, hint, autocomplete string) web.Question {
	return web.Question{Line: &web.Input{Ask: web.Ask{Name: name, Label: label, Hint: hint, Error: s.said[name]}, Type: "password", Autocomplete: autocomplete}}
}

// languages asks for one of the languages of the forum, each called by its own name.
func (s sheet) languages(ask web.Ask) web.Question {
	c := web.Choice{Ask: ask}
	for _, code := range lang.Codes() {
		c.Options = append(c.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	return web.Question{Radios: &c}
}

// reads asks which languages she reads besides that of her pages.
func (s sheet) reads(stored string) web.Question {
	c := web.Choice{Ask: s.ask("reads", s.v.t.Say("profile.reads"), s.v.t.Say("profile.reads_hint"), "")}
	c.Optional = true
	chosen := strings.Fields(stored)
	if s.sent {
		chosen = s.v.Request().PostForm["reads"]
	}
	for _, code := range lang.Codes() {
		c.Options = append(c.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag(), Chosen: slices.Contains(chosen, string(code))})
	}
	return web.Question{Boxes: &c}
}

// wrongs is the summary of a refused form; a fault of no field leads to the first.
func (v *visit) wrongs(f *fault.Fault, first string) []web.Wrong {
	switch {
	case f == nil:
		return nil
	case len(f.Fields) > 0:
		return web.Wrongs(v.t, f.Fields)
	}
	return []web.Wrong{{Href: "#f-" + first, Text: v.sentence(f)}}
}

// sentence is what a fault says. Who has to wait learns for how long, and so does her browser.
func (v *visit) sentence(f *fault.Fault) string {
	if f.Reason != fault.ReasonTooMany || f.RetryAfter <= 0 {
		return v.t.Message(f.Message)
	}
	v.Response().Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter.Seconds())+1))
	minutes := int((f.RetryAfter + time.Minute - 1) / time.Minute)
	if minutes > 90 {
		return v.t.Count("door.wait_hours", (minutes+59)/60)
	}
	return v.t.Count("door.wait_minutes", minutes)
}

// shut tells whether an error is one the form of a door shows: besides what every form shows, that it asks too often.
func (v *visit) shut(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if errors.As(err, &f) && f.Reason == fault.ReasonTooMany {
		return f, true
	}
	return v.refused(err)
}

// twice tells whether a new password was typed in two ways.
func (v *visit) twice(name string) error {
	if first := v.sealed(name); first != "" && first != v.sealed("again") {
		return fault.Invalid(fault.Says("again", "door.again_differs", nil))
	}
	return nil
}

// unfilled notes every question that needs an answer and has none, and a password typed in two ways. A long form comes back
// once with everything that is wrong, not once for each part of the house that reads it.
func (v *visit) unfilled(questions []web.Question) fault.Fields {
	var f fault.Fields
	for _, q := range questions {
		ask := q.Asks()
		if ask == nil || ask.Optional || v.sealed(ask.Name) != "" {
			continue
		}
		if q.Line != nil && q.Line.Type == "password" {
			f.Add(ask.Name, "password.required", nil)
		} else {
			f.Add(ask.Name, "input.required", nil)
		}
	}
	return merged(f, v.twice("password"))
}

// merged adds the fields of a fault to others; of two sentences for one field the first stays.
func merged(f fault.Fields, err error) fault.Fields {
	var more *fault.Fault
	if !errors.As(err, &more) {
		return f
	}
	for _, field := range more.Fields {
		if !slices.ContainsFunc(f, func(known fault.Field) bool { return known.Name == field.Name }) {
			f = append(f, field)
		}
	}
	return f
}
