package forum_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"sametable/internal/app"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// What the gate must stop is put together while the test runs.
var aChild = "小明" + "，" + "9岁" + "，在" + "例村" + "小学上学"

// refused wants a reason and a message id, of the fault or beside a field.
func refused(t *testing.T, what string, err error, reason fault.Reason, id string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) {
		t.Errorf("%s: got %v, want %s %s", what, err, reason, id)
		return
	}
	found := f.ID == id
	for _, field := range f.Fields {
		found = found || field.ID == id
	}
	if f.Reason != reason || !found {
		t.Errorf("%s: got %v %v, want %s %s", what, err, f.Fields, reason, id)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// mandate is somebody's living mandate in a forum and capacity.
func mandate(t *testing.T, h *house.House, who string, capacity policy.Capacity) forum.Mandate {
	t.Helper()
	var m forum.Mandate
	must(t, h.Store.Read(context.Background()).Joins("JOIN forums ON forums.id = mandates.forum_id").
		Where("forums.key = 'HD' AND mandates.person_id = ? AND mandates.capacity = ? AND mandates.state <> 'ended'", h.Person(t, who), capacity).Take(&m).Error)
	return m
}

func again(t *testing.T, h *house.House, id policy.MandateID) forum.Mandate {
	t.Helper()
	var m forum.Mandate
	must(t, h.Store.Read(context.Background()).Where("id = ?", id).Take(&m).Error)
	return m
}

func entry(t *testing.T, h *house.House, ref policy.Ref, verb string) register.Entry {
	t.Helper()
	var e register.Entry
	must(t, h.Store.Read(context.Background()).Where("noun = ? AND noun_id = ? AND verb = ?", ref.Noun, ref.ID, verb).Order("seq DESC").Take(&e).Error)
	return e
}

func TestMachinesAreSound(t *testing.T) {
	for _, m := range app.Machines() {
		if faults := m.Faults(); len(faults) > 0 {
			t.Errorf("%s: %v", m.Noun, faults)
		}
	}
}

func TestADelegateResigns(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		m := mandate(t, h, "maliqing", policy.Titular)
		step := forum.MandateStep{ID: m.ID, Verb: "resign", Version: m.Version}
		for _, who := range []string{"hanlian", "elin", "sunlizhen"} {
			refused(t, who, h.Rooms.Forums.Step(ctx, h.Actor(t, who), step), fault.ReasonForbidden, "guard.mandate.person")
		}
		refused(t, "a stranger", h.Rooms.Forums.Step(ctx, h.Actor(t, "fangliqin"), step), fault.ReasonNotFound, "fault.not_found")
		stale := step
		stale.Version--
		refused(t, "an old page", h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), stale), fault.ReasonConflict, "fault.stale")
		gated := step
		gated.Note = aChild
		refused(t, "a child in the note", h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), gated), fault.ReasonInvalid, "safeguard.stopped")
		must(t, h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), step))
		now := again(t, h, m.ID)
		if now.State != forum.Ended || now.EndedAt == nil || !now.EndedAt.Equal(h.Clock.Now()) || (now.Ends == nil) != (m.Ends == nil) {
			t.Errorf("%+v", now)
		}
		if left := h.Actor(t, "maliqing").In(m.ForumID, h.Clock.Now()); len(left) > 0 {
			t.Errorf("she still speaks: %v", left)
		}
		e := entry(t, h, m.Record(), "mandate.resigned")
		if told := e.Audience(); !slices.Contains(told.FocalPoints, m.OrganisationID) || told.Secretaries != m.ForumID {
			t.Errorf("told %+v", told)
		}
		if !h.Actor(t, "maliqing").Sees(e.Access, h.Clock.Now()) {
			t.Error("she does not see what the register says of her own mandate")
		}
		refused(t, "twice", h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), forum.MandateStep{ID: m.ID, Verb: "resign", Version: now.Version}),
			fault.ReasonConflict, "workflow.wrong_state")
	})
}

