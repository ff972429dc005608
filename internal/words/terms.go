package words

import "strings"

// What stands between two terms.
const (
	apart  = iota
	linked // one sign that joins: - / . : , _
	opened // an opening bracket
	closed // a closing bracket
	glued  // nothing
)

// term is a run of characters of one kind: a word, or a stretch of Han. Its characters are from i to j of the script; link says
// how it follows the term before.
type term struct {
	i, j   int
	han    bool
	digits bool // has any
	number bool // has nothing else
	link   int
}

// terms cuts a script into runs.
func (s *script) terms() []term {
	var list []term
	end := -1 // where the last run ended, its suffix included
	n := len(s.class)
	for i := 0; i < n; {
		if s.class[i] == other {
			i++
			continue
		}
		t := term{i: i, han: s.class[i] == han, number: true}
		next := i
		if t.han {
			for next < n && s.class[next] == han {
				next++
			}
			t.j, t.number = next, false
		} else {
			t.j, next = s.word(i)
			for k := i; k < t.j; k++ {
				t.digits = t.digits || s.class[k] == digit
				t.number = t.number && s.class[k] == digit
			}
		}
		if end >= 0 {
			t.link = s.link(end, i)
		}
		list = append(list, t)
		i, end = next, next
	}
	return list
}

// word gives where the word that begins at i ends, and where what follows it begins: a possessive 's and the endings that Swedish
// hangs on an abbreviation by a colon (EU:s) are no part of it.
func (s *script) word(i int) (end, next int) {
	n := len(s.class)
	k := i
	for k < n {
		switch {
		case s.class[k] == letter || s.class[k] == digit:
			k++
		case s.apostrophe(k) && k > i && k+1 < n && s.class[k+1] == letter:
			rest := s.letters(k + 1)
			if s.text(k+1, rest) == "s" {
				return k, rest
			}
			k = rest
		case s.char(k) == ":" && k > i && k+1 < n && s.class[k+1] == letter:
			if rest := s.letters(k + 1); ending(s.text(k+1, rest)) {
				return k, rest
			}
			return k, k
		default:
			return k, k
		}
	}
	return k, k
}

// letters gives where the letters and digits from k on end.
func (s *script) letters(k int) int {
	for k < len(s.class) && (s.class[k] == letter || s.class[k] == digit) {
		k++
	}
	return k
}

func ending(s string) bool {
	switch s {
	case "s", "n", "t", "en", "et", "na", "ar", "er", "ns", "ts", "ens", "ets", "erna":
		return true
	}
	return false
}

func (s *script) apostrophe(k int) bool { return s.char(k) == "'" || s.char(k) == "’" }

// text gives the folded characters from i to j.
func (s *script) text(i, j int) string { return s.folded[s.off[i]:s.off[j]] }

func (s *script) char(k int) string { return s.text(k, k+1) }

// spelling gives a word without the apostrophes inside it.
func (s *script) spelling(t term) string {
	w := s.text(t.i, t.j)
	if strings.IndexByte(w, '\'') >= 0 || strings.Contains(w, "’") {
		w = strings.NewReplacer("'", "", "’", "").Replace(w)
	}
	return w
}

// link says how the run at i follows one that ended at end.
func (s *script) link(end, i int) int {
	switch {
	case i == end:
		return glued
	case i > end+1:
		return apart
	}
	switch s.char(end) {
	case "-", "‐", "–", "−", "/", ".", ":", "_":
		return linked
	case ",":
		if end > 0 && s.class[end-1] == digit && s.class[i] == digit {
			return linked
		}
	case "〔", "(", "[", "【":
		return opened
	case "〕", ")", "]", "】":
		return closed
	}
	return apart
}
