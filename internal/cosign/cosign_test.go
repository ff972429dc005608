package cosign_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// table is a house with what the tests of this room do in it.
type table struct{ house.Table }

func (t table) org(who string) policy.OrganisationID {
	t.Helper()
	return t.Actor(t.T, who).Memberships[0].Organisation
}

// admitted is a proposal of huilin that was admitted in HD, and consulted one that is out for consultation.
func (t table) admitted() proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), t.Rooms.Proposals
	sh, err := s.Begin(ctx, t.Actor(t.T, "maliqing"), drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于周末留校照料的建议"})
	t.Must(err)
	sh, err = s.Keep(ctx, t.Actor(t.T, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"周末留校学生由值班教师照看。"}, "analysis": {"没有专职岗位。"},
		"measure_1": {"试点专职岗位。"}, "level": {"province"}})
	t.Must(err)
	p, err := s.Ask(ctx, t.Actor(t.T, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	t.Must(err)
	p, err = s.Take(ctx, t.Actor(t.T, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: p.Version})
	t.Must(err)
	p, err = s.Take(ctx, t.Actor(t.T, "elin"), proposal.Step{Proposal: p.ID, Verb: "admit", Checks: proposal.Checks(), Version: p.Version})
	t.Must(err)
	return p
}

func (t table) consulted() proposal.Proposal {
	t.Helper()
	ctx, s, p := t.Context(), t.Rooms.Proposals, t.admitted()
	for _, language := range []string{"en", "sv"} {
		t.Translated(t.T, p.Record(), language, drafting.Typed{"title": {"Weekend care"}, "measure_1": {"Posts."}})
	}
	p, err := s.Consult(ctx, t.Actor(t.T, "sunlizhen"), proposal.Opening{Proposal: p.ID, Preset: "days_30", Version: p.Version,
		Invited: []policy.OrganisationID{t.org("liangliheng"), t.org("cairangli")}})
	t.Must(err)
	return p
}

func (t table) now(p proposal.Proposal) proposal.Proposal {
	t.Helper()
	var now proposal.Proposal
	t.Must(t.Store.Read(t.Context()).Where("id = ?", p.ID).Take(&now).Error)
	return now
}

func (t table) offer(who string, p proposal.Proposal) (cosign.Cosignature, error) {
	t.Helper()
	return t.Rooms.Cosignatures.Offer(t.Context(), t.Actor(t.T, who), cosign.Offer{Proposal: p.ID})
}

func (t table) step(who, verb string, c cosign.Cosignature) (cosign.Cosignature, error) {
	t.Helper()
	return t.Rooms.Cosignatures.Take(t.Context(), t.Actor(t.T, who), cosign.Step{Cosignature: c.ID, Verb: verb, Reason: "理由如此。", Version: c.Version, Anyway: true})
}

func (t table) took(who, verb string, c cosign.Cosignature) cosign.Cosignature {
	t.Helper()
	after, err := t.step(who, verb, c)
	if err != nil {
		t.Fatalf("%s %s: %s", who, verb, house.Says(err))
	}
	return after
}

// signed lets an organisation of two sign a proposal: the first offers, the second confirms, maliqing accepts.
func (t table) signed(p proposal.Proposal, first, second string) cosign.Cosignature {
	t.Helper()
	c, err := t.offer(first, p)
	t.Must(err)
	return t.took("maliqing", "accept", t.took(second, "confirm", c))
}

// propose takes a step of the proposal itself.
func (t table) propose(who, verb string, p proposal.Proposal) (proposal.Proposal, error) {
	t.Helper()
	return t.Rooms.Proposals.Take(t.Context(), t.Actor(t.T, who), proposal.Step{Proposal: p.ID, Verb: verb, Reason: "县里已经这样做了。", Version: t.now(p).Version, Anyway: true})
}

func (t table) withdrawn(p proposal.Proposal) proposal.Proposal {
	t.Helper()
	if p.State == proposal.Consultation {
		_, err := t.propose("maliqing", "ask_withdrawal", p)
		t.Must(err)
		p, err = t.propose("hanlian", "confirm_withdrawal", p)
		t.Must(err)
		return p
	}
	p, err := t.propose("maliqing", "withdraw", p)
	t.Must(err)
	return p
}

func (t table) state(who string, p proposal.Proposal) error {
	t.Helper()
	_, err := t.Rooms.Proposals.FileStatement(t.Context(), t.Actor(t.T, who), proposal.Stating{Proposal: p.ID, Language: "zh", Stance: "support", Of: p.Revision,
		Typed: drafting.Typed{drafting.ReasonsField: {"同意。"}}})
	return err
}

func (t table) told(p proposal.Proposal, verb string) []string {
	t.Helper()
	t.Must(t.Rooms.Register.CatchUp(t.Context()))
	var names []string
	err := t.Store.Read(t.Context()).Table("notices").Joins("JOIN entries ON entries.seq = notices.seq").Joins("JOIN persons ON persons.id = notices.person_id").
		Where("entries.noun_id = ? AND entries.verb = ?", p.ID, "proposal."+verb).Order("persons.username").Distinct().Pluck("persons.username", &names).Error
	t.Must(err)
	return names
}

// An organisation signs when two of its persons have said so and the proposer has taken it; before that it is between them.
func TestSigningTakesTwoAndTheProposer(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.admitted()
		for who, want := range map[string]string{"maliqing": "guard.cosignature.others", "alex": "cosign.not_a_delegate", "sunlizhen": "cosign.not_a_delegate", "elin": "cosign.not_a_delegate",
			"": "fault.not_found", "fangliqin": "fault.not_found"} {
			if _, err := t.offer(who, p); house.Says(err) != want {
				t.Errorf("%q offers: %s, want %s", who, house.Says(err), want)
			}
		}
		c, err := t.offer("liangliheng", p)
		t.Must(err)
		if _, err := t.offer("suliyi", p); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("twice: %s", house.Says(err))
		}
		for who, want := range map[string]string{"liangliheng": "guard.cosignature.colleague", "maliqing": "fault.not_found", "elin": "fault.not_found", "cairangli": "fault.not_found"} {
			if _, err := t.step(who, "confirm", c); house.Says(err) != want {
				t.Errorf("%s confirms: %s, want %s", who, house.Says(err), want)
			}
		}
		c = t.took("suliyi", "confirm", c)
		if got := t.now(p).Cosigners; got != "" {
			t.Errorf("the proposer has not taken it, and %q signs", got)
		}
		if got := t.told(p, "cosign_confirmed"); !slices.Contains(got, "maliqing") || !slices.Contains(got, "hanlian") || slices.Contains(got, "guliheng") {
			t.Errorf("told of the offer: %v", got)
		}
		for who, want := range map[string]string{"suliyi": "guard.cosignature.proposer", "guliheng": "fault.not_found"} {
			if _, err := t.step(who, "accept", c); house.Says(err) != want {
				t.Errorf("%s accepts: %s, want %s", who, house.Says(err), want)
			}
		}
		c = t.took("hanlian", "accept", c)
		if now := t.now(p); now.Cosigners != string(t.org("suliyi")) || now.State != proposal.Admitted || c.JoinedAt == nil {
			t.Errorf("after it was taken: %q, %s, %v", now.Cosigners, now.State, c.JoinedAt)
		}
		if got := t.told(p, "cosigned"); !slices.Contains(got, "liangliheng") || !slices.Contains(got, "suliyi") {
			t.Errorf("told that it signs: %v", got)
		}
		for _, who := range []string{"guliheng", "maliqing", "elin"} {
			if rows, err := t.Rooms.Cosignatures.Of(t.Context(), t.Actor(t.T, who), t.now(p)); err != nil || len(rows) != 1 {
				t.Errorf("%s sees %d signatures: %v", who, len(rows), err)
			}
		}
		t.Whole()
	})
}

