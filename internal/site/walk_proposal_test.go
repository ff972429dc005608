package site_test

import (
	"context"
	"strings"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/proposal"
)

// proposalThings makes proposals in the states that their doors ask for, and gives each parameter in its place.
func proposalThings(t *testing.T, h *house.House) []string {
	t.Helper()
	ctx, rooms := context.Background(), h.Rooms.Proposals
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	writer := h.Actor(t, "maliqing")
	sheet := func() drafting.Sheet {
		t.Helper()
		sh, err := rooms.Begin(ctx, writer, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于一件事的建议"})
		must(err)
		sh, err = rooms.Keep(ctx, writer, sh.ID, sh.Version, drafting.Typed{"situation": {"情况如此。"}, "analysis": {"原因在此。"}, "measure_1": {"先做第一件"}, "level": {"province"}})
		must(err)
		return sh
	}
	asked := func() proposal.Proposal {
		t.Helper()
		p, err := rooms.Ask(ctx, writer, proposal.Asking{Sheet: sheet().ID, Version: 1})
		must(err)
		return p
	}
	take := func(who string, p proposal.Proposal, verb string) proposal.Proposal {
		t.Helper()
		p, err := rooms.Take(ctx, h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: verb, Reason: "理由。", Checks: proposal.Checks(), Version: p.Version})
		must(err)
		return p
	}
	waiting, lettered, attached := asked(), take("maliqing", asked(), "ask_letter"), take("maliqing", asked(), "ask_letter")
	back := take("elin", take("hanlian", asked(), "confirm"), "return")
	admitted := take("elin", take("hanlian", asked(), "confirm"), "admit")
	attached, err := rooms.AttachLetter(ctx, h.Actor(t, "sunlizhen"), proposal.Attachment{Proposal: attached.ID, Dated: "2019-06-10", Version: attached.Version,
		Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "来函.pdf"}})
	must(err)
	letter, err := rooms.LetterOf(ctx, h.Actor(t, "elin"), attached)
	must(err)
	paper := func(sh drafting.Sheet) drafting.Sheet {
		t.Helper()
		sh, err := rooms.AddFile(ctx, writer, drafting.Adding{Sheet: sh.ID, Sent: &input.Sent{File: strings.NewReader("%PDF-1.4 table"), Name: "统计表.pdf"}})
		must(err)
		return sh
	}
	laid, sent := paper(sheet()), paper(sheet())
	files, err := rooms.Files(ctx, laid)
	must(err)
	annexed, err := rooms.Ask(ctx, writer, proposal.Asking{Sheet: sent.ID, Version: sent.Version})
	must(err)
	annexes, err := rooms.Annexes(ctx, writer, annexed, annexed.VersionID)
	must(err)
	var screened proposal.Proposal
	must(h.Store.Read(ctx).Where("reference = 'HD-2019-01'").Take(&screened).Error)
	return []string{"/f/:key/p/:no/synopsis", "/f/LH/p/2019-01/synopsis", "/p/:no/v/:n", "/p/2019-01/v/1", "/p/:no/diff/:pair", "/p/2019-01/diff/1..2", "/p/:no", "/p/2019-01",
		"/proposal/:id/screen", "/proposal/" + screened.ID + "/screen", "/proposal/:id/letter", "/proposal/" + lettered.ID + "/letter",
		"/proposal/:id/consult", "/proposal/" + admitted.ID + "/consult", "/proposal/:id/change", "/proposal/" + back.ID + "/change",
		"/translate/:noun/:id/:to", "/translate/proposal/" + screened.ID + "/sv",
		"/proposal/:id/:verb", "/proposal/" + waiting.ID + "/decline", "/proposal/:id", "/proposal/" + waiting.ID, "/proposal-letter/:id", "/proposal-letter/" + letter.ID,
		"/annex/:id", "/annex/" + annexes[0].ID, "/sheet-file/:id", "/sheet-file/" + files[0].ID,
		"/write/proposal/:id/annex/:file/remove", "/write/proposal/" + laid.ID + "/annex/" + files[0].ID + "/remove", "/write/proposal/:id/annex", "/write/proposal/" + laid.ID + "/annex",
		"/write/proposal/:id/:step", "/write/proposal/" + sheet().ID + "/measures", "/write/proposal/:id", "/write/proposal/" + sheet().ID}
}
