package server

import (
	"context"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/site"
)

// How the limits hang together. An office shares one address, so whoever is signed in is counted for herself; only a session that
// is open counts, or else anybody could make up a new one for each request. All requests of an address together stop at floods
// times the measure. Asking whether an unknown cookie opens a session costs a query, and has a measure too.
const (
	floods   = 6
	tooSoon  = 9 * time.Second // after which a third of a full measure is there again
	provenBy = 5 * time.Minute // how long a session that was open is taken for open
	mostKept = 100_000         // sessions remembered
)

// limiter counts requests, and knows who sends them.
type limiter struct {
	door   *site.Site
	counts bool                        // else everybody may ask as often as she likes
	flood  middleware.RateLimiterStore // by address, everything
	office middleware.RateLimiterStore // by address, those who are not signed in
	person middleware.RateLimiterStore
	typing middleware.RateLimiterStore // by person or address: what the script sends while somebody types
	proof  middleware.RateLimiterStore // by address: cookies nobody has seen yet

	mu     sync.Mutex
	proven map[[sha256.Size]byte]proven
	slow   map[string]int // bodies of a person that are being read with more patience
}

// proven is whose session a cookie opened, and until when that is believed.
type proven struct {
	person string
	until  time.Time
}

func newLimiter(door *site.Site, s Settings) *limiter {
	pace := func(times int) middleware.RateLimiterStore {
		return middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
			Rate: rate.Limit(float64(times*s.PerMinute) / 60), Burst: times * s.Burst, ExpiresIn: 3 * time.Minute})
	}
	return &limiter{door: door, counts: s.PerMinute != 0, flood: pace(floods), office: pace(1), person: pace(1), typing: pace(1), proof: pace(1),
		proven: map[[sha256.Size]byte]proven{}, slow: map[string]int{}}
}

func (l *limiter) limit(protection *http.CrossOriginProtection) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if !l.counts || isStatic(c) || isHealth(c) || l.allows(c) {
				return next(c)
			}
			takeBack(c, protection.Check(c.Request()) == nil)
			return fault.TooMany(tooSoon)
		}
	}
}

func (l *limiter) allows(c echo.Context) bool {
	address := neighbourhood(c.RealIP())
	if !take(l.flood, address) {
		return false
	}
	store, key := l.office, address
	if person := l.personOf(c, address); person != "" {
		store, key = l.person, person
	}
	if isTyping(c) {
		store = l.typing
	}
	return take(store, key)
}

// personOf is who is signed in, or "".
func (l *limiter) personOf(c echo.Context, address string) string {
	cookie := l.door.SessionCookie(c)
	if cookie == "" {
		return ""
	}
	key, now := sha256.Sum256([]byte(cookie)), clock.Wall()
	l.mu.Lock()
	known, ok := l.proven[key]
	l.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.person
	}
	if l.counts && !take(l.proof, address) {
		return ""
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), 3*time.Second)
	defer cancel()
	person := l.door.PersonOf(ctx, cookie)
	if person == "" {
		return ""
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.proven) >= mostKept {
		clear(l.proven)
	}
	l.proven[key] = proven{person, now.Add(provenBy)}
	return person
}

func take(store middleware.RateLimiterStore, key string) bool {
	ok, err := store.Allow(key)
	return ok && err == nil
}

// isTyping tells what a script sends by itself while somebody writes: it must not use up the pages she opens.
func isTyping(c echo.Context) bool {
	return c.Request().Method == http.MethodPost && slices.Contains([]string{"/:l/check", "/:l/preview", "/:l/draft"}, c.Path())
}

// neighbourhood is what one household has of the network: an address of version 4, 64 bits of version 6, where each household
// has more addresses than could be counted.
func neighbourhood(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	prefix, err := ip.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
