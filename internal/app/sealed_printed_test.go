package app_test

import (
	"fmt"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/printed"
	"sametable/internal/store"
)

// TestOneByteOfAKeptPaperIsFound changes one byte of an issued paper as it is kept, and what is said of it, where whoever has the database in
// hand has put its triggers out of the way.
func TestOneByteOfAKeptPaperIsFound(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := house.Table{T: tt, House: h}
		m := h.IssuedMinutes(tt)
		t.Must(h.Rooms.Printings.Sweep(t.Context()))
		var f printed.File
		t.Must(h.Store.Read(t.Context()).Where("noun_id = ? AND ending = 'pdf' AND gone_at IS NULL", m.ID).Order("id").Take(&f).Error)
		triggers := []string{"DROP TRIGGER printed_files_no_delete", "DROP TRIGGER printed_files_drop_only"}
		literal := "x'%x'"
		if h.Store.Engine() == store.Postgres {
			triggers, literal = []string{"ALTER TABLE printed_files DISABLE TRIGGER USER"}, "decode('%x', 'hex')"
		}
		for _, statement := range triggers {
			_, err := h.Store.SQL().Exec(statement)
			t.Must(err)
		}
		changed := append([]byte{}, f.Content...)
		changed[len(changed)/2] ^= 1
		where, names := "id = '"+f.ID+"'", "the paper "+f.ID+" of minutes"
		tampers(tt, h, []tampering{
			{"printed_files", "SET content = " + fmt.Sprintf(literal, changed), where, names},
			{"printed_files", "SET content = " + fmt.Sprintf(literal, f.Content[:len(f.Content)-1]), where, names},
			{"printed_files", "SET content = " + fmt.Sprintf(literal, []byte{}), where, names}, // taken away, and no entry says so
			{"printed_files", "SET hash = '" + fmt.Sprintf("%064x", 7) + "'", where, names},
			{"printed_files", "SET size = size + 1", where, names},
			{"printed_files", "SET reader = 'everyone'", where, names},
			{"printed_files", "SET gone_at = made_at", where, names},
			{"printed_files", "", where, names},
		})
	})
}
