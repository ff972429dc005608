package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/printed"
	"sametable/web"
)

// verifyFiles lists the papers of minutes as they left the house, each with the hash of its bytes: whoever was sent one holds it against
// the list. The hash of the JSON is the version's.
func (v *visit) verifyFiles(m minutes.Set) ([]web.Pair, error) {
	all, err := v.s.Printings.Of(v.Request().Context(), m)
	if err != nil {
		return nil, err
	}
	list := []web.Pair{{Key: "JSON", Text: m.Hash}}
	stands := []string{m.Language}
	for _, f := range all {
		if f.GoneAt == nil && !slices.Contains(stands, f.Language) {
			stands = append(stands, f.Language)
		}
	}
	var by, other []string
	for _, code := range lang.Codes() {
		if word := v.t.Of("search.language", string(code)); slices.Contains(stands, string(code)) {
			by = append(by, word)
		} else {
			other = append(other, word)
		}
	}
	list = append(list, web.Pair{Key: v.t.Say("verify.stands"), Text: strings.Join(by, v.t.Say("minutes.comma"))})
	if len(other) > 0 {
		list = append(list, web.Pair{Key: v.t.Say("verify.uncertified"), Text: v.t.Say("verify.uncertified_in", fault.Args{"Languages": strings.Join(other, v.t.Say("minutes.comma"))})})
	}
	for _, f := range all {
		words := []string{strings.ToUpper(f.Ending), v.t.Of("search.language", f.Language)}
		if f.Reader != printed.Everybody {
			words = append(words, v.t.Of("verify.reader", f.Reader))
		}
		words = append(words, v.t.DateTimeBoth(f.MadeAt, lang.Beijing))
		if f.GoneAt != nil {
			words = append(words, v.t.Say("verify.gone"))
		}
		list = append(list, web.Pair{Key: strings.Join(words, " · "), Text: f.Hash})
	}
	return list, nil
}
