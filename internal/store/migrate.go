package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations
var migrations embed.FS

// Migrate brings the schema to this program's version, under a lock: of two migrators one runs, the other finds it done. A
// schema newer than the program is refused. It works on connections of its own, so that what migrations need (time, above
// all) stays out of the pool that serves people.
func (d *DB) Migrate(ctx context.Context) (err error) {
	pool, release, err := d.migrator(ctx)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	defer func() { err = errors.Join(err, release()) }()
	provider, err := d.provider(pool)
	if err != nil {
		return err
	}
	current, err := provider.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	sources := provider.ListSources()
	if newest := sources[len(sources)-1].Version; current > newest {
		return fmt.Errorf("the schema is at version %d, this program knows %d: run the newer program", current, newest)
	}
	if err := patiently(ctx, func() error { _, err := provider.Up(ctx); return err }); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return patiently(ctx, func() error { return d.migrateQueue(ctx, pool) })
}

// migrator gives the pool migrations run on, and holds the lock that lets one migrator run at a time until it is released.
func (d *DB) migrator(ctx context.Context) (pool *sql.DB, release func() error, err error) {
	if d.engine == Postgres {
		return d.postgresMigrator(ctx)
	}
	return d.sqliteMigrator(ctx)
}

// lockPatience is how long a migration waits for a lock before it steps back to let the queue behind it pass, and lockTries
// how often it does so.
const (
	lockPatience = time.Second
	lockTries    = 60
)

// patiently tries again while somebody else holds what a migration must lock. What has run stays run.
func patiently(ctx context.Context, try func() error) error {
	for n := 1; ; n++ {
		err := try()
		if err == nil || !lockTimeout(err) || n == lockTries {
			return err
		}
		if err := pause(ctx, lockPatience/4); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (d *DB) provider(pool *sql.DB) (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if d.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	tree, err := fs.Sub(migrations, "migrations/"+string(d.engine))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, pool, tree)
}

// migrateQueue lets River bring its own tables up to date.
func (d *DB) migrateQueue(ctx context.Context, pool *sql.DB) error {
	if d.engine == Postgres {
		m, err := rivermigrate.New(riverdatabasesql.New(pool), nil)
		if err != nil {
			return err
		}
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
	m, err := rivermigrate.New(riversqlite.New(pool), nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
