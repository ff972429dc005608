package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations
var migrations embed.FS

// migrateLock is the advisory lock that lets one migrator run at a time.
const migrateLock = 0x6d696772

// Migrate brings the schema to this program's version, under a lock: of two migrators one runs, the other finds it done. A
// schema newer than the program is refused.
func (d *DB) Migrate(ctx context.Context) error {
	release, err := d.lockMigration(ctx)
	if err != nil {
		return err
	}
	defer release()
	provider, err := d.provider()
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
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return d.migrateQueue(ctx)
}

// Pending tells how many migrations have not run yet.
func (d *DB) Pending(ctx context.Context) (int, error) {
	provider, err := d.provider()
	if err != nil {
		return 0, err
	}
	current, err := provider.GetDBVersion(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, s := range provider.ListSources() {
		if s.Version > current {
			n++
		}
	}
	return n, nil
}

func (d *DB) provider() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if d.engine == Postgres {
		dialect = goose.DialectPostgres
	}
	tree, err := fs.Sub(migrations, "migrations/"+string(d.engine))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(dialect, d.writeSQL, tree)
}

// lockMigration takes the lock. SQLite's single writer and its own file lock serve there.
func (d *DB) lockMigration(ctx context.Context) (release func(), err error) {
	if d.engine != Postgres {
		return func() {}, nil
	}
	conn, err := d.writeSQL.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT set_config('statement_timeout', '0', false)"); err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrateLock); err != nil {
		return nil, err
	}
	return func() {
		_, _ = conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", migrateLock)
		_ = conn.Raw(func(any) error { return sql.ErrConnDone }) // the session keeps no changed timeout
		_ = conn.Close()
	}, nil
}

// migrateQueue lets River bring its own tables up to date.
func (d *DB) migrateQueue(ctx context.Context) error {
	if d.engine == Postgres {
		m, err := rivermigrate.New(riverdatabasesql.New(d.writeSQL), nil)
		if err != nil {
			return err
		}
		_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
	m, err := rivermigrate.New(riversqlite.New(d.writeSQL), nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
