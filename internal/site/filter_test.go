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

// TestASlipIsShownToTheSecondAnswerToo: whoever presses twice follows the second answer, and the secrets are on no other page.
func TestASlipIsShownToTheSecondAnswerToo(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		focal := h.Client(t, h.Serve(t)).SignIn("hanlian")
		form, there := focal.Get("/sv/o/huilin/people").Form("/invite")
		if !there {
			t.Fatal("no form")
		}
		form.Set("name", "新例人")
		form.Set("language", "zh")
		form.Set("how", "slip")
		form.Set("checked", "1")
		first, second := focal.Post("/sv/o/huilin/invite", form), focal.Post("/sv/o/huilin/invite", form)
		link := regexpValue(first.Body, `(/zh/join/[0-9A-Za-z_-]{20,})`)
		if first.Status != http.StatusOK || link == "" {
			t.Fatalf("%d\n%s", first.Status, first.Text())
		}
		if second.Status != http.StatusOK || !strings.Contains(second.Body, link) {
			t.Errorf("the second answer, %d, has not the link of the first:\n%s", second.Status, second.Text())
		}
		other := h.Client(t, h.Serve(t)).SignIn("hanlian") // a house that was started anew does not know it any more
		late := other.Post("/sv/o/huilin/invite", form)
		if strings.Contains(late.Body, link) || !late.Has("visas bara en gång") {
			t.Errorf("later: %d\n%s", late.Status, late.Text())
		}
	})
}
