package site

import (
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/web"
)

// letterParts are the fields of a form that takes a scanned letter in: its day, what else is asked about it, and the paper.
func (v *visit) letterParts(bad *fault.Fault, more ...web.FormField) []web.FormPart {
	dated := &web.Input{Ask: v.sheet(bad).ask("dated", v.t.Say("post.letter_dated"), v.t.Say("post.letter_dated_hint"), ""), Short: true}
	fields := append([]web.FormField{{Line: dated}}, more...)
	return []web.FormPart{{Fields: append(fields, web.FormField{Paper: v.paperAsk(composing{fault: bad}, false)})}}
}

// letterSent lets a room take the letter of such a form in. What is wrong with it, or what has changed about the thing, stands in the form
// again; else she is led on.
func (v *visit) letterSent(about policy.Ref, take func(paper *input.Sent) error, again func(*fault.Fault) error, on func() error) error {
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	err = take(paper)
	if f, ok := v.overtaken(err, about); ok {
		return again(f)
	}
	if err != nil {
		return err
	}
	return on()
}
