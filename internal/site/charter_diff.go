package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/charter"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/text"
	"sametable/web"
)

// charterAtNumber finds the charter of the address with its life.
func (v *visit) charterAtNumber() (charter.Page, error) {
	ctx := v.Request().Context()
	c, err := v.s.Forums.CharterNumber(ctx, v.Param("key"), number(v.Param("number")), v.code())
	if err != nil {
		return charter.Page{}, err
	}
	return v.s.Charters.Read(ctx, v.actor, c)
}

// charterVersionPage shows the words of one version of a charter, as they stood.
func charterVersionPage(v *visit) error {
	p, err := v.charterAtNumber()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(p.Versions, func(x text.Version) bool { return strconv.Itoa(x.Number) == v.Param("version") })
	if at < 0 || p.Versions[at].Erased {
		return fault.NotFound()
	}
	x := p.Versions[at]
	word := v.t.Say("proposal.version", fault.Args{"Number": strconv.Itoa(x.Number)})
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Print = v.t.Say("charter.print", fault.Args{"Forum": p.Forum.Key, "Version": strconv.Itoa(x.Number), "Hash": x.Hash})
	if page.Funding != nil {
		page.Funding.Plain = true
	}
	view := web.CharterVersionView{Page: page, Crumbs: v.charterCrumbs(p, word), Back: web.Link(v.t, p.Charter.Path(p.Forum))}
	view.Paper = web.CharterView{Page: page, Authentic: v.authentic(p.Forum.Language), Hash: x.Hash, Name: p.Forum.Name(x.Language),
		Kept: v.s.speakers[lang.Code(x.Language)].Say("charter.title"), Text: &web.Wording{Lang: tagOf(x.Language), Version: web.Version{State: "original", Of: lang.Code(x.Language)}}}
	view.Paper.Title, view.Paper.Text.HTML = v.onPaper(x.Language, x.Source)
	return v.show(http.StatusOK, web.CharterVersionPage(view))
}

// charterDiffPage shows what changed in a charter from one version to another, "1..2", block by block.
func charterDiffPage(v *visit) error {
	p, err := v.charterAtNumber()
	if err != nil {
		return err
	}
	from, to, _ := strings.Cut(v.Param("pair"), "..")
	find := func(n string) int {
		return slices.IndexFunc(p.Versions, func(x text.Version) bool { return strconv.Itoa(x.Number) == n })
	}
	a, b := find(from), find(to)
	if a < 0 || b < 0 || a == b || p.Versions[a].Erased || p.Versions[b].Erased {
		return fault.NotFound()
	}
	word := v.t.Say("proposal.diff", fault.Args{"From": from, "To": to})
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Print = p.Charter.Reference(p.Forum.Key)
	blocks := v.textBlocks(p.Versions[a].Source, p.Versions[b].Source, tagOf(p.Versions[b].Language))
	view := web.ComparedView{Page: page, Crumbs: v.charterCrumbs(p, word), Ref: p.Charter.Reference(p.Forum.Key), Groups: v.comparedGroups(blocks), Back: web.Link(v.t, p.Charter.Path(p.Forum)), BackTo: v.t.Say("charter.back")}
	changed := 0
	for _, block := range blocks {
		if len(block.Status) > 0 {
			changed++
		}
	}
	view.Summary = v.t.Count("compare.summary", changed, fault.Args{"All": v.t.Count("compare.blocks", len(blocks))})
	if changed == 0 {
		view.Summary = v.t.Say("compare.nothing")
	}
	return v.show(http.StatusOK, web.ProposalDiff(view))
}

// textBlocks lays two texts beside each other, block by block.
func (v *visit) textBlocks(before, after, tag string) []web.ComparedBlock {
	sources := func(text string) []string {
		var all []string
		for _, b := range markup.Render(text).Blocks {
			all = append(all, b.Source)
		}
		return all
	}
	was, is := sources(before), sources(after)
	var list []web.ComparedBlock
	for _, block := range drafting.CompareBlocks(was, is) {
		n, of := block.Is, is
		if n == 0 {
			n, of = block.Was, was
		}
		shown := web.ComparedBlock{Title: v.t.Say("charter.block", fault.Args{"N": strconv.Itoa(n)}), Status: v.comparedStatus(block.Fared, block.Moved), Lang: tag, Changes: blockChanges(block.Before, block.After)}
		if len(shown.Status) > 0 {
			shown.Note, shown.NoteLang = headingOver(of, n), tag
		}
		list = append(list, shown)
	}
	return list
}

// headingOver is the heading under which a block stands, counted from 1.
func headingOver(blocks []string, n int) string {
	for i := n - 1; i >= 0; i-- {
		if strings.HasPrefix(blocks[i], "#") {
			return strings.TrimSpace(strings.TrimLeft(blocks[i], "#"))
		}
	}
	return ""
}

// changeBlocks are the blocks that an editorial change touches, in the reader's language where it touches that, and its rules.
func (v *visit) changeBlocks(p charter.Page, x charter.Change) []web.ComparedBlock {
	before, language := "", p.Forum.Language
	for _, old := range p.Versions {
		if old.ID == x.FromID {
			before = old.Source
		}
	}
	blocks := v.textBlocks(before, x.Texts()[language], tagOf(language))
	blocks = slices.DeleteFunc(blocks, func(b web.ComparedBlock) bool { return len(b.Status) == 0 })
	was, is := x.Before(), x.Rules()
	for _, name := range forum.EditorialRules() {
		values := map[string][2]string{"consultation_days": {v.t.Count("lang.days", was.ConsultationDays), v.t.Count("lang.days", is.ConsultationDays)},
			"quiet_minutes": {v.t.Count("rule.minutes_n", was.QuietMinutes), v.t.Count("rule.minutes_n", is.QuietMinutes)}}[name]
		if values[0] != values[1] {
			blocks = append(blocks, web.ComparedBlock{Title: v.t.Say(editorialWord(name)), Status: v.comparedStatus(drafting.Changed, false), Lang: v.t.Tag(), Changes: inPlace(values[0], values[1])})
		}
	}
	return blocks
}

// charterSaidPage is the list of what was said on a charter, to be printed.
func charterSaidPage(v *visit) error {
	p, err := v.charterAtNumber()
	if err != nil {
		return err
	}
	comments, err := v.charterComments(p)
	if err != nil {
		return err
	}
	if comments == nil {
		return fault.NotFound()
	}
	page, err := v.page(v.t.Say("charter.said"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Print = true, p.Charter.Reference(p.Forum.Key)
	for i := range comments.Rows {
		comments.Rows[i].Acts, comments.Rows[i].Notes = nil, nil
	}
	return v.show(http.StatusOK, web.CharterSaid(web.CharterSaidView{Page: page, Crumbs: v.charterCrumbs(p, page.Title), Ref: page.Print, Forum: v.forumAnchor(p.Forum), Comments: *comments}))
}
