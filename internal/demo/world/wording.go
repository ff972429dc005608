package world

import (
	"regexp"
	"slices"
	"strings"
)

// halfWidth finds punctuation of the Latin kind between two Chinese characters, where the full-width form belongs.
const halfWidth = `\p{Han}[,.;:!?()\[\]"'][ ]?\p{Han}`

// text wants a wording in each of the three languages.
func (f *findings) text(t Text, name string) {
	for _, l := range Languages() {
		f.wording(l, t.In(l), name+" in "+l)
	}
}

// wording wants a text that is there, trimmed, and punctuated as its language does.
func (f *findings) wording(language, text, name string) {
	f.want(text != "" && strings.TrimSpace(text) == text, "%s: empty or not trimmed", name)
	if language != "zh" {
		return
	}
	found := regexp.MustCompile(halfWidth).FindString(text)
	f.want(found == "", "%s: half-width punctuation in %q", name, found)
	f.want(!strings.ContainsAny(text, "！!"), "%s: an exclamation mark", name)
}

// refs lists the threads a text refers to as {ref:T08}.
func refs(text string) []string {
	var keys []string
	for _, m := range regexp.MustCompile(`\{ref:(\w+)\}`).FindAllStringSubmatch(text, -1) {
		keys = append(keys, m[1])
	}
	return keys
}

// marks is what a translation must carry over as it stands: references to threads and proposals, and the ◇ of invented figures.
func marks(text string) string {
	found := regexp.MustCompile(`\{ref:\w+\}|[HJL][DH]-\d{4}-\d{2}|◇`).FindAllString(text, -1)
	slices.Sort(found)
	return strings.Join(found, " ")
}