func TestATermRunsOut(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		old := mandate(t, h, "maliqing", policy.Titular)
		must(t, h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), forum.MandateStep{ID: old.ID, Verb: "resign", Version: old.Version}))
		form := forum.MandateForm{Forum: "HD", Organisation: old.OrganisationID, Person: old.PersonID, Capacity: "titular", Letter: "委派函 1号",
			Ends: h.Clock.Now().Add(10 * 24 * time.Hour)}
		past := form
		past.Starts, past.Ends = h.Clock.Now().Add(-48*time.Hour), h.Clock.Now().Add(-24*time.Hour)
		_, err := h.Rooms.Forums.Propose(ctx, h.Actor(t, "hanlian"), past)
		refused(t, "a term that is over", err, fault.ReasonInvalid, "mandate.ends_past")
		m, err := h.Rooms.Forums.Propose(ctx, h.Actor(t, "hanlian"), form)
		must(t, err)
		_, err = h.Rooms.Forums.Propose(ctx, h.Actor(t, "hanlian"), form)
		refused(t, "a second one", err, fault.ReasonConflict, "mandate.exists")
		must(t, h.Rooms.Forums.Step(ctx, h.Actor(t, "maliqing"), forum.MandateStep{ID: m.ID, Verb: "accept", Version: m.Version}))
		must(t, h.Rooms.Forums.Step(ctx, h.Actor(t, "elin"), forum.MandateStep{ID: m.ID, Verb: "confirm", Version: m.Version + 1}))
		must(t, h.SweepOnce(ctx))
		if got := again(t, h, m.ID); got.State != forum.Confirmed {
			t.Fatalf("swept before its end: %s", got.State)
		}
		refused(t, "by hand", h.Rooms.Forums.Step(ctx, h.Actor(t, "elin"), forum.MandateStep{ID: m.ID, Verb: "expire", Version: m.Version + 2}),
			fault.ReasonNotFound, "fault.not_found")
		h.Clock.Advance(10 * 24 * time.Hour)
		form.Ends = time.Time{}
		_, err = h.Rooms.Forums.Propose(ctx, h.Actor(t, "hanlian"), form) // though nobody has swept yet
		must(t, err)
		must(t, h.Rooms.Forums.Sweep(ctx, h.Clock.Now()))
		got := again(t, h, m.ID)
		if got.State != forum.Ended || got.Ends == nil || !got.Ends.Equal(*m.Ends) || got.EndedAt == nil {
			t.Errorf("%+v", got)
		}
		if e := entry(t, h, m.Record(), "mandate.expired"); e.ActorID != "system" || !slices.Contains(e.Audience().Persons, m.PersonID) {
			t.Errorf("%+v", e)
		}
		var before, after int64
		db := h.Store.Read(ctx)
		must(t, db.Model(&register.Entry{}).Count(&before).Error)
		must(t, h.Rooms.Forums.Sweep(ctx, h.Clock.Now()))
		if must(t, db.Model(&register.Entry{}).Count(&after).Error); before != after {
			t.Error("swept twice")
		}
		verified(t, h)
	})
}

func TestTheRecordedEndStays(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		m := mandate(t, h, "wangliwen", policy.Chair)
		if m.Ends == nil {
			t.Fatal("the chair has no term")
		}
		must(t, h.Rooms.Forums.Step(ctx, h.Actor(t, "elin"), forum.MandateStep{ID: m.ID, Verb: "end", Note: "另有任用", Version: m.Version}))
		if got := again(t, h, m.ID); got.Ends == nil || !got.Ends.Equal(*m.Ends) || got.EndedAt == nil || !got.EndedAt.Before(*got.Ends) {
			t.Errorf("%+v", got)
		}
	})
}

func TestReplacingIsOneAct(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		m := mandate(t, h, "maliqing", policy.Titular)
		r := forum.Replacement{ID: m.ID, Version: m.Version, Person: h.Person(t, "hanlian"), Letter: "委派函 2号"}
		replace := func(who string, change func(*forum.Replacement)) error {
			form := r
			if change != nil {
				change(&form)
			}
			_, err := h.Rooms.Forums.Replace(ctx, h.Actor(t, who), form)
			return err
		}
		refused(t, "herself", replace("maliqing", nil), fault.ReasonForbidden, "workflow.not_yours")
		refused(t, "a focal point of another body", replace("wangliwen", nil), fault.ReasonForbidden, "guard.mandate.focal_point")
		refused(t, "a stranger", replace("fangliqin", nil), fault.ReasonNotFound, "fault.not_found")
		refused(t, "the same person", replace("hanlian", func(r *forum.Replacement) { r.Person = m.PersonID }), fault.ReasonInvalid, "mandate.same_person")
		refused(t, "without a letter", replace("hanlian", func(r *forum.Replacement) { r.Letter = "" }), fault.ReasonInvalid, "input.required")
		refused(t, "somebody else's", replace("hanlian", func(r *forum.Replacement) { r.Person = h.Person(t, "suliyi") }), fault.ReasonInvalid, "mandate.not_of_organisation")
		refused(t, "a child in the letter", replace("hanlian", func(r *forum.Replacement) { r.Letter = aChild }), fault.ReasonInvalid, "safeguard.stopped")
		if got := again(t, h, m.ID); got.State != forum.Confirmed {
			t.Fatalf("half of it happened: %s", got.State)
		}
		next, err := h.Rooms.Forums.Replace(ctx, h.Actor(t, "hanlian"), r)
		must(t, err)
		old, begun := entry(t, h, m.Record(), "mandate.replaced"), entry(t, h, next.Record(), "mandate.proposed")
		if old.Act != begun.Act || old.Fact("by") != string(next.ID) || begun.Fact("replaces") != string(m.ID) || old.ToState != forum.Ended {
			t.Errorf("%+v\n%+v", old, begun)
		}
		if next.Capacity != policy.Titular || next.State != forum.Proposed || next.OrganisationID != m.OrganisationID {
			t.Errorf("%+v", next)
		}
	})
}

