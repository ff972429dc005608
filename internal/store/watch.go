package store

import (
	"context"
	"errors"
	"reflect"

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

// ErrUnnamed is what a change of the record meets that could reach, or reached, other rows than the ones it names.
var ErrUnnamed = errors.New("store: rows of the record change one by one, by their primary keys")

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

// watchWrites hangs the guard before every create, update, delete and raw statement of a GORM handle, and counts after a change.
func watchWrites(g *gorm.DB) error {
	guard := func(named bool) func(*gorm.DB) {
		return func(tx *gorm.DB) {
			if err := judgeRows(tx.Statement, named); err != nil {
				_ = tx.AddError(err)
			}
		}
	}
	raw := func(tx *gorm.DB) {
		if tx.Statement.Context.Value(housekeepingKey{}) == nil && writes(tx.Statement.SQL.String()) {
			_ = tx.AddError(ErrRawWrite)
		}
	}
	return errors.Join(
		g.Callback().Create().Before("gorm:before_create").Register("record:create", guard(false)),
		g.Callback().Update().Before("gorm:before_update").Register("record:update", guard(true)),
		g.Callback().Delete().Before("gorm:before_delete").Register("record:delete", guard(true)),
		g.Callback().Update().After("gorm:update").Register("record:updated", countRows),
		g.Callback().Delete().After("gorm:delete").Register("record:deleted", countRows),
		g.Callback().Raw().Before("gorm:raw").Register("record:raw", raw),
		g.Callback().Query().Before("gorm:query").Register("record:query", raw),
		g.Callback().Row().Before("gorm:row").Register("record:row", raw),
	)
}

// judgeRows asks for every row of a statement whether it may be written. A statement that names another table than its rows'
// own, or brings its own SQL, is refused: what is judged must be what is written. Named: rows of the record are changed one by
// one, each by its whole primary key.
func judgeRows(s *gorm.Statement, named bool) error {
	if s.SQL.Len() > 0 {
		return ErrRawWrite
	}
	if !ownTable(s) {
		return ErrOutsideAct
	}
	watch, _ := s.Context.Value(watchKey{}).(Watch)
	for _, value := range rowsOf(s) {
		if err := judgeRow(s, value, watch, named); err != nil {
			return err
		}
	}
	return nil
}

// ownTable tells whether the statement goes to the table of its model and nowhere else.
func ownTable(s *gorm.Statement) bool {
	if s.Schema == nil || s.Table != s.Schema.Table || len(s.Joins) > 0 {
		return false
	}
	if s.TableExpr != nil && (len(s.TableExpr.Vars) > 0 || s.TableExpr.SQL != s.Quote(s.Schema.Table)) {
		return false
	}
	for _, name := range []string{"INSERT", "UPDATE", "DELETE", "FROM"} {
		if given, there := s.Clauses[name]; there && given.Expression != nil {
			return false
		}
	}
	return true
}

// rowsOf gives the rows a statement is about; one that is none where there are none, so that somebody judges it.
func rowsOf(s *gorm.Statement) []reflect.Value {
	value := reflect.Indirect(s.ReflectValue)
	if !value.IsValid() || value.Kind() != reflect.Slice && value.Kind() != reflect.Array {
		return []reflect.Value{value}
	}
	rows := make([]reflect.Value, value.Len())
	for i := range rows {
		rows[i] = reflect.Indirect(value.Index(i))
	}
	return rows
}

func judgeRow(s *gorm.Statement, value reflect.Value, watch Watch, named bool) error {
	row := rowOf(s, value)
	if _, loose := row.(Loose); loose {
		return nil
	}
	recorded, ok := row.(Recorded)
	if !ok || watch == nil {
		return ErrOutsideAct
	}
	if err := watch(recorded.Record()); err != nil || !named {
		return err
	}
	for _, field := range s.Schema.PrimaryFields {
		if _, zero := field.ValueOf(s.Context, value); zero {
			return ErrUnnamed
		}
	}
	if len(s.Schema.PrimaryFields) == 0 {
		return ErrUnnamed
	}
	return nil
}

// rowOf gives the row as the model of the statement, or nothing where it is something else.
func rowOf(s *gorm.Statement, value reflect.Value) any {
	if !value.IsValid() || !value.CanInterface() || value.Type() != s.Schema.ModelType {
		return nil
	}
	if value.CanAddr() {
		return value.Addr().Interface()
	}
	return value.Interface()
}

// countRows finds a statement that changed more rows of the record than it named. The watch hears of it too: it lets no act
// end well that goes on after such an error.
func countRows(tx *gorm.DB) {
	s := tx.Statement
	if tx.Error != nil || tx.DryRun || s.Schema == nil {
		return
	}
	recorded := 0
	for _, value := range rowsOf(s) {
		row := rowOf(s, value)
		if _, loose := row.(Loose); loose {
			return
		}
		recorded++
	}
	if tx.RowsAffected <= int64(recorded) {
		return
	}
	_ = tx.AddError(ErrUnnamed)
	if watch, ok := s.Context.Value(watchKey{}).(Watch); ok {
		_ = tx.AddError(watch(policy.Ref{}))
	}
}
