package drafting

import (
	"cmp"
	"slices"
	"strings"
)

// Fared says what became of a block from one version to another.
type Fared string

// What can become of a block.
const (
	Stayed  Fared = "stayed"
	Changed Fared = "changed"
	Added   Fared = "added"
	Removed Fared = "removed"
)

// Block is a part of a proposal beside what it was in another version.
type Block struct {
	Name   string // of its field: "title", "grant_who", "situation", "measure", "answers"
	Was    int    // number of a measure before; 0: there was none
	Is     int    // number of a measure now; 0: there is none
	Fared  Fared
	Moved  bool // a measure stands elsewhere among those that stayed
	Before string
	After  string
}

// Differs tells whether there is anything to look at. A measure that only has another number because one before it came or went has not
// changed.
func (b Block) Differs() bool { return b.Fared != Stayed || b.Moved }

// Compare lays two versions of a proposal beside each other, block by block. A measure is known again by its words, wherever it stands.
// Blocks that neither version has are left out.
func Compare(before, after Content) []Block {
	var all []Block
	add := func(name, was, is string) {
		if was != "" || is != "" {
			all = append(all, Block{Name: name, Fared: fared(was, is), Before: was, After: is})
		}
	}
	add("title", before.Title, after.Title)
	for i, name := range GrantFields() {
		add(name, *before.Grant.parts()[i], *after.Grant.parts()[i])
	}
	add("situation", before.Situation, after.Situation)
	add("analysis", before.Analysis, after.Analysis)
	all = append(all, measured(before.Asked(), after.Asked())...)
	add("answers", before.synopsis(), after.synopsis())
	return all
}

func fared(was, is string) Fared {
	switch {
	case was == is:
		return Stayed
	case was == "":
		return Added
	case is == "":
		return Removed
	}
	return Changed
}

// synopsis is the answers as a reader sees them in the text, without its marks.
func (c Content) synopsis() string {
	h := headingsIn(c.Language)
	var lines []string
	for _, a := range c.Answers {
		line := a.Asked + "\n" + h.fates()[a.Fate]
		if a.Reply != "" {
			line += h.sep + a.Reply
		}
		lines = append(lines, strings.TrimSpace(line))
	}
	return strings.Join(lines, "\n\n")
}

// CompareBlocks lays two texts beside each other that are cut into blocks, each known again by its words, wherever it stands.
func CompareBlocks(before, after []string) []Block { return measured(before, after) }

// measured compares the measures: those there are now in their order, each that went where it stood.
func measured(before, after []string) []Block {
	now := paired(before, after)
	was := map[int]int{} // new → old
	for old, is := range now {
		was[is] = old
	}
	inOrder := rising(now, len(before))
	var all []Block
	told := 0 // old ones before this are told of
	gone := func(until int) {
		for ; told < until; told++ {
			if _, stays := now[told]; !stays {
				all = append(all, Block{Name: "measure", Was: told + 1, Fared: Removed, Before: before[told]})
			}
		}
	}
	for is, words := range after {
		old, known := was[is]
		if !known {
			all = append(all, Block{Name: "measure", Is: is + 1, Fared: Added, After: words})
			continue
		}
		if inOrder[old] {
			gone(old)
		}
		all = append(all, Block{Name: "measure", Was: old + 1, Is: is + 1, Fared: fared(before[old], words), Moved: !inOrder[old], Before: before[old], After: words})
	}
	gone(len(before))
	return all
}

// alike is how much two measures have to have in common to be one, rewritten.
const alike = 0.4

// paired tells which old measure is which new one, the likest first and, of equals, the nearest.
func paired(before, after []string) map[int]int {
	type pair struct {
		old, is int
		like    float64
	}
	var pairs []pair
	olds, news := neighbours(before), neighbours(after)
	for i, old := range before {
		for j, is := range after {
			like := 1.0
			if old != is {
				like = likeness(olds[i], news[j])
			}
			if like >= alike {
				pairs = append(pairs, pair{i, j, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(max(a.old-a.is, a.is-a.old), max(b.old-b.is, b.is-b.old)))
	})
	now, taken := map[int]int{}, map[int]bool{}
	for _, p := range pairs {
		if _, known := now[p.old]; !known && !taken[p.is] {
			now[p.old], taken[p.is] = p.is, true
		}
	}
	return now
}

// likeness is 1 for the same words and 0 for two texts without two neighbouring characters in common. It is asked for each pair of
// two versions' measures: so both come as their neighbours, sorted.
func likeness(a, b []uint64) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+2, i+1, j+1
		}
	}
	return float64(common) / float64(max(len(a)+len(b), 1))
}

// neighbours are the pairs of neighbouring characters of each text, sorted.
func neighbours(texts []string) [][]uint64 {
	all := make([][]uint64, len(texts))
	for i, text := range texts {
		runes := []rune(strings.ToLower(text))
		for k := range len(runes) - 1 {
			all[i] = append(all[i], uint64(runes[k])<<32|uint64(runes[k+1]))
		}
		slices.Sort(all[i])
	}
	return all
}

// rising gives as many old measures as keep their order among the new ones; the others have moved.
func rising(now map[int]int, count int) map[int]bool {
	length, from := make([]int, count), make([]int, count)
	last := -1
	for old := range count {
		is, stays := now[old]
		if !stays {
			continue
		}
		length[old], from[old] = 1, -1
		for earlier := range old {
			if was, there := now[earlier]; there && was < is && length[earlier] >= length[old] {
				length[old], from[old] = length[earlier]+1, earlier
			}
		}
		if last < 0 || length[old] > length[last] {
			last = old
		}
	}
	inOrder := map[int]bool{}
	for ; last >= 0; last = from[last] {
		inOrder[last] = true
	}
	return inOrder
}
