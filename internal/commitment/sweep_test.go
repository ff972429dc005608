package commitment_test

import (
	"testing"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/register"
)

// TestWhatIsLongOverdueIsToldOnce: on the thirtieth day after its last day in Beijing the convener hears of a commitment, once; a day that
// is moved counts anew, and what was reported done is late no more.
func TestWhatIsLongOverdueIsToldOnce(t *testing.T) {
	tables(t, func(t *table) {
		c, other := t.soon(), t.soon()
		t.does(&other, "maliqing report")
		day := func(at string) {
			t.Helper()
			now, err := time.Parse(time.RFC3339, at)
			t.Must(err)
			t.Clock.Set(now)
			t.Must(t.Rooms.Commitments.Sweep(t.Context(), now))
		}
		told := func() int {
			t.Helper()
			var all []register.Entry
			t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = 'commitment.escalated'", c.ID).Order("seq").Find(&all).Error)
			if len(all) > 0 && len(all[0].Audience().Persons) == 0 {
				t.Error("nobody is told")
			}
			return len(all)
		}
		for _, s := range []struct {
			at      string
			overdue bool
			told    int
		}{
			{"2019-07-10T15:59:59Z", false, 0}, {"2019-07-10T16:00:00Z", true, 0}, {"2019-08-08T15:59:59Z", true, 0}, {"2019-08-08T16:00:00Z", true, 1}, {"2019-09-20T00:00:00Z", true, 1},
		} {
			if day(s.at); c.Overdue(t.Clock.Now()) != s.overdue || told() != s.told {
				t.Errorf("%s: overdue %v, told %d times", s.at, c.Overdue(t.Clock.Now()), told())
			}
		}
		t.Must(t.Store.Read(t.Context()).Where("id = ?", c.ID).Take(&c).Error)
		t.does(&c, "wangliwen extend")
		if day("2020-01-30T00:00:00Z"); told() != 2 {
			t.Errorf("a day that was moved: told %d times", told())
		}
		if other.Overdue(t.Clock.Now()) {
			t.Error("what was reported done is late")
		}
		var kept commitment.Commitment
		t.Must(t.Store.Read(t.Context()).Where("id = ?", other.ID).Take(&kept).Error)
		if kept.EscalatedAt != nil {
			t.Error("the convener is told of what was reported done")
		}
	})
}

// soon is one that was accepted and is due in a month.
func (t *table) soon() commitment.Commitment {
	t.Helper()
	form := t.form()
	form.Due = "2019-07-10"
	c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form)
	t.Must(err)
	t.does(&c, "maliqing accept")
	return c
}
