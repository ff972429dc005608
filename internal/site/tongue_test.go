package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/store"
)

// unmarked gives the pieces of a page in another language than the one that is said of them, as far as letters tell.
func unmarked(t *testing.T, body string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	var walk func(n *html.Node, in string)
	walk = func(n *html.Node, in string) {
		for _, a := range n.Attr {
			if a.Key == "lang" {
				in = a.Val
			}
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "head") {
			return
		}
		if n.Type == html.TextNode {
			han := strings.ContainsFunc(n.Data, func(r rune) bool { return unicode.Is(unicode.Han, r) })
			if han && in != lang.Chinese.Tag() || !han && lang.OfName(n.Data) == lang.Swedish && in != lang.Swedish.Tag() {
				found = append(found, in+": "+strings.TrimSpace(n.Data))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, in)
		}
	}
	walk(doc, "")
	return found
}

func TestWhatIsInAnotherLanguageSaysSo(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	every := routes(t, h)
	paths := []string{"/", "/notices", "/desk", "/forums", "/f/HD", "/f/HD/threads", "/f/HD/charter", "/f/HD/mandates", "/orgs", "/about", "/funding", "/help", "/privacy",
		"/terms", "/safeguarding", "/accessibility", openThread, "/f/LH/charter/1", "/glossary", "/glossary?field=geo", "/glossary?field=doc"}
	for _, who := range []string{"karin", "hanlian", "mats"} {
		c := h.Client(t, s).SignIn(who)
		for _, r := range every {
			if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, "/:l") {
				continue
			}
			for _, code := range lang.Codes() {
				path := strings.Replace(r.Path, ":l", string(code), 1)
				p := c.Get(path)
				if p.Status != http.StatusOK || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
					continue
				}
				for _, piece := range unmarked(t, p.Body) {
					t.Errorf("%s as %s: %q", path, who, piece)
				}
			}
		}
	}
	reader := h.Client(t, s).SignIn("elin")
	for _, code := range lang.Codes() {
		for _, path := range paths {
			p := reader.Get("/" + string(code) + path)
			if p.Status != http.StatusOK {
				t.Errorf("%s%s is %d", code, path, p.Status)
			}
			for _, piece := range unmarked(t, p.Body) {
				t.Errorf("%s%s: %q", code, path, piece)
			}
		}
	}
}

// TestLanguagesAreCalledByTheReadersWord where a page says which one something is in; own names are for choosing one.
func TestLanguagesAreCalledByTheReadersWord(t *testing.T) {
	h := house.World(t, store.SQLite)
	reader := h.Client(t, h.Serve(t)).SignIn("elin")
	words := map[lang.Code][]string{lang.Chinese: {"中文", "英文", "瑞典文"}, lang.English: {"Chinese", "English", "Swedish"}, lang.Swedish: {"Kinesiska", "Engelska", "Svenska"}}
	for path, shown := range map[string][]lang.Code{"/f/HD/charter": {lang.Chinese, lang.English, lang.Swedish}, "/o/huilin": {lang.Chinese, lang.English}, "/glossary?field=geo": lang.Codes()} {
		for code, said := range words {
			_, main, _ := strings.Cut(reader.Get("/"+string(code)+path).Body, "<main")
			main, _, _ = strings.Cut(main, "</main>")
			for i, own := range lang.Codes() {
				if own != code && strings.Contains(main, ">"+own.Own()+"<") {
					t.Errorf("/%s%s calls it %s", code, path, own.Own())
				}
				wanted := slices.Contains(shown, own) && !(own == code && path == "/f/HD/charter") // the page's own needs no link
				if wanted && !strings.Contains(main, ">"+said[i]+"<") {
					t.Errorf("/%s%s does not say %s", code, path, said[i])
				}
			}
		}
	}
}
