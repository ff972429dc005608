package register

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/store"
)

// Legible runs a query. Where it fails for what stands in one of its rows, say makes the fault of it out of the columns that name
// the row: whoever verifies is told where, not only that a column does not fit.
func Legible[T any](q *gorm.DB, rows *[]T, say func(key []string, why error) *Break, key ...string) error {
	q = q.Session(&gorm.Session{})
	err := q.Find(rows).Error
	if err == nil || passes(err) {
		return store.Found(err)
	}
	for at := 0; ; at++ {
		var one []T
		why := q.Offset(at).Limit(1).Find(&one).Error
		if why == nil && len(one) == 0 || passes(why) {
			return err
		}
		if why == nil {
			continue
		}
		named, columns := make([]string, len(key)), make([]string, len(key))
		into := make([]any, len(key))
		for i, name := range key {
			columns[i], into[i] = fmt.Sprintf("COALESCE(CAST(%s AS text), '')", name), &named[i]
		}
		if err := q.Model(new(T)).Select(columns).Offset(at).Limit(1).Row().Scan(into...); err != nil {
			return errors.Join(why, err)
		}
		return say(named, why)
	}
}

// passes tells an error that is not the rows' own: a database that does not answer now, or a reader who has gone.
func passes(err error) bool {
	return fault.Is(store.Found(err), fault.ReasonUnavailable) || errors.Is(err, context.Canceled)
}

// unread is the fault of a row that belongs to an entry, whose number is its key's first part.
func unread(key []string, format string, args ...any) *Break {
	seq, _ := strconv.ParseInt(key[0], 10, 64) // 0 where even the number is none: then What says what there is
	return &Break{Seq: seq, What: fmt.Sprintf(format, args...)}
}
