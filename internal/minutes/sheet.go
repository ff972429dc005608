package minutes

import (
	"strings"

	"sametable/internal/policy"
	"sametable/internal/text"
)

// Sheet is a version of the record as a paper in one language. It is made of the version, its translations and nothing else, so that a page,
// a file and a print say the same; names, numbers, votes, owners and days come from what is typed and cannot differ between languages.
type Sheet struct {
	Language   string
	Mark       string // the name of the series, over the paper
	Number     string // "第2期（2017年）"; empty before the issue
	Dated      string // of the issue
	Title      string
	Opening    string
	Sections   []Section
	Attendance []List
	Recorders  []string
	Quorum     []Seated
	Approval   string
	Errata     []Notice
}

// Section is an item of the agenda.
type Section struct {
	Item       string // its id
	Number     int
	Label      string // "一、", "§ 1", "1"
	Title      string
	In         string // the language of the title
	Outcome    string // of meeting's states
	OutcomeIn  string // the same in words
	Papers     []string
	Paragraphs []Part
}

// Part is one paragraph.
type Part struct {
	Block    string
	Number   int // within its item
	Label    string
	Kind     string
	Head     string // the kind in words; empty of what is told
	Words    string
	In       string // the language the words are in
	State    text.State
	Stale    bool // the words it was translated from have moved on
	Noted    string
	Decision *Boxed
	Action   *Due
	Folded   bool // words are not shown outside the table
	By       string
	Facts    Facts
}

// Boxed is a decision as the paper shows it.
type Boxed struct {
	Words, In    string
	Rule         string
	Votes        string
	Quorum       string
	Groups       []Counted
	Decided      Decided
	NeedsMention bool // it fell, or was an indication
}

// Counted is what one stakeholder group said.
type Counted struct {
	Name string
	Group
}

// Due is a promise as the paper shows it.
type Due struct {
	Title, In string
	Owner     string
	OwnerIn   string
	Until     string
	Promised  Promised
}

// List is one category of the attendance list.
type List struct {
	Standing string
	Word     string
	Of       []Line
}

// Line is an organisation with those who sat for it.
type Line struct {
	Organisation policy.OrganisationID
	Name, In     string
	Kind         policy.Kind
	People       []Sat
}

// Sat is somebody who sat at the table; Hours say it where she came late or left early.
type Sat struct {
	Name  string
	Hours string
	Mode  string
}

// Seated is the quorum from an instant on.
type Seated struct {
	Turn
	Clock string
	Words string
}

// Notice is an erratum as the paper shows it.
type Notice struct {
	Number int
	Words  string
	Hash   string
	Dated  string
}

// Version is what a paper is made of.
type Version struct {
	Set     Set
	Content Content
	Into    map[string]Translation // the paragraphs in the paper's language, by block
	Errata  []Erratum
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
	s := Sheet{Language: language, Number: m.Numbered(language), Opening: opening(c, language), Approval: approval(m, language)}
	forum, _ := c.Meeting.Forum.In(language, c.Meeting.Language)
	s.Mark = pick(language, forum+"会议纪要", forum+": minutes", forum+": protokoll")
	s.Title, _ = c.Meeting.Title.In(language, c.Meeting.Language)
	if m.IssuedAt != nil {
		s.Dated = dated(m.IssuedAt.In(zone()), language)
	}
	for _, item := range c.Items {
		section := Section{Item: item.ID, Number: item.Number, Label: itemMark(language, item.Number), Outcome: item.Outcome, OutcomeIn: outcomeWord(item.Outcome, language), Papers: item.Papers}
		section.Title, section.In = item.Title.In(language, c.Meeting.Language)
		var parts []Written
		for _, b := range c.Blocks {
			if b.Item == item.Number {
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
			s.Errata = append(s.Errata, Notice{Number: e.Number, Words: words, Hash: e.Hash, Dated: dated(e.ConfirmedAt.In(zone()), language)})
		}
	}
	return s
}

// part is one paragraph in a language: its translation where somebody has reviewed one, else the words that count.
func (to reader) part(b Written, t Translation) Part {
	language, authentic := to.language, to.authentic
	p := Part{Block: b.ID, Kind: b.Kind, Words: b.Words, In: authentic, State: text.Original, Facts: b.Facts}
	if b.Facts.Reservation != nil && b.Facts.Reservation.Language != "" {
		p.In = b.Facts.Reservation.Language
	}
	if p.In != language && b.Words != "" {
		p.State = text.Missing
		if t.State == text.Reviewed || t.State == text.Certified {
			p.Words, p.In, p.State, p.Stale = t.Words, language, t.State, t.SourceHash != text.Digest(authentic, "", b.Words)
		}
	}
	if !Told(b.Kind) {
		p.Head = kindWord(b.Kind, language)
	}
	if b.Noted {
		p.Noted = pick(language, "会议听取。", "Noted.", "Lades till handlingarna.")
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
		p.Words, p.In, p.State, p.Folded, p.Facts = folded(language), language, text.Original, true, Facts{}
	case f.Reservation != nil:
		p.By, _ = f.Reservation.Names.In(language, authentic)
	}
	return p
}

// boxed is a decision in a language. Outside the table a group of one is not counted by itself: its count would be a name.
func boxed(d Decided, language, authentic string, outside bool) *Boxed {
	b := &Boxed{Rule: ruled(d.Rule, language), Votes: tallied(d, language), Quorum: seated(d.Present, d.Seats, d.Needed, d.Met, language), Decided: d,
		NeedsMention: d.Indicative || d.Result == "fallen"}
	b.Words, b.In = d.Words.In(language, authentic)
	for _, g := range d.Groups {
		if outside && g.Present == 1 && g.Against+g.Abstained > 0 {
			b.Groups = nil
			b.Decided.Groups = nil
			return b
		}
		b.Groups = append(b.Groups, Counted{Name: groupWord(g.Kind, language), Group: g})
	}
	return b
}

// attend lists who was there, by category, and how the quorum went.
func (s *Sheet) attend(c Content) {
	opened, ended := c.Meeting.Opened, c.Meeting.Ended
	for _, standing := range standings() {
		list := List{Standing: standing, Word: standingWord(standing, s.Language)}
		for _, a := range c.Present(standing) {
			line := Line{Organisation: a.Organisation, Kind: a.Kind}
			line.Name, line.In = a.Names.In(s.Language, c.Meeting.Language)
			for _, p := range a.People {
				sat := Sat{Name: p.Written(s.Language), Mode: p.Mode}
				if p.Arrived > opened || p.Left != "" && ended != "" && p.Left < ended {
					sat.Hours = clocked(p.Arrived).Format("15:04") + "–"
					if p.Left != "" {
						sat.Hours += clocked(p.Left).Format("15:04")
					}
				}
				line.People = append(line.People, sat)
			}
			list.Of = append(list.Of, line)
		}
		if len(list.Of) > 0 {
			s.Attendance = append(s.Attendance, list)
		}
	}
	for _, p := range c.Recorded() {
		s.Recorders = append(s.Recorders, p.Written(s.Language))
	}
	for _, t := range c.Quorum {
		s.Quorum = append(s.Quorum, Seated{Turn: t, Clock: clocked(t.At).Format("15:04"), Words: seated(t.Present, t.Seats, t.Needed, t.Met, s.Language)})
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
