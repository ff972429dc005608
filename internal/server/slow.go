package server

import (
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sametable/internal/clock"
)

const (
	// slowest is the line, in bytes a second, over which somebody signed in can send: a photo of 8 MB takes nine minutes, the largest
	// form thirteen, and none takes longer.
	slowest = 16 << 10
	// mostSlow is how many bodies of one person are waited for at a time; for more of them there is the ordinary patience.
	mostSlow = 3
)

// slowBody is a body that gets more time as more of it comes. What has not come gives none, so that nobody keeps a line open by
// telling a length.
type slowBody struct {
	io.ReadCloser
	got    int64
	began  time.Time
	grace  time.Duration
	extend func(time.Time) error
}

func (b *slowBody) Read(p []byte) (int, error) {
	_ = b.extend(b.began.Add(b.grace + time.Duration(b.got)*time.Second/slowest)) // a line that has no deadline needs no other
	n, err := b.ReadCloser.Read(p)
	b.got += int64(n)
	return n, err
}

// wait gives somebody who is signed in the time her line needs for the body of a request: the ordinary time, and more for each part
// that has come. It gives what is to be called when the body was read: what is done with it then has the server's time anew.
func (l *limiter) wait(c echo.Context) (arrived func()) {
	r := c.Request()
	server, served := r.Context().Value(http.ServerContextKey).(*http.Server)
	if !served || server.ReadTimeout == 0 {
		return func() {}
	}
	person := l.personOf(c, neighbourhood(c.RealIP()))
	if person == "" || !l.takeSlow(person) {
		return func() {}
	}
	line := http.NewResponseController(c.Response())
	r.Body = &slowBody{ReadCloser: r.Body, began: clock.Wall(), grace: server.ReadTimeout, extend: line.SetReadDeadline}
	return func() {
		l.leaveSlow(person)
		now := clock.Wall()
		_ = line.SetReadDeadline(now.Add(server.ReadTimeout))
		if server.WriteTimeout > 0 {
			_ = line.SetWriteDeadline(now.Add(server.WriteTimeout))
		}
	}
}

func (l *limiter) takeSlow(person string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.slow[person] >= mostSlow {
		return false
	}
	l.slow[person]++
	return true
}

func (l *limiter) leaveSlow(person string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.slow[person]--; l.slow[person] == 0 {
		delete(l.slow, person)
	}
}
