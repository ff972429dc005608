package rendering

import (
	"fmt"

	"sametable/internal/minutes"
	"sametable/internal/text"
)

// languageWord is a language as an adverb: in Chinese, på kinesiska.
func languageWord(code, language string) string {
	words := map[string][3]string{"zh": {"中文", "Chinese", "kinesiska"}, "en": {"英文", "English", "engelska"}, "sv": {"瑞典文", "Swedish", "svenska"}}[code]
	return pick(language, words[0], words[1], words[2])
}

// mark says in the reader's language how what is typed of a decision or a promise, and how the words of a paragraph, stand to those that count;
// empty where they are those. A decision can be in her language and what is told under it not, so the two are said apart.
func (p Part) mark(language string) (typed, words string) {
	switch {
	case p.Decision != nil && p.Decision.Words != "":
		typed = untranslated(p.Decision.In, language)
	case p.Action != nil && p.Action.Title != "":
		typed = untranslated(p.Action.In, language)
	}
	switch {
	case p.Words == "" || p.Action != nil:
	case p.In != language && p.Waits: // what waits for its reviewer is not shown, and is not to be made once more
		words = fmt.Sprintf(pick(language, "%s原文，译文待复核", "in %s, translation not yet reviewed", "på %s, översättningen är inte granskad än"), languageWord(p.In, language))
	case p.In != language:
		words = untranslated(p.In, language)
	case p.Stale:
		words = pick(language, "译文早于现行文本", "translation older than the text", "översättningen är äldre än texten")
	case p.State == text.Reviewed:
		words = pick(language, "译文已复核，未经确认", "translation reviewed, not certified", "översättningen är granskad men inte bekräftad")
	case p.State == text.Certified:
		words = pick(language, "译文已确认", "translation certified", "översättningen är bekräftad")
	}
	return typed, words
}

// untranslated says of words in a language that they are in none but that.
func untranslated(in, language string) string {
	if in == language {
		return ""
	}
	return fmt.Sprintf(pick(language, "%s原文，尚未翻译", "in %s, not yet translated", "på %s, inte översatt än"), languageWord(in, language))
}

// Stands tells whether the paper of a version in a language is one the forum stands by: the authentic one, and one of which every word that
// somebody translates is certified.
func Stands(v Version, language string) bool {
	authentic := v.Content.Meeting.Language
	if language == authentic {
		return true
	}
	to := reader{language: language, authentic: authentic}
	for _, b := range v.Content.Blocks {
		if p := to.part(b, v.Into[b.ID]); p.Stale || p.State != text.Original && p.State != text.Certified {
			return false
		}
	}
	return true
}

// uncertified says at the head and the foot of a paper that the forum does not stand by its words, and by which it does.
func uncertified(v Version, language string) string {
	authentic := v.Content.Meeting.Language
	if Stands(v, language) {
		return ""
	}
	form := pick(language, "本译文未经确认，以%s文本为准。", "Translation not certified; the %s text counts.", "Översättningen är inte bekräftad; texten på %s gäller.")
	return fmt.Sprintf(form, languageWord(authentic, language))
}

// bare tells a paragraph that says nothing but that something was noted, where the decision beside it says more. While the secretary writes it
// stays before her.
func bare(m minutes.Set, b minutes.Written, of []minutes.Written) bool {
	if !b.Noted || m.State == minutes.Drafted {
		return false
	}
	for _, other := range of {
		if other.Item == b.Item && other.Facts.Decision != nil {
			return true
		}
	}
	return false
}
