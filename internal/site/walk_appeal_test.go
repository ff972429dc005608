package site_test

import (
	"testing"
	"time"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/proposal"
)

// turnedDown is a proposal of huilin's that the secretary and a moderator have refused in a forum.
func turnedDown(t *testing.T, h *house.House, key string, files ...*input.Sent) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Proposals
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sh, err := s.Begin(ctx, h.Actor(t, "maliqing"), drafting.Beginning{Forum: key, Language: "zh", Outcome: "services", Title: "关于暑期看护点的建议"})
	must(err)
	sh, err = s.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"暑期无人看护。"}, "analysis": {"没有专职岗位。"}, "measure_1": {"试点暑期看护点。"}, "level": {"province"}})
	must(err)
	for _, f := range files {
		sh, err = s.AddFile(ctx, h.Actor(t, "maliqing"), drafting.Adding{Sheet: sh.ID, Sent: f})
		must(err)
	}
	p, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(err)
	for _, step := range [][2]string{{"hanlian", "confirm"}, {"sunlizhen", "refuse"}, {"elin", "refuse"}} {
		p, err = s.Take(ctx, h.Actor(t, step[0]), proposal.Step{Proposal: p.ID, Verb: step[1], Reason: "不属于本论坛的范围。", Version: p.Version, Anyway: true, NoChild: true})
		must(err)
	}
	return p
}

// appealOf is an appeal against such a refusal, after some steps of those who take them.
func appealOf(t *testing.T, h *house.House, key string, steps ...[2]string) appeal.Appeal {
	t.Helper()
	a, err := h.Rooms.Appeals.File(t.Context(), h.Actor(t, "maliqing"), appeal.Form{Proposal: turnedDown(t, h, key).ID, Words: "章程第二条写明了这一范围。", Language: "zh"})
	for _, step := range steps {
		if err == nil {
			a, err = h.Rooms.Appeals.Take(t.Context(), h.Actor(t, step[0]), appeal.Step{Appeal: a.ID, Verb: step[1], Version: a.Version})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// heardAppeal is one on which the forum LH has voted.
func heardAppeal(t *testing.T, h *house.House) appeal.Appeal {
	t.Helper()
	a := appealOf(t, h, "LH", [2]string{"hanlian", "confirm"})
	b, err := h.Rooms.Appeals.Put(t.Context(), h.Actor(t, "sunlizhen"), a.ID, a.Version, ballot.Form{Meeting: "例会", Present: seated(t, h, "LH")})
	for _, verb := range []string{"open", "close"} {
		if err == nil {
			b, err = h.Rooms.Ballots.Take(t.Context(), h.Actor(t, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: verb, Version: b.Version})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// appealThings are a refusal that can be appealed against, and appeals at each stand.
func appealThings(t *testing.T, h *house.House) []string {
	t.Helper()
	open, waits, before, heard := turnedDown(t, h, "HD"), appealOf(t, h, "HD"), appealOf(t, h, "HD", [2]string{"hanlian", "confirm"}), heardAppeal(t, h)
	asked, attached := appealOf(t, h, "HD", [2]string{"maliqing", "ask_letter"}), appealOf(t, h, "HD", [2]string{"maliqing", "ask_letter"})
	_, err := h.Rooms.Appeals.AttachLetter(t.Context(), h.Actor(t, "sunlizhen"), appeal.Attachment{Appeal: attached.ID, Dated: today(h), Version: attached.Version, Paper: scannedLetter()})
	if err != nil {
		t.Fatal(err)
	}
	return []string{"/proposal/:id/appeal", "/proposal/" + open.ID + "/appeal", "/appeal/:id/letter", "/appeal/" + asked.ID + "/letter", "/appeal/:id/paper", "/appeal/" + attached.ID + "/paper",
		"/appeal/:id/answer", "/appeal/" + before.ID + "/answer", "/appeal/:id/ballot", "/appeal/" + before.ID + "/ballot", "/appeal/:id/announce", "/appeal/" + heard.ID + "/announce",
		"/appeal/:id/:verb", "/appeal/" + waits.ID + "/confirm", "/appeal/:id", "/appeal/" + before.ID}
}

// today is the day of the house, as a form has it.
func today(h *house.House) string {
	return h.Clock.Now().In(lang.Beijing.Location()).Format(time.DateOnly)
}

// ballotVote is a voice for what is asked.
func ballotVote(id string, v ballot.VoterRow) ballot.Vote {
	return ballot.Vote{Ballot: id, Organisation: v.OrganisationID, Voice: string(ballot.Yes), Version: v.Version}
}
