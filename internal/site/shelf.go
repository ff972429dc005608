package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"sametable/internal/lang"
)

// shelf keeps what visitors were shown, ready to send. What a visitor sees changes only when the register does, or when its
// dates move on; so the number of the newest entry and the minute say how long it holds. On two machines each keeps its own:
// the number comes from the database.
type shelf struct {
	sync.Mutex
	stand stand
	pages map[string]copied
	size  int
}

// stand is what the register and the clock said when a page was made.
type stand struct{ head, minute int64 }

// copied is a page in both forms it is sent in.
type copied struct {
	body, packed []byte
	tag          string
}

// How much the shelf holds, in bytes, and the longest address it takes: what strangers type must not fill the memory.
const (
	shelfRoom    = 24 << 20
	shelfAddress = 300
)

// shelfKey is where echo's context keeps the stand a page may be put on the shelf with.
const shelfKey = "shelf"

// shelved are the routes whose pages are the same for every visitor: no form with a key of its own, nothing that follows later
// than the register.
func shelved() []string {
	return append([]string{"/:l/", "/:l/glossary", "/:l/forums", "/:l/f/:key", "/:l/f/:key/charter", "/:l/f/:key/seats", "/:l/f/:key/threads",
		"/:l/f/:key/t/:at", "/:l/meetings", "/:l/f/:key/meetings", "/:l/f/:key/m/:at", "/:l/f/:key/m/:at/agenda", "/:l/f/:key/m/:at/minutes", "/:l/orgs", "/:l/o/:key", "/:l/results"}, prefixed("/:l/", textNames())...)
}

func prefixed(prefix string, names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, prefix+name)
	}
	return all
}

// Shelf is a middleware that answers visitors from the shelf. It stands outside the one that compresses: its pages are
// compressed once.
func (s *Site) Shelf(next echo.HandlerFunc) echo.HandlerFunc {
	routes := shelved()
	return func(c echo.Context) error {
		r := c.Request()
		if (r.Method != http.MethodGet && r.Method != http.MethodHead) || !slices.Contains(routes, c.Path()) || len(r.RequestURI) > shelfAddress || s.somebodys(c) {
			return next(c)
		}
		code := lang.Code(c.Param("l"))
		head, err := s.Register.Seq(r.Context())
		if err != nil || !code.Valid() {
			return next(c) // which says what is wrong
		}
		now := stand{head, s.Register.Now().Unix() / 60}
		if page, ok := s.shelf.take(now, r.URL.RequestURI()); ok {
			s.rememberCode(c, code)
			return page.send(c, code)
		}
		c.Set(shelfKey, now)
		return next(c)
	}
}

// somebodys tells whether a request carries anything that makes its page somebody's own.
func (s *Site) somebodys(c echo.Context) bool {
	return slices.ContainsFunc([]string{sessionCookie, flashCookie, acceptedCookie}, func(name string) bool {
		cookie, err := c.Cookie(s.cookieName(name))
		return err == nil && cookie.Value != ""
	})
}

// shelve puts a visitor's page on the shelf, where the middleware said it may, and gives it.
func (v *visit) shelve(body []byte) error {
	now, ok := v.Get(shelfKey).(stand)
	if !ok || v.seen != nil {
		return nil
	}
	digest := sha256.Sum256(body)
	page := copied{body: bytes.Clone(body), tag: `W/"` + hex.EncodeToString(digest[:12]) + `"`}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	page.packed = packed.Bytes()
	v.s.shelf.put(now, v.Request().URL.RequestURI(), page)
	v.Response().Header().Set("ETag", page.tag)
	return nil
}

// take gives a page that was made at this stand. A newer stand clears the shelf; an older one, of a request that was overtaken,
// finds nothing.
func (s *shelf) take(now stand, address string) (copied, bool) {
	s.Lock()
	defer s.Unlock()
	if s.stand != now {
		if now.head >= s.stand.head && now.minute >= s.stand.minute {
			s.stand, s.pages, s.size = now, map[string]copied{}, 0
		}
		return copied{}, false
	}
	page, ok := s.pages[address]
	return page, ok
}

func (s *shelf) put(now stand, address string, page copied) {
	s.Lock()
	defer s.Unlock()
	more := len(page.body) + len(page.packed) + len(address)
	if s.stand != now || s.size+more > shelfRoom {
		return
	}
	if _, ok := s.pages[address]; !ok {
		s.pages[address] = page
		s.size += more
	}
}

func (k copied) send(c echo.Context, code lang.Code) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "private, no-cache")
	h.Set("Content-Language", code.ContentLanguage())
	h.Add("Vary", "Accept-Encoding")
	h.Set("ETag", k.tag)
	if strings.Contains(c.Request().Header.Get("If-None-Match"), k.tag) {
		return c.NoContent(http.StatusNotModified)
	}
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.HTMLBlob(http.StatusOK, k.packed)
	}
	return c.HTMLBlob(http.StatusOK, k.body)
}
