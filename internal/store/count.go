package store

import (
	"context"
	"errors"
	"sync/atomic"

	"gorm.io/gorm"
)

type counterKey struct{}

// WithCounter counts the statements that run under the context, for the tests and figures of "queries per page".
func WithCounter(ctx context.Context) (context.Context, *atomic.Int64) {
	n := new(atomic.Int64)
	return context.WithValue(ctx, counterKey{}, n), n
}

func countQueries(g *gorm.DB) error {
	count := func(tx *gorm.DB) {
		if n, ok := tx.Statement.Context.Value(counterKey{}).(*atomic.Int64); ok && !tx.DryRun { // a dry run builds a subquery of another statement
			n.Add(1)
		}
	}
	return errors.Join(
		g.Callback().Create().After("gorm:create").Register("count:create", count),
		g.Callback().Query().After("gorm:query").Register("count:query", count),
		g.Callback().Update().After("gorm:update").Register("count:update", count),
		g.Callback().Delete().After("gorm:delete").Register("count:delete", count),
		g.Callback().Row().After("gorm:row").Register("count:row", count),
		g.Callback().Raw().After("gorm:raw").Register("count:raw", count),
	)
}
