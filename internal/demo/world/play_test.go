package world

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// An organisation that posts is accredited at that minute: no act falls into the days between an expiry and the renewal.
func TestPostsFallIntoAccreditations(t *testing.T) {
	w := load(t)
	for _, th := range w.Threads {
		for _, p := range th.Posts {
			if o, _ := w.Organisation(p.Organisation); o.Votes() && !accredited(w, p.Organisation, p.At) {
				t.Errorf("%s#%d: %s is not accredited at %s", th.Key, p.Number, p.Organisation, p.At)
			}
		}
	}
	if accredited(w, "huilin", w.Steps[0].At) || !accredited(w, "huilin", w.StartsAt) {
		t.Error("huilin is accredited between its application and the demo day")
	}
}

func accredited(w *World, organisation string, at time.Time) bool {
	is := false
	for _, s := range w.Steps {
		if s.At.After(at) || !slices.Contains(s.Organisations, organisation) {
			continue
		}
		switch s.Action {
		case "organisation.accredit":
			is = s.Until.After(at)
		case "organisation.expire":
			is = false
		}
	}
	return is
}

// Nobody acts before an invitation was sent and a password set, and everybody of the list is invited once.
func TestPeopleActAfterTheySignedIn(t *testing.T) {
	w := load(t)
	active := map[string]bool{"SYS": true}
	for i, s := range w.Timeline() {
		switch s.Action {
		case "instance.start", "person.activate":
			for _, p := range s.People {
				if active[p] {
					t.Errorf("step %d: %s is active already", i+1, p)
				}
				active[p] = true
			}
		}
		for _, a := range s.Actors {
			if !active[a] {
				t.Errorf("step %d, %s: %s cannot sign in yet", i+1, s.Action, a)
			}
		}
	}
	if len(active) != len(w.People)+1 {
		t.Errorf("%d people can sign in, want %d", len(active)-1, len(w.People))
	}
}

// Offices are granted by two, none of whom receives it, and what people.toml says is what the play grants.
func TestOffices(t *testing.T) {
	w := load(t)
	granted := map[string][]string{}
	for _, s := range w.Steps {
		if s.Action != "office.grant" && s.Action != "instance.start" {
			continue
		}
		for _, p := range s.People {
			if s.Action == "instance.start" && p != "mats" {
				continue // anna is the second of the first start and holds no office
			}
			granted[p] = append(granted[p], s.Office)
			if s.Action == "office.grant" && (len(s.Actors) != 2 || slices.Contains(s.Actors, p)) {
				t.Errorf("%s is granted to %s by %v", s.Office, p, s.Actors)
			}
		}
	}
	for _, p := range w.People {
		if !slices.Equal(granted[p.Username], p.Offices) {
			t.Errorf("%s: %v in people.toml, %v in the play", p.Username, p.Offices, granted[p.Username])
		}
	}
}

// Whoever is invented shows it in the name.
func TestNamesSayThatTheyAreInvented(t *testing.T) {
	w := load(t)
	for _, o := range w.Organisations {
		if !strings.Contains(o.Name.ZH, "例") || !strings.Contains(o.Name.EN, "Example") || !strings.Contains(strings.ToLower(o.Name.SV), "exempel") {
			t.Errorf("%s: %v", o.Key, o.Name)
		}
	}
	for _, p := range w.People {
		family := strings.HasPrefix(p.Name.Family, "Exempel") || strings.HasPrefix(p.Name.Family, "Prov") || p.Name.Family == "Sample"
		if !strings.Contains(p.Name.ZH, "例") && !family {
			t.Errorf("%s: %v", p.Username, p.Name)
		}
	}
}
