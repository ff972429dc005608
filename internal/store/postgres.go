package store

import (
	"database/sql"
	"errors"
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
	return &DB{engine: Postgres, read: g, write: g, readSQL: pool, writeSQL: pool}, nil
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
