// Package store is where the forum's rows lie: PostgreSQL in earnest, SQLite (pure Go) when no other database is named. It
// opens, migrates and runs transactions, and it is the one place that knows how the two engines differ. Everything else is
// written once, in GORM.
package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"sametable/internal/clock"
)

// Engine names a database engine.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database. Reads go to a pool; SQLite has one writer, so that writers queue instead of failing.
type DB struct {
	engine   Engine
	read     *gorm.DB
	write    *gorm.DB
	readSQL  *sql.DB
	writeSQL *sql.DB
	path     string          // SQLite's file
	postgres *pgx.ConnConfig // how a session of PostgreSQL begins
	full     atomic.Bool     // the disk refused a write, and none has been tried since
	residue  atomic.Bool     // words taken away for good may still stand in SQLite's write-ahead log
	snapshot *gorm.DB        // the transaction of a database that is only read
	scratch  string          // a folder with a copy of it, where one is needed
}

// Open opens a database: a postgres:// address, or a path of an SQLite file. It does not migrate.
func Open(ctx context.Context, address string) (*DB, error) {
	var db *DB
	var err error
	if isPostgres(address) {
		db, err = openPostgres(address)
	} else {
		db, err = openSQLite(ctx, address)
	}
	if err != nil {
		return nil, err
	}
	ping, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := db.readSQL.PingContext(ping); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	for _, g := range []*gorm.DB{db.read, db.write} {
		if err := watchWrites(g); err != nil {
			return nil, errors.Join(err, db.Close())
		}
		if err := countQueries(g); err != nil {
			return nil, errors.Join(err, db.Close())
		}
		if db.read == db.write {
			break
		}
	}
	return db, nil
}

func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// settings are GORM's. It prepares no statements: each connection keeps its own, pgx by itself and SQLite's by the keeper, while those
// that GORM makes within a transaction end with it.
func settings() *gorm.Config {
	return &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true,
		Logger:                 logger.Discard,
		NowFunc:                clock.Wall, // GORM asks at each create; rows carry the time of their act, no column is filled by it
	}
}

// Engine tells which engine this is.
func (d *DB) Engine() Engine { return d.engine }

// SQL is the pool that River works on; nobody else needs it.
func (d *DB) SQL() *sql.DB { return d.writeSQL }

// Read starts a query. Writes through it are refused unless the row's table is outside the record (see Loose).
func (d *DB) Read(ctx context.Context) *gorm.DB { return d.read.WithContext(ctx) }

// Tx runs fn in one transaction; an error rolls back. Rows that belong to the record need an act: see WithWatch.
func (d *DB) Tx(ctx context.Context, fn func(*gorm.DB) error) error {
	erased := false
	err := d.write.WithContext(context.WithValue(ctx, erasedKey{}, &erased)).Transaction(fn)
	if noRoom(err) {
		d.full.Store(true)
	}
	if erased && err == nil {
		d.residue.Store(true)
	}
	if d.residue.Load() {
		d.emptyLog(ctx)
	}
	return asFault(err)
}

// Refuses tells whether the disk refuses what is written. Once it did, only a write that reaches it says that it takes some
// again, so one is tried.
func (d *DB) Refuses(ctx context.Context) bool {
	if !d.full.Load() {
		return false
	}
	err := d.Tx(ctx, func(tx *gorm.DB) error {
		_, err := Increase(tx, "probe of the disk")
		return err
	})
	d.full.Store(err != nil)
	return err != nil
}

// Ping tells whether the database answers readers and the one who writes.
func (d *DB) Ping(ctx context.Context) error {
	return asFault(errors.Join(d.readSQL.PingContext(ctx), d.writeSQL.PingContext(ctx)))
}

// Close closes both pools.
func (d *DB) Close() error {
	var err error
	if d.snapshot != nil {
		err = d.snapshot.Rollback().Error
	}
	err = errors.Join(err, d.writeSQL.Close())
	if d.readSQL != d.writeSQL {
		err = errors.Join(err, d.readSQL.Close())
	}
	if d.scratch != "" {
		err = errors.Join(err, os.RemoveAll(d.scratch))
	}
	return err
}

// SQLTx gives the database/sql transaction under a GORM one, for a job queued in the same transaction.
func SQLTx(tx *gorm.DB) (*sql.Tx, error) {
	if t, ok := tx.Statement.ConnPool.(*sql.Tx); ok {
		return t, nil
	}
	return nil, errors.New("store: not inside a transaction")
}
