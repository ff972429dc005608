package app_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// atOnce does two things in two processes at the same time.
func atOnce(acts ...func() error) []error {
	var wait sync.WaitGroup
	start, errs := make(chan struct{}), make([]error, len(acts))
	for i, act := range acts {
		wait.Go(func() {
			<-start
			errs[i] = act()
		})
	}
	close(start)
	wait.Wait()
	return errs
}

// history is what happened to minutes, in its order.
func history(t *testing.T, h *house.House, id string) []string {
	t.Helper()
	var verbs []string
	if err := h.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun = ? AND noun_id = ?", minutes.Noun, id).Order("seq").Pluck("verb", &verbs).Error; err != nil {
		t.Fatal(err)
	}
	return verbs
}

func whole(t *testing.T, h *house.House) {
	t.Helper()
	if _, err := h.Verify(t.Context(), register.Verified{}); err != nil {
		t.Errorf("the register does not hold: %v", err)
	}
}

func (s walkStep) take(h *house.House, as policy.Actor) error {
	_, err := h.Rooms.Minutes.Walk(context.Background(), as, minutes.Step{Minutes: s.id, Verb: s.verb, Hash: s.hash, Version: s.version})
	return err
}

// walkStep is a step of minutes as somebody's page has it.
type walkStep struct {
	id, verb, hash string
	version        int
}

// The chair approves in one process while somebody corrects in another: one order of events is recorded. Either the correction was filed first,
// and the approval is refused, or the minutes were approved, and it came too late; never is a version approved over an open correction.
func TestAnApprovalAndACorrectionAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		h := twins[0]
		m := h.CirculatedMinutes(t)
		// the last instant for corrections in one process is the first for approval in the other: clocks of two machines differ
		twins[0].Clock.Set(m.ClosesAt.Add(time.Second))
		twins[1].Clock.Set(m.ClosesAt.Add(-time.Second))
		chair, delegate := twins[0].Actor(t, "wangliwen"), twins[1].Actor(t, "maliqing")
		b := h.BlockOf(t, m.ID, minutes.Discussion)
		step := walkStep{m.ID, "approve", m.Hash, m.Version}
		errs := atOnce(func() error { return step.take(twins[0], chair) }, func() error {
			_, err := twins[1].Rooms.Minutes.File(context.Background(), delegate, minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: "将于年底实施", Instead: "拟于年底前提出方案",
				Reason: "当时说的是方案。", Language: "zh", Hash: m.Hash})
			return err
		})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		var open int64
		if err := h.Store.Read(t.Context()).Model(&minutes.Correction{}).Where("minutes_id = ? AND state = ?", m.ID, minutes.Asked).Count(&open).Error; err != nil {
			t.Fatal(err)
		}
		verbs := history(t, h, m.ID)
		now := h.Minutes(t, m.ID)
		approved, filed := slices.Contains(verbs, "minutes.approved"), slices.Contains(verbs, "minutes.correction_filed")
		if approved == filed || approved != (now.State == minutes.Approved) || filed != (open == 1) || approved != (now.ApprovedHash == m.Hash && now.ApprovedAt != nil && now.Outcome != "") {
			t.Errorf("approved %v, filed %v, open %d: %+v", approved, filed, open, now)
		}
		if !approved && (now.ApprovedAt != nil || now.ApprovedHash != "" || now.Outcome != "") {
			t.Errorf("half approved: %+v", now)
		}
		says := map[bool]string{true: house.Says(errs[1]), false: house.Says(errs[0])}[approved]
		if want := map[bool][]string{true: {"workflow.wrong_state"}, false: {"fault.stale", "guard.minutes.open_corrections"}}[approved]; !slices.Contains(want, says) {
			t.Errorf("approved %v: the other was told %q", approved, says)
		}
		whole(t, h)
	})
}

