package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
)

// The agenda names the promises under matters arising, in each language, with who is to keep them and by when; where two agendas differ the page
// says which came; at the table and afterwards each stands as it stood, beside how it stands now. Who may not see one reads nothing of it.
func TestPromisesStandOnTheAgenda(t *testing.T) {
	a := newTable(t, "maliqing", "sunlizhen")
	lacks := func(p house.Page, words ...string) {
		t.Helper()
		for _, word := range words {
			if strings.Contains(p.Body, word) {
				t.Errorf("%q is there", word)
			}
		}
	}
	m := a.h.Announced(t)
	c, err := a.h.Rooms.Commitments.Enter(t.Context(), a.h.Actor(t, "sunlizhen"), commitment.Form{Forum: "HD", Owner: a.h.OrgOf(t, "huilin"), Language: "zh", TitleZh: "提交汇总", TitleEn: "Submit the summary",
		TitleSv: "Lämna in sammanställningen", Due: "2019-12-01", Origin: commitment.Origin{Words: "会上商定。", On: "2019-02-28"}})
	if err != nil {
		t.Fatal(err)
	}
	m = a.h.Meeting(t, m.ID)
	if m, err = a.h.Rooms.Meetings.SendAgenda(t.Context(), a.h.Actor(t, "sunlizhen"), m.ID, m.Version); err != nil {
		t.Fatal(err)
	}
	a.want(a.c["maliqing"].Get("/en"+m.Path()), http.StatusOK, c.Reference, "Submit the summary", "1 December 2019", "Proposed")
	a.want(a.c["maliqing"].Get("/zh"+m.Path()+"/agenda"), http.StatusOK, "新增", c.Reference, "提交汇总")
	a.want(a.c["maliqing"].Get("/sv"+m.Path()+"/agenda"), http.StatusOK, "Lämna in sammanställningen")
	for _, at := range []string{"/en" + m.Path(), "/en" + m.Path() + "/agenda"} {
		lacks(a.c[""].Get(at), c.Reference, "Submit the summary")
	}
	item := a.h.Items(t, m.ID)[1]
	if item.Auto != meeting.Arising {
		t.Fatalf("%+v", item)
	}
	at := "/en/meeting/" + m.ID + "/item/" + item.ID + "/edit"
	lacks(a.c["sunlizhen"].Get(at), `name="about"`)
	a.want(a.send("sunlizhen", at, at, url.Values{"minutes": {"25"}}), http.StatusOK, "25 minutes", c.Reference)
	m = a.h.Opens(t, m)
	a.want(a.c["sunlizhen"].Get("/en"+m.Path()+"/hold"), http.StatusOK, c.Reference, "Submit the summary")
	if c, err = a.h.Rooms.Commitments.Take(t.Context(), a.h.Actor(t, "maliqing"), commitment.Step{Commitment: c.ID, Verb: "accept", Version: c.Version}); err != nil {
		t.Fatal(err)
	}
	a.want(a.c["maliqing"].Get("/en"+m.Path()), http.StatusOK, c.Reference, "Proposed", "Now", "Accepted")
}
