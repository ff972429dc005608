package forum_test

import (
	"context"
	"errors"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// drafted begins the next charter of HD and changes it, as one of its editors.
func drafted(t *testing.T, h *house.House, who string, change func(*forum.CharterForm)) forum.CharterPage {
	t.Helper()
	ctx := context.Background()
	c, err := h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
	if fault.Is(err, fault.ReasonNotFound) {
		must(t, h.Rooms.Forums.BeginCharter(ctx, h.Actor(t, who), "HD"))
		c, err = h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
	}
	must(t, err)
	form := forum.CharterForm{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Rules: c.Charter.Rules(), Version: c.Charter.Version}
	change(&form)
	must(t, h.Rooms.Forums.EditCharter(ctx, h.Actor(t, who), "HD", form))
	c, err = h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
	must(t, err)
	return c
}

// verified wants the register to vouch for everything there is.
func verified(t *testing.T, h *house.House) {
	t.Helper()
	if v, err := h.Verify(context.Background(), register.Verified{}); err != nil {
		t.Errorf("%+v: %v", v, err)
	}
}

func states(c forum.CharterPage) map[string]text.State {
	all := map[string]text.State{}
	for _, tr := range c.Translations {
		all[tr.Language] = tr.State
	}
	return all
}

func TestTheNextCharterSupersedes(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		first, err := h.Rooms.Forums.Charter(ctx, "HD", "zh")
		must(t, err)
		refused(t, "no editor", h.Rooms.Forums.BeginCharter(ctx, h.Actor(t, "maliqing"), "HD"), fault.ReasonForbidden, "charter.not_yours")
		refused(t, "nothing to edit", h.Rooms.Forums.EditCharter(ctx, h.Actor(t, "elin"), "HD", forum.CharterForm{}), fault.ReasonConflict, "charter.adopted_already")
		c := drafted(t, h, "elin", func(f *forum.CharterForm) {
			f.Rules.QuietMinutes, f.Rules.Seats = 7, map[policy.Kind]int{policy.NGO: 1}
		})
		refused(t, "a further draft", h.Rooms.Forums.BeginCharter(ctx, h.Actor(t, "elin"), "HD"), fault.ReasonConflict, "charter.draft_exists")
		if c.Charter.Number != 2 || c.InForce != 1 || c.Next != 2 || c.Text.Source != first.Text.Source {
			t.Fatalf("%+v", c.Charter)
		}
		if rules, err := h.Rooms.Forums.RulesOf(ctx, first.Forum.ID); err != nil || rules.QuietMinutes == 7 {
			t.Errorf("the draft's rules count already: %+v, %v", rules, err)
		}
		if table, err := h.Rooms.Forums.Table(ctx, "HD"); err != nil || table.Charter.ID != first.Charter.ID {
			t.Errorf("the forum shows the draft: %+v, %v", table.Charter, err)
		}
		if now, err := h.Rooms.Forums.Charter(ctx, "HD", "zh"); err != nil || now.Charter.ID != first.Charter.ID {
			t.Errorf("the draft took the place: %+v, %v", now.Charter, err)
		}
		a := forum.Adoption{On: h.Clock.Now(), Note: "第二次全体会议", Version: c.Charter.Version}
		must(t, h.Rooms.Forums.Adopt(ctx, h.Actor(t, "elin"), "HD", a))
		a.Version++
		refused(t, "alone", h.Rooms.Forums.Adopt(ctx, h.Actor(t, "elin"), "HD", a), fault.ReasonForbidden, "guard.second_person")
		must(t, h.Rooms.Forums.Adopt(ctx, h.Actor(t, "wangliwen"), "HD", a))
		now, err := h.Rooms.Forums.Charter(ctx, "HD", "zh")
		if err != nil || now.Charter.Number != 2 || now.Charter.State != forum.CharterAdopted || now.Next != 0 {
			t.Errorf("%+v, %v", now.Charter, err)
		}
		old, err := h.Rooms.Forums.CharterNumber(ctx, "HD", 1, "zh")
		if err != nil || old.Charter.State != forum.CharterSuperseded || old.Text.Source != first.Text.Source {
			t.Errorf("%+v, %v", old.Charter, err)
		}
		if e := entry(t, h, old.Charter.Record(), "charter.superseded"); e.Act != entry(t, h, now.Charter.Record(), "charter.adopted").Act || e.Fact("by") != "2" {
			t.Errorf("%+v", e)
		}
		if rules, err := h.Rooms.Forums.RulesOf(ctx, first.Forum.ID); err != nil || rules.QuietMinutes != 7 {
			t.Errorf("the new rules do not count: %+v, %v", rules, err)
		}
		if _, err := h.Rooms.Forums.CharterNumber(ctx, "HD", 3, "zh"); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("a third: %v", err)
		}
		verified(t, h)
	})
}

