package app_test

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm/schema"

	"sametable/internal/store"
)

// column is what both engines and a struct can say of one.
type column struct {
	kind  string // int, text, time, bool, bytes
	empty bool   // may be NULL
}

// table is what the catalogue of an engine says.
type table struct {
	columns map[string]column
	key     []string
	unique  []string // columns, and the words of the condition
}

// kindOf gives the kind a struct's field asks for.
func kindOf(f *schema.Field) string {
	switch f.DataType {
	case schema.String:
		return "text"
	case schema.Int, schema.Uint:
		return "int"
	}
	return string(f.DataType)
}

// kind folds the names of types.
func kind(t *testing.T, name string) string {
	t.Helper()
	kinds := map[string]string{"integer": "int", "bigint": "int", "text": "text", "datetime": "time", "timestamp with time zone": "time",
		"boolean": "bool", "blob": "bytes", "bytea": "bytes"}
	k, known := kinds[strings.ToLower(name)]
	if !known {
		t.Errorf("the type %q is not known", name)
	}
	return k
}

const sqliteColumns = "SELECT name, type, \"notnull\" = 0 AND pk = 0, pk FROM pragma_table_info($1) ORDER BY pk"

const postgresColumns = `SELECT a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, COALESCE(array_position(i.indkey::int2[], a.attnum), -1) + 1
	FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
	WHERE a.attrelid = CAST($1 AS text)::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 4`

const sqliteUnique = `SELECT l.name, i.name, COALESCE(m.sql, '') FROM pragma_index_list($1) l, pragma_index_info(l.name) i
	LEFT JOIN sqlite_master m ON m.name = l.name WHERE l."unique" AND l.origin <> 'pk' ORDER BY l.name, i.seqno`

const postgresUnique = `SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid, k, true), COALESCE('WHERE ' || pg_get_expr(i.indpred, i.indrelid), '')
	FROM pg_index i, generate_series(1, i.indnkeyatts) k
	WHERE i.indrelid = CAST($1 AS text)::regclass AND i.indisunique AND NOT i.indisprimary ORDER BY 1, k`

// look reads the catalogue.
func look(t *testing.T, db *store.DB, name string) table {
	t.Helper()
	columns, unique := sqliteColumns, sqliteUnique
	if db.Engine() == store.Postgres {
		columns, unique = postgresColumns, postgresUnique
	}
	is := table{columns: map[string]column{}}
	each(t, db, columns, []any{name}, func(rows *sql.Rows) error {
		var column, typ string
		var empty bool
		var key int
		err := rows.Scan(&column, &typ, &empty, &key)
		is.columns[column] = columnOf(t, typ, empty)
		if key > 0 {
			is.key = append(is.key, column)
		}
		return err
	})
	conditions, parts := map[string]string{}, map[string][]string{}
	each(t, db, unique, []any{name}, func(rows *sql.Rows) error {
		var index, column, condition string
		err := rows.Scan(&index, &column, &condition)
		conditions[index], parts[index] = condition, append(parts[index], column)
		return err
	})
	for index, columns := range parts {
		is.unique = append(is.unique, strings.Join(columns, ", ")+conditionOf(conditions[index]))
	}
	slices.Sort(is.unique)
	return is
}

func columnOf(t *testing.T, typ string, empty bool) column {
	t.Helper()
	return column{kind(t, typ), empty}
}

// conditionOf gives the names and values in the condition of an index, which each engine writes down in its own way.
func conditionOf(text string) string {
	_, condition, found := strings.Cut(text, "WHERE ")
	if !found {
		return ""
	}
	all := regexp.MustCompile(`'[^']*'|\w+`).FindAllString(condition, -1)
	all = slices.DeleteFunc(all, func(word string) bool {
		return slices.Contains([]string{"AND", "NOT", "IN", "ALL", "ARRAY", "text"}, word)
	})
	slices.Sort(all)
	return " where " + strings.Join(slices.Compact(all), " ")
}

// guarded gives the tables that triggers keep from being changed, each with what they refuse or narrow.
func guarded(t *testing.T, db *store.DB) []string {
	t.Helper()
	query := "SELECT tbl_name, sql LIKE '%BEFORE UPDATE%', sql LIKE '%BEFORE DELETE%' FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
	if db.Engine() == store.Postgres {
		query = "SELECT tgrelid::regclass::text, tgtype & 16 > 0, tgtype & 8 > 0 FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
	}
	var all []string
	each(t, db, query, nil, func(rows *sql.Rows) error {
		var table string
		var update, remove bool
		err := rows.Scan(&table, &update, &remove)
		if update && !foreign(table) {
			all = append(all, table+" update")
		}
		if remove && !foreign(table) {
			all = append(all, table+" delete")
		}
		return err
	})
	slices.Sort(all)
	return slices.Compact(all)
}

func each(t *testing.T, db *store.DB, query string, args []any, take func(*sql.Rows) error) {
	t.Helper()
	rows, err := db.SQL().Query(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := take(rows); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
