package house

import (
	"fmt"
	"testing"

	"gorm.io/gorm"
)

// Stored tells in which columns of the whole database some words stand.
func (h *House) Stored(t *testing.T, words string) []string {
	t.Helper()
	db := h.Store.Read(t.Context())
	tables, err := db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, table := range tables {
		columns, err := db.Migrator().ColumnTypes(table)
		if err != nil {
			continue // the search engine's own tables
		}
		for _, c := range columns {
			var n int64
			db.Session(&gorm.Session{NewDB: true}).Raw(fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE CAST("%s" AS TEXT) LIKE ?`, table, c.Name()), "%"+words+"%").Scan(&n)
			if n > 0 {
				found = append(found, table+"."+c.Name())
			}
		}
	}
	return found
}
