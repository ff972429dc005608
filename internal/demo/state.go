package demo

import (
	"context"
	"fmt"
	"strings"

	"sametable/internal/demo/world"
	"sametable/internal/drafting"
	"sametable/internal/input"
	"sametable/internal/proposal"
)

// stateOn files what an organisation says on a proposal, or enters it from a letter; a second person confirms or checks it at once.
func (p *Play) stateOn(ctx context.Context, step world.Step) error {
	said := p.w.Statements[step.Number]
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	second, err := p.actor(ctx, step.Actors[1])
	if err != nil {
		return err
	}
	row, err := p.rooms.Proposals.ByID(ctx, a, p.proposals[said.Proposal], "")
	if err != nil {
		return err
	}
	own, err := p.rooms.Proposals.OwnStatement(ctx, a, row.Proposal, p.orgs[said.Organisation], "")
	if err != nil {
		return err
	}
	typed := drafting.Typed{drafting.ReasonsField: {p.refer(said.Reasons)}}
	for block, words := range said.On {
		typed[block] = []string{words}
	}
	f := proposal.Stating{Proposal: row.ID, Language: "zh", Stance: said.Stance, Typed: typed, Of: row.Revision, Version: own.Version}
	var st proposal.Statement
	verb := "confirm"
	if said.Dated == "" {
		f.Mandate = p.voice(a, row.ForumKey)
		st, err = p.rooms.Proposals.FileStatement(ctx, a, f)
	} else {
		verb = "check"
		st, err = p.rooms.Proposals.EnterStatement(ctx, a, proposal.StatedByLetter{Stating: f, Organisation: p.orgs[said.Organisation], Channel: proposal.Channels()[0],
			Dated: said.Dated, Received: said.Received, Paper: emptyPage("letter.pdf")})
	}
	if err != nil {
		return fmt.Errorf("the statement of %s: %w", said.Organisation, err)
	}
	_, err = p.rooms.Proposals.TakeStatement(ctx, second, proposal.StatementStep{Statement: st.ID, Verb: verb, Version: st.Version})
	return err
}

// emptyPage stands for a paper of the world: the letter by which a statement came, a memorandum.
func emptyPage(name string) *input.Sent {
	var b strings.Builder
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%sendobj\n", i+1, object)
	}
	table := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table)
	return &input.Sent{File: strings.NewReader(b.String()), Name: name}
}
