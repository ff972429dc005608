package rendering

import (
	"fmt"
	"strings"

	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/text"
)

// Version is what a paper is made of.
type Version struct {
	Set     minutes.Set
	Content minutes.Content
	Into    map[string]minutes.Translation // the paragraphs in the paper's language, by block
	Errata  []minutes.Erratum
}

// reader is for whom a paper is made.
type reader struct {
	language, authentic string
	fold                bool // whose a reservation is, is not said
	counts              bool // of a group of one the count is not said
}

// Show makes the paper of a version in a language. Fold keeps who recorded a reservation, and its words, from readers outside the table,
// where the charter does not name dissenters.
func Show(v Version, language string, outside bool) Sheet {
	m, c := v.Set, v.Content
	to := reader{language: language, authentic: c.Meeting.Language, fold: outside && !c.Rules.Attributed, counts: outside && !c.Rules.RollCall}
	s := Sheet{Language: language, Number: m.Numbered(language), Opening: opening(c, language), Approval: approval(v, language, outside), Signed: Signers(v, language), Counts: uncertified(v, language)}
	forum, _ := c.Meeting.Forum.In(language, c.Meeting.Language)
	s.Mark = pick(language, forum+"会议纪要", forum+": minutes", forum+": protokoll")
	s.Title, _ = c.Meeting.Title.In(language, c.Meeting.Language)
	if m.IssuedAt != nil {
		s.Dated = dated(m.IssuedAt.In(lang.Beijing.Location()), language)
	}
	for _, item := range c.Items {
		section := Section{Item: item.ID, Number: item.Number, Label: itemMark(language, item.Number), Outcome: item.Outcome, OutcomeIn: outcomeWord(item.Outcome, language), Papers: item.Papers}
		if section.Title, section.In = item.Title.In(language, c.Meeting.Language); section.Title == "" {
			section.Title, section.In = erasedWord(language), language
		}
		for _, f := range item.Files {
			section.Files = append(section.Files, filed(f, language))
		}
		var parts []minutes.Written
		for _, b := range c.Blocks {
			if b.Item == item.Number && !bare(m, b, c.Blocks) {
				parts = append(parts, b)
			}
		}
		for n, b := range parts {
			p := to.part(b, v.Into[b.ID])
			if p.Number = n + 1; len(parts) > 1 {
				p.Label = partMark(language, item.Number, n+1)
			}
			section.Paragraphs = append(section.Paragraphs, p)
		}
		s.Sections = append(s.Sections, section)
	}
	s.attend(c)
	for _, e := range v.Errata {
		if e.ConfirmedAt != nil {
			words, _ := e.Words().In(language, c.Meeting.Language)
			if words == "" {
				words = erasedWord(language)
			}
			s.Errata = append(s.Errata, Notice{Number: e.Number, Of: s.Place(e), Words: words, Hash: e.Hash, Dated: dated(e.ConfirmedAt.In(lang.Beijing.Location()), language)})
		}
	}
	return s
}

// part is one paragraph in a language: its translation where somebody has reviewed one, else the words that count.
func (to reader) part(b minutes.Written, t minutes.Translation) Part {
	language, authentic := to.language, to.authentic
	p := Part{Block: b.ID, Kind: b.Kind, Words: b.Words, In: authentic, State: text.Original, Facts: b.Facts}
	if b.Facts.Reservation != nil && b.Facts.Reservation.Language != "" {
		p.In = b.Facts.Reservation.Language
	}
	if p.In != language && b.Words != "" {
		p.State, p.Waits = text.Missing, t.Words != ""
		if t.State == text.Reviewed || t.State == text.Certified {
			p.Words, p.In, p.State, p.Waits, p.Stale = t.Words, language, t.State, false, t.SourceHash != text.Digest(authentic, "", b.Words)
		}
	}
	if !minutes.Told(b.Kind) {
		p.Head = kindWord(b.Kind, language)
	}
	if b.Noted {
		p.Noted = pick(language, "会议听取了有关情况。", "Noted.", "Lades till handlingarna.")
	}
	f := b.Facts
	switch {
	case f.Decision != nil:
		p.Decision = boxed(*f.Decision, language, authentic, to.counts)
	case f.Action != nil:
		d := &Due{Until: written(f.Action.Due, language), Promised: *f.Action}
		d.Title, d.In = f.Action.Title.In(language, authentic)
		d.Owner, d.OwnerIn = f.Action.OwnerNames.In(language, authentic)
		p.Action = d
	case f.Election != nil:
		p.Words, p.In = f.Election.In(language, authentic)
		p.State = text.Original
	case f.Reservation != nil && to.fold:
		p.Words, p.In, p.State, p.Folded, p.Facts = folded(language), language, text.Original, true, minutes.Facts{}
	case f.Reservation != nil:
		p.By, _ = f.Reservation.Names.In(language, authentic)
	}
	if f.Erased && !p.Folded {
		p.erased(language)
	}
	p.Typed, p.Mark = p.mark(language)
	return p
}

