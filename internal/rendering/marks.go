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

// mark says in the reader's language how the words of a paragraph stand to those that count; empty where they are those.
func (p Part) mark(language string) string {
	in := p.In
	switch {
	case p.Decision != nil:
		in = p.Decision.In
	case p.Action != nil:
		in = p.Action.In
	}
	written := p.Words != "" || p.Decision != nil && p.Decision.Words != "" || p.Action != nil && p.Action.Title != ""
	switch {
	case written && in != language:
		return fmt.Sprintf(pick(language, "%s原文，尚未翻译", "in %s, not yet translated", "på %s, inte översatt än"), languageWord(in, language))
	case p.State == text.Missing:
		return fmt.Sprintf(pick(language, "%s原文，尚未翻译", "in %s, not yet translated", "på %s, inte översatt än"), languageWord(p.In, language))
	case p.Stale:
		return pick(language, "译文早于现行文本", "translation older than the text", "översättningen är äldre än texten")
	case p.State == text.Reviewed:
		return pick(language, "译文已复核，未经确认", "translation reviewed, not certified", "översättningen är granskad men inte bekräftad")
	case p.State == text.Certified:
		return pick(language, "译文已确认", "translation certified", "översättningen är bekräftad")
	}
	return ""
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
