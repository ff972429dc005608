package erasing

import (
	"slices"

	"sametable/internal/minutes"
)

// typedOf are what is typed of a paragraph beside its own.
func typedOf(f minutes.Facts) []string {
	var all []string
	add := func(n minutes.Names) { all = append(all, n.Zh, n.En, n.Sv) }
	if f.Decision != nil {
		add(f.Decision.Words)
	}
	if f.Action != nil {
		add(f.Action.Title)
	}
	if f.Election != nil {
		add(*f.Election)
	}
	return all
}

// blank is what is typed of a paragraph without the words, marked as erased. Numbers, votes, owners and days stay.
func blank(f minutes.Facts) minutes.Facts {
	f.Erased = true
	if f.Decision != nil {
		d := *f.Decision
		d.Words, f.Decision = minutes.Names{}, &d
	}
	if f.Action != nil {
		a := *f.Action
		a.Title, f.Action = minutes.Names{}, &a
	}
	if f.Election != nil {
		f.Election = &minutes.Names{}
	}
	return f
}

// untitle takes the titles of items, by their ids.
func untitle(c *minutes.Content, items []string) (changed bool) {
	for n := range c.Items {
		if i := &c.Items[n]; slices.Contains(items, i.ID) && i.Title != (minutes.Names{}) {
			i.Title, changed = minutes.Names{}, true
		}
	}
	return changed
}
