package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// A focal point lists a service, changes it and ends it by its pages; everybody reads it, and what was typed stays with what is wrong.
func TestServicesByTheirPages(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		server := h.Serve(t)
		focal, visitor := h.Client(t, server).SignIn("hanlian"), h.Client(t, server)
		const at, add = "/en/o/huilin", "/en/o/huilin/services/new"
		form := with(t, focal.Get(add), "/services/new", url.Values{"about_en": {"Every Thursday."}, "for_whom": {"migrant"}})
		p := focal.Post(add, form)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Give the service a name in at least one language") || !strings.Contains(p.Body, ">Every Thursday.</textarea>") {
			t.Fatalf("without a name: %d\n%s", p.Status, p.Text())
		}
		if !strings.Contains(p.Body, `value="migrant" checked`) || !strings.Contains(p.Body, `value="680100" checked`) {
			t.Error("what was ticked is gone")
		}
		p = focal.Post(add, with(t, p, "/services/new", url.Values{"name_en": {"Homework club"}, "regions": {"680000"}}))
		for _, want := range []string{"The service is listed", "Homework club", "Every Thursday.", "Migrant children", "Offered in Hudong Province"} {
			if !p.Has(want) {
				t.Errorf("listed: the page lacks %q", want)
			}
		}
		sv := visitor.Get("/sv/o/huilin")
		if !sv.Has("Homework club") || !strings.Contains(sv.Body, `lang="en" dir="auto">Homework club`) || !sv.Has("Migrerade barn") || !sv.Has("lade till en tjänst") {
			t.Error("a Swedish visitor does not read it")
		}
		if strings.Contains(sv.Body, "/services/") {
			t.Error("a visitor is offered to change it")
		}
		if p := visitor.Get("/en/orgs?q=" + url.QueryEscape("homework CLUB")); !p.Has("1 organisation") || !p.Has("Huilin Example") {
			t.Error("the directory does not find it")
		}
		row := regexpValue(focal.Get(at).Body[strings.Index(focal.Get(at).Body, "Homework club"):], `href="(/en/o/huilin/services/[0-9a-z]{26})/edit"`)
		if row == "" {
			t.Fatal("no way to change it")
		}
		form = with(t, focal.Get(row+"/edit"), "/edit", url.Values{"name_sv": {"Läxhjälp"}})
		stale := with(t, focal.Get(row+"/edit"), "/edit", url.Values{"name_en": {"Homework evenings"}})
		if p = focal.Post(row+"/edit", form); !p.Has("The service is changed") || !visitor.Get("/sv/o/huilin").Has("Läxhjälp") {
			t.Errorf("changed: %d\n%s", p.Status, p.Text())
		}
		if p = focal.Post(row+"/edit", stale); p.Status != http.StatusConflict || !p.Has("Homework evenings") || !p.Has("Läxhjälp") {
			t.Errorf("an old page: %d\n%s", p.Status, p.Text())
		}
		end := with(t, focal.Get(row+"/end"), "/end", url.Values{"day": {"2190-01-01"}})
		if p = focal.Post(row+"/end", end); p.Status != http.StatusUnprocessableEntity || !p.Has("That day has not come yet") || !strings.Contains(p.Body, `value="2190-01-01"`) {
			t.Errorf("ahead: %d\n%s", p.Status, p.Text())
		}
		if p = focal.Post(row+"/end", with(t, p, "/end", url.Values{"day": {"2019-03-01"}})); !p.Has("The service has ended") || !p.Has("1 service that has ended") ||
			!p.Has("the last day was 1 March 2019") {
			t.Errorf("ended: %d\n%s", p.Status, p.Text())
		}
		for _, page := range []string{"/edit", "/end"} {
			if p := focal.Get(row + page); p.Status != http.StatusConflict || !p.Has("This service has ended") {
				t.Errorf("%s of one that is over: %d", page, p.Status)
			}
		}
		if p := focal.Get(strings.Replace(row, "huilin", "fed", 1) + "/edit"); p.Status != http.StatusNotFound {
			t.Errorf("at another organisation's address: %d", p.Status)
		}
		if p := visitor.Get("/en/orgs?q=homework"); !p.Has("No organisation fits") {
			t.Error("what is over is found")
		}
	})
}

// Every body of the world says what it does: services with their places, or in words; an authority its mandate.
func TestEveryBodySaysWhatItDoes(t *testing.T) {
	h := house.World(t, store.SQLite)
	visitor := h.Client(t, h.Serve(t))
	for key, want := range map[string][]string{
		"huilin": {"Services", "Village outreach", "Parent groups", "Offered in Huning City"}, "sanquan": {"Weekend activities near boarding schools"},
		"tongxing": {"Grants to local organisations", "Training"}, "fed": {"Secretariat of the forums", "Offered in Jianghuai Province (fictional) and Hudong Province (fictional)"},
		"qinghe": {"Help with claims", "Community work"}, "yinghe": {"Family contact", "School holiday activities"}, "nuanchao": {"Day nursery", "Day care"},
		"huyuan": {"Research on boarding schools"}, "jianghuai-u": {"Social policy research", "Evaluation"}, "beidi": {"Comparative research"},
		"gaohu": {"What it does", "Employer of about 900", "No services are listed yet"}, "jiangkou": {"Employer of about 2,400"}, "xunli": {"Drivers and depots in both provinces"},
		"hd-ca": {"Official mandate", "Province level"}, "jh-ca": {"Official mandate", "Province level"}, "dongze-ca": {"Official mandate", "Prefecture level"},
		"yingan-ca": {"Official mandate", "Prefecture level"}, "hd-edu": {"Official mandate", "compulsory education"},
		"sambord": {"Facilitation", "Moderation", "Translation", "Offered in Sweden"}, "donor-a": {"Observes only"}, "donor-b": {"Observes only"},
	} {
		p := visitor.Get("/en/o/" + key)
		for _, words := range want {
			if !p.Has(words) {
				t.Errorf("%s lacks %q", key, words)
			}
		}
		authority := want[0] == "Official mandate"
		if p.Has("Official mandate") != authority || strings.Contains(p.Body, `id="services"`) == authority || authority && p.Has("What it does") {
			t.Errorf("%s: services and mandate are mixed up", key)
		}
	}
	edit := h.Client(t, h.Serve(t)).SignIn("wangliwen").Get("/en/o/hd-ca/edit")
	if edit.Status != http.StatusOK || !edit.Has("Official mandate in English") || edit.Has("What it does, in English") {
		t.Errorf("an authority is not asked for its mandate: %d", edit.Status)
	}
}