// What is declined, on either side, is gone; it can be offered again. Whoever offered or confirmed gets the reason.
func TestASignatureCanBeDeclined(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.consulted()
		c, err := t.offer("liangliheng", p)
		t.Must(err)
		if _, err := t.Rooms.Cosignatures.Take(t.Context(), t.Actor(t.T, "suliyi"), cosign.Step{Cosignature: c.ID, Verb: "decline", Reason: " ", Version: c.Version}); house.Says(err) != "reason:input.required" {
			t.Errorf("without a reason: %s", house.Says(err))
		}
		if _, err := t.Rooms.Cosignatures.Take(t.Context(), t.Actor(t.T, "suliyi"), cosign.Step{Cosignature: c.ID, Verb: "decline", Reason: "电话13800" + "138000", Version: c.Version, Anyway: true}); !strings.HasPrefix(house.Says(err), "reason:safeguard.") {
			t.Errorf("a telephone number: %s", house.Says(err))
		}
		if c = t.took("suliyi", "decline", c); c.State != cosign.Unsigned {
			t.Errorf("declined inside: %s", c.State)
		}
		if got := t.told(p, "cosign_declined"); !slices.Contains(got, "liangliheng") || slices.Contains(got, "maliqing") {
			t.Errorf("told: %v", got)
		}
		c, err = t.offer("suliyi", p)
		t.Must(err)
		c = t.took("maliqing", "refuse", t.took("liangliheng", "confirm", c))
		if got := t.told(p, "cosign_refused"); c.State != cosign.Refused || !slices.Contains(got, "suliyi") || !slices.Contains(got, "liangliheng") {
			t.Errorf("declined by the proposer: %s, told %v", c.State, got)
		}
		t.Must(t.state("suliyi", p)) // she may say what she thinks instead
		t.Whole()
	})
}

