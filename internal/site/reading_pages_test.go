package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/demo"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/store"
)

func TestTheBareAddressLeadsToALanguage(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	ask := func(c *house.Client, accept string) string {
		p := c.Header("/", http.Header{"Accept-Language": {accept}})
		if p.Status != http.StatusFound || !strings.Contains(p.Header.Get("Vary"), "Accept-Language") || !strings.Contains(p.Header.Get("Vary"), "Cookie") {
			t.Errorf("%d, Vary %q", p.Status, p.Header.Get("Vary"))
		}
		return p.Header.Get("Location")
	}
	visitor := h.Client(t, s)
	for accept, want := range map[string]string{"": "/zh/", "sv-SE,sv;q=0.9": "/sv/", "de,en;q=0.5": "/en/", "fr": "/zh/"} {
		if got := ask(visitor, accept); got != want {
			t.Errorf("%q leads to %s", accept, got)
		}
	}
	member := h.Client(t, s) // her profile says Swedish, and signing in remembers it
	if p := member.Post("/en/login", url.Values{"username": {"elin"}, "password": {demo.Password}}); p.URL.Path != "/sv/desk" {
		t.Fatalf("signing in: %d at %s", p.Status, p.URL)
	}
	if got := ask(member, "en"); got != "/sv/" {
		t.Errorf("signing in leads to %s", got)
	}
	member.Get("/zh/forums")
	if got := ask(member, "en"); got != "/zh/" {
		t.Errorf("whoever read in Chinese last is led to %s", got)
	}
	member.Forget("forum_language")
	if got := ask(member, "en"); got != "/sv/" {
		t.Errorf("without a cookie the profile leads to %s", got)
	}
	if p := visitor.Stay("/sv?a=1"); p.Header.Get("Location") != "/sv/?a=1" {
		t.Errorf("/sv leads to %q", p.Header.Get("Location"))
	}
	if p := visitor.Get("/nowhere"); p.Status != http.StatusNotFound {
		t.Errorf("/nowhere is %d", p.Status)
	}
	if p := visitor.Get("/favicon.ico"); p.Status != http.StatusOK || p.Header.Get("Content-Type") != "image/png" {
		t.Errorf("the icon is %d, %s", p.Status, p.Header.Get("Content-Type"))
	}
	if p := visitor.Get("/robots.txt"); !strings.Contains(p.Body, "Disallow: /sv/login") {
		t.Errorf("robots are told %q", p.Body)
	}
}

func TestSwitchingLeavesTheProfileUntilSheSaysSo(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	elin := h.Client(t, s).SignIn("elin")
	keep := `action="/zh/account/language"`
	if p := elin.Get("/sv/forums"); p.Has("邮件和登录后的页面也用中文") || p.Has("account/language") {
		t.Error("the language of her profile is offered as another")
	}
	if p := elin.Get("/zh/forums"); !strings.Contains(p.Body, keep) {
		t.Error("a page in another language does not offer to keep it")
	}
	chosen := func(p house.Page) bool { return strings.Contains(p.Body, keep) }
	if !chosen(elin.Get("/zh/forums")) {
		t.Error("looking at a page changed her profile")
	}
	if p := elin.Post("/zh/account/language", nil); p.Status != http.StatusOK || chosen(p) {
		t.Errorf("%d at %s; still offered: %t", p.Status, p.URL, chosen(p))
	}
	elin.Forget("forum_language")
	if p := elin.Header("/", http.Header{"Accept-Language": {"en"}}); p.Header.Get("Location") != "/zh/" {
		t.Errorf("her profile leads to %q", p.Header.Get("Location"))
	}
}

func TestHomeShowsEachReaderHerOwn(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	visitor := h.Client(t, s).Get("/en/")
	for _, want := range []string{"Hudong Province (fictional)", "18", "member organisations", "Example Donor A", "Discussions are read by those who sit there", "They are no map"} {
		if !visitor.Has(want) {
			t.Errorf("a visitor is not told %q", want)
		}
	}
	if visitor.Has("Waiting for you") {
		t.Error("something waits for a visitor")
	}
	member := h.Client(t, s).SignIn("maliqing").Get("/en/")
	for _, want := range []string{"Waiting for you", "Latest discussions", "HD-T-2019-01"} {
		if !member.Has(want) {
			t.Errorf("a member is not told %q", want)
		}
	}
	for _, secret := range []string{"HD-T-2019-01", "HD-T-2018-01"} {
		if strings.Contains(visitor.Body, secret) {
			t.Errorf("a visitor is shown %s", secret)
		}
	}
}

func TestLongerTextsAndGlossary(t *testing.T) {
	h := house.World(t, store.SQLite)
	c := h.Client(t, h.Serve(t))
	for _, l := range []string{"zh", "en", "sv"} {
		for _, name := range []string{"about", "funding", "privacy", "terms", "safeguarding", "accessibility", "help", "glossary"} {
			if p := c.Get("/" + l + "/" + name); p.Status != http.StatusOK || strings.Count(p.Body, "<h1") != 1 {
				t.Errorf("/%s/%s: %d with %d first headings", l, name, p.Status, strings.Count(p.Body, "<h1"))
			} else if day := h.Catalogue.Speaker(lang.Code(l)).Date(h.Clock.Now(), lang.Beijing); !regexp.MustCompile(`(?s)<p class="on-paper".*· ` + day).MatchString(p.Body) {
				t.Errorf("/%s/%s does not say on paper that it was printed on %s, by the clock of the house", l, name, day)
			}
		}
	}
	if p := c.Get("/xx/about"); p.Status != http.StatusNotFound {
		t.Errorf("a page in no language of ours is %d", p.Status)
	}
}

