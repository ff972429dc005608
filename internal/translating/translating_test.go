package translating_test

import (
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/internal/translating"
)

// foreign is a statement of the world with reasons in Chinese on the proposal that is out for consultation, and whose parts it has.
func foreign(t *house.Table) (translating.Page, map[string][]string) {
	t.Helper()
	var all []proposal.Statement
	t.Must(t.Store.Read(t.Context()).Where("stands AND language = 'zh' AND standing_stance = 'changes' AND access = 'public' AND proposal_id IN (SELECT id FROM proposals WHERE state = 'consultation')").Order("standing_filed_at, id").Find(&all).Error)
	for _, st := range all {
		if p, err := t.Rooms.Translatings.Find(t.Context(), t.Actor(t.T, "karin"), st.Record()); err == nil {
			said := map[string][]string{}
			for _, part := range p.Parts {
				said[part.Name] = []string{"Vi vill ändra detta: " + part.Name}
			}
			return p, said
		}
	}
	t.Fatal("nobody has said anything in Chinese")
	return translating.Page{}, nil
}

// A statement is read in a language as soon as a translator has finished it, and says so until a second person has reviewed it.
func TestAStatementIsReadInAnotherLanguage(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := &house.Table{T: tt, House: h}
		p, said := foreign(t)
		reads := func(state text.State) {
			t.Helper()
			row, err := h.Rooms.Proposals.Statement(t.Context(), h.Actor(tt, ""), p.Ref.ID, "sv")
			t.Must(err)
			if row.Text.State != state {
				t.Fatalf("a reader of Swedish gets %s, want %s", row.Text.State, state)
			}
		}
		reads(text.Original)
		for name := range said {
			lacking := map[string][]string{}
			for other, words := range said {
				if other != name {
					lacking[other] = words
				}
			}
			if got := house.Says(h.Translates(tt, "karin", p.Ref, "sv", lacking)); got != name+":input.required" {
				t.Errorf("without %s: %s", name, got)
			}
		}
		phone := map[string][]string{}
		for name := range said {
			phone[name] = []string{"Ring 13800" + "138000 om barnet"}
		}
		if got := house.Says(h.Translates(tt, "karin", p.Ref, "sv", phone)); got == "" {
			t.Error("the gate let a telephone number into a translation")
		}
		if got := house.Says(h.Translates(tt, "karin", p.Ref, "zh", said)); got != "language:post.translation_same" {
			t.Errorf("into its own language: %s", got)
		}
		t.Must(h.Translates(tt, "karin", p.Ref, "sv", said))
		reads(text.InReview)
		t.Must(h.Reviews(tt, "duliwen", p.Ref, "sv"))
		reads(text.Reviewed)
		credits, err := h.Rooms.Translatings.Credits(t.Context(), "sv", p.Version.TextID)
		t.Must(err)
		if c := credits[p.Version.TextID]; c.ByName == "" || c.ReviewerName == "" || c.ByName == c.ReviewerName {
			t.Errorf("who stands for it: %+v", c)
		}
		after, err := h.Rooms.Translatings.Find(t.Context(), h.Actor(tt, "karin"), p.Ref)
		t.Must(err)
		if back := after.Said(after.Into("sv")); len(back) != len(said) {
			t.Errorf("it came apart as %v", back)
		}
		t.Whole()
	})
}

// Of two who translate the same at a time the second hears of the first; who has read older words hears of the newer ones.
func TestNobodyTranslatesOverAnother(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := &house.Table{T: tt, House: h}
		p, said := foreign(t)
		tr := translating.Translating{Of: p.Ref, Language: "en", State: text.InReview, Source: p.Version.Hash, Said: map[string]string{}}
		for name, words := range said {
			tr.Said[name] = words[0]
		}
		t.Must(h.Rooms.Translatings.Translate(t.Context(), h.Actor(tt, "karin"), tr))
		for name := range tr.Said {
			tr.Said[name] = "Other words"
		}
		if got := house.Says(h.Rooms.Translatings.Translate(t.Context(), h.Actor(tt, "duliwen"), tr)); got != "fault.stale" {
			t.Errorf("over another's: %q", got)
		}
		tr.Mark, tr.Source = h.Rendered(tt, p.Ref.ID, "en"), "older"
		if got := house.Says(h.Rooms.Translatings.Translate(t.Context(), h.Actor(tt, "duliwen"), tr)); got != "fault.stale" {
			t.Errorf("of older words: %q", got)
		}
		rv := translating.Reviewing{Of: p.Ref, Language: "en", Mark: "older"}
		if got := house.Says(h.Rooms.Translatings.Review(t.Context(), h.Actor(tt, "duliwen"), rv)); got != "fault.stale" {
			t.Errorf("a review of an older translation: %q", got)
		}
		t.Whole()
	})
}

// What waits for translators: each language of the charter once, until somebody has reviewed it; nothing for who holds no such office.
func TestDuties(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := &house.Table{T: tt, House: h}
		p, said := foreign(t)
		duty := func(who string) (d translating.Duty, found bool) {
			t.Helper()
			all, err := h.Rooms.Translatings.Duties(t.Context(), h.Actor(tt, who))
			t.Must(err)
			for _, one := range all {
				if one.Ref == p.Ref && one.To == "sv" {
					return one, true
				}
			}
			return d, false
		}
		if d, found := duty("karin"); !found || d.Review || d.Waits {
			t.Errorf("nobody has translated it: %v, %+v", found, d.To)
		}
		t.Must(h.Translates(tt, "karin", p.Ref, "sv", said))
		if d, _ := duty("karin"); !d.Waits {
			t.Error("her own does not wait for a review")
		}
		if d, _ := duty("duliwen"); !d.Review {
			t.Error("the other's is not hers to review")
		}
		t.Must(h.Reviews(tt, "duliwen", p.Ref, "sv"))
		if _, found := duty("duliwen"); found {
			t.Error("what was reviewed waits")
		}
		for _, who := range []string{"maliqing", "elin", ""} {
			if all, err := h.Rooms.Translatings.Duties(t.Context(), h.Actor(tt, who)); err != nil || len(all) > 0 {
				t.Errorf("%s: %d duties, %v", who, len(all), err)
			}
		}
		if _, err := h.Rooms.Translatings.Find(t.Context(), h.Actor(tt, "maliqing"), policy.Ref{Noun: "thread", ID: "x"}); house.Says(err) != "fault.not_found" {
			t.Errorf("another noun: %v", err)
		}
	})
}
