package site_test

import (
	"net/http"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// TestFiltersSayWhatTheyCannotRead: what an address asks for and no list offers narrows nothing, stands in its field as it came
// where that is a text, and the sentence stands beside the field.
func TestFiltersSayWhatTheyCannotRead(t *testing.T) {
	h := house.World(t, store.SQLite)
	server := h.Serve(t)
	visitor, auditor := h.Client(t, server), h.Client(t, server).SignIn("alex")
	for _, l := range []struct{ tag, choice, date, unseen string }{
		{"zh", "请从列表中选择一项。", "请按“年-月-日”填写日期", "已去除"},
		{"en", "Choose one from the list.", "Write the date as year-month-day", "taken out"},
		{"sv", "Välj ett alternativ i listan.", "Skriv datumet som år-månad-dag", "tagits bort"},
	} {
		for _, c := range []struct {
			who               *house.Client
			path, says, keeps string
		}{
			{visitor, "/search?q=test&from=abc", l.date, `value="abc"`},
			{visitor, "/search?q=test&to=2019-13-45", l.date, `value="2019-13-45"`},
			{visitor, "/search?q=test&kind=zzz", l.choice, ""}, {visitor, "/search?q=test&forum=zzz", l.choice, ""},
			{visitor, "/search?q=test&organisation=zzz", l.choice, ""}, {visitor, "/search?q=test&group=zzz", l.choice, ""},
			{visitor, "/search?q=test&language=zzz", l.choice, ""}, {visitor, "/search?q=te%E2%80%AEst", l.unseen, `value="test"`},
			{visitor, "/search?q=te%ff%fest", l.unseen, `value="te`}, {visitor, "/orgs?kind=zzz", l.choice, ""},
			{visitor, "/orgs?region=zzz", l.choice, ""}, {visitor, "/orgs?q=te%E2%80%AEst", l.unseen, `value="test"`},
			{auditor, "/audit?noun=zzz", l.choice, ""}, {auditor, "/audit?verb=post%E2%80%AE", l.unseen, `value="post"`},
		} {
			p := c.who.Get("/" + l.tag + c.path)
			if p.Status != http.StatusOK || !p.Has(c.says) || !strings.Contains(p.Body, c.keeps) {
				t.Errorf("/%s%s: %d, says %q: %t, keeps %q: %t", l.tag, c.path, p.Status, c.says, p.Has(c.says), c.keeps, strings.Contains(p.Body, c.keeps))
			}
		}
		if all, odd := visitor.Get("/"+l.tag+"/orgs"), visitor.Get("/"+l.tag+"/orgs?region=zzz&kind=x"); strings.Count(all.Body, `href="/`+l.tag+`/o/`) != strings.Count(odd.Body, `href="/`+l.tag+`/o/`) {
			t.Errorf("%s: what cannot be read narrows the directory", l.tag)
		}
	}
}