func TestSeatsEnd(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		m := mandate(t, h, "wangliwen", policy.Titular)
		chair := mandate(t, h, "wangliwen", policy.Chair)
		var seat forum.Seat
		must(t, h.Store.Read(ctx).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", m.ForumID, m.OrganisationID).Take(&seat).Error)
		end := func(who string, e forum.SeatEnd) error { return h.Rooms.Forums.EndSeat(ctx, h.Actor(t, who), e) }
		form := forum.SeatEnd{ID: seat.ID, Version: seat.Version, Reason: "该单位已退出论坛"}
		for _, who := range []string{"maliqing", "hanlian", "fangliqin", "johan", ""} {
			refused(t, who, end(who, form), fault.ReasonForbidden, "seat.not_yours")
		}
		refused(t, "no such seat", end("elin", forum.SeatEnd{ID: "none", Reason: "x"}), fault.ReasonNotFound, "fault.not_found")
		refused(t, "without a reason", end("elin", forum.SeatEnd{ID: seat.ID, Version: seat.Version}), fault.ReasonInvalid, "input.required")
		refused(t, "a child in it", end("elin", forum.SeatEnd{ID: seat.ID, Version: seat.Version, Reason: aChild}), fault.ReasonInvalid, "safeguard.stopped")
		refused(t, "an old page", end("elin", forum.SeatEnd{ID: seat.ID, Version: seat.Version - 1, Reason: "x"}), fault.ReasonConflict, "fault.stale")
		must(t, end("elin", form))
		ended := entry(t, h, seat.Record(), "seat.ended")
		if over := entry(t, h, m.Record(), "mandate.unseated"); over.Act != ended.Act {
			t.Error("not one act")
		}
		if got := again(t, h, m.ID); got.State != forum.Ended {
			t.Errorf("the delegate stays %s", got.State)
		}
		if got := again(t, h, chair.ID); got.State != forum.Confirmed {
			t.Errorf("the chair, who needs no seat, is %s", got.State)
		}
		refused(t, "twice", end("elin", form), fault.ReasonNotFound, "fault.not_found")
		must(t, h.Rooms.Forums.GiveSeat(ctx, h.Actor(t, "elin"), "HD", m.OrganisationID))
		verified(t, h)
	})
}

func TestFoundingPassesTheGate(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		var province organisation.Region
		must(t, h.Store.Read(ctx).Where("level = 'province'").Order("code").Take(&province).Error)
		fine := forum.FoundingForm{Key: "XF", NameZh: "新例论坛", NameEn: "New Example Forum", NameSv: "Nya exempelforumet", Region: province.Code,
			Language: "zh", Rules: forum.DefaultRules()}
		for _, c := range []struct {
			what, id string
			change   func(*forum.FoundingForm)
		}{
			{"a child as a name", "safeguard.stopped", func(f *forum.FoundingForm) { f.NameZh = aChild }},
			{"in English", "safeguard.stopped", func(f *forum.FoundingForm) { f.NameEn = aChild }},
			{"in Swedish", "safeguard.stopped", func(f *forum.FoundingForm) { f.NameSv = aChild }},
			{"a province nobody knows", "forum.region_unknown", func(f *forum.FoundingForm) { f.Region = "999999" }},
			{"words as a province", "forum.region_unknown", func(f *forum.FoundingForm) { f.Region = "例村" }},
			{"a child among the watched terms", "safeguard.stopped", func(f *forum.FoundingForm) { f.Rules.Watched = []string{"补课", aChild} }},
			{"too many terms", "charter.watched_many", func(f *forum.FoundingForm) { f.Rules.Watched = slices.Repeat([]string{"补课"}, 51) }},
			{"a term too long", "charter.watched_long", func(f *forum.FoundingForm) { f.Rules.Watched = []string{string(slices.Repeat([]rune("补"), 41))} }},
			{"a language nobody has", "input.choice", func(f *forum.FoundingForm) { f.Rules.Languages = []string{"zh", "xx"} }},
		} {
			form := fine
			c.change(&form)
			_, err := h.Rooms.Forums.Found(ctx, h.Actor(t, "elin"), form)
			refused(t, c.what, err, fault.ReasonInvalid, c.id)
		}
		_, err := h.Rooms.Forums.Found(ctx, h.Actor(t, "wangliwen"), fine)
		refused(t, "a chair elsewhere", err, fault.ReasonNotFound, "fault.not_found")
		fine.Rules.Watched = []string{"补课", "收费"}
		f, err := h.Rooms.Forums.Found(ctx, h.Actor(t, "elin"), fine)
		if err != nil || f.State != forum.Founding || f.Region != province.Code {
			t.Errorf("%+v, %v", f, err)
		}
	})
}

// verified wants the register to vouch for everything there is.
func verified(t *testing.T, h *house.House) {
	t.Helper()
	if v, err := h.Verify(context.Background(), register.Verified{}); err != nil {
		t.Errorf("%+v: %v", v, err)
	}
}
