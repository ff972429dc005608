package site

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"sync"

	"github.com/labstack/echo/v4"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/web"
)

// readingRoutes are the pages anybody may read: the first page, the longer texts of the house, the glossary.
func (s *Site) readingRoutes() []Route {
	routes := []Route{
		get("/", anyone, anywhere), get("/r/:reference", anyone, byReference), get("/r/:reference/:number", anyone, byReference),
		get("/:l", anyone, bareLanguage),
		get("/:l/", anyone, homePage),
		get("/:l/glossary", anyone, glossaryPage),
		get("/robots.txt", anyone, robots),
		get("/favicon.ico", anyone, func(v *visit) error { return v.Redirect(http.StatusFound, web.Asset("mark-48.png")) }),
	}
	texts := sync.OnceValue(s.texts) // when somebody reads one: a start need not wait for them
	for _, name := range textNames() {
		routes = append(routes, get("/:l/"+name, anyone, func(v *visit) error { return textPage(v, name, texts()[v.t.Code()][name]) }))
	}
	return routes
}

// anywhere leads from the bare address to the reader's language.
func anywhere(v *visit) error { return v.inHerLanguage("/") }

// byReference leads from a reference, as texts and papers name it, to its page in the reader's language. What she may not see
// is not there.
func byReference(v *visit) error {
	reference := v.Param("reference")
	if number := v.Param("number"); number != "" {
		reference += " #" + number
	}
	card, err := v.s.Register.CardBy(v.Request().Context(), v.actor, reference)
	if err != nil {
		return err
	}
	return v.inHerLanguage(card.Path)
}

// inHerLanguage leads from an address without a language to one in the reader's.
func (v *visit) inHerLanguage(path string) error {
	h := v.Response().Header()
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Cache-Control", "private, no-cache")
	return v.Redirect(http.StatusFound, "/"+v.code()+path)
}

// bareLanguage mends /sv, which is meant for /sv/. Any other single word is nobody's address.
func bareLanguage(v *visit) error {
	if !lang.Code(v.Param("l")).Valid() {
		return fault.NotFound()
	}
	address := url.URL{Path: web.Link(v.t, "/"), RawQuery: v.QueryString()}
	return v.Redirect(http.StatusMovedPermanently, address.String())
}

// aYear is how long a language is remembered, in seconds.
const aYear = 365 * 24 * 60 * 60

// rememberLanguage keeps the language of the address for the next visit, where it is another than the one kept.
func (v *visit) rememberLanguage() {
	if v.Param("l") == v.code() {
		v.s.rememberCode(v.Context, v.t.Code())
	}
}

func (s *Site) rememberCode(c echo.Context, code lang.Code) {
	if s.kept(c, languageCookie) != string(code) {
		s.remember(c, languageCookie, string(code), aYear)
	}
}

// kept is what a cookie of ours says, or "".
func (s *Site) kept(c echo.Context, name string) string {
	cookie, err := c.Cookie(s.cookieName(name))
	if err != nil {
		return ""
	}
	value, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return ""
	}
	return string(value)
}

// robots keeps search engines off pages that are only steps of something; what must not be found says so itself.
func robots(v *visit) error {
	text := "User-agent: *\n"
	for _, code := range lang.Codes() {
		for _, path := range []string{"/search", "/login", "/account", "/desk", "/mod", "/notices"} {
			text += "Disallow: /" + string(code) + path + "\n"
		}
	}
	return v.String(http.StatusOK, text)
}
