package house

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Client visits the house as a browser without scripts would: it keeps cookies, follows redirects and fills forms.
type Client struct {
	t    testing.TB
	http *http.Client
	base string
}

// Client gives a visitor of a served house.
func (h *House) Client(t testing.TB, s *httptest.Server) *Client {
	t.Helper()
	return visitor(t, s.URL, unpacked(s.Client().Transport))
}

// unpacked lets pages come as they are: packing and unpacking some ten thousand of them takes a tenth of the time and shows nothing.
func unpacked(over http.RoundTripper) http.RoundTripper {
	if h, ok := over.(*http.Transport); ok {
		h.DisableCompression = true
	}
	return over
}

// Visitor gives a visitor of whatever answers at an address, "http://localhost:8080".
func Visitor(t testing.TB, address string) *Client {
	t.Helper()
	return visitor(t, address, &http.Transport{})
}

func visitor(t testing.TB, base string, transport http.RoundTripper) *Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Client{t: t, base: base, http: &http.Client{Jar: jar, Transport: transport}}
}

// SignIn signs somebody of the world in by the one-click page.
func (c *Client) SignIn(username string) *Client {
	c.t.Helper()
	if p := c.Post("/zh/login/demo", url.Values{"username": {username}}); p.Status != http.StatusOK {
		c.t.Fatalf("sign in as %s: %d at %s", username, p.Status, p.URL)
	}
	return c
}

// Forget drops a cookie, as a browser does whose cookies somebody cleared.
func (c *Client) Forget(name string) {
	c.t.Helper()
	at, err := url.Parse(c.base)
	if err != nil {
		c.t.Fatal(err)
	}
	c.http.Jar.SetCookies(at, []*http.Cookie{{Name: name, Path: "/", MaxAge: -1}})
}

// Page is what came back, after redirects.
type Page struct {
	Status int
	URL    *url.URL
	Header http.Header
	Body   string
	doc    *html.Node
}

// Get asks for a page.
func (c *Client) Get(path string) Page {
	c.t.Helper()
	r, err := c.http.Get(c.base + path)
	return c.page(r, err)
}

// Post sends a form.
func (c *Client) Post(path string, values url.Values) Page {
	c.t.Helper()
	r, err := c.http.PostForm(c.base+path, values)
	return c.page(r, err)
}

// Upload sends a form with files.
func (c *Client) Upload(path, kind string, body io.Reader) Page {
	c.t.Helper()
	r, err := c.http.Post(c.base+path, kind, body)
	return c.page(r, err)
}

// Ask sends a request of either kind and does not follow where it leads.
func (c *Client) Ask(method, path string, values url.Values) Page {
	c.t.Helper()
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(values.Encode())
	}
	r, err := http.NewRequest(method, c.base+path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.staying().Do(r)
	return c.page(res, err)
}

// Stay asks for a page and does not follow where it leads.
func (c *Client) Stay(path string) Page {
	c.t.Helper()
	return c.Ask(http.MethodGet, path, nil)
}

func (c *Client) staying() *http.Client {
	stay := *c.http
	stay.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &stay
}

// Header sends a GET with headers and does not follow.
func (c *Client) Header(path string, header http.Header) Page {
	c.t.Helper()
	r, err := http.NewRequest(http.MethodGet, c.base+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header = header
	res, err := c.staying().Do(r)
	return c.page(res, err)
}

func (c *Client) page(r *http.Response, err error) Page {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = r.Body.Close() }()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(body)))
	if err != nil {
		c.t.Fatal(err)
	}
	return Page{Status: r.StatusCode, URL: r.Request.URL, Header: r.Header, Body: string(body), doc: doc}
}

// Has tells whether the page holds some text.
func (p Page) Has(text string) bool { return strings.Contains(p.Text(), text) }

// Text is what the page says, without its tags.
func (p Page) Text() string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(p.doc)
	return strings.Join(strings.Fields(b.String()), " ")
}

// Form gives the values a form would send if nothing were typed: the fields of the first form that is posted to an address ending
// in action. Forms that only look something up do not count.
func (p Page) Form(action string) (url.Values, bool) {
	form := p.find(func(n *html.Node) bool {
		address, _, _ := strings.Cut(attribute(n, "action"), "#") // where the reader lands is no part of where the form goes
		return n.Data == "form" && attribute(n, "method") == "post" && strings.HasSuffix(address, action)
	})
	if form == nil {
		return nil, false
	}
	values := url.Values{}
	collect(form, values)
	return values, true
}

func collect(n *html.Node, values url.Values) {
	name := attribute(n, "name")
	switch {
	case n.Type != html.ElementNode || name == "":
	case n.Data == "textarea":
		if n.FirstChild != nil {
			values.Set(name, strings.TrimPrefix(n.FirstChild.Data, "\n"))
		}
	case n.Data == "option" || n.Data == "button":
	case n.Data == "input" && (attribute(n, "type") == "radio" || attribute(n, "type") == "checkbox"):
		if has(n, "checked") {
			values.Add(name, attribute(n, "value"))
		}
	case n.Data == "input":
		values.Add(name, attribute(n, "value"))
	case n.Data == "select":
		for o := n.FirstChild; o != nil; o = o.NextSibling {
			if o.Data == "option" && (has(o, "selected") || !values.Has(name)) {
				values.Set(name, attribute(o, "value"))
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		collect(child, values)
	}
}

func (p Page) find(is func(*html.Node) bool) *html.Node {
	var found *html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if found == nil && n.Type == html.ElementNode && is(n) {
			found = n
		}
		for child := n.FirstChild; child != nil && found == nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(p.doc)
	return found
}

// Links gives every address the page leads to.
func (p Page) Links() []string {
	var all []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && n.Data == "a" {
			all = append(all, attribute(n, "href"))
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(p.doc)
	return all
}

// Language is the lang of the page.
func (p Page) Language() string {
	return attribute(p.find(func(n *html.Node) bool { return n.Data == "html" }), "lang")
}

func attribute(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Try sends a form to a house that may be gone, and gives the status of the answer. It follows nothing and fails no test.
func (c *Client) Try(path string, values url.Values) (status int, err error) {
	r, err := c.staying().PostForm(c.base+path, values)
	if err != nil {
		return 0, err
	}
	defer func() { _ = r.Body.Close() }()
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, err
}
