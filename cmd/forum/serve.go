package main

import (
	"context"
	"fmt"
	"log/slog"

	"sametable/internal/app"
	"sametable/internal/store"
)

type serveCommand struct{ settings }

// Run serves until it is told to end. The very first start prints a one-time link for the set-up.
func (s serveCommand) Run(ctx context.Context) error {
	if err := s.Check(); err != nil {
		return err
	}
	l, address, err := listen(s.Listen)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }()
	s.Listen = address
	a, err := app.Build(ctx, s.Config)
	if err != nil {
		return err
	}
	defer func() { _ = a.Close() }()
	for _, warning := range remarks(s.Config) {
		slog.Warn(warning)
	}
	link, err := a.FirstStart(ctx)
	if err != nil {
		return err
	}
	if link != "" {
		fmt.Printf("\nThis house is empty. Set it up within 24 hours with this link, which works once:\n\n  %s\n\n", link)
	}
	slog.Info("serving", "address", s.Origin(), "database", a.Store.Engine())
	return a.Run(ctx, l)
}

type migrateCommand struct{ settings }

// Run migrates.
func (s migrateCommand) Run(ctx context.Context) error {
	if err := s.Check(); err != nil {
		return err
	}
	db, err := store.Open(ctx, s.Address())
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	before, err := db.Pending(ctx)
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	fmt.Printf("%d migrations ran; the tables are up to date (%s)\n", before, db.Engine())
	return nil
}
