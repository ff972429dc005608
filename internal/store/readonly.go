package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

// OpenReadOnly opens a database that is there, to look at it: nothing is made, migrated or changed, and everything read is of one
// instant, however long that takes and whoever writes meanwhile. An auditor's copy may lie where she cannot write.
func OpenReadOnly(ctx context.Context, address string) (*DB, error) {
	open := openSQLiteReadOnly
	if isPostgres(address) {
		open = openPostgresReadOnly
	}
	d, err := open(address)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(watchWrites(d.read), countQueries(d.read)); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	instant := &sql.TxOptions{ReadOnly: true} // a transaction of SQLite is one instant anyway, and its driver knows no levels
	if d.engine == Postgres {
		instant.Isolation = sql.LevelRepeatableRead
	}
	snapshot := d.read.WithContext(ctx).Begin(instant)
	if snapshot.Error != nil {
		return nil, errors.Join(snapshot.Error, d.Close())
	}
	d.read, d.write, d.snapshot = snapshot, snapshot, snapshot
	return d, nil
}

func openPostgresReadOnly(address string) (*DB, error) {
	conf, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	conf.RuntimeParams["timezone"] = "UTC"
	conf.RuntimeParams["default_transaction_read_only"] = "on"
	pool := stdlib.OpenDB(*conf)
	g, err := gorm.Open(postgres.New(postgres.Config{Conn: pool}), settings())
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &DB{engine: Postgres, read: g, write: g, readSQL: pool, writeSQL: pool, postgres: conf}, nil
}

// openSQLiteReadOnly opens a file as it lies there. Beside a file in use, or one that was in use when it was copied, lies a log
// (-wal) with what is not in the file yet, and an index of the log (-shm). Where there is neither, the file is whole and SQLite is told
// to lay nothing beside it. A log without an index could not be read without making one: file and log are read as a copy of the
// copy, which goes when it is closed.
func openSQLiteReadOnly(path string) (*DB, error) {
	at, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no database at %s", path)
	case err != nil:
		return nil, err
	case !at.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", path)
	}
	d := &DB{engine: SQLite, path: path}
	q := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "query_only(1)"}, "_time_format": {"sqlite"}}
	switch {
	case !beside(path, "-wal") && !beside(path, "-journal"):
		q.Set("immutable", "1")
	case beside(path, "-wal") && !beside(path, "-shm"):
		if d.scratch, err = copied(path); err != nil {
			return nil, err
		}
		path = filepath.Join(d.scratch, "forum.db")
	}
	if d.readSQL, d.read, err = sqlitePool("file:"+(&url.URL{Path: path}).EscapedPath()+"?"+q.Encode(), 2); err != nil {
		return nil, errors.Join(err, os.RemoveAll(d.scratch))
	}
	d.write, d.writeSQL = d.read, d.readSQL
	return d, nil
}

// beside tells whether SQLite left something beside a file.
func beside(path, what string) bool {
	at, err := os.Stat(path + what)
	return err == nil && at.Size() > 0
}

// copied copies a file and its log to a folder of their own, for nobody else to read.
func copied(path string) (folder string, err error) {
	if folder, err = os.MkdirTemp("", "forum-verify-"); err != nil {
		return "", err
	}
	for _, part := range []string{"", "-wal"} {
		if err := copyFile(path+part, filepath.Join(folder, "forum.db"+part)); err != nil {
			return "", errors.Join(err, os.RemoveAll(folder))
		}
	}
	return folder, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
