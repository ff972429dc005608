package server

import (
	"errors"
	"io"
	"net"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

const (
	// mostBody is the largest form: a photo of 8 MB with its text. A megabyte of typed text is refused beside its field.
	mostBody = 12 << 20
	// mostDrained is what is read and thrown away of a body that is refused. A browser that is still sending would not read the
	// page that says why.
	mostDrained = 32 << 20
	// mostBack is the largest form that is read although it is refused, so that its text can be given back.
	mostBack = 1 << 20
)

// bodies reads a form before anything else looks at it: one that is too large or comes too slowly is refused here, and nowhere
// taken for an empty one. Whoever is signed in may send over a slow line.
func (l *limiter) bodies(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Body == nil || r.Body == http.NoBody {
			return next(c)
		}
		if r.ContentLength > mostBody {
			drain(r.Body)
			return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		}
		body := r.Body
		arrived := l.wait(c)
		err := readForm(r, mostBody)
		arrived()
		var large *http.MaxBytesError
		var network net.Error
		switch {
		case errors.As(err, &large):
			drain(body)
			return echo.NewHTTPError(http.StatusRequestEntityTooLarge)
		case errors.As(err, &network) && network.Timeout():
			return echo.NewHTTPError(http.StatusRequestTimeout).SetInternal(err)
		}
		return next(c) // what is malformed lacks its fields, and the form says so
	}
}

func readForm(r *http.Request, most int64) error {
	r.Body = http.MaxBytesReader(nil, r.Body, most)
	if err := r.ParseForm(); err != nil {
		return err
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return r.ParseMultipartForm(most) // all in memory: nothing that was not judged yet lies on a disk
	}
	return nil
}

// takeBack reads a form that is refused unseen, where it is small and her own, so that its page can give the text back. What another
// site wrote is never offered to be sent.
func takeBack(c echo.Context, own bool) {
	r := c.Request()
	if r.Body == nil || r.Body == http.NoBody {
		return
	}
	body := r.Body
	if !own || r.ContentLength < 0 || r.ContentLength > mostBack || readForm(r, mostBack) != nil {
		drain(body)
	}
}

func drain(body io.Reader) { _, _ = io.CopyN(io.Discard, body, mostDrained) }
