package site_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/minutes"
	"sametable/internal/text"
)

// Issued minutes are withheld by two of different kinds: the convener proposes it and cannot decide it, it waits on an administrator's desk,
// and then nobody outside reads anything but number, title and ground. It goes the other way round, too, and may be dismissed.
func TestMinutesAreWithheldOnPages(t *testing.T) {
	a := newTable(t, "sunlizhen", "zhengliyuan", "mats", "maliqing")
	h := a.h
	m := h.IssuedMinutes(t)
	at := "/en/minutes/" + m.ID
	words := h.BlockOf(t, m.ID, minutes.Discussion).Words
	a.want(a.c["sunlizhen"].Get(at+"/propose_withholding"), http.StatusForbidden)
	empty := a.want(sends(t, a.c["mats"], at+"/propose_withholding", url.Values{"ground": {" "}}), http.StatusUnprocessableEntity)
	if _, ok := empty.Form(at + "/propose_withholding"); !ok {
		t.Error("the form is gone")
	}
	sends(t, a.c["mats"], at+"/propose_withholding", url.Values{"ground": {"未成年人保护法"}})
	a.want(a.c["zhengliyuan"].Get("/en/desk"), http.StatusOK, "Decide whether the minutes are withheld")
	if p := a.c["mats"].Get("/en/desk"); p.Has("Decide whether the minutes are withheld") {
		t.Error("it waits on the desk of who proposed it")
	}
	if err := h.Rooms.Register.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.want(a.c["zhengliyuan"].Get("/en/notices"), http.StatusOK, "It is proposed to withhold")
	sends(t, a.c["zhengliyuan"], at+"/dismiss_withholding", nil)
	sends(t, a.c["zhengliyuan"], at+"/propose_withholding", url.Values{"ground": {"未成年人保护法第四条"}})
	a.want(a.c["zhengliyuan"].Get(at+"/withhold"), http.StatusForbidden, "A second person has to confirm this.")
	stands := h.Minutes(t, m.ID)
	a.want(a.c["zhengliyuan"].Post(at+"/withhold", url.Values{"version": {strconv.Itoa(stands.Version)}}), http.StatusForbidden)
	if stands = h.Minutes(t, m.ID); stands.State != minutes.Issued {
		t.Fatalf("she has withheld them alone: %s", stands.State)
	}
	a.want(a.c[""].Get("/zh"+m.Path()), http.StatusOK, words)
	a.want(a.c["mats"].Get("/sv/desk"), http.StatusOK, "Avgör om protokollet ska undantas")
	a.want(a.c["mats"].Get(at+"/withhold"), http.StatusOK, "未成年人保护法第四条")
	sends(t, a.c["mats"], at+"/withhold", nil)
	for _, who := range []string{"", "maliqing", "sunlizhen"} {
		p := a.want(a.c[who].Get("/zh"+m.Path()), http.StatusOK, m.Numbered("zh"), "未成年人保护法第四条")
		if p.Has(words) || p.Has("9月30日") {
			t.Errorf("%q still reads them", who)
		}
		for _, ending := range []string{".pdf", ".docx", ".json"} {
			if got := a.c[who].Get("/zh" + m.Path() + ending); got.Status != http.StatusNotFound {
				t.Errorf("%q gets %s: %d", who, ending, got.Status)
			}
		}
	}
}

