package web

import "context"

// sprite notes which drawings and sheets of styles a page has already: the first use of a drawing carries it and the others point
// to it. A part that is rendered without a page around it draws each anew.
type sprite map[string]bool

type spriteKey struct{}

// withSprite begins a page.
func withSprite(ctx context.Context) context.Context {
	return context.WithValue(ctx, spriteKey{}, sprite{})
}

// drawing gives the id under which the page has a drawing, and whether it stands there already; if not, it does from now on.
// Without a page there is no id.
func drawing(ctx context.Context, name string) (id string, drawn bool) {
	s, _ := ctx.Value(spriteKey{}).(sprite)
	if s == nil {
		return "", false
	}
	drawn = s[name]
	s[name] = true
	return name, drawn
}
