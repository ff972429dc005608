package lang

import (
	"bytes"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collation is a collator with its buffer. Neither may be used by two at once, hence the pool of each Speaker.
type collation struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

func newCollation(tag language.Tag) *collation {
	return &collation{collator: collate.New(tag, collate.Numeric)}
}

// Sort puts items into the order of the language: pinyin in Chinese, å ä ö last in Swedish, numbers by their value. by gives
// each item's name and, where the name alone would sort wrong, a key to sort by instead (重庆 is read chóng, but 重 alone zhòng):
// pinyin, or other characters of the same sound. The key may be empty; it counts in Chinese only. Equal items keep their order.
func Sort[T any](s *Speaker, items []T, by func(T) (name, key string)) {
	type keyed struct {
		key  []byte
		item T
	}
	c := s.collator.Get().(*collation)
	defer s.collator.Put(c)
	all := make([]keyed, len(items))
	for i, item := range items {
		name, key := by(item)
		if s.code == Chinese {
			name = sounded(name, key)
		}
		all[i] = keyed{key: c.collator.KeyFromString(&c.buffer, name), item: item}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i := range all {
		items[i] = all[i].item
	}
	c.buffer.Reset() // the keys lie in it: not before they have been compared
}

// SortStrings puts names into the order of the language.
func (s *Speaker) SortStrings(names []string) {
	Sort(s, names, func(name string) (string, string) { return name, "" })
}
