package site_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
)

// Whoever knows nothing reads what has changed, who verified it and what shows it, and what is only promised; the table says the same.
func TestResultsStandWithTheirEvidence(t *testing.T) {
	a := newTable(t, "maliqing")
	p, promises := a.h.Followed(t)
	page := a.want(a.c[""].Get("/en/results?forum=HD"), http.StatusOK, "Better services", p.Reference, "Class B", "A pilot first.", "Accepted 1 · Accepted in part 1 · Outside our remit 1",
		"Done and verified", "A pilot of full-time posts", "example.org", "五所学校已有专职人员。", "Verified by", "Promised, not verified yet", promises[1].Reference, "Nothing yet. Replies to proposals for better grants")
	for _, link := range []string{p.Path(), p.Path() + "/reply", promises[0].Path(), promises[1].Path()} {
		if !strings.Contains(page.Body, `href="/en`+link) && !strings.Contains(page.Body, `href="/en`+link+`/1"`) {
			t.Errorf("no link to %s", link)
		}
	}
	for tag, words := range map[string][]string{"zh": {"成效", "采纳1", "已做到并经核实"}, "sv": {"Resultat", "Gjort och verifierat", "Verifierat av"}} {
		a.want(a.c[""].Get("/"+tag+"/results"), http.StatusOK, words...)
	}
	a.want(a.c[""].Get("/en/results?forum=JH"), http.StatusOK, "Results")
	table := a.want(a.c["maliqing"].Get("/en/results.csv?forum=HD&year=2019"), http.StatusOK)
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(table.Body, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, l := range lines {
		found[l[2]] = l
	}
	if l := found[p.Reference]; len(l) != len(lines[0]) || l[10] != "B" || l[11] != "3" || l[12] != "1" {
		t.Errorf("the proposal's line: %v", l)
	}
	if l := found[promises[0].Reference]; len(l) == 0 || l[3] != p.Reference || l[14] != "2019-06-10" || !strings.Contains(l[15], "ZHAO") || l[18] != "https://example.org/report" || !strings.HasSuffix(l[20], "/en"+promises[0].Path()) {
		t.Errorf("the commitment's line: %v", l)
	}
	a.want(a.c[""].Get("/en/"), http.StatusOK, "What has changed")
	a.want(a.c[""].Get("/en/f/HD"), http.StatusOK, "Results")
}

// A province narrows the page and its table alike; the table's name says by what.
func TestResultsOfAProvince(t *testing.T) {
	a := newTable(t)
	p, _ := a.h.Followed(t)
	for tag, words := range map[string][2]string{"zh": {"省份", "湖东省"}, "en": {"Province", "Hudong"}, "sv": {"Provins", "Hudong"}} {
		a.want(a.c[""].Get("/"+tag+"/results"), http.StatusOK, words[:]...)
	}
	own := a.want(a.c[""].Get("/en/results?region=680000&year=2019"), http.StatusOK, p.Reference, "A pilot of full-time posts")
	if other := a.c[""].Get("/en/results?region=380000"); other.Has(p.Reference) || !other.Has("JH-2016-01") || own.Has("JH-2016-01") {
		t.Error("a province shows what is of another")
	}
	if !strings.Contains(own.Body, `href="/en/results.csv?region=680000&amp;year=2019"`) || !strings.Contains(own.Body, `<option value="680000" selected`) {
		t.Error("the table or the field forgets the province")
	}
	if strings.Contains(own.Body, "/en/commitments?stage=") {
		t.Error("a number of a province leads to a list of all of them")
	}
	hd, jh := a.want(a.c[""].Get("/en/results.csv?region=680000"), http.StatusOK), a.want(a.c[""].Get("/en/results.csv?region=380000"), http.StatusOK)
	if !strings.Contains(hd.Body, p.Reference) || strings.Contains(hd.Body, "JH-") || strings.Contains(jh.Body, p.Reference) || !strings.Contains(jh.Body, "JH-2016-01") {
		t.Error("the table does not follow the province")
	}
	if name := hd.Header.Get("Content-Disposition"); !strings.Contains(name, "results-680000.csv") {
		t.Errorf("the table is called %s", name)
	}
	whole, odd := a.c[""].Get("/en/results.csv"), a.c[""].Get("/en/results.csv?region=zzz")
	if odd.Status != http.StatusOK || whole.Body != odd.Body || strings.Contains(odd.Header.Get("Content-Disposition"), "zzz") {
		t.Error("a province there is none of narrows the table")
	}
	a.want(a.c[""].Get("/en/results?region=zzz"), http.StatusOK, "There is nothing here called “zzz” to narrow the list by.", p.Reference, "JH-2016-01")
}
