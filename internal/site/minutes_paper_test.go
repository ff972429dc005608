package site_test

import (
	"net/http"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// Whoever may read minutes gets them as a file in each language, and the same file twice; what is a draft says so; who may not read them gets
// no file.
func TestMinutesAreFiled(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	visitor, secretary := h.Client(t, s), h.Client(t, s).SignIn("sunlizhen")
	var issued, going string
	for _, m := range []struct {
		into  *string
		state string
	}{{&issued, "issued"}, {&going, "circulated"}} {
		var forum, at string
		if err := h.Store.Read(t.Context()).Table("minutes").Select("forum_key, at").Where("state = ? AND forum_key = 'LH'", m.state).Limit(1).Row().Scan(&forum, &at); err != nil {
			t.Fatal(err)
		}
		*m.into = "/f/" + forum + "/m/" + at + "/minutes"
	}
	for _, language := range []string{"/zh", "/en", "/sv"} {
		for ending, begins := range map[string]string{".pdf": "%PDF-", ".docx": "PK\x03\x04", ".json": `{"attendance"`} {
			first, again := visitor.Get(language+issued+ending), visitor.Get(language+issued+ending)
			if first.Status != http.StatusOK || !strings.HasPrefix(first.Body, begins) || first.Body != again.Body || !strings.Contains(first.Header.Get("Content-Disposition"), ending) {
				t.Errorf("%s%s%s: %d, %q, the same twice: %v", language, issued, ending, first.Status, first.Body[:min(20, len(first.Body))], first.Body == again.Body)
			}
			if got := visitor.Get(language + going + ending); got.Status != http.StatusNotFound {
				t.Errorf("a visitor gets %s%s of minutes that go round: %d", going, ending, got.Status)
			}
			if got := secretary.Get(language + going + ending); got.Status != http.StatusOK {
				t.Errorf("the secretary gets %d of %s%s", got.Status, going, ending)
			}
		}
	}
	page := visitor.Get("/sv" + issued)
	if !page.Has("PDF") || !page.Has("DOCX") {
		t.Error("the page does not lead to the files")
	}
}

// Minutes of the demo stand in two languages side by side, each marked as what it is.
func TestTheDemosMinutesStandSideBySide(t *testing.T) {
	h := house.World(t, store.SQLite)
	visitor := h.Client(t, h.Serve(t))
	const zh, en, sv = "会议由王例文处长主持。应到成员单位11个，实到9个，达到法定人数。", "WANG Liwen chaired. 9 of 11 member organisations were present", "Wang Liwen var ordförande. 9 av 11 medlemsorganisationer var närvarande"
	for address, words := range map[string][2]string{"/sv/f/HD/m/2019-01/minutes?with=zh": {sv, zh}, "/en/f/HD/m/2019-01/minutes?with=sv": {en, sv}, "/zh/f/HD/m/2019-01/minutes?with=en": {zh, en}} {
		page := visitor.Get(address)
		if page.Status != http.StatusOK || !page.Has(words[0]) || !page.Has(words[1]) {
			t.Errorf("%s: %d, %v %v", address, page.Status, page.Has(words[0]), page.Has(words[1]))
		}
	}
	if page := visitor.Get("/sv/f/HD/m/2019-01/minutes?with=zh"); !strings.Contains(page.Body, `lang="zh-Hans"`) || !strings.Contains(page.Body, `class="cols"`) {
		t.Error("the other language is not marked, or not beside")
	}
}