// A correction is accepted in one process while the chair approves in another: what is approved is a version nothing was asked of.
func TestAnApprovalAndASettlementAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		h := twins[0]
		m := h.CirculatedMinutes(t)
		b := h.BlockOf(t, m.ID, minutes.Discussion)
		c, err := h.Rooms.Minutes.File(t.Context(), h.Actor(t, "maliqing"), minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: "将于年底实施", Instead: "拟于年底前提出方案", Reason: "当时说的是方案。", Language: "zh"})
		if err != nil {
			t.Fatal(err)
		}
		m = h.Minutes(t, m.ID)
		for _, one := range twins {
			one.Clock.Set(m.ClosesAt.Add(time.Second))
		}
		chair, secretary := twins[0].Actor(t, "wangliwen"), twins[1].Actor(t, "sunlizhen")
		step := walkStep{m.ID, "approve", m.Hash, m.Version}
		errs := atOnce(func() error { return step.take(twins[0], chair) }, func() error {
			_, err := twins[1].Rooms.Minutes.Settle(context.Background(), secretary, minutes.Settling{Minutes: m.ID, Correction: c.ID, Verb: "accept", Version: c.Version})
			return err
		})
		now := h.Minutes(t, m.ID)
		if errs[1] != nil || !slices.Contains([]string{"fault.stale", "guard.minutes.open_corrections"}, house.Says(errs[0])) {
			t.Errorf("approved: %v, settled: %v", errs[0], errs[1])
		}
		if now.State != minutes.Circulated || now.Edition != 2 || now.ApprovedHash != "" || now.ChairHash == now.Hash {
			t.Errorf("%+v", now)
		}
		whole(t, h)
	})
}

// Chair and convener approve at once, and time with them: one of them has approved, and the history says it once.
func TestTwoApproveAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		h := twins[0]
		m := h.CirculatedMinutes(t)
		for _, one := range twins {
			one.Clock.Set(m.ClosesAt.Add(time.Second))
		}
		chair, convener := twins[0].Actor(t, "wangliwen"), twins[1].Actor(t, "zhengliyuan")
		step := walkStep{m.ID, "approve", m.Hash, m.Version}
		errs := atOnce(func() error { return step.take(twins[0], chair) }, func() error { return step.take(twins[1], convener) },
			func() error { return twins[1].Rooms.Minutes.Sweep(context.Background(), twins[1].Clock.Now()) })
		if errs[0] == nil && errs[1] == nil || errs[2] != nil {
			t.Fatalf("approved twice, or time stumbled: %v", errs)
		}
		for _, err := range errs[:2] {
			if err != nil && !slices.Contains([]string{"fault.stale", "workflow.wrong_state"}, house.Says(err)) {
				t.Errorf("the second was told %q", house.Says(err))
			}
		}
		verbs := history(t, h, m.ID)
		if times := len(slices.DeleteFunc(slices.Clone(verbs), func(v string) bool { return v != "minutes.approved" })); times != 1 || h.Minutes(t, m.ID).State != minutes.Approved {
			t.Errorf("approved %d times: %v", times, verbs)
		}
		whole(t, h)
	})
}

// Minutes of different meetings of one forum are issued at once in two processes: their numbers follow each other, and none is given twice.
func TestTwoIssueAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		h := twins[0]
		var ids []string
		for today := h.Clock.Now(); len(ids) < 4; {
			h.Clock.Set(today)
			ids = append(ids, h.ApprovedMinutes(t).ID)
		}
		twins[1].Clock.Set(h.Clock.Now())
		secretary := [2]policy.Actor{twins[0].Actor(t, "sunlizhen"), twins[1].Actor(t, "sunlizhen")}
		for n := 0; n < len(ids); n += 2 {
			var acts []func() error
			for i := range twins {
				m := h.Minutes(t, ids[n+i])
				step := walkStep{m.ID, "issue", m.Hash, m.Version}
				acts = append(acts, func() error { return step.take(twins[i], secretary[i]) })
			}
			for i, err := range atOnce(acts...) {
				if err != nil {
					t.Errorf("issue %d: %v", n+i, err)
				}
			}
		}
		var numbers []int
		first := h.Minutes(t, ids[0])
		if err := h.Store.Read(t.Context()).Model(&minutes.Set{}).Where("forum_key = ? AND year = ? AND number > 0", first.ForumKey, first.Year).Order("number").Pluck("number", &numbers).Error; err != nil {
			t.Fatal(err)
		}
		for n, number := range numbers {
			if number != n+1 {
				t.Errorf("numbers of %d: %v", first.Year, numbers)
				break
			}
		}
		if len(numbers) < len(ids) {
			t.Errorf("%d numbers for %d minutes", len(numbers), len(ids))
		}
		whole(t, h)
	})
}
