package site_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/policy"
)

const openOne = "/en/f/LH/p/2019-02"

// A statement is filed, confirmed, changed and withdrawn from the pages, without a script.
func TestAStatementGoesItsWayOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian", "chenglihui", "sunlizhen", "alex")
	list := a.want(a.c[""].Get(openOne+"/statements"), http.StatusOK, "17 statements", "Groups with at least one supporter: 4 of 5", "Received by letter of 3 June 2019")
	if list.Has("Give a statement") {
		t.Error("a visitor is offered the form")
	}
	a.want(a.c["chenglihui"].Get(openOne+"/statement"), http.StatusForbidden, "gives no statement on it")
	if p := a.want(a.c["chenglihui"].Get(openOne+"/statements"), http.StatusOK, "gives no statement on it"); p.Has("Give a statement") {
		t.Error("the proposer is offered the form")
	}
	a.want(a.c["chenglihui"].Post(openOne+"/statement", url.Values{"stance": {"support"}, "of": {"1"}, "version": {"0"}}), http.StatusForbidden, "gives no statement on it")
	a.want(a.c["alex"].Get(openOne+"/statement"), http.StatusForbidden, "Only delegates")

	// reasons are asked for where they are needed, and what was typed stays
	refused := a.send("maliqing", openOne+"/statement", openOne+"/statement", url.Values{"stance": {"object"}, "reasons": {""}, "measure_2": {""}, "language": {"en"}})
	a.want(refused, http.StatusUnprocessableEntity, "Give your reasons")
	if form, _ := refused.Form(openOne + "/statement"); form.Get("stance") != "object" || form.Get("language") != "en" {
		t.Errorf("what was typed is gone: %v", form)
	}
	filed := a.want(a.send("maliqing", openOne+"/statement", openOne+"/statement", url.Values{"stance": {"changes"}, "language": {"en"}, "reasons": {"We agree in general."},
		"measure_2": {"Settle by the year."}}), http.StatusOK, "Waiting for confirmation", "Settle by the year.", "Sent. A colleague")
	at := filed.URL.Path
	if page := a.c[""].Get(at); page.Status != http.StatusOK || page.Has("Settle by the year") {
		t.Errorf("a visitor reads what nobody has confirmed: %d", page.Status)
	}
	a.want(a.c["hanlian"].Get("/en/desk"), http.StatusOK, "Confirm your organisation’s statement", "LH-2019-02")
	a.want(a.c["maliqing"].Get(at+"/confirm"), http.StatusForbidden, "A colleague of whoever filed it")
	a.want(a.send("hanlian", at+"/decline", at+"/decline", url.Values{"reason": {""}}), http.StatusUnprocessableEntity)
	a.want(a.send("hanlian", at+"/confirm", at+"/confirm", nil), http.StatusOK, "Confirmed. The statement counts.", "Settle by the year.")
	a.want(a.c[""].Get(openOne+"/statements"), http.StatusOK, "17 statements", "Settle by the year.", "Measure 2")
	a.want(a.c[""].Get(at), http.StatusOK, "Version 1", "Version 2", "In the register")

	// an old form meets what was confirmed meanwhile: the conflict is said, the words stay
	old := a.c["maliqing"].Get(openOne + "/statement")
	form, _ := old.Form(openOne + "/statement")
	form.Set("version", "1")
	form.Set("reasons", "Typed on an old page.")
	late := a.c["maliqing"].Post(openOne+"/statement", form)
	if late.Status != http.StatusConflict || !strings.Contains(late.Body, "Typed on an old page.") {
		t.Errorf("an old page: %d", late.Status)
	}
	a.want(a.send("maliqing", at+"/withdraw", at+"/withdraw", nil), http.StatusOK, "withdrawn", "Nothing of this organisation counts")
	a.want(a.c[""].Get(openOne+"/statements"), http.StatusOK, "16 statements")
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Your statement is asked for")

	last, _ := a.c["maliqing"].Get(openOne + "/statement").Form(openOne + "/statement")
	last.Set("stance", "support")
	a.h.Clock.Set(time.Date(2019, 6, 22, 16, 0, 0, 0, time.UTC))
	a.want(a.c["maliqing"].Get(openOne+"/statements"), http.StatusOK, "The consultation has closed.")
	a.want(a.c["maliqing"].Get(openOne+"/statement"), http.StatusForbidden, "The consultation closed on")
	a.want(a.c["maliqing"].Post(openOne+"/statement", last), http.StatusForbidden, "The consultation closed on")
}

