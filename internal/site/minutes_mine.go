package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/web"
)

// minutesMine marks what concerns the viewer's organisations, leads from one such paragraph to the next, and leaves the others out where she
// wants to read those alone.
func (v *visit) minutesMine(p minutes.Page, view *web.MinutesView) error {
	own := v.actor.Organisations()
	if len(own) == 0 {
		return nil
	}
	var papers []string
	for _, i := range p.Content.Items {
		papers = append(papers, i.Papers...)
	}
	theirs, err := v.s.Cosignatures.Concerning(v.Request().Context(), v.actor, papers)
	if err != nil {
		return err
	}
	concerned := minutesConcerned(p, own, theirs)
	alone := v.QueryParam("mine") != ""
	var marked []*web.MinutesPart
	for n := range view.Sections {
		for k := range view.Sections[n].Parts {
			if part := &view.Sections[n].Parts[k]; slices.Contains(concerned, part.ID) {
				marked = append(marked, part)
			}
		}
	}
	for n, part := range marked {
		part.Mine = v.t.Say("minutes.mine_mark", fault.Args{"Number": n + 1, "Of": len(marked)})
		if n+1 < len(marked) {
			part.Next = web.Anchor{Word: v.t.Say("minutes.mine_next"), Href: "#b-" + marked[n+1].ID}
		}
	}
	switch {
	case alone:
		view.Mine = append(view.Mine, web.Anchor{Word: v.t.Say("minutes.all_items"), Href: web.Link(v.t, p.Set.Path())})
		view.Sections = slices.DeleteFunc(view.Sections, func(s web.MinutesSection) bool {
			return !slices.ContainsFunc(s.Parts, func(part web.MinutesPart) bool { return part.Mine != "" })
		})
	case len(marked) > 0:
		view.Mine = append(view.Mine, web.Anchor{Word: v.t.Count("minutes.mine_count", len(marked)), Href: "#b-" + marked[0].ID},
			web.Anchor{Word: v.t.Say("minutes.mine"), Href: web.Link(v.t, p.Set.Path()+"?mine=1")})
	}
	return nil
}

// minutesConcerned are the paragraphs that concern organisations: what they promised or held against something, what they asked to correct,
// where they are named, and what was decided on proposals that are theirs.
func minutesConcerned(p minutes.Page, own []policy.OrganisationID, theirs []string) (ids []string) {
	mine := func(org policy.OrganisationID) bool { return slices.Contains(own, org) }
	var names []string
	for _, a := range p.Content.Attendance {
		for _, name := range []string{a.Names.Zh, a.Names.En, a.Names.Sv} {
			if mine(a.Organisation) && name != "" {
				names = append(names, name)
			}
		}
	}
	corrected := map[string]bool{}
	for _, c := range p.Asked() {
		corrected[c.BlockID] = corrected[c.BlockID] || mine(c.FiledFor)
	}
	items := map[int]bool{}
	for _, i := range p.Content.Items {
		items[i.Number] = slices.ContainsFunc(i.Papers, func(ref string) bool { return slices.Contains(theirs, ref) })
	}
	for _, b := range p.Content.Blocks {
		f, said := b.Facts, b.Words
		if d := f.Decision; d != nil {
			said += "\n" + d.Words.Zh + "\n" + d.Words.En + "\n" + d.Words.Sv
		}
		if corrected[b.ID] || f.Decision != nil && items[b.Item] || f.Action != nil && mine(f.Action.Owner) || f.Reservation != nil && mine(f.Reservation.Organisation) ||
			slices.ContainsFunc(names, func(name string) bool { return strings.Contains(said, name) }) {
			ids = append(ids, b.ID)
		}
	}
	return ids
}
