package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/document"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

func TestDocumentsAreListedForEverybody(t *testing.T) {
	h := house.World(t, store.SQLite)
	c := h.Client(t, h.Serve(t))
	for l, want := range map[string][]string{
		"zh": {"共4件", "国务院关于加强困境儿童保障工作的意见", "State Council Opinions", "Riktlinjer från Kinas", "文号待核", "2019年"},
		"en": {"4 documents", "国发〔2016〕13号", "4 February 2016", "Number to be confirmed"}, "sv": {"4 dokument", "den 4 februari 2016", "国务院办公厅"},
	} {
		p := c.Get("/" + l + "/documents")
		for _, text := range want {
			if !p.Has(text) {
				t.Errorf("/%s/documents lacks %q", l, text)
			}
		}
		if strings.Index(p.Body, "民发〔2019〕34号") > strings.Index(p.Body, "国发〔2016〕36号") || !strings.Contains(p.Body, `lang="zh-Hans">国发〔2016〕36号<`) {
			t.Errorf("/%s/documents: not in order, or numbers do not say that they are Chinese", l)
		}
		if strings.Contains(p.Body, "/documents/add") {
			t.Errorf("/%s/documents offers a visitor to add one", l)
		}
		if !strings.Contains(c.Get("/"+l+"/").Body, `href="/`+l+`/documents"`) {
			t.Errorf("nothing on /%s/ leads to the list", l)
		}
	}
}

func TestTheListSaysWhatItCouldNotRead(t *testing.T) {
	h := house.World(t, store.SQLite)
	c := h.Client(t, h.Serve(t))
	ask := func(query string) house.Page { return c.Get("/en/documents?q=" + url.QueryEscape(query)) }
	for _, query := range []string{"国发[2016]13号", "国发（2016）第013号", "rural left-behind", "rural 国发〔2016〕"} {
		if p := ask(query); !p.Has("1 document") || !p.Has("State Council Opinions on Strengthening the Care") {
			t.Errorf("%s does not find the one", query)
		}
	}
	if p := ask("国发201613号"); !p.Has("Put the year in brackets") || !p.Has("4 documents") || !strings.Contains(p.Body, `value="国发201613号"`) || !strings.Contains(p.Body, `aria-invalid="true"`) {
		t.Error("a number without brackets is not told, or narrows the list")
	}
	if p := ask("left\u200bbehind"); !p.Has("cannot be seen") {
		t.Error("what nobody can see is taken out without a word")
	}
	if p := ask("nothing of the kind"); !p.Has("No document fits") || !p.Has("Show all") {
		t.Error("nothing is said where nothing fits")
	}
	empty := house.Empty(t, store.SQLite)
	for l, want := range map[string]string{"zh": "暂无文件", "en": "No documents yet", "sv": "Inga dokument ännu"} {
		if p := empty.Client(t, empty.Serve(t)).Get("/" + l + "/documents"); !p.Has(want) {
			t.Errorf("an empty list does not say %q", want)
		}
	}
}

