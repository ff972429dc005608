package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
)

// with adds values to a form as the page gave it.
func with(t *testing.T, p house.Page, action string, more url.Values) url.Values {
	t.Helper()
	form, there := p.Form(action)
	if !there {
		t.Fatalf("%s has no form for %s:\n%s", p.URL, action, p.Text())
	}
	for name, values := range more {
		form[name] = values
	}
	return form
}

func seatOf(t *testing.T, h *house.House, who string) (forum.Mandate, forum.Seat) {
	t.Helper()
	var m forum.Mandate
	var s forum.Seat
	db := h.Store.Read(context.Background())
	if err := db.Joins("JOIN forums ON forums.id = mandates.forum_id").Where("forums.key = 'HD' AND mandates.person_id = ? AND mandates.capacity = 'titular' AND mandates.state <> 'ended'",
		h.Person(t, who)).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Where("forum_id = ? AND organisation_id = ? AND until IS NULL", m.ForumID, m.OrganisationID).Take(&s).Error; err != nil {
		t.Fatal(err)
	}
	return m, s
}

func TestMandatesEndByTheirPages(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		m, seat := seatOf(t, h, "maliqing")
		resign := "/mandate/" + string(m.ID) + "/resign"
		if p := h.Client(t, s).SignIn("hanlian").Get("/en" + resign); p.Status != http.StatusForbidden {
			t.Errorf("a colleague resigns for her: %d", p.Status)
		}
		replace := "/mandate/" + string(m.ID) + "/replace"
		focal := h.Client(t, s).SignIn("hanlian")
		p := focal.Get("/sv" + replace)
		p = focal.Post("/sv"+replace, with(t, p, replace, url.Values{"person": {string(h.Person(t, "hanlian"))}}))
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Underlag") && !strings.Contains(p.Body, "f-letter-error") {
			t.Errorf("a replacement without a letter: %d\n%s", p.Status, p.Text())
		}
		p = focal.Post("/sv"+replace, with(t, p, replace, url.Values{"person": {string(h.Person(t, "hanlian"))}, "letter": {"委派函 3号"}}))
		if p.Status != http.StatusOK || !strings.HasSuffix(p.URL.Path, "/f/HD/mandates") {
			t.Errorf("a replacement: %d at %s\n%s", p.Status, p.URL, p.Text())
		}
		end := "/f/HD/seats/" + seat.ID + "/end"
		if p := focal.Get("/en" + end); p.Status != http.StatusForbidden {
			t.Errorf("the seat's own focal point ends it: %d", p.Status)
		}
		mod := h.Client(t, s).SignIn("elin")
		p = mod.Get("/en/f/HD/seats")
		if !strings.Contains(p.Body, end) {
			t.Error("no way leads to the end of a seat")
		}
		p = mod.Get("/en" + end)
		p = mod.Post("/en"+end, with(t, p, end, nil))
		if p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a seat ends without a reason: %d", p.Status)
		}
		p = mod.Post("/en"+end, with(t, p, end, url.Values{"reason": {"The organisation has left the forum."}, "anyway": {"yes"}}))
		if p.Status != http.StatusOK || !p.Has("The seat has ended") {
			t.Errorf("ending a seat: %d\n%s", p.Status, p.Text())
		}
	})
}

// The form asks for whom she speaks where she has a choice, and says it where she has none.
func TestTheFormAsksForWhomSheSpeaks(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		var hd forum.Forum
		if err := h.Store.Read(context.Background()).Where("key = 'HD'").Take(&hd).Error; err != nil {
			t.Fatal(err)
		}
		voices := h.Actor(t, "liliming").Voices(hd.ID, h.Clock.Now())
		const at = "/f/HD/t/2016-01"
		c := h.Client(t, s).SignIn("liliming")
		p := c.Get("/en" + at)
		form := with(t, p, at, url.Values{"body": {"The rota hangs at the gate."}, "language": {"en"}, "act": {"send"}})
		if form.Get("mandate") != "" || !p.Has("You speak for") {
			t.Errorf("chosen in her stead: %q", form.Get("mandate"))
		}
		p = c.Post("/en"+at, form)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "f-mandate-error") || !p.Has("The rota hangs at the gate.") {
			t.Errorf("without a choice: %d\n%s", p.Status, p.Text())
		}
		form = with(t, p, at, url.Values{"mandate": {string(voices[1].ID)}, "act": {"send"}})
		if p = c.Post("/en"+at, form); p.Status != http.StatusOK {
			t.Errorf("with one: %d\n%s", p.Status, p.Text())
		}
		p = h.Client(t, s).SignIn("maliqing").Get("/en" + at)
		if _, asked := with(t, p, at, nil)["mandate"]; asked || strings.Contains(p.Body, `name="mandate"`) {
			t.Error("asked, though there is nothing to choose")
		}
	})
}

// A telephone that dies loses nothing of the long fields, and the gate looks at them while they are typed. Once a form is in, the
// device is told to let go of what it kept.
func TestLongFieldsAreKeptOnTheDevice(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		m, seat := seatOf(t, h, "maliqing")
		mod, focal, self := h.Client(t, s).SignIn("elin"), h.Client(t, s).SignIn("hanlian"), h.Client(t, s).SignIn("maliqing")
		mod.Post("/en/f/HD/charter/begin", with(t, mod.Get("/en/f/HD/charter"), "/charter/begin", nil))
		resign := "/mandate/" + string(m.ID) + "/resign"
		for _, c := range []struct {
			who  *house.Client
			path string
			keys []string
		}{
			{mod, "/f/HD/charter/edit", []string{"charter:HD:zh", "charter:HD:en", "charter:HD:sv", "charter:HD:watched"}},
			{mod, "/f/HD/seats/" + seat.ID + "/end", []string{"seat:" + seat.ID}},
			{self, resign, []string{"mandate:" + string(m.ID) + ":resign"}},
			{focal, "/o/huilin/edit", []string{"org:huilin:services_zh", "org:huilin:safeguarding"}},
		} {
			p := c.who.Get("/en" + c.path)
			for _, key := range c.keys {
				if !strings.Contains(p.Body, `data-draft="`+key+`"`) {
					t.Errorf("%s keeps no %s", c.path, key)
				}
			}
			if strings.Count(p.Body, "data-check") < len(c.keys) {
				t.Errorf("%s: the gate looks at %d of %d", c.path, strings.Count(p.Body, "data-check"), len(c.keys))
			}
		}
		p := self.Post("/en"+resign, with(t, self.Get("/en"+resign), resign, url.Values{"note": {"A new post elsewhere."}}))
		if p.Status != http.StatusOK || !strings.Contains(p.Body, "mandate:"+string(m.ID)+":resign") {
			t.Errorf("the device is not told to let go: %d", p.Status)
		}
	})
}
