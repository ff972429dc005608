package store

import (
	"context"
	"errors"
	"reflect"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/policy"
)

// Recorded is a row that belongs to the record: it says which noun it is part of. Such a row changes inside an act only.
type Recorded interface{ Record() policy.Ref }

// Loose marks the rows that are no acts: sessions, read marks, drafts, cursors, queues. The list is short and tested.
type Loose interface{ OutsideTheRecord() }

// Watch judges a write to one row of the record before it happens.
type Watch func(policy.Ref) error

// ErrOutsideAct is what a write to the record meets when no act is open.
var ErrOutsideAct = errors.New("store: a row of the record changes inside an act only")

// ErrRawWrite is what raw SQL meets that would write.
var ErrRawWrite = errors.New("store: raw SQL may not write")

type watchKey struct{}
type housekeepingKey struct{}

// WithWatch opens the record for writing under the eyes of w. Only the register calls it.
func WithWatch(ctx context.Context, w Watch) context.Context {
	return context.WithValue(ctx, watchKey{}, w)
}

// housekeeping lets the store's own raw statements pass.
func housekeeping(ctx context.Context) context.Context {
	return context.WithValue(ctx, housekeepingKey{}, true)
}

// watchWrites hangs the guard before every create, update, delete and raw statement of a GORM handle.
func watchWrites(g *gorm.DB) error {
	guard := func(tx *gorm.DB) {
		if err := judgeRows(tx.Statement); err != nil {
			_ = tx.AddError(err)
		}
	}
	raw := func(tx *gorm.DB) {
		if tx.Statement.Context.Value(housekeepingKey{}) == nil && writes(tx.Statement.SQL.String()) {
			_ = tx.AddError(ErrRawWrite)
		}
	}
	return errors.Join(
		g.Callback().Create().Before("gorm:before_create").Register("record:create", guard),
		g.Callback().Update().Before("gorm:before_update").Register("record:update", guard),
		g.Callback().Delete().Before("gorm:before_delete").Register("record:delete", guard),
		g.Callback().Raw().Before("gorm:raw").Register("record:raw", raw),
		g.Callback().Query().Before("gorm:query").Register("record:query", raw),
		g.Callback().Row().Before("gorm:row").Register("record:row", raw),
	)
}

// writes tells whether a raw statement could change rows. It errs on the safe side: only SELECT and WITH … SELECT pass.
func writes(sql string) bool {
	head := strings.ToUpper(strings.TrimLeft(sql, " \t\r\n("))
	if head == "" {
		return false // built by GORM from clauses, not raw
	}
	if strings.HasPrefix(head, "SELECT") {
		return false
	}
	if strings.HasPrefix(head, "WITH") {
		for _, word := range []string{"INSERT ", "UPDATE ", "DELETE ", "MERGE "} {
			if strings.Contains(head, word) {
				return true
			}
		}
		return false
	}
	return true
}

func judgeRows(s *gorm.Statement) error {
	watch, _ := s.Context.Value(watchKey{}).(Watch)
	value := reflect.Indirect(s.ReflectValue)
	if !value.IsValid() {
		return ErrOutsideAct
	}
	if value.Kind() == reflect.Slice || value.Kind() == reflect.Array {
		for i := range value.Len() {
			if err := judgeRow(value.Index(i), watch); err != nil {
				return err
			}
		}
		return nil
	}
	return judgeRow(value, watch)
}

func judgeRow(value reflect.Value, watch Watch) error {
	value = reflect.Indirect(value)
	if !value.IsValid() || !value.CanInterface() {
		return ErrOutsideAct
	}
	row := value.Interface()
	if value.CanAddr() {
		row = value.Addr().Interface()
	}
	if _, loose := row.(Loose); loose {
		return nil
	}
	recorded, ok := row.(Recorded)
	if !ok || watch == nil {
		return ErrOutsideAct
	}
	return watch(recorded.Record())
}
