package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// visit is one request: who asks, in which language, at which instant of domain time.
type visit struct {
	echo.Context
	s       *Site
	t       *lang.Speaker
	actor   policy.Actor
	seen    *account.Seen                                       // nil for a visitor
	orgs    map[policy.OrganisationID]organisation.Organisation // the person's own
	resting []policy.Office                                     // offices she cannot act in now
	now     time.Time
	moved   []web.CharterEntry // what happened to a thing since the form about it was made
	aloft   bool               // the form comes back for a reason that stands beside no field
	unseen  *fault.Fault       // what nobody can see was taken out of the form, and stood beside these fields; nil: nothing
	answer  *answer            // to fill in when the form is carried out; nil: it has no key
	handout *account.Handout   // what the same form made before
}

// handler answers a visit.
type handler func(v *visit) error

// visitKey is where echo's context keeps the visit for the error handler.
const visitKey = "visit"

// open makes an echo handler of ours: it finds the language and the person in the session. An address without a language is answered
// in the one she read in last, else her profile's, else the browser's.
func (s *Site) open(h handler) echo.HandlerFunc {
	return func(c echo.Context) error {
		v, err := s.visit(c)
		if err != nil {
			return err
		}
		v.tidy()
		return v.sentOnce(h)
	}
}

func (s *Site) visit(c echo.Context) (*visit, error) {
	code := lang.Code(c.Param("l"))
	known := code.Valid()
	if !known {
		code = s.preferred(c)
	}
	v := &visit{Context: c, s: s, t: s.speakers[code], now: s.Register.Now()}
	c.Set(visitKey, v)
	c.Response().Header().Set("Content-Language", code.ContentLanguage())
	if !known && c.Param("l") != "" {
		return v, fault.NotFound()
	}
	cookie, err := c.Cookie(s.cookieName(sessionCookie))
	if err != nil || cookie.Value == "" {
		return v, nil
	}
	seen, err := s.Accounts.Session(c.Request().Context(), cookie.Value)
	if fault.Is(err, fault.ReasonUnauthenticated) {
		s.forget(c, sessionCookie)
		return v, nil
	}
	if err != nil {
		return v, err
	}
	v.seen = &seen
	if hers := seen.Person.Language; c.Param("l") == "" && hers.Valid() && !s.lastRead(c).Valid() {
		v.t = s.speakers[hers]
		c.Response().Header().Set("Content-Language", hers.ContentLanguage())
	}
	standing, err := s.standing(c, seen)
	v.actor, v.orgs, v.resting = seen.Actor(), standing.Organisations, standing.Resting
	v.actor.Offices, v.actor.Memberships, v.actor.Mandates = standing.Offices, standing.Memberships, standing.Mandates
	return v, err
}

// standing is what the person is besides herself, read anew when the register has moved on or its day has changed.
func (s *Site) standing(c echo.Context, seen account.Seen) (forum.Standing, error) {
	key := s.standingKey(seen.Person.ID)
	return s.standings.get(key, seen.Head, func() (forum.Standing, error) { return s.Forums.Standing(c.Request().Context(), key.person) })
}

// person asks for a sign-in; the page comes back to where she wanted to go.
func (v *visit) person() error {
	if v.actor.Visitor() {
		return fault.Unauthenticated()
	}
	return nil
}

// code is the reader's language as the rooms want it.
func (v *visit) code() string { return string(v.t.Code()) }

// path is the address without its language.
func (v *visit) path() string {
	p := strings.TrimPrefix(v.Request().URL.Path, "/"+v.code())
	if p == "" {
		return "/"
	}
	return p
}

// to leads on after an act: to a path of the forum, with the flash of that name.
func (v *visit) to(path, flash string) error {
	if flash != "" {
		v.s.remember(v.Context, flashCookie, flash, 60)
	}
	if v.answer != nil {
		v.answer.led, v.answer.path, v.answer.flash = true, path, flash
	}
	return v.Redirect(http.StatusSeeOther, web.Link(v.t, path))
}

// once is the request with the context of a use case: a form that was sent twice is carried out once. Whoever goes back, writes
// something else and sends the form again means something else: her words are not the ones that were taken in, so they count.
func (v *visit) once() *http.Request {
	if key := v.onceKey(); key != "" {
		return v.Request().WithContext(register.WithOnce(v.Request().Context(), key))
	}
	return v.Request()
}

// onceKey names the form that was sent and the words in it; empty for a form without a key.
func (v *visit) onceKey() string {
	var fields fault.Fields
	nonce := input.Nonce(&fields, "nonce", v.FormValue("nonce"))
	if nonce == "" {
		return ""
	}
	words := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(v.Request().Form)) {
		if name != "nonce" {
			_, _ = fmt.Fprintf(words, "%q%q", name, v.Request().Form[name])
		}
	}
	return nonce + "." + hex.EncodeToString(words.Sum(nil)[:12])
}

// nonce is the key of a form: the one that was sent when the form comes back, else a new one.
func (v *visit) nonce() string {
	if sent := v.FormValue("nonce"); sent != "" && len(sent) <= 64 {
		return sent
	}
	return v.freshNonce()
}

// show renders a page. It is rendered whole before the first byte leaves, so that a fault in the middle is still a fault.
func (v *visit) show(status int, component templ.Component) error {
	b, ok := v.s.buffers.Get().(*bytes.Buffer)
	if !ok {
		b = &bytes.Buffer{}
	}
	b.Reset()
	defer v.s.buffers.Put(b)
	ctx := v.Request().Context()
	if status != http.StatusOK { // a form may have come back
		ctx = web.WithLabels(ctx)
	}
	if err := component.Render(ctx, b); err != nil {
		return err
	}
	page, err := v.naming(b.Bytes())
	if err != nil {
		return err
	}
	if h := v.Response().Header(); h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "private, no-cache")
	}
	if status == http.StatusOK {
		if err := v.shelve(page); err != nil {
			return err
		}
	}
	return v.HTMLBlob(status, web.Labelled(ctx, page))
}

// refused tells whether an error is one a form shows beside its fields, and gives it.
func refused(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if errors.As(err, &f) && (f.Reason == fault.ReasonInvalid || f.Reason == fault.ReasonConflict || f.Reason == fault.ReasonForbidden) {
		return f, true
	}
	return nil, false
}

// status is the status code of a form that came back.
func status(f *fault.Fault) int {
	if f == nil {
		return http.StatusOK
	}
	return codeOf(f.Reason)
}
