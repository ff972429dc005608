package store

import (
	"strings"

	"gorm.io/gorm"
)

// Column is a column of a query, and where its value goes.
type Column[T any] struct {
	SQL string
	To  func(*T) any
}

// Columns are what a query gives, in order.
type Columns[T any] struct {
	names string
	to    []func(*T) any
}

// Read puts columns in order.
func Read[T any](columns ...Column[T]) Columns[T] {
	var all Columns[T]
	var names []string
	for _, c := range columns {
		names, all.to = append(names, c.SQL), append(all.to, c.To)
	}
	all.names = strings.Join(names, ", ")
	return all
}

// From reads the rows of a query straight to where their values belong, without asking at run time what types are made of: for
// the few wide rows that are read all day. What may be NULL goes to a pointer or is coalesced.
func (c Columns[T]) From(q *gorm.DB) ([]T, error) {
	rows, err := q.Select(c.names).Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	places := make([]any, len(c.to))
	for rows.Next() {
		var none T
		all = append(all, none)
		for i, to := range c.to {
			places[i] = to(&all[len(all)-1])
		}
		if err := rows.Scan(places...); err != nil {
			return nil, err
		}
	}
	return all, rows.Err()
}
