package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sametable/internal/drafting"
)

// What a consultation brought is answered, confirmed by a colleague and taken up for deliberation from the pages, without a script, each
// actor in another language.
func TestStatementsAreAnsweredOnThePages(t *testing.T) {
	a := newTable(t, "chenglihui", "xialining", "sunlizhen", "maliqing")
	a.want(a.c[""].Get(openOne+"/synopsis"), http.StatusNotFound)
	a.h.Clock.Set(time.Date(2019, 6, 22, 16, 0, 0, 0, time.UTC))
	own := "/zh/f/LH/p/2019-02"
	a.want(a.c["chenglihui"].Get("/zh/desk"), http.StatusOK, "请回应意见并修改建议", "LH-2019-02")
	page := a.want(a.c["chenglihui"].Get(own), http.StatusOK, "回应意见并修改")
	change := regexp.MustCompile(`/zh/proposal/[0-9a-z]+/change`).FindString(page.Body)
	first := a.want(a.send("chenglihui", own, change, nil), http.StatusOK, "请逐条说明采纳", "颍安市民政局（例） · 不同意", "回应其中一条意见")
	at := first.URL.Path
	form, _ := first.Form(at)
	ids := form["answers"]
	if len(ids) != 17 {
		t.Fatalf("the form is about %d statements", len(ids))
	}
	var needing []string
	for _, id := range ids {
		if asked, _, _ := drafting.AnswerFields(id, 1); form.Has(asked) {
			needing = append(needing, id)
		}
	}
	if len(needing) != 7 {
		t.Fatalf("%d statements have a line from the start, 7 ask for something", len(needing))
	}

	// a line more where somebody asked for nothing; half a line is kept, and named when it is sent
	form.Set("act", "line:"+ids[16])
	more := a.c["chenglihui"].Post(at, form)
	asked, fate, reply := drafting.AnswerFields(ids[16], 1)
	if again, _ := more.Form(at); !again.Has(asked) || !strings.Contains(more.URL.RawQuery, "line=") {
		t.Fatalf("no line was added: %s", more.URL)
	}
	form, _ = more.Form(at)
	form.Set("act", "next")
	form.Set(asked, "附上窗口地址")
	form.Set(fate, "part")
	for i, id := range needing {
		asked, fate, reply := drafting.AnswerFields(id, 1)
		form.Set(asked, "第"+string(rune('一'+i))+"件事")
		form.Set(fate, "taken")
		form.Set(reply, "")
	}
	a.want(a.c["chenglihui"].Post(at, form), http.StatusOK)
	steps := strings.TrimSuffix(at, "/answers")
	a.want(a.c["chenglihui"].Get(steps+"/check"), http.StatusOK, "还缺以下内容", "部分采纳或未采纳，请说明理由。", "意见采纳情况")
	form, _ = a.c["chenglihui"].Get(at).Form(at)
	form.Set(reply, "放入操作说明")
	form.Set("act", "next")
	a.want(a.c["chenglihui"].Post(at, form), http.StatusOK)
	a.want(a.send("chenglihui", steps+"/check", steps+"/check", nil), http.StatusOK, "已提请本单位另一人确认新版本。")
	a.want(a.c[""].Get(openOne+"/synopsis"), http.StatusNotFound)
	if p := a.c["maliqing"].Get(openOne); p.Has("放入操作说明") {
		t.Error("others read what nobody has confirmed")
	}

	// the colleague reads it whole, in English, and gives it back once
	steps = "/en" + strings.TrimPrefix(steps, "/zh")
	a.want(a.c["xialining"].Get("/en/desk"), http.StatusOK, "Confirm the new version of a proposal")
	a.want(a.c["chenglihui"].Get(steps+"/confirm"), http.StatusForbidden, "nobody confirms a version she sent herself")
	a.want(a.send("xialining", steps+"/decline", steps+"/decline", url.Values{"reason": {""}}), http.StatusUnprocessableEntity)
	a.want(a.send("xialining", steps+"/decline", steps+"/decline", url.Values{"reason": {"请再核对。"}}), http.StatusOK, "Given back")
	a.want(a.c["xialining"].Get(steps+"/confirm"), http.StatusNotFound)
	zh := "/zh" + strings.TrimPrefix(steps, "/en")
	a.want(a.send("chenglihui", zh+"/check", zh+"/check", nil), http.StatusOK, "已提请本单位另一人确认新版本。")
	a.want(a.send("xialining", steps+"/confirm", steps+"/confirm", nil), http.StatusOK, "The new version is public.", "taken up 7 · in part 1 · not taken up 0")

	// everybody reads the table, and it can be taken into a spreadsheet
	a.want(a.c[""].Get("/sv/f/LH/p/2019-02/synopsis"), http.StatusOK, "tillgodosett 7 · delvis 1 · inte tillgodosett 0", "附上窗口地址", "Delvis tillgodosett")
	if csv := a.c[""].Get(openOne + "/synopsis.csv"); strings.Count(csv.Body, "\r\n") != 9 || !strings.Contains(csv.Body, "Taken up in part,放入操作说明") {
		t.Errorf("the table: %q", csv.Body)
	}
	id := regexp.MustCompile(`/proposal/[0-9a-z]+/`).FindString(change)
	a.want(a.c["sunlizhen"].Get("/sv/desk"), http.StatusOK, "Besvarat: ta upp till behandling")
	a.want(a.send("sunlizhen", "/sv"+id+"deliberate", "/sv"+id+"deliberate", nil), http.StatusOK, "Behandlingen är inledd.", "Under behandling")
	a.want(a.c[""].Get("/zh/f/LH/proposals?stage=deliberation"), http.StatusOK, "LH-2019-02", "LH-2019-01")
}
