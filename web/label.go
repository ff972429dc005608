package web

import (
	"bytes"
	"context"

	"github.com/a-h/templ"

	"sametable/internal/lang"
)

// labels are what the fields of a page are called, gathered while it is rendered. The summary of errors stands above the fields
// and names them, whatever form they belong to, so their names are put in when the page is whole.
type labels struct{ of, marked map[string]string }

type labelsKey struct{}

// WithLabels is for a page whose form came back: Labelled then names in its summary of errors the fields they are about.
func WithLabels(ctx context.Context) context.Context {
	return context.WithValue(ctx, labelsKey{}, labels{map[string]string{}, map[string]string{}})
}

// called notes what a field is called.
func called(ctx context.Context, a Ask) {
	if l, ok := ctx.Value(labelsKey{}).(labels); ok {
		l.of[a.ID()] = a.Label
	}
}

// placeFor keeps the place of a field's name before what is wrong with it. No text of a page has a zero byte.
func placeFor(ctx context.Context, t *lang.Speaker, id string) string {
	l, ok := ctx.Value(labelsKey{}).(labels)
	if !ok || id == "" {
		return ""
	}
	l.marked[id] = ": "
	if t.Code() == lang.Chinese {
		l.marked[id] = "："
	}
	return "\x00" + id + "\x00"
}

// Labelled puts the names of the fields where the summary kept a place for them.
func Labelled(ctx context.Context, page []byte) []byte {
	l, ok := ctx.Value(labelsKey{}).(labels)
	if !ok {
		return page
	}
	for id, colon := range l.marked {
		name := ""
		if l.of[id] != "" {
			name = templ.EscapeString(l.of[id] + colon)
		}
		page = bytes.ReplaceAll(page, []byte("\x00"+id+"\x00"), []byte(name))
	}
	return page
}
