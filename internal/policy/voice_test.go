package policy_test

import (
	"testing"
	"time"

	"sametable/internal/policy"
)

func TestNobodyChoosesInHerStead(t *testing.T) {
	now := time.Date(2019, 6, 10, 0, 0, 0, 0, time.UTC)
	mandate := func(id, org string, c policy.Capacity) policy.Mandate {
		return policy.Mandate{ID: policy.MandateID(id), Forum: "hd", Organisation: policy.OrganisationID(org), Capacity: c}
	}
	a1, a2, b1, seen := mandate("a1", "a", policy.Titular), mandate("a2", "a", policy.Responder), mandate("b1", "b", policy.Expert), mandate("o", "a", policy.Observer)
	over, other := mandate("x", "a", policy.Titular), mandate("y", "a", policy.Titular)
	over.Until, other.Forum = now, "qh"
	for name, c := range map[string]struct {
		mandates []policy.Mandate
		speaks   policy.OrganisationID
		chosen   policy.MandateID
		want     policy.MandateID
	}{
		"none":                                {nil, "", "", ""},
		"one":                                 {[]policy.Mandate{a1}, "", "", "a1"},
		"one, chosen":                         {[]policy.Mandate{a1}, "", "a1", "a1"},
		"one, another one's chosen":           {[]policy.Mandate{a1}, "", "b1", ""},
		"two, none chosen":                    {[]policy.Mandate{a1, b1}, "", "", ""},
		"two, organisation chosen":            {[]policy.Mandate{a1, b1}, "b", "", "b1"},
		"two, mandate chosen":                 {[]policy.Mandate{a1, b1}, "b", "a1", "a1"},
		"two of one organisation":             {[]policy.Mandate{a1, a2}, "a", "", ""},
		"two of one organisation, one chosen": {[]policy.Mandate{a1, a2}, "a", "a2", "a2"},
		"another organisation chosen":         {[]policy.Mandate{b1}, "a", "", ""},
		"another one, and this mandate":       {[]policy.Mandate{b1}, "a", "b1", "b1"},
		"an organisation that is not hers":    {[]policy.Mandate{b1}, "c", "", "b1"},
		"an observer":                         {[]policy.Mandate{seen}, "", "o", ""},
		"an observer besides":                 {[]policy.Mandate{seen, b1}, "", "", "b1"},
		"over":                                {[]policy.Mandate{over}, "", "x", ""},
		"of another forum":                    {[]policy.Mandate{other, b1}, "", "y", ""},
	} {
		actor := policy.Actor{Person: "p", SpeaksFor: c.speaks, Mandates: c.mandates, Memberships: []policy.Membership{{Organisation: "a"}, {Organisation: "b"}}}
		m, ok := actor.VoiceIn("hd", now, c.chosen)
		if m.ID != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, m.ID, ok)
		}
	}
}

func TestForWhomSheActs(t *testing.T) {
	now := time.Date(2019, 6, 10, 0, 0, 0, 0, time.UTC)
	two := []policy.Membership{{Organisation: "a"}, {Organisation: "b"}}
	for name, c := range map[string]struct {
		actor policy.Actor
		want  policy.OrganisationID
	}{
		"one":                   {policy.Actor{Memberships: two[:1]}, "a"},
		"two, none chosen":      {policy.Actor{Memberships: two}, ""},
		"two, one chosen":       {policy.Actor{Memberships: two, SpeaksFor: "b"}, "b"},
		"two, a stranger's":     {policy.Actor{Memberships: two, SpeaksFor: "c"}, ""},
		"two, one sits here":    {policy.Actor{Memberships: two, Mandates: []policy.Mandate{{Forum: "hd", Organisation: "b"}}}, "b"},
		"two, both sit here":    {policy.Actor{Memberships: two, Mandates: []policy.Mandate{{Forum: "hd", Organisation: "b"}, {Forum: "hd", Organisation: "a"}}}, ""},
		"two, one sits twice":   {policy.Actor{Memberships: two, Mandates: []policy.Mandate{{Forum: "hd", Organisation: "b"}, {Forum: "hd", Organisation: "b"}}}, "b"},
		"nobody's, nowhere":     {policy.Actor{}, ""},
		"two, one sits further": {policy.Actor{Memberships: two, Mandates: []policy.Mandate{{Forum: "qh", Organisation: "b"}}}, ""},
	} {
		if id, ok := c.actor.ActsFor("hd", now); id != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, id, ok)
		}
	}
}

// By her office somebody speaks for an accredited organisation alone, and none takes the place of one she chose.
func TestForWhomSheSpeaksByOffice(t *testing.T) {
	now := time.Date(2019, 6, 10, 0, 0, 0, 0, time.UTC)
	draft, house, other := policy.Membership{Organisation: "draft"}, policy.Membership{Organisation: "house", Accredited: true}, policy.Membership{Organisation: "other", Accredited: true}
	for name, c := range map[string]struct {
		memberships []policy.Membership
		speaks      policy.OrganisationID
		want        policy.OrganisationID
	}{
		"accredited":                  {[]policy.Membership{house}, "", "house"},
		"a draft":                     {[]policy.Membership{draft}, "", ""},
		"a draft besides":             {[]policy.Membership{draft, house}, "", "house"},
		"a draft besides, the draft":  {[]policy.Membership{draft, house}, "draft", ""},
		"a draft besides, the other":  {[]policy.Membership{draft, house}, "house", "house"},
		"two, none chosen":            {[]policy.Membership{house, other}, "", ""},
		"two and a draft, one chosen": {[]policy.Membership{house, draft, other}, "other", "other"},
		"one, and what is not hers":   {[]policy.Membership{house}, "draft", "house"},
		"nobody's":                    {nil, "", ""},
	} {
		actor := policy.Actor{Memberships: c.memberships, SpeaksFor: c.speaks, Offices: []policy.Office{policy.Moderator}}
		if id, ok := actor.SpeaksByOffice("hd", now); id != c.want || ok != (c.want != "") {
			t.Errorf("%s: %q, %v", name, id, ok)
		}
	}
}
