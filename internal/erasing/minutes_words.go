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
		i := &c.Items[n]
		if !slices.Contains(items, i.ID) {
			continue
		}
		if i.Title != (minutes.Names{}) {
			i.Title, changed = minutes.Names{}, true
		}
		for f := range i.Files { // they are gone as well
			changed = changed || i.Files[f].Title != ""
			i.Files[f].Title = ""
		}
	}
	return changed
}

// unname takes the title of a file, by its hash, wherever a version lists it.
func unname(c *minutes.Content, hash string) (changed bool) {
	for n := range c.Items {
		for f := range c.Items[n].Files {
			if l := &c.Items[n].Files[f]; l.Hash == hash && l.Title != "" {
				l.Title, changed = "", true
			}
		}
	}
	return changed
}
