package handling

import (
	"regexp"
	"slices"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/input"
	"sametable/internal/register"
	"sametable/internal/text"
)

// worded keeps the words as a version of the answer's text.
func (a *Answer) worded(tx *register.Tx, d text.Draft) error {
	if a.TextID == "" {
		t, v, err := text.Begin(tx, a.Record(), d)
		a.TextID, a.VersionID, a.Revision, a.Hash = t.ID, v.ID, v.Number, v.Hash
		return err
	}
	t, _, _, err := text.Of(tx.DB, a.Record())
	if err != nil {
		return err
	}
	v, err := text.Revise(tx, &t, d)
	a.VersionID, a.Revision, a.Hash = v.ID, v.Number, v.Hash
	return err
}

// words reads what an answer says.
func (s *Handlings) words(tx *register.Tx, r *text.Reader, c Case, a *Answer, f Filing) (text.Draft, error) {
	p, m := c.Proposal, c.Handling
	switch a.Language = p.Language; a.Kind {
	case Reply:
		_, v, _, err := text.Of(tx.DB, p.Record())
		if err != nil {
			return text.Draft{}, err
		}
		n := len(drafting.Parse(v.Language, v.Title, v.Source).Measures)
		a.reply(tx, r, f, m.Measures(n))
		if r.Err() != nil {
			return text.Draft{}, nil
		}
		core, _ := a.Core(a.Language)
		return text.Draft{Language: a.Language, Title: core, Source: composed(*a)}, nil
	case Rating:
		if a.Rating = string(input.Choice(&r.Fields, "rating", f.Rating, Ratings())); a.Rating == "" {
			break
		}
		words := r.Prose("words", f.Words, WordsMost, a.Rating != Satisfied)
		return text.Draft{Language: a.Language, Title: a.Rating, Source: words}, nil
	}
	return text.Draft{Language: a.Language, Title: a.Kind, Source: r.Prose("words", f.Words, WordsMost, true)}, nil
}

// reply reads a reply: the core in the language that counts, a verdict with a reason on every measure that was asked, its class, and who
// answers for it.
func (a *Answer) reply(tx *register.Tx, r *text.Reader, f Filing, asked []int) {
	core := func(language, typed string) string {
		return r.Line("core_"+language, typed, CoreMost, language == a.Language)
	}
	a.CoreZh, a.CoreEn, a.CoreSv = core("zh", f.CoreZh), core("en", f.CoreEn), core("sv", f.CoreSv)
	typed := map[int]Verdict{}
	for _, v := range f.Verdicts {
		typed[v.Measure] = v
	}
	var all []Verdict
	for _, n := range asked {
		v, field := typed[n], func(name string) string { return name + "_" + itoa(n) }
		said := Verdict{Measure: n, Verdict: string(input.Choice(&r.Fields, field("verdict"), v.Verdict, Verdicts()))}
		switch said.Verdict {
		case UnderStudy:
			if said.Until = r.Day(field("until"), v.Until, zone(), true); said.Until != "" && said.Until <= today(tx.Now()) {
				r.Fields.Add(field("until"), "handling.until_past", nil)
			}
		case NotCompetent:
			said.Referred = r.Line(field("referred"), v.Referred, lineMost, true)
		}
		said.Reason = r.Prose(field("why"), v.Reason, WordsMost, true)
		all = append(all, said)
	}
	a.Verdicts, a.Grade = encode(all), Preset(all)
	if f.Grade != "" {
		a.Grade = string(input.Choice(&r.Fields, "grade", f.Grade, Grades()))
	}
	a.Number = r.Line("number", f.Number, numberMost, false)
	a.Signer = r.Line("signer", f.Signer, lineMost, true)
	if a.Contact = input.Line(&r.Fields, "contact", f.Contact, contactMost, true); a.Contact != "" && private(a.Contact) {
		r.Fields.Add("contact", "handling.contact_private", nil)
	}
}

// private tells a mobile telephone, or a letter box of those that private people have: an office answers from its own.
func private(contact string) bool {
	folded := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "—", "").Replace(contact))
	return mobile().MatchString(folded) || slices.ContainsFunc([]string{"@qq.com", "@163.com", "@126.com", "@sina.", "@foxmail.com", "@gmail.com", "@outlook.com", "@hotmail.com",
		"@icloud.com", "@yahoo.", "@139.com", "@189.cn"}, func(host string) bool { return strings.Contains(folded, host) })
}

// mobile is a number of a mobile telephone in China, with or without the country's.
func mobile() *regexp.Regexp { return regexp.MustCompile(`(^|\D)(\+?86)?1[3-9]\d{9}(\D|$)`) }