// Who is responsible is the facilitator here, in the settings by its Swedish name.
func TestEachReaderIsToldWhoIsResponsible(t *testing.T) {
	h := house.World(t, store.SQLite)
	h.Config.Contact = "Föreningen Sambord Exempel"
	s := h.Serve(t)
	for l, want := range map[string]string{"zh": "瑞典同桌例协会", "en": "Sambord Example Association (Sweden)", "sv": h.Config.Contact} {
		for _, who := range []string{"", "maliqing"} {
			c := h.Client(t, s)
			if who != "" {
				c.SignIn(who)
			}
			p := c.Get("/" + l + "/privacy")
			if strings.Count(p.Body, want) < 2 || strings.Contains(p.Body, "\ufffc") || l != "sv" && strings.Contains(p.Body, h.Config.Contact) {
				t.Errorf("/%s/privacy as %q does not say that %s is responsible, in its text and in its foot", l, who, want)
			}
		}
	}
}

// The public glossary shows what helps its readers. What editors note for each other stays in the term base and its document.
func TestTheGlossaryKeepsEditorsRemarksToThem(t *testing.T) {
	h := house.World(t, store.SQLite)
	c := h.Client(t, h.Serve(t))
	for _, code := range []string{"zh", "en", "sv"} {
		helped := false
		for _, field := range []string{"forum", "meeting", "proposal", "actor", "child", "social", "geo", "doc", "mel", "ui"} {
			p := c.Get("/" + code + "/glossary?field=" + field)
			for _, remark := range []string{"native should", "to confirm", "confirmed by Plan", "with the partners", "pl. sv", "avoid", "never &#34;", "sv &#34;", "zh also", "see closing_date"} {
				if strings.Contains(p.Body, remark) {
					t.Errorf("%s, %s: the glossary says %q", code, field, remark)
				}
			}
			helped = helped || p.Has("child who moved with the parents")
		}
		if !helped {
			t.Errorf("%s: the glossary has no notes at all", code)
		}
	}
}

func TestDirectoryIsSortedCountedAndDiscreet(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	visitor, member := h.Client(t, s), h.Client(t, s).SignIn("maliqing")
	all := visitor.Get("/sv/orgs")
	if !all.Has("21 organisationer") || strings.Index(all.Body, "Beidis exempel") > strings.Index(all.Body, "Yinghe exempel") {
		t.Error("the directory is not whole, or not in order")
	}
	tile := visitor.Get("/zh/orgs?region=680100")
	if !tile.Has("惠邻例社会工作中心") || tile.Has("江淮例大学") {
		t.Error("a region shows others, or not its own")
	}
	if p := visitor.Get("/zh/orgs?kind=company&q=" + url.QueryEscape("乳业")); !p.Has("1个机构") || !p.Has("高湖例乳业有限公司") {
		t.Error("the filter does not find the one company")
	}
	if p := visitor.Get("/en/orgs?q=nobodyhere"); !p.Has("No organisation fits") {
		t.Error("nothing is said where nothing fits")
	}
	outside, inside := visitor.Get("/en/o/huilin"), member.Get("/en/o/huilin")
	for _, want := range []string{"Format OK", "52680100DEMA02019T", "Village outreach", "Huilin exempelcenter", "accredited by two officers"} {
		if !outside.Has(want) {
			t.Errorf("the page of an organisation lacks %q", want)
		}
	}
	if strings.Contains(strings.ToLower(outside.Text()), "verified") {
		t.Error("an identifier is called verified")
	}
	if outside.Has("HAN Li") || outside.Has("Focal point") || !inside.Has("HAN Li") {
		t.Error("people are shown to others, or not to their own")
	}
	if p := visitor.Get("/en/o/nobody"); p.Status != http.StatusNotFound {
		t.Errorf("an organisation that is not there is %d", p.Status)
	}
}

func TestSearchSaysWhereItLooked(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	visitor, member := h.Client(t, s), h.Client(t, s).SignIn("maliqing")
	if p := visitor.Get("/en/search"); !p.Has("Type what you are looking for.") || !p.Has("only what is public is searched") {
		t.Error("an empty search says nothing")
	}
	q := url.QueryEscape("寄宿")
	found, closed := member.Get("/zh/search?q="+q), visitor.Get("/zh/search?q="+q)
	if !strings.Contains(found.Body, "<mark>寄宿</mark>") || !strings.Contains(found.Body, "/f/HD/t/") {
		t.Errorf("a member does not find what is in her forum: %s", found.Text())
	}
	if strings.Contains(closed.Body, "/f/HD/t/") {
		t.Error("a visitor finds a members' discussion")
	}
	if p := member.Get("/sv/search?q=" + q); !p.Has("kinesiska originalet") {
		t.Error("a reader is not told in which text it was found")
	}
	nothing := visitor.Get("/en/search?q=zzzzqq&kind=forum")
	for _, want := range []string{"Nothing was found", "Clear the filters", "Sign in to search"} {
		if !nothing.Has(want) {
			t.Errorf("no advice: %q", want)
		}
	}
}