// Whoever signs gives no statement, and whoever has given one does not sign; the counts keep those who propose apart.
func TestWhoSignsStatesNothing(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.consulted()
		c, err := t.offer("liangliheng", p)
		t.Must(err)
		c = t.took("suliyi", "confirm", c)
		t.Must(t.state("liangliheng", p))
		if _, err := t.step("maliqing", "accept", c); house.Says(err) != "guard.cosignature.unstated" {
			t.Errorf("with a statement on its way: %s", house.Says(err))
		}
		var st proposal.Statement
		t.Must(t.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Take(&st).Error)
		_, err = t.Rooms.Proposals.TakeStatement(t.Context(), t.Actor(t.T, "liangliheng"), proposal.StatementStep{Statement: st.ID, Verb: "withdraw", Version: st.Version})
		t.Must(err)
		t.took("maliqing", "accept", c)
		st = proposal.Statement{}
		t.Must(t.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Take(&st).Error)
		_, err = t.Rooms.Proposals.FileStatement(t.Context(), t.Actor(t.T, "liangliheng"), proposal.Stating{Proposal: p.ID, Language: "zh", Stance: "support", Of: p.Revision, Version: st.Version})
		if house.Says(err) != "guard.statement.cosigner" {
			t.Errorf("a co-signer states: %s", house.Says(err))
		}
		open, err := t.Rooms.Proposals.Unanswered(t.Context(), t.Actor(t.T, "suliyi"), "zh")
		t.Must(err)
		for _, row := range open {
			if row.ID == p.ID {
				t.Error("a co-signer is asked for a statement")
			}
		}
		all, err := t.Rooms.Proposals.Positions(t.Context(), policy.Actor{}, t.now(p))
		t.Must(err)
		if all.Proposing != 2 || all.All() != 0 {
			t.Errorf("%d propose, %d answer", all.Proposing, all.All())
		}
		for _, g := range all.Groups {
			if want := map[policy.Kind]int{policy.NGO: 2}[g.Kind]; g.Proposing != want {
				t.Errorf("%s: %d propose", g.Kind, g.Proposing)
			}
		}
		t.Whole()
	})
}

// Signatures come from the admission until the last second of the consultation, and are withdrawn until deliberation.
func TestTheTimeOfSigning(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.consulted()
		leaves := t.signed(p, "liangliheng", "suliyi")
		late, err := t.offer("guliheng", p)
		t.Must(err)
		h.Clock.Set(p.ClosesAt.Add(time.Second))
		if _, err := t.step("yelizhi", "confirm", late); house.Says(err) != "guard.cosignature.open" {
			t.Errorf("too late to confirm: %s", house.Says(err))
		}
		if _, err := t.offer("chenlichuan", p); house.Says(err) != "guard.cosignature.open" {
			t.Errorf("too late to offer: %s", house.Says(err))
		}
		leaves = t.took("suliyi", "withdraw", leaves)
		if now := t.now(p); now.Cosigners != "" || leaves.State != cosign.Withdrawn {
			t.Errorf("after it left: %q, %s", now.Cosigners, leaves.State)
		}
		if got := t.told(p, "cosign_left"); !slices.Contains(got, "maliqing") {
			t.Errorf("told that it left: %v", got)
		}
		t.Whole()
	})
}

// An organisation with one registered person confirms by a letter, which the secretary enters and another checks.
func TestASignatureByLetter(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.admitted()
		c, err := t.offer("cairangli", p)
		t.Must(err)
		attach := func(who, dated string) (cosign.Cosignature, error) {
			return t.Rooms.Cosignatures.AttachLetter(t.Context(), t.Actor(t.T, who), cosign.Attachment{Cosignature: c.ID, Dated: dated, Version: c.Version,
				Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "函.pdf"}})
		}
		if _, err := attach("sunlizhen", "2019-06-10"); house.Says(err) != "fault.not_found" {
			t.Errorf("nobody asked for it: %s", house.Says(err))
		}
		c = t.took("cairangli", "ask_letter", c)
		if _, err := attach("sunlizhen", "2019-06-09"); house.Says(err) != "dated:proposal.letter_older" {
			t.Errorf("older than the offer: %s", house.Says(err))
		}
		c, err = attach("sunlizhen", "2019-06-10")
		t.Must(err)
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "suliyi": "fault.not_found"} {
			if _, err := t.step(who, "check", c); house.Says(err) != want {
				t.Errorf("%s checks: %s, want %s", who, house.Says(err), want)
			}
		}
		for who, want := range map[string]string{"sunlizhen": "", "wangliwen": "", "elin": "", "cairangli": "fault.not_found", "maliqing": "fault.not_found"} {
			if _, err := t.Rooms.Cosignatures.Paper(t.Context(), t.Actor(t.T, who), c.ID); house.Says(err) != want {
				t.Errorf("%s opens the letter: %s, want %s", who, house.Says(err), want)
			}
		}
		c = t.took("maliqing", "accept", t.took("wangliwen", "check", c))
		if c.Letter != "letter" || t.now(p).Cosigners != string(t.org("cairangli")) {
			t.Errorf("%+v", c)
		}
		t.Whole()
	})
}