// Whoever holds two mandates of one organisation is asked nothing and sees what it has said; whoever speaks for two organisations is
// asked first, among the mandates under which somebody states.
func TestForWhomSomebodyStates(t *testing.T) {
	a := newTable(t, "liliming", "maliqing")
	at := openOne + "/statement"
	page := a.want(a.c["liliming"].Get(at), http.StatusOK, "Your organisation has a confirmed statement")
	if strings.Contains(page.Body, `type="radio" name="mandate"`) {
		t.Error("two mandates of one organisation are offered")
	}
	a.want(a.send("liliming", at, at, url.Values{"stance": {"support"}, "language": {"en"}, "reasons": {"Said anew."}}), http.StatusOK, "Said anew.")

	for _, table := range []string{"mandates", "memberships"} { // she takes the seat of her director as well
		if _, err := a.h.Store.SQL().Exec("UPDATE "+table+" SET person_id = ? WHERE person_id = ?", a.h.Person(t, "maliqing"), a.h.Person(t, "wangliwen")); err != nil {
			t.Fatal(err)
		}
	}
	asked := a.want(a.c["maliqing"].Get(at), http.StatusOK, "Choose one first")
	form, _ := asked.Form(at)
	a.want(a.c["maliqing"].Post(at, url.Values{"choose": {"1"}}), http.StatusUnprocessableEntity, "Choose one first")
	seats := regexp.MustCompile(`type="radio" name="mandate" value="([^"]+)"`).FindAllStringSubmatch(asked.Body, -1)
	if len(seats) != 2 {
		t.Fatalf("%d mandates are offered", len(seats))
	}
	theirs := ""
	for _, m := range seats {
		if n := int64(0); a.h.Store.Read(t.Context()).Table("mandates").Where("id = ? AND capacity = 'titular' AND organisation_id IN (SELECT id FROM organisations WHERE key = 'hd-ca')", m[1]).Count(&n).Error == nil && n == 1 {
			theirs = m[1]
		}
	}
	form.Set("mandate", theirs)
	chosen := a.want(a.c["maliqing"].Post(at, form), http.StatusOK)
	if !strings.Contains(chosen.Body, "Said anew.") {
		t.Error("what stands is not shown")
	}
	if strings.Contains(chosen.Body, `type="radio" name="mandate"`) || !strings.Contains(chosen.Body, `name="mandate" value="`+theirs+`"`) {
		t.Error("the choice is not carried on")
	}
}

// A reader gets the proposal in her language beside the fields, with the original beside it.
func TestTheStatementFormSpeaksTheReadersLanguage(t *testing.T) {
	a := newTable(t, "xulijia")
	var id string
	if err := a.h.Store.Read(t.Context()).Table("proposals").Where("reference = 'LH-2019-02'").Pluck("id", &id).Error; err != nil {
		t.Fatal(err)
	}
	row, err := a.h.Rooms.Proposals.ByID(t.Context(), a.h.Actor(t, "xulijia"), id, "sv")
	if err != nil {
		t.Fatal(err)
	}
	rendered := drafting.Parse(row.TrLanguage, row.TrTitle, row.TrSource)
	page := a.want(a.c["xulijia"].Get(strings.Replace(openOne, "/en/", "/sv/", 1)+"/statement"), http.StatusOK, rendered.Measures[0], row.Content().Measures[0])
	if strings.Index(page.Body, rendered.Measures[0]) > strings.Index(page.Body, row.Content().Measures[0]) {
		t.Error("the original stands before the reader's language")
	}
}