func TestADocumentIsAddedChangedAndWithdrawn(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	ma, sun, visitor := h.Client(t, s).SignIn("maliqing"), h.Client(t, s).SignIn("sunlizhen"), h.Client(t, s)
	typed := url.Values{"number": {"国发201799号"}, "issuer": {"国务院"}, "language": {"zh"}, "title_zh": {"关于例事的通知"}, "link": {"http://www.gov.cn/x"}}
	p := ma.Post("/en/documents/add", typed)
	for _, want := range []string{`value="国发201799号"`, `value="关于例事的通知"`, `value="http://www.gov.cn/x"`, `href="#f-number"`, `id="f-link-error"`} {
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, want) {
			t.Errorf("%d; the form comes back without %s", p.Status, want)
		}
	}
	typed.Set("number", "国发[2017]99号")
	typed.Set("link", "https://www.gov.cn/x")
	p = ma.Post("/en/documents/add", typed)
	if p.URL.Path != "/en/documents/2019-02" || !p.Has("The document is listed.") || !p.Has("国发〔2017〕99号") || !p.Has("2017") {
		t.Fatalf("%d at %s: %s", p.Status, p.URL, p.Text())
	}
	if page := visitor.Get("/sv/documents/2019-02"); !regexp.MustCompile(`<a[^>]+href="https://www\.gov\.cn/x"[^>]+rel="noreferrer"`).MatchString(page.Body) || !page.Has("www.gov.cn") {
		t.Error("the way to the issuer is not there, or tells where its reader comes from")
	}
	if p := ma.Post("/en/documents/add", typed); !p.Has("listed already") {
		t.Errorf("the same number again is %d", p.Status)
	}
	typed.Set("title_en", "Notice on an example")
	typed.Set("version", "0")
	if p := sun.Post("/zh/documents/2019-02/change", typed); p.URL.Path != "/zh/documents/2019-02" || !p.Has("修改已保存") || !p.Has("Notice on an example") {
		t.Errorf("%d at %s", p.Status, p.URL)
	}
	typed.Set("title_en", "Another wording")
	if p := ma.Post("/en/documents/2019-02/change", typed); p.Status != http.StatusConflict || !strings.Contains(p.Body, `value="Another wording"`) || !p.Has("What was saved meanwhile") || !p.Has("Background document changed") {
		t.Errorf("an old page is %d and does not set both beside each other", p.Status)
	}
	if err := h.Rooms.Register.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p := ma.Get("/en/notices"); !p.Has("“Notice on an example”, which you added, has been changed") {
		t.Errorf("who added it is not told: %s", p.Text())
	}
	if p := sun.Post("/en/documents/2019-02/withdraw", url.Values{"version": {"1"}}); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `id="f-reason-error"`) {
		t.Errorf("without a reason: %d", p.Status)
	}
	if p := sun.Post("/en/documents/2019-02/withdraw", url.Values{"version": {"1"}, "reason": {"Listed by mistake."}}); !p.Has("The document is withdrawn.") || !p.Has("Listed by mistake.") || strings.Contains(p.Body, "2019-02/change") {
		t.Errorf("%d: %s", p.Status, p.Text())
	}
	if p := visitor.Get("/en/documents"); p.Has("关于例事的通知") || !p.Has("4 documents") {
		t.Error("a withdrawn document is listed")
	}
	if p := visitor.Get("/en/documents?q=" + url.QueryEscape("国发〔2017〕99号")); !p.Has("Withdrawn") {
		t.Error("its number does not find it any more")
	}
}

// What cites a document stands on its page, for those who may see it.
func TestADocumentSaysWhatCitesIt(t *testing.T) {
	h := house.World(t, store.SQLite)
	s, ctx := h.Serve(t), t.Context()
	d, err := h.Rooms.Documents.Find(ctx, "2016-02")
	if err != nil {
		t.Fatal(err)
	}
	for id, class := range map[string]policy.Class{"open": policy.Public, "closed": policy.Members} {
		seat := h.Actor(t, "maliqing").Mandates[0]
		err := h.Rooms.Register.Act(ctx, h.Actor(t, "maliqing"), func(tx *register.Tx) error {
			ref, access := policy.Ref{Noun: "proposal", ID: id}, policy.Access{Class: class, Forum: seat.Forum}
			tx.Permit(policy.Allow(ref.Noun, ref.ID, "cite"))
			tx.Put(register.Card{Noun: ref.Noun, NounID: id, Reference: "HD-" + id, Language: "zh", TitleZh: "关于例事的建议", Path: "/f/HD/p/" + id, Access: access})
			tx.Enter(register.Note{Noun: ref.Noun, ID: id, Verb: "proposal.cited", Access: access})
			return document.Cite(tx, ref, []document.ID{d.ID})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	visitor, member := h.Client(t, s), h.Client(t, s).SignIn("maliqing")
	if p := visitor.Get("/en/documents/2016-02"); !p.Has("HD-open") || p.Has("HD-closed") || !visitor.Get("/en/documents").Has("cited 1 time") {
		t.Error("a visitor sees too much or too little of what cites it")
	}
	if p := member.Get("/en/documents/2016-02"); !p.Has("HD-open") || !p.Has("HD-closed") || !member.Get("/en/documents").Has("cited 2 times") {
		t.Error("a member does not see what cites it")
	}
}

func TestAReferenceLeadsToTheDocument(t *testing.T) {
	h := house.World(t, store.SQLite)
	c := h.Client(t, h.Serve(t))
	if p := c.Get("/r/" + url.PathEscape("国发〔2016〕13号")); p.Status != http.StatusOK || !strings.HasSuffix(p.URL.Path, "/documents/2016-01") {
		t.Errorf("%d at %s", p.Status, p.URL)
	}
	if p := c.Get("/en/search?kind=document&q=" + url.QueryEscape("国发[2016]13号")); !p.Has("Background document") || !strings.Contains(p.Body, "/documents/2016-01") {
		t.Error("the search of the whole house does not find it")
	}
}
