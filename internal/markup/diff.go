package markup

import (
	"html"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ChangeKind says what became of a passage.
type ChangeKind string

// What may become of a passage.
const (
	Same    ChangeKind = "same"
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
)

// Change is a passage with one fate. All passages but the added ones make the old text, all but the removed ones the new.
type Change struct {
	Kind ChangeKind
	Text string
}

// Diff says how one text became another: by word where words have spaces, by character in Chinese. Where a passage is removed and
// another put in its place, the removed one comes first. It compares lines, then sentences within changed lines, then words within
// changed sentences, so that 100 kB against 100 kB take less than a second; a sentence too long for that counts as changed whole.
// The same texts give the same answer on any machine.
func Diff(old, new string) []Change {
	old, new = norm.NFC.String(tidy(old)), norm.NFC.String(tidy(new))
	return tighten(refine(nil, old, new, tiers()))
}

// DiffHTML shows changes: <del class="del"> and <ins class="ins"> around what went and came, the rest as it is, line ends as
// <br>. A line end alone that came or went shows as ¶, for it could not be seen otherwise. The page says the words for those who
// do not see colours.
func DiffHTML(changes []Change) string {
	var b strings.Builder
	for _, c := range changes {
		text, end := html.EscapeString(visible(c.Text)), "<br>\n"
		if c.Kind != Same && strings.TrimSpace(c.Text) == "" {
			end = "¶<br>\n"
		}
		text = strings.ReplaceAll(text, "\n", end)
		switch c.Kind {
		case Added:
			b.WriteString(`<ins class="ins">` + text + "</ins>")
		case Removed:
			b.WriteString(`<del class="del">` + text + "</del>")
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// tiers are the ways to cut a text, from coarse to fine.
func tiers() []func(string) []string {
	return []func(string) []string{lines, sentences, tokens}
}

// refine adds to list how old became new, cut by the first tier and, where that finds a change, by the next.
func refine(list []Change, old, new string, tiers []func(string) []string) []Change {
	if len(tiers) == 0 || old == "" || new == "" {
		return note(note(list, Removed, old), Added, new)
	}
	a, b := tiers[0](old), tiers[0](new)
	for _, r := range align(a, b, 0) {
		was, is := strings.Join(a[r.a0:r.a1], ""), strings.Join(b[r.b0:r.b1], "")
		if r.same {
			list = note(list, Same, was)
		} else {
			list = refine(list, was, is, tiers[1:])
		}
	}
	return list
}

// note adds a passage to a list, joining it to the last of its kind.
func note(list []Change, kind ChangeKind, text string) []Change {
	if text == "" {
		return list
	}
	if last := len(list) - 1; last >= 0 && list[last].Kind == kind {
		list[last].Text += text
		return list
	}
	return append(list, Change{Kind: kind, Text: text})
}

// tighten joins changes that only a crumb parts: between "the old plan" and "a new law" nobody wants to see that one space stayed.
// A crumb is at most a sixth of the changes beside it; go-diff's own rule takes whole words of Chinese for crumbs.
func tighten(list []Change) []Change {
	for range 4 {
		groups := grouped(list)
		var next []Change
		for i := 0; i < len(groups); i++ {
			g := groups[i]
			for i+2 < len(groups) && !g.same && groups[i+1].same && crumb(groups[i+1].old, g, groups[i+2]) {
				kept := groups[i+1].old
				g.old, g.new = g.old+kept+groups[i+2].old, g.new+kept+groups[i+2].new
				i += 2
			}
			if g.same {
				next = note(next, Same, g.old)
			} else {
				next = note(note(next, Removed, g.old), Added, g.new)
			}
		}
		if len(next) == len(list) {
			return next
		}
		list = next
	}
	return list
}

// group is a passage that stayed, or what came for what went.
type group struct {
	same     bool
	old, new string
}

func grouped(list []Change) []group {
	var groups []group
	for _, c := range list {
		if c.Kind == Same {
			groups = append(groups, group{same: true, old: c.Text, new: c.Text})
			continue
		}
		if len(groups) == 0 || groups[len(groups)-1].same {
			groups = append(groups, group{})
		}
		g := &groups[len(groups)-1]
		if c.Kind == Added {
			g.new += c.Text
		} else {
			g.old += c.Text
		}
	}
	return groups
}

// crumb says whether what stayed between two changes is too little to show. A line end always shows.
func crumb(kept string, left, right group) bool {
	const most = 64 // bytes; a longer passage is no crumb
	if len(kept) > most || strings.Contains(kept, "\n") {
		return false
	}
	return 6*weight(kept) <= max(weight(left.old), weight(left.new))+max(weight(right.old), weight(right.new))
}

// weight counts the words of a passage, and Chinese characters as words.
func weight(s string) int {
	n := 0
	for _, w := range tokens(s) {
		if strings.TrimSpace(w) != "" {
			n++
		}
	}
	return n
}
