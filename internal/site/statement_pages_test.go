package site_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

const openOne = "/en/f/LH/p/2019-02"

// A statement is filed, confirmed, changed and withdrawn from the pages, without a script.
func TestAStatementGoesItsWayOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian", "chenglihui", "sunlizhen", "alex")
	list := a.want(a.c[""].Get(openOne+"/statements"), http.StatusOK, "17 statements", "Groups with at least one supporter: 4 of 5", "Received by letter of 3 June 2019")
	if list.Has("Give a statement") {
		t.Error("a visitor is offered the form")
	}
	a.want(a.c["chenglihui"].Get(openOne+"/statement"), http.StatusOK)
	a.want(a.send("chenglihui", openOne+"/statement", openOne+"/statement", url.Values{"stance": {"support"}}), http.StatusForbidden, "gives no statement on it")
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

	a.h.Clock.Set(time.Date(2019, 6, 22, 16, 0, 0, 0, time.UTC))
	a.want(a.c["maliqing"].Get(openOne+"/statements"), http.StatusOK, "The consultation has closed.")
	a.want(a.send("maliqing", openOne+"/statement", openOne+"/statement", url.Values{"stance": {"support"}, "reasons": {"Too late."}}), http.StatusForbidden, "The consultation closed on")
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
