package site_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
)

// verifyAll verifies what waits for somebody of another group: it lies on every desk of the others.
func verifyAll(t *testing.T, h *house.House) {
	t.Helper()
	a := h.Actor(t, "zhaoliran")
	rows, _, err := h.Rooms.Commitments.List(t.Context(), a, commitment.Filter{})
	for _, row := range rows {
		if row.State == commitment.Reported && err == nil {
			_, err = h.Rooms.Commitments.Take(t.Context(), a, commitment.Step{Commitment: row.ID, Verb: "verify", Version: row.Version})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// answerAll answers the invitations that wait for somebody.
func answerAll(t *testing.T, h *house.House, who string) {
	t.Helper()
	a := h.Actor(t, who)
	waits, err := h.Rooms.Meetings.Duties(t.Context(), a)
	for _, d := range waits {
		var p meeting.Place
		if err == nil {
			err = h.Store.Read(t.Context()).Where("id = ?", d.Place).Take(&p).Error
		}
		if err == nil {
			_, err = h.Rooms.Meetings.Reply(t.Context(), a, meeting.Answer{Meeting: d.ID, Place: p.ID, Reply: meeting.Apologies, Version: p.Version})
		}
	}
	going, failed := h.Rooms.Minutes.Duties(t.Context(), a)
	for _, d := range going {
		if _, agreed := h.WalkMinutes(t, who, d.Set.ID, "agree", ""); failed == nil {
			failed = agreed
		}
	}
	if err = errors.Join(err, failed); err != nil {
		t.Fatal(err)
	}
}

// Whoever has nothing on her desk is led to the rooms of her office and to her forums, and to nobody else's.
func TestAnEmptyDeskLeadsToHerOwnRooms(t *testing.T) {
	rooms := []string{"/mod", "/accreditation", "/audit", "/admin", "/f/HD", "/f/JH", "/f/LH", "/forums"}
	href := regexp.MustCompile(`href="([^"]+)"`)
	house.Worlds(t, func(t *testing.T, h *house.House) {
		verifyAll(t, h)
		s := h.Serve(t)
		for who, want := range map[string][]string{
			"alex": {"/audit", "/f/HD", "/f/JH", "/f/LH"}, "mats": {"/admin", "/forums"},
			"guliheng": {"/f/HD", "/f/JH", "/f/LH"}, "gaolicheng": {"/f/HD", "/f/LH"},
		} {
			answerAll(t, h, who)
			c := h.Client(t, s).SignIn(who)
			for code, words := range map[string]string{"zh": "目前没有待办事项", "en": "Nothing is waiting for you", "sv": "Inget väntar på dig"} {
				p := c.Get("/" + code + "/desk")
				if !p.Has(words) {
					t.Fatalf("%s has something on the desk:\n%s", who, p.Text())
				}
				_, desk, _ := strings.Cut(p.Body, `<div class="empty quiet">`)
				desk, _, _ = strings.Cut(desk, "</div></div>")
				var doors []string
				for _, link := range href.FindAllStringSubmatch(desk, -1) {
					doors = append(doors, link[1])
				}
				for _, room := range rooms {
					if slices.Contains(doors, "/"+code+room) != slices.Contains(want, room) {
						t.Errorf("%s in %s is led to %v, want %v", who, code, doors, want)
					}
				}
			}
		}
	})
}
