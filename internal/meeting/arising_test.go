package meeting_test

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/meeting"
)

// pledged enters a promise of an organisation in HD; the organisation has not accepted it.
func (t *table) pledged(due string) commitment.Commitment {
	t.Helper()
	c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), commitment.Form{Forum: "HD", Owner: t.OrgOf(t.T, "huilin"), Language: "zh", TitleZh: "提交汇总报告", TitleEn: "Submit the summary",
		TitleSv: "Lämna in sammanställningen", Due: due, Origin: commitment.Origin{Words: "会上商定。", On: "2019-02-28"}})
	t.Must(err)
	return c
}

func (t *table) takes(who string, c commitment.Commitment, verb string) commitment.Commitment {
	t.Helper()
	t.Must(t.Store.Read(t.Context()).Where("id = ?", c.ID).Take(&c).Error)
	c, err := t.Rooms.Commitments.Take(t.Context(), t.Actor(t.T, who), commitment.Step{Commitment: c.ID, Verb: verb, Reason: "不再需要。", Anyway: true, Version: c.Version})
	t.Must(err)
	return c
}

// arises is what somebody reads under matters arising: the item, and each promise with its state then.
func (t *table) arises(who string, m meeting.Meeting) (row meeting.ItemRow, then map[string]string) {
	t.Helper()
	page := t.page(who, t.Meeting(t.T, m.ID))
	at := slices.IndexFunc(page.Items, func(i meeting.ItemRow) bool { return i.Auto == meeting.Arising && i.Number > 0 })
	if at < 0 {
		return row, nil
	}
	then = map[string]string{}
	for _, p := range page.Items[at].Pledges {
		then[p.ID] = p.Then.State
	}
	return page.Items[at], then
}

func (t *table) sends(m meeting.Meeting) {
	t.Helper()
	m = t.Meeting(t.T, m.ID)
	_, err := t.Rooms.Meetings.SendAgenda(t.Context(), t.Actor(t.T, "sunlizhen"), m.ID, m.Version)
	t.Must(err)
}

// Matters arising name the promises nobody has verified: those of the day an agenda was sent, and at the table those of that day, each beside how it
// stands now. Nobody reads of one she may not see, neither there nor where two agendas differ.
func TestMattersArisingNameThePromises(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		row, then := t.arises("maliqing", m)
		if len(then) == 0 || len(row.Papers()) != len(then) || len(row.Cards) != 0 {
			t.Fatalf("announced with %v, papers %v", then, row.Papers())
		}
		c := t.pledged("2019-12-01")
		if _, now := t.arises("maliqing", m); len(now) != len(then) {
			t.Errorf("an agenda that was sent names what came later: %v", now)
		}
		t.sends(m)
		if _, now := t.arises("maliqing", m); len(now) != len(then)+1 || now[c.ID] != commitment.Proposed {
			t.Errorf("sent again: %v", now)
		}
		if _, now := t.arises("", m); len(now) != len(then) {
			t.Errorf("a visitor reads of what its owner has not accepted: %v", now)
		}
		for who, want := range map[string]int{"maliqing": 1, "": 0} {
			page := t.page(who, t.Meeting(t.T, m.ID))
			named := 0
			for _, x := range meeting.Compare(page.Sent(page.Agendas[0]), page.Sent(page.Agendas[1])) {
				came, left := page.Named(x)
				named += len(came)
				if len(left) > 0 || x.What != meeting.Same && want == 0 {
					t.Errorf("%q: %s %+v", who, x.What, left)
				}
			}
			if named != want {
				t.Errorf("%q reads that %d came", who, named)
			}
		}
		c = t.takes("maliqing", c, "accept")
		m = t.Opens(t, m)
		frozen, now := t.arises("", m)
		if now[c.ID] != commitment.Accepted {
			t.Errorf("at the opening: %v", now)
		}
		late := t.pledged("2019-12-02")
		t.takes("wangliwen", c, "cancel")
		m = t.EndsMeeting(t, m)
		row, now = t.arises("maliqing", m)
		if row.Stood != frozen.Stood || now[c.ID] != commitment.Accepted || now[late.ID] != "" {
			t.Errorf("held: %v", now)
		}
		for _, p := range row.Pledges {
			if p.ID == c.ID && (p.State != commitment.Cancelled || !p.Moved() || p.Owned.OrgKey != "huilin" || p.Owner != p.Owned) {
				t.Errorf("what has become of it: %+v", p)
			}
		}
		t.Whole()
	})
}

// Where no promise is open the item leaves by itself, and comes back when there is one; one that the secretary took away stays away. At the opening
// it keeps its number and what was sent.
func TestMattersArisingLeave(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		_, then := t.arises("maliqing", m)
		for id := range then {
			t.closes(id)
		}
		t.sends(m)
		if row, _ := t.arises("maliqing", m); row.ID != "" {
			t.Fatalf("nothing is open: %+v", row.Item)
		}
		c := t.pledged("2019-12-01")
		t.sends(m)
		row, now := t.arises("maliqing", m)
		if row.Number != 2 || len(now) != 1 {
			t.Fatalf("it comes back: %d %v", row.Number, now)
		}
		other := t.NextMeeting(t, m.StartsAt.AddDate(0, 0, 7).Format(time.DateOnly))
		gone, _ := t.arises("maliqing", other)
		_, err := t.Rooms.Meetings.TakeItem(t.Context(), t.Actor(t.T, "sunlizhen"), meeting.ItemStep{Meeting: other.ID, Item: gone.ID, Verb: "strike", Version: gone.Version})
		t.Must(err)
		t.sends(other)
		if row, _ := t.arises("maliqing", other); row.ID != "" {
			t.Error("what was taken away is there again")
		}
		t.takes("wangliwen", c, "cancel")
		m = t.Opens(t, m)
		row, now = t.arises("maliqing", m)
		if row.State != meeting.Withdrawn || row.Number != 2 || now[c.ID] != commitment.Proposed {
			t.Errorf("at the opening: %s %d %v", row.State, row.Number, now)
		}
		t.Whole()
	})
}

// closes ends an open promise, whatever its state.
func (t *table) closes(id string) {
	t.Helper()
	var c commitment.Commitment
	t.Must(t.Store.Read(t.Context()).Where("id = ?", id).Take(&c).Error)
	step := commitment.Step{Commitment: c.ID, Verb: "cancel", Reason: "不再需要。", Anyway: true, Version: c.Version}
	if c.State == commitment.Reported {
		step.Verb = "verify"
	}
	for _, who := range []string{"wangliwen", "sunlizhen", "gaolicheng", "maliqing", "hanlian"} {
		_, err := t.Rooms.Commitments.Take(t.Context(), t.Actor(t.T, who), step)
		if err == nil {
			return
		}
		if !fault.Is(err, fault.ReasonForbidden) {
			t.Must(err)
		}
	}
	t.Fatalf("nobody ends %s, %s", c.Reference, c.State)
}
