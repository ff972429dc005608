package site

import (
	"cmp"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/rendering"
	"sametable/web"
)

// stands is one thing that a version of minutes says.
type stands struct {
	key   string // the same in every version
	place string // where it stands, in the reader's language
	words string
	in    string
}

// minutesStands is everything a version says: what somebody wrote in each language it stands in, and what is typed in the reader's.
func (v *visit) minutesStands(p minutes.Page, c minutes.Content) []stands {
	var all []stands
	add := func(key, place, words, in string) {
		if words = strings.TrimSpace(words); words != "" {
			all = append(all, stands{key, place, words, in})
		}
	}
	show := func(language string) rendering.Sheet {
		return rendering.Show(rendering.Version{Set: p.Set, Content: c}, language, !p.Inside)
	}
	own := show(v.code())
	add("opening", v.t.Say("minutes.opening"), own.Opening, v.code())
	var sheets []rendering.Sheet
	for _, code := range lang.Codes() {
		sheets = append(sheets, show(string(code)))
	}
	for n, s := range own.Sections {
		for _, sheet := range sheets {
			if of := sheet.Sections[n]; of.In == sheet.Language {
				add(s.Item+of.In, v.t.Say("minutes.place_of", fault.Args{"Label": s.Label, "Words": ""}), of.Title, of.In)
			}
		}
		add(s.Item, v.t.Say("minutes.place_of", fault.Args{"Label": s.Label, "Words": ""}), strings.Join(append([]string{s.OutcomeIn}, s.Papers...), " · "), v.code())
		for k, part := range s.Paragraphs {
			place := v.t.Say("minutes.place_of", fault.Args{"Label": cmp.Or(part.Label, s.Label), "Words": part.Head})
			for _, sheet := range sheets {
				if of := sheet.Sections[n].Paragraphs[k]; langOf(of) == sheet.Language {
					add(part.Block+langOf(of), place, wordsOf(of), langOf(of))
				}
			}
			add(part.Block, place, v.minutesTyped(part), v.code())
		}
	}
	v.minutesStandsRoll(own, add)
	return all
}

// minutesTyped is what is typed of a paragraph, a line for each: votes, rule and quorum, or who has to do what until when.
func (v *visit) minutesTyped(part rendering.Part) string {
	var lines []string
	for _, pair := range minutesPairs(v.t, part) {
		if pair.Text != "" {
			lines = append(lines, pair.Key+v.t.Say("minutes.colon")+pair.Text)
		}
	}
	if part.By != "" {
		lines = append(lines, part.By)
	}
	return strings.Join(lines, "\n")
}

// minutesStandsRoll adds who was there, organisation by organisation, and the quorum.
func (v *visit) minutesStandsRoll(sheet rendering.Sheet, add func(key, place, words, in string)) {
	comma := v.t.Say("minutes.comma")
	for _, list := range sheet.Attendance {
		for _, line := range list.Of {
			words := list.Word
			if people := peopleOf(line, comma); people != "" {
				words += v.t.Say("minutes.colon") + people
			}
			add("roll"+string(line.Organisation), line.Name, words, v.code())
		}
	}
	add("recorders", v.t.Say("minutes.recorded_by"), strings.Join(sheet.Recorders, comma), v.code())
	var quorum []string
	for _, q := range sheet.Quorum {
		quorum = append(quorum, q.Clock+" "+q.Words)
	}
	add("quorum", v.t.Say("minutes.quorum"), strings.Join(quorum, "\n"), v.code())
}

// minutesDiffers is what differs between two versions, in the order of the later one; what it no longer says stands last.
func (v *visit) minutesDiffers(p minutes.Page, before, after minutes.Content) []web.Pair {
	was, is := map[string]stands{}, map[string]bool{}
	old := v.minutesStands(p, before)
	for _, one := range old {
		was[one.key] = one
	}
	var pairs []web.Pair
	differs := func(one stands, from, to string) {
		if from != to {
			pairs = append(pairs, web.Pair{Key: one.place, Body: web.Diff(v.t, tagOf(one.in), blockChanges(from, to))})
		}
	}
	for _, one := range v.minutesStands(p, after) {
		is[one.key] = true
		differs(one, was[one.key].words, one.words)
	}
	for _, one := range old {
		if !is[one.key] {
			differs(one, one.words, "")
		}
	}
	return pairs
}

// minutesCompared holds a version that is listed against another content.
func (v *visit) minutesCompared(p minutes.Page, from int, after minutes.Content) ([]web.Pair, error) {
	e, err := v.s.Minutes.Version(v.Request().Context(), p, from)
	if err != nil {
		return nil, err
	}
	return v.minutesDiffers(p, e.Read(), after), nil
}

// minutesBound says for which version a step holds, and before the chair approves one, what in it differs from the one approved before.
func (v *visit) minutesBound(p minutes.Page, verb string) ([]web.Pair, error) {
	if !minutes.Bound(verb) {
		return nil, nil
	}
	about := []web.Pair{{Key: v.t.Say("minutes.version"), Text: strconv.Itoa(p.Read.Number)}, {Key: v.t.Say("proposal.hash"), Text: p.Read.Hash}}
	from := p.Confirmed()
	if verb != "confirm_version" || from == 0 {
		return about, nil
	}
	differs, err := v.minutesCompared(p, from, p.Content)
	if err != nil {
		return nil, err
	}
	said := web.Pair{Key: v.t.Say("minutes.differs"), Text: v.t.Say("minutes.differs_from", fault.Args{"From": from, "To": p.Read.Number})}
	if len(differs) == 0 {
		said.Text = v.t.Say("minutes.differs_not", fault.Args{"From": from})
	}
	return append(append(about, said), differs...), nil
}

// minutesPast says of an old version that it does not count, and what the one that does says otherwise.
func (v *visit) minutesPast(p minutes.Page, view *web.MinutesView) error {
	if !p.Past() {
		return nil
	}
	newest := web.Link(v.t, p.Set.Path())
	view.Past = v.t.Say("minutes.past", fault.Args{"Number": p.Read.Number, "Of": p.Set.Edition})
	view.Newest = web.Anchor{Word: v.t.Say("minutes.newest"), Href: newest}
	if p.Read.Number == p.Set.Edition {
		view.Past = v.t.Say("minutes.past_draft", fault.Args{"Number": p.Read.Number})
		return nil
	}
	e, err := v.s.Minutes.Version(v.Request().Context(), p, p.Set.Edition)
	if err != nil {
		return err
	}
	view.Differs = v.minutesDiffers(p, p.Content, e.Read())
	view.DiffersWord = v.t.Say("minutes.differs_from", fault.Args{"From": p.Read.Number, "To": e.Number})
	if len(view.Differs) == 0 {
		view.DiffersWord = v.t.Say("minutes.differs_not", fault.Args{"From": p.Read.Number})
	}
	return nil
}

// peopleOf are those who sat for an organisation, with their hours.
func peopleOf(line rendering.Line, comma string) string {
	var people []string
	for _, sat := range line.People {
		people = append(people, sat.Written)
	}
	return strings.Join(people, comma)
}
