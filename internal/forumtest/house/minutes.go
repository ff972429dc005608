package house

import (
	"testing"
	"time"

	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// Minutes reads minutes as they stand.
func (h *House) Minutes(t testing.TB, id string) minutes.Set {
	t.Helper()
	var m minutes.Set
	if err := h.Store.Read(t.Context()).Where("id = ?", id).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	return m
}

// Blocks reads the paragraphs of minutes in their order.
func (h *House) Blocks(t testing.TB, id string) []minutes.Block {
	t.Helper()
	var all []minutes.Block
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", id).Order("item, place, id").Find(&all).Error; err != nil {
		t.Fatal(err)
	}
	return all
}

// WalkMinutes takes minutes one step on, by somebody who has read the version that counts.
func (h *House) WalkMinutes(t testing.TB, who, id, verb, reason string) (minutes.Set, error) {
	t.Helper()
	m := h.Minutes(t, id)
	actor := policy.SystemActor()
	if who != "" {
		actor = h.Actor(t, who)
	}
	return h.Rooms.Minutes.Walk(t.Context(), actor, minutes.Step{Minutes: id, Verb: verb, Reason: reason, Hash: m.Hash, Version: m.Version})
}

// WalkedMinutes is WalkMinutes by each of several people in turn, "sunlizhen submit".
func (h *House) WalkedMinutes(t testing.TB, id string, steps ...[2]string) minutes.Set {
	t.Helper()
	for _, step := range steps {
		_ = must[minutes.Set](t)(h.WalkMinutes(t, step[0], id, step[1], "请核实后再送。"))
	}
	return h.Minutes(t, id)
}

// WrittenMinutes holds a meeting of HD and writes its minutes: a paragraph of 400 characters stands beside what it decided.
func (h *House) WrittenMinutes(t testing.TB) minutes.Set {
	t.Helper()
	return h.written(t, h.Held(t))
}

// IssuedOf lets a meeting of HD that sits run to its end, and has its minutes issued.
func (h *House) IssuedOf(t testing.TB, m meeting.Meeting) minutes.Set {
	t.Helper()
	return h.issued(t, h.written(t, h.EndsMeeting(t, m)))
}

func (h *House) written(t testing.TB, m meeting.Meeting) minutes.Set {
	t.Helper()
	for _, b := range h.Blocks(t, m.ID) {
		if minutes.Told(b.Kind) && b.Item > 1 {
			_ = must[minutes.Set](t)(h.Rooms.Minutes.Write(t.Context(), h.Actor(t, "sunlizhen"), minutes.Paragraph{Minutes: m.ID, Block: b.ID,
				Words: "会议听取了汇报。各单位认为，汇总报告将于年底实施，费用由各单位承担。", Version: b.Version}))
		}
	}
	return h.Minutes(t, m.ID)
}

// CirculatedMinutes sends the minutes of a meeting of HD round.
func (h *House) CirculatedMinutes(t testing.TB) minutes.Set {
	t.Helper()
	return h.circulated(t, h.WrittenMinutes(t))
}

func (h *House) circulated(t testing.TB, m minutes.Set) minutes.Set {
	t.Helper()
	return h.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
}

// ApprovedMinutes lets the time for corrections pass, and the minutes with it.
func (h *House) ApprovedMinutes(t testing.TB) minutes.Set {
	t.Helper()
	return h.approved(t, h.CirculatedMinutes(t))
}

func (h *House) approved(t testing.TB, m minutes.Set) minutes.Set {
	t.Helper()
	h.Clock.Set(m.ClosesAt.Add(time.Minute))
	if err := h.Rooms.Minutes.Sweep(t.Context(), h.Clock.Now()); err != nil {
		t.Fatal(Says(err))
	}
	return h.Minutes(t, m.ID)
}

// IssuedMinutes issues them.
func (h *House) IssuedMinutes(t testing.TB) minutes.Set {
	t.Helper()
	return h.WalkedMinutes(t, h.ApprovedMinutes(t).ID, [2]string{"sunlizhen", "issue"})
}

func (h *House) issued(t testing.TB, m minutes.Set) minutes.Set {
	t.Helper()
	return h.WalkedMinutes(t, h.approved(t, h.circulated(t, m)).ID, [2]string{"sunlizhen", "issue"})
}

// BlockOf is the first paragraph of a kind that minutes have.
func (h *House) BlockOf(t testing.TB, id, kind string) minutes.Block {
	t.Helper()
	for _, b := range h.Blocks(t, id) {
		if b.Kind == kind && (!minutes.Told(kind) || b.Item > 1) {
			return b
		}
	}
	t.Fatalf("no %s in %s", kind, id)
	return minutes.Block{}
}

// NextMeeting announces another meeting of HD, for a month after the one of tests.
func (h *House) NextMeeting(t testing.TB, day string) meeting.Meeting {
	t.Helper()
	secretary := h.Actor(t, "sunlizhen")
	form := MeetingForm()
	form.Day = day
	m := must[meeting.Meeting](t)(h.Rooms.Meetings.Plan(t.Context(), secretary, form))
	_ = must[meeting.Item](t)(h.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "开会和点名", Purpose: meeting.Inform}))
	m = h.Meeting(t, m.ID)
	return must[meeting.Meeting](t)(h.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, m.Version))
}
