package site_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/byletter"
	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// signable is a proposal of huilin's that was admitted in HD, with a second measure where it is put to consultation.
func signable(t *testing.T, h *house.House) proposal.Proposal {
	t.Helper()
	return signableIn(t, h, "HD")
}

func signableIn(t *testing.T, h *house.House, key string) proposal.Proposal {
	t.Helper()
	return admittedIn(t, h, key, "maliqing")
}

// admittedIn is a proposal somebody has written; a colleague confirms it, or a letter where she has none.
func admittedIn(t *testing.T, h *house.House, key, who string) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Proposals
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sh, err := s.Begin(ctx, h.Actor(t, who), drafting.Beginning{Forum: key, Language: "zh", Outcome: "services", Title: "关于周末留校照料的建议"})
	must(err)
	sh, err = s.Keep(ctx, h.Actor(t, who), sh.ID, sh.Version, drafting.Typed{"situation": {"周末留校学生由值班教师照看。"}, "analysis": {"没有专职岗位。"}, "measure_1": {"试点专职岗位。"}, "level": {"province"}})
	must(err)
	p, err := s.Ask(ctx, h.Actor(t, who), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(err)
	step := func(who, verb string) {
		t.Helper()
		p, err = s.Take(ctx, h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: verb, Checks: proposal.Checks(), Version: p.Version})
		must(err)
	}
	if who == "maliqing" {
		step("hanlian", "confirm")
	} else {
		step(who, "ask_letter")
		p, err = s.AttachLetter(ctx, h.Actor(t, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: today(h), Paper: scannedLetter(), Version: p.Version})
		must(err)
		step("wangliwen", "check")
	}
	step("elin", "admit")
	return p
}

// consultableIn is one that is out for consultation.
func consultableIn(t *testing.T, h *house.House, key string) proposal.Proposal {
	t.Helper()
	return consulted(t, h, signableIn(t, h, key))
}

// consulted puts one to consultation.
func consulted(t *testing.T, h *house.House, p proposal.Proposal) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Proposals
	for _, language := range []string{"en", "sv"} {
		h.Translated(t, p.Record(), language, drafting.Typed{"title": {"Weekend care"}, "measure_1": {"Posts."}})
	}
	p, err := s.Consult(ctx, h.Actor(t, "sunlizhen"), proposal.Opening{Proposal: p.ID, Preset: "days_30", Version: p.Version,
		Invited: []policy.OrganisationID{h.Actor(t, "liangliheng").Memberships[0].Organisation}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// revisable is a new version that waits for a colleague, of a proposal whose consultation has closed by the day of the world.
func revisable(t *testing.T, h *house.House) drafting.Sheet {
	t.Helper()
	return revisableIn(t, h, "HD")
}

func revisableIn(t *testing.T, h *house.House, key string) drafting.Sheet {
	t.Helper()
	today := h.Clock.Now()
	h.Clock.Set(today.AddDate(0, 0, -32))
	p := consultableIn(t, h, key)
	h.Clock.Set(today.Add(time.Minute))
	sh, err := h.Rooms.Proposals.Resume(t.Context(), h.Actor(t, "maliqing"), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Rooms.Proposals.Ask(t.Context(), h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version}); err != nil {
		t.Fatal(err)
	}
	return sh
}

// revisedByLetter is the letter for such a version; attached tells whether it has come.
func revisedByLetter(t *testing.T, h *house.House, attached bool) byletter.Letter {
	t.Helper()
	sh := revisable(t, h)
	l, err := h.Rooms.Letters.Ask(t.Context(), h.Actor(t, "maliqing"), byletter.Asking{About: byletter.Revision, Of: sh.ID, Version: sh.Version})
	if err == nil && attached {
		l, err = h.Rooms.Letters.Attach(t.Context(), h.Actor(t, "sunlizhen"), byletter.Attachment{Letter: l.ID, Dated: "2019-06-10", Version: l.Version, Paper: scannedLetter()})
	}
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func scannedLetter() *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "函.pdf"}
}

// offered is a signature somebody's organisation offers, by letter where one is asked for.
func offered(t *testing.T, h *house.House, who, verb string) cosign.Cosignature {
	t.Helper()
	c, err := h.Rooms.Cosignatures.Offer(t.Context(), h.Actor(t, who), cosign.Offer{Proposal: signable(t, h).ID})
	if err == nil && verb != "" {
		c, err = h.Rooms.Cosignatures.Take(t.Context(), h.Actor(t, who), cosign.Step{Cosignature: c.ID, Verb: verb, Version: c.Version})
	}
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// cosignThings are a proposal that can be signed, signatures on their way, and letters for them and for new versions.
func cosignThings(t *testing.T, h *house.House) []string {
	t.Helper()
	open, waits, asked, attached := signable(t, h), offered(t, h, "qinliya", ""), offered(t, h, "cairangli", "ask_letter"), offered(t, h, "cairangli", "ask_letter")
	_, err := h.Rooms.Cosignatures.AttachLetter(t.Context(), h.Actor(t, "sunlizhen"), cosign.Attachment{Cosignature: attached.ID, Dated: "2019-06-10", Version: attached.Version, Paper: scannedLetter()})
	if err != nil {
		t.Fatal(err)
	}
	revised := revisable(t, h)
	expected, came := revisedByLetter(t, h, false), revisedByLetter(t, h, true)
	ended := ending(t, h, consultableIn(t, h, "HD"), "maliqing")
	_, heir := taking(t, h, "qinliya", "chenlichuan")
	stated := statedByLetter(t, h)
	return []string{"/proposal/:id/cosign", "/proposal/" + open.ID + "/cosign", "/cosign/:id/letter", "/cosign/" + asked.ID + "/letter", "/cosign/:id/paper", "/cosign/" + attached.ID + "/paper",
		"/cosign/:id/:verb", "/cosign/" + waits.ID + "/confirm", "/proposal/:id/by-letter", "/proposal/" + revised.ProposalID + "/by-letter",
		"/by-letter/:id/attach", "/by-letter/" + expected.ID + "/attach", "/by-letter/:id/paper", "/by-letter/" + came.ID + "/paper",
		"/by-letter/:id/:verb", "/by-letter/" + came.ID + "/check", "/proposal/:id/withdrawal-by-letter", "/proposal/" + ended.ID + "/withdrawal-by-letter",
		"/cosign/:id/by-letter", "/cosign/" + heir.ID + "/by-letter", "/statement/:id/by-letter", "/statement/" + stated.ID + "/by-letter"}
}
