package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// TestWhatCannotBeReadIsRefused rather than taken for nought or for the first of the ways; what was typed comes back.
func TestWhatCannotBeReadIsRefused(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	member := h.Actor(t, "maliqing")
	people, err := h.Rooms.Organisations.People(t.Context(), h.Actor(t, "mats"), member.Memberships[0].Organisation)
	if err != nil {
		t.Fatal(err)
	}
	at := ""
	for _, p := range people {
		if p.PersonID == member.Person {
			at = "/en/o/huilin/member/" + p.ID
		}
	}
	const version, way = "which version it was filled in on", "Choose one from the list."
	for name, c := range map[string]struct {
		who, path string
		form      url.Values
		status    int
		says      string
		kept      string
	}{
		"a version that is no number": {"mats", at + "/end", url.Values{"version": {"x1"}, "reason": {"已调离本单位"}}, http.StatusConflict, version, "已调离本单位"},
		"a version below nought":      {"mats", at + "/end", url.Values{"version": {"-7"}, "reason": {"已调离本单位"}}, http.StatusConflict, version, "已调离本单位"},
		"a version of a profile": {"hanlian", "/en/account/profile", url.Values{"version": {"1e3"}, "language": {"zh"}, "mail_mode": {"daily"}, "post_zh": {"项目主管甲"}},
			http.StatusConflict, version, "项目主管甲"},
		"an unknown way of an invitation": {"mats", "/en/o/huilin/invite", url.Values{"how": {"pigeon"}, "language": {"zh"}, "name": {"王例飞"}}, http.StatusUnprocessableEntity, way, "王例飞"},
		"no way of an invitation":         {"johan", "/en/accreditation/invite", url.Values{"language": {"zh"}, "name": {"王例飞"}}, http.StatusUnprocessableEntity, "", "王例飞"},
		"an unknown way to a password":    {"hanlian", at + "/reset", url.Values{"how": {"pigeon"}}, http.StatusUnprocessableEntity, way, ""},
		"a focal point or not":            {"hanlian", at + "/focal", url.Values{"on": {"perhaps"}, "version": {"1"}}, http.StatusUnprocessableEntity, "", ""},
		"up to which notice":              {"hanlian", "/en/notices/read", url.Values{"upto": {"all"}}, http.StatusUnprocessableEntity, "no longer valid", ""},
		"which post is answered":          {"maliqing", "/en" + openThread, url.Values{"quote": {"two"}, "kind": {"personal"}, "language": {"zh"}, "body": {"我们县也这样做。"}}, http.StatusUnprocessableEntity, "", "我们县也这样做。"},
	} {
		t.Run(name, func(t *testing.T) {
			p := h.Client(t, s).SignIn(c.who).Post(c.path, c.form)
			if p.Status != c.status || !strings.Contains(p.Body, c.says) || !strings.Contains(p.Body, c.kept) {
				t.Errorf("%d: says %q %v, keeps %q %v", p.Status, c.says, strings.Contains(p.Body, c.says), c.kept, strings.Contains(p.Body, c.kept))
			}
		})
	}
	if now := h.Actor(t, "maliqing"); len(now.Memberships) != len(member.Memberships) {
		t.Error("the membership ended")
	}
}
