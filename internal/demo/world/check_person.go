package world

import "slices"

func (w *World) checkPeople(f *findings) {
	seen := map[string]bool{}
	focal := map[string]bool{}
	for _, p := range w.People {
		f.want(p.Username != "" && !seen[p.Username], "person %q: username is empty or stands twice", p.Username)
		seen[p.Username] = true
		_, ok := w.Organisation(p.Organisation)
		f.want(ok, "person %s: organisation %s is unknown", p.Username, p.Organisation)
		f.want(p.Name.ZH != "" && p.Name.Latin != "" && p.SortKey != "", "person %s: a name is missing", p.Username)
		f.want(p.OneName == (p.Name.Family == ""), "person %s: one name and a family name", p.Username)
		f.want(slices.Contains([]string{"female", "male", ""}, p.Sex), "person %s: sex %q", p.Username, p.Sex)
		f.want(p.FocalPoint == p.HasRole("FP"), "person %s: focal point and roles differ", p.Username)
		f.text(p.Post, "post of "+p.Username)
		f.want(len(p.Languages) > 0, "person %s: no language of the interface", p.Username)
		for _, l := range p.Languages {
			f.want(slices.Contains(Languages(), l), "person %s: language %q", p.Username, l)
		}
		if p.OneClick != (Text{}) {
			f.text(p.OneClick, "one-click label of "+p.Username)
		}
		focal[p.Organisation] = focal[p.Organisation] || p.FocalPoint
	}
	for _, o := range w.Organisations {
		f.want(focal[o.Key] || o.Kind == "donor", "organisation %s: nobody is its focal point", o.Key)
	}
}

// checkRoles holds what people.toml says of a person against the seats and officers of the forums.
func (w *World) checkRoles(f *findings) {
	for _, p := range w.People {
		held := map[string]bool{}
		for _, forum := range w.Forums {
			for _, o := range forum.Officers {
				if o.Person == p.Username {
					held[map[string]string{"convener": "CV", "chair": "CH", "secretary": "SEC"}[o.Role]] = true
				}
			}
			for _, r := range forum.Responders {
				if r.Person == p.Username {
					held[map[string]string{"responder": "RO", "signatory": "RS"}[r.Capacity]] = true
				}
			}
			for _, a := range forum.Attendants {
				if a.Person == p.Username && a.Capacity == "observer" {
					held["OB"] = true
				}
			}
		}
		for _, role := range []string{"CV", "CH", "SEC", "RO", "RS", "OB"} {
			f.want(held[role] == p.HasRole(role), "person %s: role %s in people.toml and forums.toml differ", p.Username, role)
		}
	}
}
