package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/web"
)

// proposalDiffPage shows what changed from one version to another, "1..2", block by block.
func proposalDiffPage(v *visit) error {
	row, all, err := v.proposalTexts()
	if err != nil {
		return err
	}
	from, to, _ := strings.Cut(v.Param("pair"), "..")
	find := func(n string) int {
		return slices.IndexFunc(all, func(x text.Version) bool { return strconv.Itoa(x.Number) == n })
	}
	a, b := find(from), find(to)
	if a < 0 || b < 0 || a == b || all[a].Erased || all[b].Erased {
		return fault.NotFound()
	}
	word := v.t.Say("proposal.diff", fault.Args{"From": from, "To": to})
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Print = row.Class != policy.Public, row.Reference
	blocks, err := v.comparedBlocks(row, all[a], all[b])
	if err != nil {
		return err
	}
	view := web.ComparedView{Page: page, Crumbs: v.proposalCrumbs(row, word), Ref: row.Reference, Groups: v.comparedGroups(blocks), Back: web.Link(v.t, row.Path()), BackTo: v.t.Say("compare.back")}
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

// comparedBlocks are the blocks of two versions beside each other, and what goes with them: the outcome after the title, the files last.
func (v *visit) comparedBlocks(row proposal.Row, a, b text.Version) ([]web.ComparedBlock, error) {
	var list []web.ComparedBlock
	tag := proposalTag(row.Proposal)
	for _, block := range drafting.Compare(drafting.Parse(a.Language, a.Title, a.Source), drafting.Parse(b.Language, b.Title, b.Source)) {
		shown := web.ComparedBlock{Title: v.blockTitle(block), Status: v.comparedStatus(block.Fared, block.Moved), Lang: tag, Changes: blockChanges(block.Before, block.After)}
		if block.Was > 0 && block.Is > 0 && block.Was != block.Is {
			shown.Note = v.t.Say("compare.was", fault.Args{"N": strconv.Itoa(block.Was)})
		}
		list = append(list, shown)
	}
	outcomes, err := v.s.Proposals.Outcomes(v.Request().Context(), row.Proposal)
	if err != nil {
		return nil, err
	}
	if was, is := outcomes[a.ID], outcomes[b.ID]; was != "" && is != "" {
		said := func(o drafting.Outcome) string { return v.t.Of("proposal.outcome", string(o)) }
		outcome := web.ComparedBlock{Title: v.t.Say("proposal.outcome_label"), Lang: v.t.Tag(), Changes: inPlace(said(was), said(is))}
		if was != is {
			outcome.Status = v.comparedStatus(drafting.Changed, false)
		}
		list = slices.Insert(list, min(1, len(list)), outcome)
	}
	files, err := v.comparedFiles(row, a.ID, b.ID)
	if files != nil {
		list = append(list, *files)
	}
	return list, err
}

// comparedFiles are the files of two versions, each by its words; nil where neither has any.
func (v *visit) comparedFiles(row proposal.Row, a, b string) (*web.ComparedBlock, error) {
	ctx := v.Request().Context()
	was, err := v.s.Proposals.Annexes(ctx, v.actor, row.Proposal, a)
	if err != nil {
		return nil, err
	}
	is, err := v.s.Proposals.Annexes(ctx, v.actor, row.Proposal, b)
	if err != nil || len(was)+len(is) == 0 {
		return nil, err
	}
	block := web.ComparedBlock{Title: v.t.Say("annex.all"), Lang: proposalTag(row.Proposal)}
	same := func(x drafting.Annex) func(drafting.Annex) bool {
		return func(y drafting.Annex) bool { return x.Same(y.Matter) }
	}
	for _, x := range was {
		if !slices.ContainsFunc(is, same(x)) {
			block.Changes = append(block.Changes, web.Change{Op: web.Removed, Text: x.Called() + "\n"})
		}
	}
	for _, x := range is {
		change := web.Change{Op: web.Kept, Text: x.Called() + "\n"}
		if !slices.ContainsFunc(was, same(x)) {
			change.Op = web.Added
		}
		block.Changes = append(block.Changes, change)
	}
	fared := drafting.Changed
	switch {
	case len(was) == 0:
		fared = drafting.Added
	case len(is) == 0:
		fared = drafting.Removed
	case !slices.ContainsFunc(block.Changes, func(c web.Change) bool { return c.Op != web.Kept }):
		fared = drafting.Stayed
	}
	block.Status = v.comparedStatus(fared, false)
	return &block, nil
}

// manyStayed is how many blocks that stayed are named one by one.
const manyStayed = 14

// comparedGroups folds each run of blocks that stayed.
func (v *visit) comparedGroups(blocks []web.ComparedBlock) []web.ComparedGroup {
	var groups []web.ComparedGroup
	for len(blocks) > 0 {
		stayed := len(blocks[0].Status) == 0
		n := slices.IndexFunc(blocks, func(b web.ComparedBlock) bool { return (len(b.Status) == 0) != stayed })
		if n < 0 {
			n = len(blocks)
		}
		group := web.ComparedGroup{Blocks: blocks[:n]}
		if stayed {
			var names []string
			for _, b := range group.Blocks {
				names = append(names, b.Title)
			}
			if n > manyStayed {
				names = []string{v.t.Say("compare.range", fault.Args{"First": names[0], "Last": names[n-1]})}
			}
			group.Stayed = v.t.Count("compare.stayed", n, fault.Args{"Which": v.t.List(names)})
		}
		groups, blocks = append(groups, group), blocks[n:]
	}
	return groups
}

// blockTitle is what a block is called, in the reader's language.
func (v *visit) blockTitle(b drafting.Block) string {
	switch {
	case b.Name == "measure" && b.Is > 0:
		return v.t.Say("proposal.measure", fault.Args{"N": strconv.Itoa(b.Is)})
	case b.Name == "measure":
		return v.t.Say("proposal.measure", fault.Args{"N": strconv.Itoa(b.Was)})
	case b.Name == "answers":
		return v.t.Say("synopsis.name")
	}
	return v.fieldWord(b.Name)
}

// comparedStatus says what became of a block; nothing where it stayed.
func (v *visit) comparedStatus(fared drafting.Fared, moved bool) []web.Status {
	var list []web.Status
	looks := map[drafting.Fared]web.Status{drafting.Changed: {Family: web.Waiting, Icon: "pen"}, drafting.Added: {Family: web.Done, Icon: "plus"}, drafting.Removed: {Family: web.Overdue, Icon: "cross"}}
	if look, differs := looks[fared]; differs {
		look.Word = v.t.Of("compare.fared", string(fared))
		list = append(list, look)
	}
	if moved {
		list = append(list, web.Status{Family: web.Neutral, Word: v.t.Say("compare.moved")})
	}
	return list
}

// inPlace is one word in place of another.
func inPlace(was, is string) []web.Change {
	if was == is {
		return []web.Change{{Op: web.Kept, Text: is}}
	}
	return []web.Change{{Op: web.Removed, Text: was}, {Op: web.Added, Text: is}}
}

// blockChanges is the difference of a block. A line end that came or went by itself is shown, for it could not be seen otherwise.
func blockChanges(before, after string) []web.Change {
	list := postChanges(before, after)
	for i, c := range list {
		if c.Op != web.Kept && strings.TrimSpace(c.Text) == "" && strings.Contains(c.Text, "\n") {
			list[i].Text = "¶" + c.Text
		}
	}
	return list
}
