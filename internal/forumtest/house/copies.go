package house

import (
	"strings"
	"testing"
)

// Copies copies a row behind the register's back, where a test needs more rows than it could play: one for each of the given,
// which say what is other in it, the id among it.
func (h *House) Copies(t testing.TB, table, id string, rows []map[string]string) {
	t.Helper()
	types, err := h.Store.Read(t.Context()).Migrator().ColumnTypes(table)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := h.Store.SQL().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range rows {
		var names, values []string
		for _, c := range types {
			value := c.Name()
			if v, there := other[value]; there {
				value = "'" + v + "'"
			}
			names, values = append(names, c.Name()), append(values, value)
		}
		if _, err := tx.ExecContext(t.Context(), "INSERT INTO "+table+" ("+strings.Join(names, ", ")+") SELECT "+strings.Join(values, ", ")+" FROM "+table+" WHERE id = '"+id+"'"); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}
