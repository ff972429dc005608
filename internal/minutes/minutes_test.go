package minutes_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// refuses asks for a refusal of a step, in the words of house.Says.
func (t *table) refuses(who, id, verb, says string) {
	t.Helper()
	if _, err := t.WalkMinutes(t.T, who, id, verb, "请核实。"); house.Says(err) != says {
		t.Errorf("%s %s: %q, want %q", who, verb, house.Says(err), says)
	}
}

func (t *table) edition(m minutes.Set) minutes.Edition {
	t.Helper()
	var e minutes.Edition
	t.Must(t.Store.Read(t.Context()).Where("minutes_id = ? AND number = ?", m.ID, m.Edition).Take(&e).Error)
	return e
}

// Minutes walk from the opening of the meeting to a number: what the meeting came to stands in them by itself, the chair sends them round,
// silence lets them pass when the time is over, and the number comes with their issue.
func TestMinutesGoTheirWay(t *testing.T) {
	tables(t, func(t *table) {
		m := t.InSession(t)
		if s := t.Minutes(t, m.ID); s.State != minutes.Drafted || s.Laid || s.Mode != minutes.Silence {
			t.Errorf("at the opening: %+v", s)
		}
		s := t.written(m)
		kinds := []string{}
		for _, b := range t.Blocks(t, m.ID) {
			kinds = append(kinds, b.Kind)
		}
		if want := []string{"information", "information", "discussion", "decision", "action"}; !slices.Equal(kinds, want) {
			t.Errorf("paragraphs %v, want %v", kinds, want)
		}
		d := t.BlockOf(t, m.ID, minutes.Decision).Fact().Decision
		if d.Favour != 9 || d.Seats != 11 || !d.Met || d.Words.Sv != house.Motion().Sv || d.Result != "carried" {
			t.Errorf("the decision: %+v", d)
		}
		a := t.BlockOf(t, m.ID, minutes.Action).Fact().Action
		if a.Due != "2019-09-30" || a.Owner != t.Org("huilin") {
			t.Errorf("the action: %+v", a)
		}
		t.refuses("maliqing", s.ID, "submit", "workflow.not_yours")
		t.refuses("wangliwen", s.ID, "circulate", "workflow.wrong_state")
		s = t.WalkedMinutes(t, s.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "return"}, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		e := t.edition(s)
		if s.Edition != 1 || s.ChairHash != e.Hash || s.Hash != e.Hash || s.ClosesAt.In(time.FixedZone("", 8*3600)).Format("15:04:05") != "23:59:59" {
			t.Errorf("sent round: %+v", s)
		}
		t.refuses("wangliwen", s.ID, "approve", "guard.minutes.window_over")
		t.Clock.Set(s.ClosesAt.Add(-time.Hour))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if s = t.Minutes(t, s.ID); s.RemindedAt == nil || s.State != minutes.Circulated {
			t.Errorf("two days before: %+v", s)
		}
		t.Clock.Set(s.ClosesAt.Add(time.Second))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		s = t.Minutes(t, s.ID)
		if s.State != minutes.Approved || s.ApprovedHash != s.Hash || s.ApprovedBy != t.Person(t, "wangliwen") || s.Number != 0 {
			t.Errorf("approved: %+v", s)
		}
		for _, a := range s.Answered() {
			if a.Said != minutes.NoReply {
				t.Errorf("%s said %s", a.Organisation, a.Said)
			}
		}
		s = t.WalkedMinutes(t, s.ID, [2]string{"sunlizhen", "issue"})
		if s.Number < 1 || s.Year != 2019 || len(s.Code) != 10 || s.Class != policy.Public || s.Numbered("zh") == "" || t.Meeting(t, m.ID).State != meeting.Closed {
			t.Errorf("issued: %+v, the meeting is %s", s, t.Meeting(t, m.ID).State)
		}
		t.Whole()
	})
}

// written ends the meeting that sits and writes its minutes.
func (t *table) written(m meeting.Meeting) minutes.Set {
	t.Helper()
	t.EndsMeeting(t, m)
	for _, b := range t.Blocks(t, m.ID) {
		if b.Kind == minutes.Discussion {
			_, err := t.Rooms.Minutes.Write(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Paragraph{Minutes: m.ID, Block: b.ID, Words: "会议听取了汇报。", Version: b.Version})
			t.Must(err)
		}
	}
	return t.Minutes(t, m.ID)
}

// A version is canonical: its names are sorted, it holds no fraction, and the same record gives the same hash.
func TestAVersionIsCanonical(t *testing.T) {
	tables(t, func(t *table) {
		e := t.edition(t.CirculatedMinutes(t))
		var plain any
		t.Must(json.Unmarshal([]byte(e.Content), &plain))
		again, err := json.Marshal(plain)
		t.Must(err)
		if string(again) != e.Content {
			t.Errorf("not canonical: %.200s", e.Content)
		}
		c := e.Read()
		if len(c.Attendance) == 0 || len(c.Quorum) == 0 || c.Meeting.Opened == "" || !strings.HasSuffix(c.Meeting.Opened, "Z") {
			t.Errorf("%+v", c)
		}
		for _, change := range []any{map[string]any{"content": "{}"}, map[string]any{"number": 7}} {
			if err := t.Store.Read(t.Context()).Model(&minutes.Edition{}).Where("id = ?", e.ID).Updates(change).Error; err == nil {
				t.Errorf("a version was changed by %v", change)
			}
		}
	})
}

// The secretary takes a paragraph out that she had added, with a reason and when she was asked; what the meeting says stays, the only one of
// an item, and what was sent round.
func TestAParagraphIsTakenOut(t *testing.T) {
	tables(t, func(t *table) {
		m := t.WrittenMinutes(t)
		told, decided := t.BlockOf(t, m.ID, minutes.Discussion), t.BlockOf(t, m.ID, minutes.Decision)
		_, err := t.Rooms.Minutes.Write(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Paragraph{Minutes: m.ID, Item: told.ItemID, Kind: minutes.Discussion, Words: "多写的一段。"})
		t.Must(err)
		blocks := t.Blocks(t, m.ID)
		added := blocks[slices.IndexFunc(blocks, func(b minutes.Block) bool { return b.Words == "多写的一段。" })]
		remove := func(b minutes.Block, reason string, sure bool) error {
			return t.Rooms.Minutes.Remove(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Removal{Minutes: m.ID, Block: b.ID, Reason: reason, Sure: sure, Version: b.Version})
		}
		for says, err := range map[string]error{"reason:input.required": remove(added, " ", true), "sure:minutes.remove_unsure": remove(added, "重复。", false), "minutes.stays": remove(decided, "重复。", true)} {
			if house.Says(err) != says {
				t.Errorf("%q, want %q", house.Says(err), says)
			}
		}
		if err := remove(blocks[0], "重复。", true); house.Says(err) != "minutes.stays" {
			t.Errorf("the only one of its item: %v", err)
		}
		if err := remove(added, "电话13800"+"138000", true); err == nil {
			t.Error("the gate let a telephone number through")
		}
		t.Must(remove(added, "与前一段重复。", true))
		if left := t.Blocks(t, m.ID); len(left) != len(blocks)-1 {
			t.Errorf("%d paragraphs of %d are left", len(left), len(blocks))
		}
		t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"})
		if err := remove(told, "重复。", true); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("with the chair: %v", err)
		}
		t.Whole()
	})
}
