package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"sametable/internal/config"
)

type healthCommand struct {
	Listen string `help:"Address the forum listens on." default:"localhost:8080" env:"FORUM_LISTEN"`
}

// Run asks the forum on this machine whether it is ready. Containers that have no other program ask so.
func (h healthCommand) Run(ctx context.Context) error {
	host, port, err := net.SplitHostPort(h.Listen)
	if err != nil {
		return fmt.Errorf("FORUM_LISTEN: %q is not host:port", h.Listen)
	}
	if (config.Config{Listen: h.Listen}).Everywhere() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := (&http.Client{Transport: &http.Transport{}}).Do(r) // no proxy: it is asked directly
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	said, err := io.ReadAll(io.LimitReader(answer.Body, 200))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%d %s", answer.StatusCode, strings.TrimSpace(string(said)))
	}
	fmt.Print(string(said))
	return err
}
