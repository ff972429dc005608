package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/forumtest"
	"sametable/internal/store"
)

// What a connection keeps is right whatever happened to it meanwhile: asked for while its rows are read, refused, and over tables
// that have changed.
func TestAKeptStatementIsAsGoodAsANewOne(t *testing.T) {
	db := forumtest.SQLite(t)
	pool := db.SQL()
	for range 3 {
		tx, err := pool.BeginTx(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := pairs(t, tx, 2); got != "1 1 1 2 2 1 2 2 " {
			t.Errorf("one statement within itself: %s", got)
		}
		if _, err := tx.Exec("INSERT INTO series (name, last) VALUES ('twice', 1)"); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("INSERT INTO series (name, last) VALUES ('twice', 1)"); err == nil {
			t.Error("a name twice")
		}
		if err := tx.Rollback(); err != nil {
			t.Fatal(err)
		}
	}
	for i, change := range []string{"CREATE TABLE passing (a INTEGER)", "ALTER TABLE passing ADD COLUMN b INTEGER DEFAULT 7", "ALTER TABLE passing ADD COLUMN c INTEGER DEFAULT 8"} {
		if _, err := pool.Exec(change); err != nil {
			t.Fatal(err)
		}
		if _, err := pool.Exec("INSERT INTO passing (a) VALUES (1)"); err != nil {
			t.Fatal(err)
		}
		rows, err := pool.Query("SELECT * FROM passing")
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil || len(columns) != i+1 {
			t.Errorf("after %s: %v, %v", change, columns, err)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// pairs reads the numbers from 1 to n, and within each of them again, by the same statement.
func pairs(t *testing.T, tx *sql.Tx, n int) string {
	t.Helper()
	const numbers = "WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ?) SELECT i FROM numbers"
	said := ""
	each := func(do func(int)) {
		rows, err := tx.Query(numbers, n)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var i int
			if err := rows.Scan(&i); err != nil {
				t.Fatal(err)
			}
			do(i)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	each(func(i int) { each(func(j int) { said += fmt.Sprint(i, " ", j, " ") }) })
	return said
}

// More different statements than a connection keeps are asked for, again and again.
func TestMoreStatementsThanAreKept(t *testing.T) {
	db := forumtest.SQLite(t)
	for range 2 {
		err := db.Tx(t.Context(), func(tx *gorm.DB) error {
			for i := range 600 {
				var got int
				if err := tx.Raw(fmt.Sprintf("SELECT %d + ?", i), 1).Scan(&got).Error; err != nil || got != i+1 {
					return fmt.Errorf("%d: %d, %w", i, got, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkActs: what a transaction of many small statements costs.
func BenchmarkActs(b *testing.B) {
	for engine, open := range map[store.Engine]func(testing.TB) *store.DB{store.SQLite: forumtest.SQLite, store.Postgres: forumtest.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			db := open(b)
			for b.Loop() {
				err := db.Tx(context.Background(), func(tx *gorm.DB) error {
					for range 20 {
						if _, err := store.Increase(tx, "of the benchmark"); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
