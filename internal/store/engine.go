package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"

	"gorm.io/gorm"

	"sametable/internal/fault"
)

// chainLock is the advisory lock under which the register gives its numbers (any constant will do).
const chainLock = 0x5461626c65

// asFault turns an error that will pass into "unavailable"; all others stay what they are.
func asFault(err error) error {
	if err == nil {
		return nil
	}
	var f *fault.Fault
	if errors.As(err, &f) {
		return err
	}
	var net net.Error
	passing := sqliteUnavailable(err) || postgresUnavailable(err) || errors.As(err, &net) ||
		errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, context.DeadlineExceeded)
	if passing {
		return fault.Unavailable(err)
	}
	if postgresNoText(err) { // what SQLite keeps and finds nothing by, PostgreSQL refuses
		return &fault.Fault{Reason: fault.ReasonInvalid, Message: fault.Message{ID: "fault.not_text"}, Cause: err}
	}
	return err
}

// noRoom tells errors of a disk that is full or broken.
func noRoom(err error) bool {
	return sqliteNoRoom(err) || postgresNoRoom(err)
}

// Found turns GORM's "record not found" into the fault a stranger gets, and passing errors into "unavailable".
func Found(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fault.NotFound()
	}
	return asFault(err)
}

// LockChain makes every other writer of the register wait until this transaction ends. SQLite has one writer anyway.
func LockChain(tx *gorm.DB) error {
	if tx.Dialector.Name() != "postgres" {
		return nil
	}
	return asFault(tx.WithContext(housekeeping(tx.Statement.Context)).Exec("SELECT pg_advisory_xact_lock(?)", chainLock).Error)
}

// Increase adds one to the number of a series and gives the new one; the first is 1. The row stays locked until the
// transaction ends, so a series has no gap: a rolled back act gives its number back.
func Increase(tx *gorm.DB, series string) (int, error) {
	var last int
	err := tx.WithContext(housekeeping(tx.Statement.Context)).Raw(
		"INSERT INTO series (name, last) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last", series).
		Scan(&last).Error
	return last, asFault(err)
}

// ClaimCursor locks a follower's cursor for this transaction. It gives false when another node holds it.
func ClaimCursor(tx *gorm.DB, name string) (seq int64, claimed bool, err error) {
	lock := ""
	if tx.Dialector.Name() == "postgres" {
		lock = " FOR UPDATE SKIP LOCKED"
	}
	var rows []int64
	err = tx.WithContext(housekeeping(tx.Statement.Context)).Raw("SELECT seq FROM cursors WHERE name = ?"+lock, name).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return 0, false, asFault(err)
	}
	return rows[0], true, nil
}
