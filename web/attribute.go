package web

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	"sametable/internal/lang"
)

// isoDay is an example of a date in a hint, which a line must not break.
var isoDay = regexp.MustCompile(`\d{4}-\d{2}-\d{2}`)

// apart is what stands between a word and a bracket after it: nothing in Chinese, whose bracket brings its own space.
func apart(t *lang.Speaker) string {
	if t.Code() == lang.Chinese {
		return ""
	}
	return " "
}

// current is the value of aria-current, or nothing.
func current(yes bool, value string) string {
	if yes {
		return value
	}
	return ""
}

// names joins what is not empty: class lists and lists of described-by ids.
func names(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// either gives the first that is not empty.
func either(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// run is a piece of text in one script.
type run struct {
	text string
	han  bool
}

// hanOrTag finds Chinese words, with the marks about them, and steps over tags and what has its own language already.
var hanOrTag = regexp.MustCompile(`<[a-z]+ [^>]*lang="[^>]*>[^<]*|<[^>]*>|[〔〕《》“”]*\p{Han}[\p{Han}〔〕0-9《》号、]*`)

// hanInProse says of the Chinese words in safe html of another language that they are Chinese.
func hanInProse(tag, html string) string {
	if strings.HasPrefix(tag, "zh") || !strings.ContainsFunc(html, isHan) {
		return html
	}
	return hanOrTag.ReplaceAllStringFunc(html, func(found string) string {
		if strings.HasPrefix(found, "<") {
			return found
		}
		return `<span lang="` + lang.Chinese.Tag() + `">` + found + `</span>`
	})
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// runs cuts a text where Han characters begin and end, with the marks between them.
func runs(text string) []run {
	var all []run
	for _, r := range text {
		han := r >= 0x2E80
		if len(all) == 0 || all[len(all)-1].han != han {
			all = append(all, run{han: han})
		}
		all[len(all)-1].text += string(r)
	}
	return all
}

// Mixed is a sentence in which Chinese words may stand; on pages in other languages they say so. Written by hand: a template
// would put a space where a bracket ends and such a word begins.
func Mixed(t *lang.Speaker, text string) templ.Component { return templ.Raw(mixed(t, text)) }

func mixed(t *lang.Speaker, text string) string {
	if t.Code() == lang.Chinese {
		return templ.EscapeString(text)
	}
	return hanMarked(text)
}

// hanApart says of the Chinese words in a sentence of another language that they are Chinese.
func hanApart(text string) templ.Component { return templ.Raw(hanMarked(text)) }

func hanMarked(text string) string {
	var b strings.Builder
	for _, r := range runs(text) {
		if r.han {
			b.WriteString(`<span lang="` + lang.Chinese.Tag() + `">` + templ.EscapeString(r.text) + `</span>`)
		} else {
			b.WriteString(templ.EscapeString(r.text))
		}
	}
	return b.String()
}

// unbroken is a sentence whose number does not break over two lines.
func unbroken(t *lang.Speaker, text, number string) templ.Component {
	return templ.Raw(whole(t, text, number))
}

func whole(t *lang.Speaker, text, number string) string {
	before, after, named := strings.Cut(text, number)
	if !named || number == "" {
		return mixed(t, text)
	}
	return mixed(t, before) + `<span class="zone">` + templ.EscapeString(number) + `</span>` + mixed(t, after)
}

// keptWhole is a title in which some words do not break over two lines: Chinese breaks anywhere.
func keptWhole(title, words string) templ.Component {
	before, after, found := strings.Cut(title, words)
	if !found || words == "" {
		return templ.Raw(templ.EscapeString(title))
	}
	return templ.Raw(templ.EscapeString(before) + `<span class="zone">` + templ.EscapeString(words) + `</span>` + templ.EscapeString(after))
}

// pieces is a sentence that says of what it quotes in another language which one that is; a number in it does not break.
func pieces(t *lang.Speaker, said []lang.Piece, number string) templ.Component {
	var b strings.Builder
	for _, p := range said {
		if p.Lang != "" {
			b.WriteString(`<span lang="` + templ.EscapeString(p.Lang) + `">` + templ.EscapeString(p.Text) + `</span>`)
		} else {
			b.WriteString(whole(t, p.Text, number))
		}
	}
	return templ.Raw(b.String())
}

// languageName is a language as its reader calls it: by a family's words for a chip, or for running text.
func languageName(t *lang.Speaker, family string, code lang.Code) string {
	if !code.Valid() {
		return string(code)
	}
	return t.Of(family, string(code))
}

// Said is a sentence in its pieces, where it stands among what is known of a thing.
func Said(t *lang.Speaker, said []lang.Piece) templ.Component { return pieces(t, said, "") }
