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
	for _, l := range []struct{ tag, choice, date, unseen, turned, unknown string }{
		{"zh", "请从列表中选择一项。", "请按“年-月-日”填写日期", "已去除", "此日期早于起始日期", "没有“zzz”这一项，下面列出的是全部内容。"},
		{"en", "Choose one from the list.", "Write the date as year-month-day", "taken out", "lies before the first", "There is nothing here called “zzz” to narrow the list by. Everything is shown."},
		{"sv", "Välj ett alternativ i listan.", "Skriv datumet som år-månad-dag", "tagits bort", "ligger före den första", "Det finns inget ”zzz” att filtrera på. Allt visas."},
	} {
		for _, c := range []struct {
			who               *house.Client
			path, says, keeps string
		}{
			{visitor, "/search?q=test&from=abc", l.date, `value="abc"`},
			{visitor, "/search?q=test&to=2019-13-45", l.date, `value="2019-13-45"`},
			{visitor, "/search?q=test&from=2019-05-01&to=2018-05-01", l.turned, `value="2018-05-01"`}, {visitor, "/search?q=test&kind=zzz", l.choice, ""}, {visitor, "/search?q=test&forum=zzz", l.choice, ""},
			{visitor, "/search?q=test&organisation=zzz", l.choice, ""}, {visitor, "/search?q=test&group=zzz", l.choice, ""},
			{visitor, "/search?q=test&language=zzz", l.choice, ""}, {visitor, "/search?q=te%E2%80%AEst", l.unseen, `value="test"`},
			{visitor, "/search?q=te%ff%fest", l.unseen, `value="te`}, {visitor, "/orgs?kind=zzz", l.choice, ""},
			{visitor, "/orgs?region=zzz", l.choice, ""}, {visitor, "/orgs?q=te%E2%80%AEst", l.unseen, `value="test"`},
			{visitor, "/f/HD/proposals?stage=zzz", l.unknown, ""}, {visitor, "/commitments?stage=zzz", l.unknown, ""}, {visitor, "/commitments?forum=zzz", l.choice, ""},
			{visitor, "/commitments?owner=zzz", l.choice, ""}, {visitor, "/partnerships?stage=zzz", l.unknown, ""}, {visitor, "/partnerships?forum=zzz", l.unknown, ""},
			{visitor, "/results?forum=zzz", l.choice, ""}, {visitor, "/results?year=1066", l.choice, ""}, {visitor, "/results?year=zzz", l.choice, ""},
			{visitor, "/results?region=zzz", l.choice, ""}, {visitor, "/results?region=zzz", l.unknown, ""}, {visitor, "/results?region=110000", l.choice, ""},
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
