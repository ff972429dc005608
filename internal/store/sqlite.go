package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	msqlite "modernc.org/sqlite"
)

// sqliteDialect is GORM's SQLite dialect with the errors of the pure Go driver, which the original does not know.
type sqliteDialect struct{ sqlite.Dialector }

// Extended result codes of SQLite (https://sqlite.org/rescode.html).
const (
	sqliteBusy       = 5
	sqliteIOErr      = 10
	sqliteFull       = 13
	sqliteCheck      = 275
	sqliteForeignKey = 787
	sqlitePrimaryKey = 1555
	sqliteUnique     = 2067
)

// Translate turns constraint errors into GORM's.
func (sqliteDialect) Translate(err error) error {
	var e *msqlite.Error
	if errors.As(err, &e) {
		switch e.Code() {
		case sqlitePrimaryKey, sqliteUnique:
			return gorm.ErrDuplicatedKey
		case sqliteForeignKey:
			return gorm.ErrForeignKeyViolated
		case sqliteCheck:
			return gorm.ErrCheckConstraintViolated
		}
	}
	return err
}

func sqliteAddress(path string, write bool) string {
	q := url.Values{}
	for _, pragma := range []string{"busy_timeout(5000)", "foreign_keys(1)", "synchronous(FULL)"} {
		q.Add("_pragma", pragma)
	}
	if write {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "secure_delete(1)") // what was erased is not to be read in the free pages of the file, or of its copies
		q.Set("_txlock", "immediate")
	} else {
		q.Add("_pragma", "query_only(1)")
	}
	q.Set("_time_format", "sqlite")
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// openSQLite opens one writer and a pool of readers on a file, which it makes if need be. Of several programs that open a fresh file, or
// open one while another closes it as the last, SQLite lets one through and does not wait for the others
// (https://sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode"): they try again.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := makeOwn(path); err != nil {
		return nil, err
	}
	for n := 1; ; n++ {
		d, err := sqliteFile(path)
		if err == nil || !sqliteIsBusy(err) || n == lockTries {
			return d, err
		}
		if err := pause(ctx, lockPatience/20); err != nil {
			return nil, err
		}
	}
}

func sqliteIsBusy(err error) bool {
	var e *msqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == sqliteBusy // with its extended codes
}

// sqliteFile opens the pools on a file that is there.
func sqliteFile(path string) (*DB, error) {
	d := &DB{engine: SQLite, path: path}
	var err error
	if d.writeSQL, d.write, err = sqlitePool(sqliteAddress(path, true), 1); err != nil {
		return nil, err
	}
	if err := d.writeSQL.Ping(); err != nil { // the file and its WAL must be there before a reader comes
		return nil, errors.Join(err, d.writeSQL.Close())
	}
	if d.readSQL, d.read, err = sqlitePool(sqliteAddress(path, false), max(4, 2*runtime.NumCPU())); err != nil {
		return nil, errors.Join(err, d.writeSQL.Close())
	}
	if err := d.readSQL.Ping(); err != nil {
		return nil, errors.Join(err, d.readSQL.Close(), d.writeSQL.Close())
	}
	return d, nil
}

// makeOwn makes the file if need be, for nobody but the owner of the process to read. SQLite gives what it lays beside the file
// the same rights.
func makeOwn(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// emptyLog writes the write-ahead log into the file and cuts it off: it keeps old pages, with what has been erased from them,
// until it begins anew. Where a reader is in the way it stays to be done, and the next transaction tries again.
func (d *DB) emptyLog(ctx context.Context) {
	var busy, pages, moved int
	err := d.writeSQL.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if err == nil && busy == 0 {
		d.residue.Store(false)
	}
}

func sqlitePool(address string, size int) (*sql.DB, *gorm.DB, error) {
	pool, err := keeping(address)
	if err != nil {
		return nil, nil, err
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	g, err := gorm.Open(sqliteDialect{sqlite.Dialector{Conn: pool}}, settings())
	if err != nil {
		return nil, nil, errors.Join(err, pool.Close())
	}
	return pool, g, nil
}

func sqliteUnavailable(err error) bool {
	var e *msqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code() & 0xff {
	case sqliteBusy, sqliteIOErr, sqliteFull:
		return true
	}
	return false
}

// sqliteMigrator holds an exclusive transaction on an empty database beside the real one while migrations run. SQLite locks
// files the same way on every system, also against a second opening in this process, and a lock ends with its holder.
func (d *DB) sqliteMigrator(ctx context.Context) (*sql.DB, func() error, error) {
	if err := makeOwn(d.path + ".migrate"); err != nil {
		return nil, nil, err
	}
	lock, err := sql.Open("sqlite", "file:"+(&url.URL{Path: d.path + ".migrate"}).EscapedPath())
	if err != nil {
		return nil, nil, err
	}
	conn, err := lock.Conn(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, lock.Close())
	}
	release := func() error { return errors.Join(conn.Close(), lock.Close()) }
	for {
		_, err := conn.ExecContext(ctx, "BEGIN EXCLUSIVE")
		if err == nil {
			return d.writeSQL, release, nil
		}
		var held *msqlite.Error
		if errors.As(err, &held) && held.Code()&0xff == sqliteBusy {
			err = pause(ctx, lockPatience/10)
		}
		if err != nil {
			return nil, nil, errors.Join(err, release())
		}
	}
}

// sqliteNoRoom tells a write that the disk refused.
func sqliteNoRoom(err error) bool {
	var e *msqlite.Error
	return errors.As(err, &e) && (e.Code()&0xff == sqliteIOErr || e.Code()&0xff == sqliteFull)
}
