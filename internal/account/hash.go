package account

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql/driver"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"sametable/internal/clock"
	"sametable/internal/fault"
)

// Cost is what hashing a password takes: memory in KiB, passes and threads of Argon2id (RFC 9106).
type Cost struct {
	Memory, Time uint32
	Threads      uint8
}

// DefaultCost is what OWASP's password storage guidance asks for at least: 19 MiB, two passes, one thread.
func DefaultCost() Cost { return Cost{Memory: 19 * 1024, Time: 2, Threads: 1} }

// Hash is a password's hash in the PHC string format. It shows itself to no log and no JSON.
type Hash string

// String hides the hash.
func (Hash) String() string { return "[hash]" }

// GoString hides the hash.
func (Hash) GoString() string { return "[hash]" }

// MarshalText hides the hash.
func (Hash) MarshalText() ([]byte, error) { return []byte("[hash]"), nil }

// Value gives the database the hash itself.
func (h Hash) Value() (driver.Value, error) { return string(h), nil }

// hasher makes and checks hashes, only so many at a time: each takes the memory of its cost.
type hasher struct {
	cost  Cost
	slots chan struct{}
	dummy Hash // checked where there is no account, so that the work is the same
	runs  atomic.Int64
}

// longestWait is how long a password waits for its turn before the forum says that it is busy.
const longestWait = 5 * time.Second

var (
	errBusy   = errors.New("account: too many passwords are being checked")
	errNoHash = errors.New("account: a stored password hash cannot be read")
)

func newHasher(c Cost) *hasher {
	h := &hasher{cost: c, slots: make(chan struct{}, max(2, runtime.NumCPU()))}
	h.dummy = h.seal(clock.NewSecret())
	return h
}

// make hashes a password with a fresh salt.
func (h *hasher) make(ctx context.Context, password string) (Hash, error) {
	release, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	h.runs.Add(1)
	return h.seal(password), nil
}

// check compares a password with a stored hash. An empty one costs the same and never fits. Outdated says that the hash was
// made at another cost.
func (h *hasher) check(ctx context.Context, stored Hash, password string) (ok, outdated bool, err error) {
	against := stored
	if against == "" {
		against = h.dummy
	}
	cost, salt, key, err := against.parts()
	if err != nil {
		return false, false, err
	}
	release, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer release()
	h.runs.Add(1)
	got := argon2.IDKey([]byte(norm.NFC.String(password)), salt, cost.Time, cost.Memory, cost.Threads, uint32(len(key)))
	same := subtle.ConstantTimeCompare(got, key) == 1
	return same && stored != "", cost != h.cost, nil
}

func (h *hasher) enter(ctx context.Context) (release func(), err error) {
	patience := time.NewTimer(longestWait)
	defer patience.Stop()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-patience.C:
		return nil, fault.Unavailable(errBusy)
	}
}

func (h *hasher) seal(password string) Hash {
	var salt [16]byte
	_, _ = rand.Read(salt[:]) // never fails: it ends the program instead
	key := argon2.IDKey([]byte(norm.NFC.String(password)), salt[:], h.cost.Time, h.cost.Memory, h.cost.Threads, 32)
	b64 := base64.RawStdEncoding
	return Hash(fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.Memory, h.cost.Time, h.cost.Threads,
		b64.EncodeToString(salt[:]), b64.EncodeToString(key)))
}

// parts reads a PHC string.
func (h Hash) parts() (c Cost, salt, key []byte, err error) {
	fields := strings.Split(string(h), "$")
	if len(fields) != 6 || fields[1] != "argon2id" || fields[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, errNoHash
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &c.Memory, &c.Time, &c.Threads); err != nil {
		return c, nil, nil, errNoHash
	}
	salt, err = base64.RawStdEncoding.DecodeString(fields[4])
	if err == nil {
		key, err = base64.RawStdEncoding.DecodeString(fields[5])
	}
	if err != nil || len(key) == 0 || c.Time == 0 || c.Threads == 0 {
		return c, nil, nil, errNoHash
	}
	return c, salt, key, nil
}