// erased says in the place of words that two moderators took away that they did.
func (p *Part) erased(language string) {
	stub := erasedWord(language)
	switch {
	case p.Decision != nil:
		if p.Decision.Words == "" {
			p.Decision.Words, p.Decision.In = stub, language
		}
	case p.Action != nil:
		if p.Action.Title == "" {
			p.Action.Title, p.Action.In = stub, language
		}
	case p.Words == "":
		p.Words, p.In, p.State, p.Noted = stub, language, text.Original, ""
	}
}

// boxed is a decision in a language. Outside the table a group of one is not counted by itself: its count would be a name.
func boxed(d minutes.Decided, language, authentic string, outside bool) *Boxed {
	b := &Boxed{Rule: ruled(d.Rule, language), Votes: tallied(d, language), Quorum: seated(d.Present, d.Seats, d.Needed, d.Met, language), Decided: d,
		NeedsMention: d.Indicative || d.Result == "fallen"}
	b.Words, b.In = d.Words.In(language, authentic)
	for _, g := range d.Groups {
		if outside && g.Present == 1 && g.Against+g.Abstained > 0 {
			b.Groups = nil
			b.Decided.Groups = nil
			return b
		}
		b.Groups = append(b.Groups, Counted{Name: groupWord(g.Kind, language), Said: fmt.Sprintf(pick(language, "赞成%d / 反对%d / 弃权%d", "%d yes, %d no, %d abstained", "%d ja, %d nej, %d avstår"), g.Favour, g.Against, g.Abstained), Group: g})
	}
	for _, voice := range minutes.Voices() {
		var of []string
		for _, v := range d.RollCall {
			if v.Voice == voice {
				name, _ := v.Names.In(language, authentic)
				of = append(of, name)
			}
		}
		if len(of) > 0 {
			b.Roll = append(b.Roll, Called{voiceWord(voice, language), strings.Join(of, pick(language, "、", "; ", "; "))})
		}
	}
	return b
}

// attend lists who was there, by category, and how the quorum went.
func (s *Sheet) attend(c minutes.Content) {
	opened, ended := c.Meeting.Opened, c.Meeting.Ended
	for _, standing := range standings() {
		list := List{Standing: standing, Word: standingWord(standing, s.Language)}
		for _, a := range c.Present(standing) {
			line := Line{Organisation: a.Organisation, Kind: a.Kind}
			line.Name, line.In = a.Names.In(s.Language, c.Meeting.Language)
			for _, p := range a.People {
				sat := Sat{Name: p.Written(s.Language), Mode: p.Mode}
				if p.Arrived > opened || p.Left != "" && ended != "" && p.Left < ended {
					sat.Hours = hour(clocked(p.Arrived), s.Language) + "–"
					if p.Left != "" {
						sat.Hours += hour(clocked(p.Left), s.Language)
					}
				}
				sat.Written = sat.said(p, s.Language)
				line.People = append(line.People, sat)
			}
			list.Of = append(list.Of, line)
		}
		if len(list.Of) > 0 {
			s.Attendance = append(s.Attendance, list)
		}
	}
	for _, p := range c.Recorders {
		s.Recorders = append(s.Recorders, p.Written(s.Language))
	}
	for n, t := range c.Quorum {
		var before *minutes.Turn
		if n > 0 {
			before = &c.Quorum[n-1]
		}
		s.Quorum = append(s.Quorum, Seated{Turn: t, Clock: hour(clocked(t.At), s.Language), Words: turned(t, before, s.Language)})
	}
}

// Plain is what the paper says in its own language, without what stands there in another one.
func (s Sheet) Plain() string {
	var all []string
	add := func(words, in string) {
		if in == s.Language && words != "" {
			all = append(all, words)
		}
	}
	for _, section := range s.Sections {
		add(section.Title, section.In)
		for _, f := range section.Files {
			add(f.Title, f.In)
		}
		for _, p := range section.Paragraphs {
			if p.Decision != nil {
				add(p.Decision.Words, p.Decision.In)
			}
			if p.Action != nil {
				add(p.Action.Title, p.Action.In)
			}
			add(p.Words, p.In)
		}
	}
	for _, e := range s.Errata {
		add(e.Words, s.Language)
	}
	return strings.Join(all, "\n")
}
