package house

import (
	"slices"
	"strings"
	"testing"
)

// Copy copies a row behind the register's back, under another id and with other values in some columns, where a test needs more
// rows than it could play.
func (h *House) Copy(t testing.TB, table, id, to string, other map[string]string) {
	t.Helper()
	types, err := h.Store.Read(t.Context()).Migrator().ColumnTypes(table)
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, len(types))
	for _, c := range types {
		names = append(names, c.Name())
	}
	values := slices.Clone(names)
	for i, name := range names {
		if value, there := other[name]; there {
			values[i] = "'" + value + "'"
		}
		if name == "id" {
			values[i] = "'" + to + "'"
		}
	}
	into := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") SELECT " + strings.Join(values, ", ") + " FROM " + table + " WHERE id = '" + id + "'"
	if _, err := h.Store.SQL().ExecContext(t.Context(), into); err != nil {
		t.Fatal(err)
	}
}
