package main

import (
	"context"
	"os"

	"sametable/internal/app"
	"sametable/internal/config"
)

type loadCommand struct {
	Database string `help:"postgres://… of an empty database to measure on; empty: SQLite in a folder that goes afterwards."`
	Requests int    `help:"Requests per page, after a tenth of them to warm up." default:"2000"`
}

// Run measures the pages of the demo world.
func (l loadCommand) Run(ctx context.Context) error {
	folder, err := os.MkdirTemp("", "forum-load-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	conf := config.Config{Listen: "localhost:0", Data: folder, Database: l.Database, MailFrom: "forum@localhost"}
	a, _, err := playDemo(ctx, conf, app.WithoutLimits())
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	return app.Load{Requests: l.Requests}.Measure(ctx, a, os.Stdout)
}
