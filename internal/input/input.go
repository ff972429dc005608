// Package input turns what someone typed into a value, or says what is wrong with it. It is the one gate for text: whatever
// passes it is well-formed UTF-8 in NFC, of bounded length, without anything a reader cannot see. A rejected value comes back
// as the zero value and never appears in a message: the door fills the form from the request itself.
package input

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sametable/internal/fault"
)

// Line reads one line of text, such as a title: trimmed, NFC, tabs as spaces, at most max characters (code points). It adds
// input.required, input.too_long, input.not_text, input.one_line, input.bidi, input.invisible or input.marks to f, and then
// returns "".
func Line(f *fault.Fields, name, raw string, max int, required bool) string {
	text, ok := line(f, name, raw)
	if !ok || !fits(f, name, text, max, required) {
		return ""
	}
	return text
}

// Prose reads text of many lines, such as a post: line ends as \n, NFC, no trailing space on any line and none around the
// whole, at most max characters (code points). Leading space of the first line stays, since Markdown gives it a meaning. Its
// messages are those of Line without input.one_line.
func Prose(f *fault.Fields, name, raw string, max int, required bool) string {
	if !legible(f, name, raw) {
		return ""
	}
	text := breaks.Replace(norm.NFC.String(raw))
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	text = strings.Trim(strings.Join(lines, "\n"), "\n")
	if !fits(f, name, text, max, required) {
		return ""
	}
	return text
}

// Tidy takes out of a text every character that Line and Prose refuse, nearly all of which do not show: a form may come back
// with it, so that the person need not hunt for what she cannot see. Line breaks stay.
func Tidy(raw string) string {
	text, _ := tidied(raw)
	return text
}

// Taken says what Tidy takes out of a text: what kind it is, how many, and to look at the text again. False: nothing. For what
// no eye can find again, a sentence that names a line would not help.
func Taken(raw string) (fault.Message, bool) {
	_, out := tidied(raw)
	id, n := "", 0
	for flaw, count := range out {
		if n += count; id != "" {
			flaw = "input.mixed"
		}
		id = flaw
	}
	if n == 0 {
		return fault.Message{}, false
	}
	return fault.Message{ID: "input.taken." + strings.TrimPrefix(id, "input."), Args: fault.Args{"N": n}}, true
}

// Kinds are the ends of the ids that Taken answers with.
func Kinds() []string { return []string{"invisible", "bidi", "not_text", "marks", "mixed"} }

// tidied is a text without what Tidy takes out, and how much of that there was by the message of its flaw.
func tidied(raw string) (string, map[string]int) {
	out := map[string]int{}
	valid := strings.ToValidUTF8(raw, "")
	if broken := utf8.RuneCountInString(raw) - utf8.RuneCountInString(valid); broken > 0 {
		out["input.not_text"] = broken
	}
	runes := []rune(valid)
	for before := -1; before != len(runes); { // taking one out may leave its neighbour without a reason to be there
		before = len(runes)
		kept := make([]rune, 0, len(runes))
		for i, r := range runes {
			if what := flaw(runes, i); what != "" {
				out[what]++
				continue
			}
			kept = append(kept, r)
		}
		runes = kept
	}
	return string(runes), out
}

// breaks makes every way of ending a line into one.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// line is Line without the measure.
func line(f *fault.Fields, name, raw string) (string, bool) {
	if !legible(f, name, raw) {
		return "", false
	}
	text := strings.TrimFunc(breaks.Replace(norm.NFC.String(raw)), unicode.IsSpace)
	if strings.Contains(text, "\n") {
		f.Add(name, "input.one_line", nil)
		return "", false
	}
	return strings.ReplaceAll(text, "\t", " "), true
}

// fits measures a text that is otherwise in order.
func fits(f *fault.Fields, name, text string, max int, required bool) bool {
	if n := utf8.RuneCountInString(text); n > max {
		f.Add(name, "input.too_long", fault.Args{"N": n, "Max": max})
		return false
	}
	if required && text == "" {
		f.Add(name, "input.required", nil)
		return false
	}
	return true
}
