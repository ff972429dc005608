package rendering

import (
	"fmt"
	"strings"

	"sametable/internal/annex"
)

// filed is a file that went with an item, in a language. Its title is in its own.
func filed(f annex.Listed, language string) Filed {
	is := Filed{ID: f.ID, Title: f.Title, In: f.Language, Said: strings.ToUpper(annex.Ending(f.Kind)) + pick(language, "，", ", ", ", ") + weighed(f.Size, language) +
		pick(language, "，", ", ", ", ") + "SHA-256 " + annex.Short(f.Hash)}
	if f.Title == "" {
		is.Title, is.In, is.Gone = erasedFile(language), language, true
	}
	return is
}

// weighed is the size of a file: in kB of a thousand and twenty-four bytes, as pages say it, or in MB.
func weighed(bytes int, language string) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d kB", (bytes+1023)/1024)
	}
	mb := fmt.Sprintf("%.1f", float64(bytes)/(1<<20))
	return pick(language, mb, mb, strings.Replace(mb, ".", ",", 1)) + " MB"
}

func erasedFile(language string) string {
	return pick(language, "此附件已依法清除", "This annex was erased by law", "Bilagan har raderats enligt lag")
}

// print is the line of a file on paper: which of some annexes it is, what it is called and how to tell it from another.
func (f Filed) print(n, of int, language string) string {
	number := ""
	if of > 1 {
		number = pick(language, fmt.Sprintf("%d", n), fmt.Sprintf(" %d", n), fmt.Sprintf(" %d", n))
	}
	title := f.Title
	if language == "zh" && !f.Gone && !strings.HasPrefix(title, "《") {
		title = "《" + title + "》"
	}
	return pick(language, "附件"+number+"："+title+"（"+f.Said+"）", "Annex"+number+": "+title+" ("+f.Said+")", "Bilaga"+number+": "+title+" ("+f.Said+")")
}