// A letter comes in by the secretary's form; its form keeps what was typed when something is missing.
func TestALetterComesInOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "sunlizhen", "linlihua")
	at := openOne + "/statement/letter"
	a.want(a.c["maliqing"].Get(at), http.StatusForbidden, "Letters are entered by the secretary")
	page := a.want(a.c["sunlizhen"].Get(at), http.StatusOK, "Scanned letter", "Day it came")
	form, _ := page.Form(at)
	for name, value := range map[string]string{"stance": "object", "reasons": "不同意。", "language": "zh", "channel": "letter", "dated": "2019-06-07", "received": "2019-06-08"} {
		form.Set(name, value)
	}
	var org string
	if err := a.h.Store.Read(t.Context()).Table("organisations").Where("key = ?", "dongze-ca").Pluck("id", &org).Error; err != nil {
		t.Fatal(err)
	}
	form.Set("organisation", org)
	send := func(file string) (status int, words string) {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for name, values := range form {
			for _, v := range values {
				_ = w.WriteField(name, v)
			}
		}
		if file != "" {
			part, err := w.CreateFormFile("file", "letter.pdf")
			if err != nil {
				t.Fatal(err)
			}
			_, _ = part.Write([]byte(file))
		}
		_ = w.Close()
		p := a.c["sunlizhen"].Upload(at, w.FormDataContentType(), &body)
		return p.Status, p.URL.Path + " " + p.Text()
	}
	if status, words := send(""); status != http.StatusUnprocessableEntity || !strings.Contains(words, "Choose the scanned letter") {
		t.Fatalf("without the scan: %d %s", status, words)
	}
	status, words := send("%PDF-1.4 letter")
	if status != http.StatusOK || !strings.Contains(words, "Entered. A second person checks it") {
		t.Fatalf("with the scan: %d %s", status, words)
	}
	path, _, _ := strings.Cut(words, " ")
	a.want(a.c[""].Get(openOne+"/statements"), http.StatusOK, "17 statements")
	a.want(a.c["linlihua"].Get("/en/desk"), http.StatusOK, "Check a statement against its letter")
	a.want(a.send("linlihua", path+"/check", path+"/check", nil), http.StatusOK, "Checked. The statement counts.")
}

// The tables for a spreadsheet begin with its mark, and no cell is taken for a formula.
func TestStatementsAsATable(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian")
	a.want(a.send("maliqing", openOne+"/statement", openOne+"/statement", url.Values{"stance": {"changes"}, "language": {"en"}, "reasons": {"=SUM(A1)"}}), http.StatusOK)
	p := a.c[""].Get(openOne + "/statements.csv?of=counts")
	if !strings.HasPrefix(p.Body, "\ufeff") || !strings.Contains(p.Body, "All,8,6,2,1,17") || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("the counts: %q", p.Body)
	}
	var id string
	if err := a.h.Store.Read(t.Context()).Table("proposal_statements").Where("state = ?", "confirming").Pluck("id", &id).Error; err != nil {
		t.Fatal(err)
	}
	a.want(a.send("hanlian", "/en/statement/"+id+"/confirm", "/en/statement/"+id+"/confirm", nil), http.StatusOK)
	all := a.c[""].Get(openOne + "/statements.csv")
	if strings.Count(all.Body, "\r\n") != 18 || !strings.Contains(all.Body, "'=SUM(A1)") || strings.Contains(all.Body, ",=SUM") {
		t.Errorf("the statements: %q", all.Body)
	}
}

// Whoever is one of few is told plainly that to be unnamed hides little; outside, neither page nor table says the group.
func TestOneOfFewIsTold(t *testing.T) {
	a := newTable(t)
	at, s := openOne+"/statement", a.h.Serve(t)
	told := map[bool]int{}
	for _, kind := range []string{"ngo", "university", "company", "civil_affairs", "other_authority"} {
		var who struct {
			Username, Organisation, Forum string
		}
		q := a.h.Store.Read(t.Context()).Table("mandates m").Select("p.username, o.id AS organisation, m.forum_id AS forum").
			Joins("JOIN forums f ON f.id = m.forum_id AND f.key = 'LH'").Joins("JOIN organisations o ON o.id = m.organisation_id AND o.kind = ?", kind).
			Joins("JOIN persons p ON p.id = m.person_id").Where("m.state = 'confirmed' AND m.capacity = 'titular' AND m.organisation_id <> (SELECT proposed_for FROM proposals WHERE reference = 'LH-2019-02')")
		if err := q.Order("p.username").Limit(1).Scan(&who).Error; err != nil || who.Username == "" {
			t.Fatal(kind, err)
		}
		n, err := a.h.Rooms.Forums.SeatsLike(t.Context(), policy.ForumID(who.Forum), policy.OrganisationID(who.Organisation))
		if err != nil {
			t.Fatal(err)
		}
		page := a.want(a.h.Client(t, s).SignIn(who.Username).Get(at), http.StatusOK)
		few := page.Has("fewer than three organisations of your group have a seat")
		if few != (n < 3) {
			t.Errorf("%s of %d %s is told: %v", who.Username, n, kind, few)
		}
		told[few]++
	}
	if told[true] == 0 || told[false] == 0 {
		t.Errorf("told: %v", told)
	}
}