func TestTheSecondPersonMayDecline(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		c := drafted(t, h, "elin", func(f *forum.CharterForm) { f.Rules.QuietMinutes = 7 })
		no := forum.Declining{Reason: "会议没有通过这一条", Version: c.Charter.Version}
		refused(t, "nothing proposed", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "wangliwen"), "HD", no), fault.ReasonForbidden, "guard.charter.proposed")
		must(t, h.Rooms.Forums.Adopt(ctx, h.Actor(t, "elin"), "HD", forum.Adoption{On: h.Clock.Now(), Note: "第二次全体会议", Version: c.Charter.Version}))
		no.Version++
		refused(t, "her own", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "elin"), "HD", no), fault.ReasonForbidden, "guard.second_person")
		refused(t, "no editor", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "maliqing"), "HD", no), fault.ReasonForbidden, "charter.not_yours")
		refused(t, "without a reason", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "wangliwen"), "HD", forum.Declining{Version: no.Version}), fault.ReasonInvalid, "input.required")
		refused(t, "a child in it", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "wangliwen"), "HD", forum.Declining{Version: no.Version, Reason: aChild}), fault.ReasonInvalid, "safeguard.stopped")
		refused(t, "unread", h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "wangliwen"), "HD", no), fault.ReasonInvalid, "reason.unread.sv")
		no.Anyway = true
		must(t, h.Rooms.Forums.DeclineAdoption(ctx, h.Actor(t, "wangliwen"), "HD", no))
		now, err := h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
		if err != nil || now.Charter.State != forum.CharterDraft || now.Charter.ProposedBy != "" || now.Charter.AdoptedOn != nil {
			t.Errorf("%+v, %v", now.Charter, err)
		}
		if e := entry(t, h, now.Charter.Record(), "charter.adoption_declined"); len(e.Audience().Persons) != 1 || e.Audience().Persons[0] != h.Person(t, "elin") {
			t.Errorf("%+v", e)
		}
		verified(t, h)
	})
}

func TestNobodyReviewsHerOwnTranslation(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		c := drafted(t, h, "wangliwen", func(f *forum.CharterForm) { f.Sv += "\n\nTill sist." })
		if got := states(c); got["sv"] != text.Drafted {
			t.Errorf("after the edit: %v", got)
		}
		c = drafted(t, h, "elin", func(f *forum.CharterForm) { f.En += "\n\nLastly." })
		if got := states(c); got["sv"] != text.Drafted || got["en"] != text.Drafted {
			t.Errorf("after both edits: %v", got)
		}
		page, err := h.Rooms.Forums.CharterDraft(ctx, "HD", "sv")
		if err != nil || page.Reading.Language != "sv" || page.Reading.State != text.Drafted || page.Reading.Original == nil {
			t.Errorf("a reader gets %+v, %v", page.Reading, err)
		}
		must(t, h.Rooms.Forums.Adopt(ctx, h.Actor(t, "sunlizhen"), "HD", forum.Adoption{On: h.Clock.Now(), Note: "第二次全体会议", Version: c.Charter.Version}))
		c, err = h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
		must(t, err)
		if got := states(c); got["sv"] != text.InReview || got["en"] != text.InReview {
			t.Errorf("once proposed: %v", got)
		}
		a := forum.Adoption{Version: c.Charter.Version, Read: []string{"sv", "en"}}
		refused(t, "her own among them", h.Rooms.Forums.Adopt(ctx, h.Actor(t, "elin"), "HD", a), fault.ReasonInvalid, "charter.own_translation")
		a.Read = []string{"sv"}
		must(t, h.Rooms.Forums.Adopt(ctx, h.Actor(t, "elin"), "HD", a))
		c, err = h.Rooms.Forums.Charter(ctx, "HD", "sv")
		must(t, err)
		if got := states(c); got["sv"] != text.Reviewed || got["en"] != text.InReview {
			t.Errorf("once adopted: %v", got)
		}
		for _, tr := range c.Translations {
			if tr.State == text.Reviewed && (tr.ReviewedBy != h.Person(t, "elin") || tr.ReviewedBy == tr.TranslatedBy) {
				t.Errorf("%s by %s, reviewed by %s", tr.Language, tr.TranslatedBy, tr.ReviewedBy)
			}
		}
		verified(t, h)
	})
}

// TestACharterIsLookedAtAsReadersWillSeeIt: a number spelt in signs of HTML is a number on the page.
func TestACharterIsLookedAtAsReadersWillSeeIt(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		c := drafted(t, h, "elin", func(*forum.CharterForm) {})
		form := forum.CharterForm{Zh: c.Sources["zh"] + "\n\n儿童 &#54;39999" + "20100101" + "0014 的情况", En: c.Sources["en"], Sv: c.Sources["sv"],
			Rules: c.Charter.Rules(), Version: c.Charter.Version}
		err := h.Rooms.Forums.EditCharter(t.Context(), h.Actor(t, "elin"), "HD", form)
		var f *fault.Fault
		if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Name != "zh" || f.Fields[0].ID != "safeguard.stopped" {
			t.Errorf("a child's number in signs of HTML: %v", err)
		}
	})
}