// A paragraph is put into another language by one person and reviewed by another; its author finds no button for it and is refused.
func TestMinutesAreTranslatedOnPages(t *testing.T) {
	a := newTable(t, "karin", "duliwen", "maliqing")
	h := a.h
	m := h.CirculatedMinutes(t)
	b := h.BlockOf(t, m.ID, minutes.Discussion)
	form := "/sv/minutes/" + m.ID + "/translate?to=sv&block=" + b.ID
	a.want(a.c["maliqing"].Get(form), http.StatusNotFound)
	a.want(a.c["karin"].Get("/sv"+m.Path()), http.StatusOK, "Översätt till svenska")
	empty := a.want(sends(t, a.c["karin"], form, url.Values{"words": {" "}}), http.StatusUnprocessableEntity)
	if again, ok := empty.Form("/sv/minutes/" + m.ID + "/translate"); !ok || again.Get("block") != b.ID || again.Get("to") != "sv" {
		t.Errorf("the form is gone: %v", again)
	}
	sends(t, a.c["karin"], form, url.Values{"words": {"Mötet tog del av rapporten."}, "state": {string(text.InReview)}})
	if p := a.c["maliqing"].Get("/sv" + m.Path()); p.Has("Mötet tog del av rapporten.") {
		t.Error("it is read before anybody reviewed it")
	}
	if p := a.c["karin"].Get(form); p.Has(`action="/sv/minutes/`+m.ID+`/review`) || strings.Contains(p.Body, "/review?of=") {
		t.Error("its author is offered to review it")
	}
	var tr minutes.Translation
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&tr).Error; err != nil {
		t.Fatal(err)
	}
	review := "/sv/minutes/" + m.ID + "/review?of=" + tr.ID + "&mark=" + tr.Hash
	nonce, _ := a.c["karin"].Get(form).Form("/sv/minutes/" + m.ID + "/translate")
	a.want(a.c["karin"].Post(review, url.Values{"nonce": nonce["nonce"]}), http.StatusForbidden)
	page := a.c["duliwen"].Get(form)
	second, ok := page.Form(review)
	if !ok {
		t.Fatalf("nobody can review it: %s", page.Text())
	}
	a.want(a.c["duliwen"].Post(review, second), http.StatusOK)
	a.want(a.c["maliqing"].Get("/sv"+m.Path()), http.StatusOK, "Mötet tog del av rapporten.")
}

// Whoever sat at the table may have the minutes corrected though her mandate has ended since: what she attended she knows. She cannot once the
// time is over, and reads nothing else of the forum.
func TestWhoSatThereStillCorrects(t *testing.T) {
	a := newTable(t, "maliqing", "sunlizhen")
	h := a.h
	m := h.CirculatedMinutes(t)
	b := h.BlockOf(t, m.ID, minutes.Discussion)
	var held forum.Mandate
	db := h.Store.Read(t.Context())
	if err := db.Where("person_id = ? AND forum_id = ? AND state = ?", h.Person(t, "maliqing"), m.Forum, forum.Confirmed).Take(&held).Error; err != nil {
		t.Fatal(err)
	}
	at := "/zh/mandate/" + string(held.ID) + "/end"
	ends := a.c["sunlizhen"].Get(at)
	form, ok := ends.Form(at)
	if !ok {
		t.Fatalf("no way to end her mandate: %d %s", ends.Status, ends.Text())
	}
	form.Set("note", "工作调动。")
	a.want(a.c["sunlizhen"].Post(at, form), http.StatusOK)
	if in := h.Actor(t, "maliqing").In(m.Forum, h.Clock.Now()); len(in) > 0 {
		t.Fatalf("her mandate has not ended: %v", in)
	}
	a.want(a.c["maliqing"].Get("/zh"+m.Path()), http.StatusOK, "提出更正意见")
	sends(t, a.c["maliqing"], "/zh/minutes/"+m.ID+"/file?block="+b.ID, url.Values{"kind": {"fact"}, "quote": {"将于年底实施"}, "instead": {"拟于年底前提出方案"}, "reason": {"当时说的是方案。"}, "language": {"zh"}})
	var c minutes.Correction
	if err := db.Where("minutes_id = ?", m.ID).Take(&c).Error; err != nil || c.FiledBy != h.Person(t, "maliqing") || c.FiledFor != h.OrgOf(t, "huilin") {
		t.Errorf("%+v, %v", c, err)
	}
	a.want(a.c["sunlizhen"].Get("/zh"+m.Path()), http.StatusOK, "当时说的是方案。")
	a.want(a.c["maliqing"].Get("/zh/f/HD/t/2016-01"), http.StatusNotFound)
}
