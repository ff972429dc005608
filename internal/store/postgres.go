package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// openPostgres opens one pool for reads and writes. Every session speaks UTC and gives up a statement after five seconds, so
// that a slow database turns into a clear answer.
func openPostgres(address string) (*DB, error) {
	conf, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	conf.RuntimeParams["timezone"] = "UTC"
	if _, set := conf.RuntimeParams["statement_timeout"]; !set {
		conf.RuntimeParams["statement_timeout"] = "5000"
	}
	conf.RuntimeParams["idle_in_transaction_session_timeout"] = "15000"
	pool := stdlib.OpenDB(*conf)
	pool.SetMaxOpenConns(16)
	pool.SetMaxIdleConns(16)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), settings())
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &DB{engine: Postgres, read: g, write: g, readSQL: pool, writeSQL: pool, postgres: conf}, nil
}

// migrateLock is the advisory lock that lets one migrator run at a time.
const migrateLock = 0x6d696772

// postgresMigrator gives a pool whose statements may take their time, but do not wait long for a lock: everybody who comes
// after a waiting ALTER waits behind it. Closing the pool ends the session that holds the migrators' lock.
func (d *DB) postgresMigrator(ctx context.Context) (*sql.DB, func() error, error) {
	conf := d.postgres.Copy()
	conf.RuntimeParams["statement_timeout"] = "0"
	conf.RuntimeParams["idle_in_transaction_session_timeout"] = "0"
	conf.RuntimeParams["lock_timeout"] = strconv.FormatInt(lockPatience.Milliseconds(), 10)
	pool := stdlib.OpenDB(*conf)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, pool.Close())
	}
	release := func() error { return errors.Join(conn.Close(), pool.Close()) }
	for {
		var locked bool
		err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", migrateLock).Scan(&locked)
		if err == nil && locked {
			return pool, release, nil
		}
		if err == nil {
			err = pause(ctx, lockPatience/10)
		}
		if err != nil {
			return nil, nil, errors.Join(err, release())
		}
	}
}

// lockTimeout tells that a statement waited too long for a lock, or lost it in a deadlock.
func lockTimeout(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "55P03" || e.Code == "40P01")
}

// postgresNoText tells a value that is no text to PostgreSQL: malformed UTF-8 or NUL.
func postgresNoText(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "22021" || e.Code == "22P05")
}

// postgresUnavailable tells errors that pass: a cut line, a server that starts or stops, a full disk, a statement out of time.
func postgresUnavailable(err error) bool {
	if errors.Is(err, sql.ErrConnDone) || pgconn.Timeout(err) {
		return true
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		return true
	}
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return false
	}
	switch {
	case strings.HasPrefix(e.Code, "08"), // connection exception
		strings.HasPrefix(e.Code, "53"),                         // insufficient resources
		strings.HasPrefix(e.Code, "57"),                         // operator intervention, statement timeout
		e.Code == "40001", e.Code == "40P01", e.Code == "55P03": // serialisation, deadlock, lock timeout
		return true
	}
	return false
}

// postgresNoRoom tells a write that the disk refused: full (53100), or an error of input and output (58030).
func postgresNoRoom(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "53100" || e.Code == "58030")
}
