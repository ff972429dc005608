// Package clock is the only room that knows what time it is, and where ids come from. Domain time comes from a Clock that is
// handed down; the demo runs its own, which starts on the outline's day and moves on. Wall is for cookies, limits and
// housekeeping, which follow the machine.
package clock

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"sync"
	"time"
)

// Clock tells domain time, always in UTC and cut to microseconds, which both engines keep.
type Clock interface{ Now() time.Time }

// Wall is the machine's own time.
func Wall() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// System is domain time in earnest: the machine's.
type System struct{}

// Now is the machine's time.
func (System) Now() time.Time { return Wall() }

// Shifted is a clock that stands where it is set, and runs on from there once it is started. The demo plays history on it.
type Shifted struct {
	mu      sync.Mutex
	at      time.Time
	started time.Time
}

// At gives a clock that stands at an instant.
func At(t time.Time) *Shifted { return &Shifted{at: t.UTC().Truncate(time.Microsecond)} }

// Now is where the clock stands, or has run to.
func (s *Shifted) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started.IsZero() {
		return s.at
	}
	return s.at.Add(time.Since(s.started)).Truncate(time.Microsecond)
}

// Set moves the clock to an instant and lets it stand.
func (s *Shifted) Set(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at, s.started = t.UTC().Truncate(time.Microsecond), time.Time{}
}

// Advance moves the clock on by d.
func (s *Shifted) Advance(d time.Duration) { s.Set(s.Now().Add(d)) }

// Run lets the clock move on from where it stands.
func (s *Shifted) Run() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.started = time.Now()
}

var idEncoding = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewID gives a new id of 26 characters: 48 bits of wall time in milliseconds, so that rows made together lie together, and
// 80 random bits. It is a name, never a secret; secrets come from NewSecret.
func NewID() string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], uint64(time.Now().UnixMilli())<<16)
	_, _ = rand.Read(b[6:]) // crypto/rand.Read never fails: it ends the program instead
	return idEncoding.EncodeToString(b[:])
}

// NewSecret gives 160 random bits as 32 characters, for links, slips, sessions and salts.
func NewSecret() string {
	var b [20]byte
	_, _ = rand.Read(b[:])
	return idEncoding.EncodeToString(b[:])
}

// Stopwatch begins to measure; calling what it gives tells how long ago that was, by a clock that never jumps.
func Stopwatch() func() time.Duration {
	began := time.Now()
	return func() time.Duration { return time.Since(began) }
}
