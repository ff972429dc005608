package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"
)

// keptStatements is how many statements a connection to SQLite keeps at most when nobody uses them: some 10 kB each.
const keptStatements = 256

// keeper opens connections that keep their prepared statements. SQLite's driver translates a statement anew whenever it is asked,
// and what GORM prepares within a transaction ends with it; pgx keeps its own.
type keeper struct {
	driver  driver.Driver
	address string
}

// keeping opens a pool of connections to SQLite that keep their statements.
func keeping(address string) (*sql.DB, error) {
	plain, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(keeper{plain.Driver(), address}), plain.Close()
}

// Driver is SQLite's.
func (k keeper) Driver() driver.Driver { return k.driver }

// Connect opens a connection.
func (k keeper) Connect(context.Context) (driver.Conn, error) {
	c, err := k.driver.Open(k.address)
	if err != nil {
		return nil, err
	}
	able, ok := c.(able)
	if !ok {
		return nil, errors.Join(errors.New("store: the driver's connection cannot do what is needed"), c.Close())
	}
	return &connection{able: able, idle: map[string][]driver.Stmt{}}, nil
}

// able is what database/sql wants of a connection. It has no way to run a statement without preparing it, so that all pass by here.
type able interface {
	driver.Conn
	driver.ConnPrepareContext
	driver.ConnBeginTx
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// connection keeps what nobody uses; database/sql lets one goroutine at a time have it.
type connection struct {
	able
	idle  map[string][]driver.Stmt
	order []string // of what is idle, the longest kept first
}

// statement goes back to its connection when it is closed.
type statement struct {
	running
	of  *connection
	sql string
}

// running is what database/sql wants of a statement.
type running interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// PrepareContext gives a statement that was kept, else a new one.
func (c *connection) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if kept := c.idle[query]; len(kept) > 0 {
		s := kept[len(kept)-1]
		c.idle[query] = kept[:len(kept)-1]
		i := slices.Index(c.order, query)
		c.order = slices.Delete(c.order, i, i+1)
		return s, nil
	}
	s, err := c.able.PrepareContext(ctx, query)
	if err != nil || !worthKeeping(query) {
		return s, err
	}
	r, ok := s.(running)
	if !ok {
		return s, nil
	}
	return &statement{running: r, of: c, sql: query}, nil
}

// worthKeeping tells whether a statement reads or changes rows; what changes tables or settings is not asked for twice.
func worthKeeping(query string) bool {
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	return slices.Contains([]string{"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}, strings.ToUpper(verb))
}

// Close keeps the statement for whoever needs it next, and lets the one go that was kept longest where there are too many.
func (s *statement) Close() error {
	c := s.of
	c.idle[s.sql] = append(c.idle[s.sql], s)
	c.order = append(c.order, s.sql)
	if len(c.order) <= keptStatements {
		return nil
	}
	query := c.order[0]
	c.order = c.order[1:]
	oldest := c.idle[query][0]
	if c.idle[query] = c.idle[query][1:]; len(c.idle[query]) == 0 {
		delete(c.idle, query)
	}
	return oldest.(*statement).running.Close()
}

// Close lets all go.
func (c *connection) Close() error {
	var err error
	for _, kept := range c.idle {
		for _, s := range kept {
			err = errors.Join(err, s.(*statement).running.Close())
		}
	}
	c.idle, c.order = nil, nil
	return errors.Join(err, c.able.Close())
}
