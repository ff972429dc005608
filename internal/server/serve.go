package server

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Patience is how long the server waits for others.
type Patience struct {
	Header time.Duration // for the head of a request
	Body   time.Duration // for the whole request; for more of it where whoever is signed in sends over a slow line
	Write  time.Duration // for the answer to be taken
	Idle   time.Duration // for the next request on an open connection
	End    time.Duration // for running requests, once the program was told to end
}

// Ordinary is the patience of a forum in earnest.
func Ordinary() Patience {
	return Patience{Header: 5 * time.Second, Body: 30 * time.Second, Write: 60 * time.Second, Idle: 2 * time.Minute, End: 10 * time.Second}
}

// Serve listens until the context ends, then lets running requests finish.
func (p Patience) Serve(ctx context.Context, e *echo.Echo, l net.Listener) error {
	srv := &http.Server{Handler: e, ReadHeaderTimeout: p.Header, ReadTimeout: p.Body, WriteTimeout: p.Write, IdleTimeout: p.Idle, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// The requests that run may finish although the program was told to end; so their time is not the ended context's.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.End)
	defer cancel()
	return srv.Shutdown(end)
}
