package site

import (
	"context"
	"net/http"
	"sync"
	"time"

	"sametable/internal/account"
	"sametable/internal/clock"
)

// answers keeps for a while where each form led: an impatient finger sends the same form twice or three times at once, the browser
// shows the last answer, and each is to be that of the first. The register sees to it that a form is carried out once whatever
// happens here; another machine, or this one started anew, leads to the page of what it made.
type answers struct {
	sync.Mutex
	known map[string]*answer
}

// answer is what the first of several same forms was answered with, once done is closed.
type answer struct {
	done    chan struct{}
	led     bool // it was carried out; what was refused may be sent again
	path    string
	flash   string
	handout *account.Handout // a slip, whose secrets are nowhere else
	until   time.Time
}

// How long an answer is known, and how many: strangers have no part in it, and members send few forms.
const (
	answerStays = 10 * time.Minute
	mostAnswers = 10_000
)

// begin gives the answer to a form; first tells that there is none yet, and that whoever asks is to carry the form out.
func (a *answers) begin(key string, now time.Time) (known *answer, first bool) {
	a.Lock()
	defer a.Unlock()
	if known := a.known[key]; known != nil && !now.After(known.until) {
		return known, false
	}
	if a.known == nil || len(a.known) >= mostAnswers {
		a.known = map[string]*answer{}
	}
	for k, old := range a.known {
		if now.After(old.until) {
			delete(a.known, k)
		}
	}
	fresh := &answer{done: make(chan struct{}), until: now.Add(answerStays)}
	a.known[key] = fresh
	return fresh, true
}

// end lets those who wait go on; a form that led nowhere is forgotten.
func (a *answers) end(key string, this *answer) {
	a.Lock()
	defer a.Unlock()
	if !this.led && a.known[key] == this {
		delete(a.known, key)
	}
	close(this.done)
}

// sentOnce carries out a form that somebody signed in sent with a key of its own, and answers the same form as it answered the
// first time.
func (v *visit) sentOnce(h handler) error {
	if v.Request().Method != http.MethodPost || v.seen == nil {
		return h(v)
	}
	key := v.onceKey()
	if key == "" {
		return h(v)
	}
	key = string(v.actor.Person) + " " + v.Request().URL.Path + " " + key
	for {
		known, first := v.s.answers.begin(key, clock.Wall())
		if first {
			v.answer = known
			defer v.s.answers.end(key, known)
			return h(v)
		}
		select {
		case <-known.done:
		case <-v.Request().Context().Done():
			return context.Cause(v.Request().Context())
		}
		if known.led {
			v.handout = known.handout
			if known.handout == nil {
				return v.to(known.path, known.flash)
			}
			return h(v) // the register says that it was carried out before, and the page shows the slip
		}
	}
}
