package site_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Whoever may know sees for whom the seats of a new forum are meant; the public record has nobody in it who was not accredited.
func TestWhoIsInvitedToATable(t *testing.T) {
	forumtest.Each(t, func(t *testing.T, engine store.Engine) {
		h, admin := begun(t, engine)
		visitor := h.Client(t, h.Serve(t))
		forums, err := h.Rooms.Forums.List(t.Context())
		if err != nil || len(forums) != 3 {
			t.Fatal(forums, err)
		}
		f := forums[0]
		for code, said := range map[string][2]string{"en": {"A seat is meant for it; not yet accredited", "It is to observe; not yet accredited"},
			"zh": {"拟设席位，尚未认证", "拟列席观察，尚未认证"}, "sv": {"En plats är avsedd; ännu inte ackrediterad", "Ska observera; ännu inte ackrediterad"}} {
			words, observes := said[0], said[1]
			for _, path := range []string{"/" + code + f.Path(), "/" + code + f.Path() + "/seats"} {
				p := admin.Get(path)
				if n := strings.Count(p.Text(), words); n != 2 || strings.Count(p.Text(), observes) != 2 || strings.Contains(p.Body, `href="/`+code+`/o/qinghai-ca"`) {
					t.Errorf("%s: %d invited, or a link to what is not hers: %s", path, n, p.Text())
				}
				if p := visitor.Get(path); p.Has(words) || p.Has(observes) || p.Has("青海省民政厅") || p.Has("Huimin") {
					t.Errorf("%s tells a visitor: %s", path, p.Text())
				}
			}
		}
		member := policy.Actor{Person: "somebody", Mandates: []policy.Mandate{{ID: "m", Forum: f.ID, Organisation: "o", Capacity: policy.Observer}},
			Memberships: []policy.Membership{{Organisation: "o", Accredited: true}}}
		elsewhere := member
		elsewhere.Mandates = []policy.Mandate{{ID: "m", Forum: forums[1].ID, Organisation: "o", Capacity: policy.Observer}}
		for who, c := range map[string]struct {
			actor policy.Actor
			sees  int
		}{
			"a member": {member, 4}, "a member of another forum": {elsewhere, 0}, "a visitor": {policy.Actor{}, 0}, "the platform": {policy.SystemActor(), 4},
			"an accreditation officer": {policy.Actor{Person: "x", Offices: []policy.Office{policy.AccreditationOfficer}}, 4},
			"an auditor":               {policy.Actor{Person: "x", Offices: []policy.Office{policy.Auditor}}, 0},
		} {
			all, err := h.Rooms.Setup.Invited(t.Context(), c.actor, f)
			if err != nil || len(all) != c.sees {
				t.Errorf("%s sees %d, %v; want %d", who, len(all), err, c.sees)
			}
			for _, o := range all {
				if o.Identifier != "" || o.IdentifierNote != "" || o.State != organisation.Draft {
					t.Errorf("%s sees more than a name: %+v", who, o)
				}
			}
		}
	})
}
