package site_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/store"
)

// The pages of meetings, minutes and charters need six statements at most when they are read again, for a member, for who keeps the forum and for
// a moderator; a visitor's come from the shelf.
func TestMeetingsAskSixTimesAtMost(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.InSession(t)
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		public := []string{"/zh/meetings", "/zh/f/LH/meetings", "/zh/f/LH/m/2019-01", "/sv" + m.Path(), "/zh/f/LH/m/2017-01/minutes", "/zh/f/HD/charter"}
		inside := append([]string{"/zh/f/LH/m/2019-02/minutes", "/sv" + m.Path() + "/minutes"}, public...)
		for who, pages := range map[string][]string{"": public, "maliqing": inside, "elin": inside, "sunlizhen": append([]string{"/sv" + m.Path() + "/hold"}, inside...)} {
			cookie, most := cookieOf(t, e, who), int64(6)
			if who == "" {
				most = 1
			}
			for _, at := range pages {
				first := get(t.Context(), e, at, cookie)
				ctx, n := store.WithCounter(t.Context())
				again := get(ctx, e, at, cookie)
				if first.Code != http.StatusOK || again.Code != http.StatusOK || n.Load() > most {
					t.Errorf("%q at %s: %d, %d statements", who, at, again.Code, n.Load())
				}
				if who == "" && (strings.Contains(first.Body.String(), `name="nonce"`) || first.Body.String() != again.Body.String()) {
					t.Errorf("%s has a form with a key of its own, or comes otherwise again", at)
				}
			}
		}
	})
}

// What the door remembers of a meeting and a charter is given to nobody who may not see it: whoever reads after those who sit there.
func TestWhatIsRememberedStaysAtTheTable(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.Announced(t)
		if _, err := h.Rooms.Meetings.AskItem(t.Context(), h.Actor(t, "maliqing"), meeting.ItemForm{Meeting: m.ID, TitleSv: "En önskad punkt", Language: "sv", Purpose: meeting.Discuss}); err != nil {
			t.Fatal(err)
		}
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		secret := map[string][]string{"/sv" + m.Path(): {"En önskad punkt", "Inget svar", "/check_in"}, "/sv/f/HD/charter": {"Synpunkter"}}
		for at, words := range secret {
			for _, who := range []string{"sunlizhen", "elin", "maliqing"} {
				if page := get(t.Context(), e, at, cookieOf(t, e, who)); !strings.Contains(page.Body.String(), words[0]) {
					t.Errorf("%s does not read %q at %s", who, words[0], at)
				}
			}
			for _, who := range []string{"fangliqin", ""} {
				page := get(t.Context(), e, at, cookieOf(t, e, who))
				for _, word := range words {
					if page.Code != http.StatusOK || strings.Contains(page.Body.String(), word) {
						t.Errorf("%q reads %q at %s: %d", who, word, at, page.Code)
					}
				}
			}
		}
		round := "/sv/f/LH/m/2019-02/minutes"
		if inside, outside := get(t.Context(), e, round, cookieOf(t, e, "maliqing")).Code, get(t.Context(), e, round, nil).Code; inside != http.StatusOK || outside != http.StatusNotFound {
			t.Errorf("minutes that go round: %d inside, %d outside", inside, outside)
		}
	})
}

// A plan is on no shelf, what is announced is, until the register or the day moves on.
func TestMeetingsOnTheShelf(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		secretary := h.Actor(t, "sunlizhen")
		plan, err := h.Rooms.Meetings.Plan(t.Context(), secretary, house.MeetingForm())
		if err != nil {
			t.Fatal(err)
		}
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		at := "/en" + plan.Path()
		for range 2 { // the second time after somebody to whom it exists
			if rec := get(t.Context(), e, at, nil); rec.Code != http.StatusNotFound {
				t.Errorf("a visitor gets a plan: %d", rec.Code)
			}
			if rec := get(t.Context(), e, at, cookieOf(t, e, "sunlizhen")); rec.Code != http.StatusOK {
				t.Errorf("who keeps the forum: %d", rec.Code)
			}
		}
		m := h.Announced(t)
		page := func() string { return get(t.Context(), e, "/en"+m.Path(), nil).Body.String() }
		before := page()
		if kept := page(); kept != before || !strings.Contains(before, "Report on working hours") {
			t.Error("what was announced does not lie on the shelf")
		}
		h.Clock.Set(h.Clock.Now().Add(24 * time.Hour))
		later := page()
		if later == before {
			t.Error("a day later it is as long until the meeting")
		}
		if _, err := h.Rooms.Meetings.Cancel(t.Context(), secretary, meeting.Ending{Meeting: m.ID, Reason: "The hall is closed.", Version: -1}); err != nil {
			t.Fatal(err)
		}
		if after := page(); after == later || !strings.Contains(after, "The hall is closed.") {
			t.Error("a visitor does not read that it was called off")
		}
	})
}
